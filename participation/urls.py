from django.urls import path

from participation.views import concerns, readings

app_name = "participation"
urlpatterns = [
    path("concerns/", concerns.list_concerns, name="list_concerns"),
    path("concerns/<int:pk>/", concerns.show_concern, name="show_concern"),
    path("privacy/readings/", readings.list_readings, name="list_readings"),
]
