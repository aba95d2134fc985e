from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("<slug:code>/answers/", views.continue_questionnaire, name="continue_questionnaire"),
    path("<slug:code>/answers/<slug:aspect>/", views.show_aspect, name="show_aspect"),
    path("<slug:code>/answers/<slug:indicator>/save/", views.save_answer, name="save_answer"),
    path("<slug:code>/evidence/<int:pk>/", views.download_evidence, name="download_evidence"),
    path("<slug:code>/evidence/<int:pk>/remove/", views.remove_evidence, name="remove_evidence"),
]
