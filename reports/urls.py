from django.urls import path

from reports.views import children, data, missing, preparing, register, report, retracting, template, verifying

app_name = "reports"
urlpatterns = [
    path("cases/<slug:code>/publication/", preparing.show_preparation, name="show_preparation"),
    path("cases/<slug:code>/publication/children/", preparing.save_child_text, name="save_child_text"),
    path("cases/<slug:code>/publication/withhold/", preparing.withhold, name="withhold"),
    path("cases/<slug:code>/publication/withheld/<int:pk>/disclose/", preparing.disclose, name="disclose"),
    path("cases/<slug:code>/publication/hand-over/", preparing.hand_to_second, name="hand_to_second"),
    path("cases/<slug:code>/publication/sign/", preparing.sign_review, name="sign_review"),
    path("cases/<slug:code>/publication/draft.pdf", preparing.show_draft, name="show_draft"),
    path("register/", register.register, name="register"),
    path("register/data/", data.explain_data, name="explain_data"),
    path("register/data/schema.json", data.data_schema, name="data_schema"),
    path("register/data/register.<str:form>", data.data, name="data"),
    path("register/feed.<str:kind>", data.feed, name="feed"),
    path("register/<slug:code>/", report.show_report, name="show_report"),
    path("register/<slug:code>/report.pdf", report.download, name="download_pdf"),
    path("register/<slug:code>/files/<slug:kind>/", report.download, name="download"),
    path("register/<slug:code>/children/", children.show_children, name="show_children"),
    path("register/<slug:code>/record.json", report.show_record, name="show_record"),
    path("register/<slug:code>/proof.json", verifying.show_proof, name="show_proof"),
    path("register/<slug:code>/preview.png", report.show_picture, name="show_picture"),
    path("register/<slug:code>/retraction/", retracting.retract, name="retract"),
    path("word-template/", template.show_template, name="show_template"),
    path("word-template/<slug:kind>.docx", template.download_template, name="download_template"),
    path("missing/", missing.tell, name="tell_missing"),
    path("missing/list/", missing.list_tips, name="list_tips"),
    path("missing/<int:pk>/answer/", missing.answer, name="answer_tip"),
    path("missing/<str:receipt>/", missing.show_receipt, name="show_receipt"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/verify.py", verifying.download_verifier, name="download_verifier"),
    path("verify/keys/", verifying.list_keys, name="list_keys"),
    path("verify/keys/<str:fingerprint>.pem", verifying.show_key, name="show_key"),
    path("verify/<str:code>/", verifying.verify, name="verify_code"),
]
