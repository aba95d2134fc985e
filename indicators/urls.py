from django.urls import path

from indicators.views import sets

app_name = "indicators"
urlpatterns = [
    path("", sets.list_sets, name="list_sets"),
    path("<slug:code>/<slug:edition>/", sets.show_set, name="show_set"),
]
