from django.urls import path

from reports.views import register, report, verifying

app_name = "reports"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/<slug:code>/", report.show_report, name="show_report"),
    path("register/<slug:code>/report.pdf", report.download_pdf, name="download_pdf"),
    path("register/<slug:code>/record.json", report.show_record, name="show_record"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/", verifying.verify, name="verify_code"),
]
