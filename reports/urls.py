from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("register/", views.register, name="register"),
    path("register/<slug:code>/", views.show_report, name="show_report"),
    path("register/<slug:code>/report.pdf", views.download_pdf, name="download_pdf"),
    path("register/<slug:code>/record.json", views.show_record, name="show_record"),
    path("verify/", views.verify, name="verify"),
    path("verify/<str:code>/", views.verify, name="verify_code"),
]
