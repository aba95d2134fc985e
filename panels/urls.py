from django.urls import path

from panels import views

app_name = "panels"
urlpatterns = [
    path("<slug:code>/panel/", views.show_panel, name="show_panel"),
    path("<slug:code>/panel/seats/", views.seat_experts, name="seat_experts"),
    path("<slug:code>/figures.json", views.show_figures, name="show_figures"),
    path("<slug:code>/scores/", views.continue_scoring, name="continue_scoring"),
    path("<slug:code>/scores/seal/", views.seal_seat, name="seal_seat"),
    path("<slug:code>/scores/<slug:aspect>/", views.show_scores, name="show_scores"),
    path("<slug:code>/scores/<slug:indicator>/save/", views.post_score, name="post_score"),
]
