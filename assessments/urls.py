from django.urls import path

from assessments.views import answers, citing, copying, evidence, groups, offline, scope, screening

app_name = "assessments"
urlpatterns = [
    path("<slug:code>/screening/", screening.show_screening, name="show_screening"),
    path("<slug:code>/scope/", scope.show_scope, name="show_scope"),
    path(
        "<slug:code>/scope/indicators/<slug:indicator>/", scope.save_applicability, name="save_applicability"
    ),
    path("<slug:code>/scope/children/", scope.save_count, name="add_count"),
    path("<slug:code>/scope/children/<int:pk>/", scope.save_count, name="save_count"),
    path("<slug:code>/scope/children/<int:pk>/remove/", scope.remove_count, name="remove_count"),
    path("<slug:code>/scope/participation/<slug:link>/", scope.save_plan, name="save_plan"),
    path("<slug:code>/rail/", answers.show_rail, name="show_rail"),
    path("<slug:code>/answers/", answers.continue_questionnaire, name="continue_questionnaire"),
    path("<slug:code>/answers/<slug:aspect>/", answers.show_aspect, name="show_aspect"),
    path("<slug:code>/answers/<slug:indicator>/save/", answers.save_answer, name="save_answer"),
    path("<slug:code>/groups/", groups.show_groups, name="show_groups"),
    path("<slug:code>/groups/<slug:group>/save/", groups.save_finding, name="save_finding"),
    path("<slug:code>/offline/", offline.show_offline, name="show_offline"),
    path("<slug:code>/offline/<int:pk>/", offline.review_proposal, name="review_proposal"),
    path("<slug:code>/offline/<slug:kind>/", offline.take_out, name="take_out"),
    path("<slug:code>/copy/", copying.choose_source, name="choose_source"),
    path("<slug:code>/answers/<slug:indicator>/evidence/", citing.choose_evidence, name="choose_evidence"),
    path("<slug:code>/answers/<slug:indicator>/cite/", citing.cite_evidence, name="cite_evidence"),
    path(
        "<slug:code>/answers/<slug:indicator>/evidence/<int:pk>/uncite/",
        citing.uncite_evidence,
        name="uncite_evidence",
    ),
    path("<slug:code>/evidence/", evidence.show_locker, name="show_locker"),
    path("<slug:code>/evidence/upload/", evidence.upload_evidence, name="upload_evidence"),
    path("<slug:code>/evidence/<int:pk>/describe/", evidence.describe_evidence, name="describe_evidence"),
    path("<slug:code>/evidence/<int:pk>/scan/", evidence.retry_scan, name="retry_scan"),
    path("<slug:code>/evidence/<int:pk>/", evidence.download_evidence, name="download_evidence"),
    path("<slug:code>/evidence/<int:pk>/remove/", evidence.remove_evidence, name="remove_evidence"),
]
