from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/<slug:username>/", views.sign_in_demo, name="sign_in_demo"),
    path("sign-out/", views.sign_out, name="sign_out"),
]
