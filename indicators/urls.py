from django.urls import path

from indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.list_sets, name="list_sets"),
    path("<slug:code>/<slug:edition>/", views.show_set, name="show_set"),
]
