from django.urls import include, path

from indicators.views import changes, sets

app_name = "indicators"
urlpatterns = [
    path("", sets.list_sets, name="list_sets"),
    path("schema.json", sets.show_schema, name="show_schema"),
    path("drafts/", include("indicators.draft_urls")),
    path("<slug:code>/<slug:edition>/", sets.show_set, name="show_set"),
    path(
        "<slug:code>/<slug:edition>/download.<str:kind>",
        sets.download_set,
        name="download_set",
    ),
    path("<slug:code>/<slug:edition>/<slug:newer>/changes/", changes.show_changes, name="show_changes"),
]
