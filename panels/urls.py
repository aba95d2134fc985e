from django.urls import path

from panels.views import panel, scoring

app_name = "panels"
urlpatterns = [
    path("<slug:code>/panel/", panel.show_panel, name="show_panel"),
    path("<slug:code>/panel/seats/", panel.seat_experts, name="seat_experts"),
    path("<slug:code>/figures.json", panel.show_figures, name="show_figures"),
    path("<slug:code>/scores/", scoring.continue_scoring, name="continue_scoring"),
    path("<slug:code>/scores/seal/", scoring.seal_seat, name="seal_seat"),
    path("<slug:code>/scores/<slug:aspect>/", scoring.show_scores, name="show_scores"),
    path("<slug:code>/scores/<slug:indicator>/save/", scoring.post_score, name="post_score"),
]
