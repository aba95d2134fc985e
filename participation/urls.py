from django.urls import path

from participation.views import absences, concerns

app_name = "participation"
urlpatterns = [
    path("cases/<slug:code>/children/absences/<slug:link>/", absences.show_absence, name="show_absence"),
    path("cases/<slug:code>/children/absences/<slug:link>/save/", absences.save_absence, name="save_absence"),
    path("cases/<slug:code>/children/absences/<slug:link>/sign/", absences.sign, name="sign_absence"),
    path("cases/<slug:code>/children/concern/", concerns.raise_by_hand, name="raise_concern"),
    path("concerns/", concerns.list_concerns, name="list_concerns"),
    path("concerns/<int:pk>/", concerns.show_concern, name="show_concern"),
    path("concerns/<int:pk>/handling/", concerns.save_handling, name="save_handling"),
]
