from django.urls import path

from assessments.views import answers, evidence, groups, screening

app_name = "assessments"
urlpatterns = [
    path("<slug:code>/screening/", screening.show_screening, name="show_screening"),
    path("<slug:code>/answers/", answers.continue_questionnaire, name="continue_questionnaire"),
    path("<slug:code>/answers/<slug:aspect>/", answers.show_aspect, name="show_aspect"),
    path("<slug:code>/answers/<slug:indicator>/save/", answers.save_answer, name="save_answer"),
    path("<slug:code>/groups/", groups.show_groups, name="show_groups"),
    path("<slug:code>/groups/<slug:group>/save/", groups.save_finding, name="save_finding"),
    path("<slug:code>/evidence/<int:pk>/", evidence.download_evidence, name="download_evidence"),
    path("<slug:code>/evidence/<int:pk>/remove/", evidence.remove_evidence, name="remove_evidence"),
]
