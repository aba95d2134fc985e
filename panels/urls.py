from django.urls import path

from panels.views import discussion, opinions, panel, scoring, seating, sheet

app_name = "panels"
urlpatterns = [
    path("<slug:code>/panel/", panel.show_panel, name="show_panel"),
    path("<slug:code>/panel/seats/", seating.seat_experts, name="seat_experts"),
    path("<slug:code>/panel/draw/", seating.draw_experts, name="draw_experts"),
    path("<slug:code>/panel/chair/", seating.appoint_chair, name="appoint_chair"),
    path("<slug:code>/figures.json", panel.show_figures, name="show_figures"),
    path("<slug:code>/discussion/", discussion.show_discussion, name="show_discussion"),
    path("<slug:code>/discussion/remark/", discussion.post_remark, name="post_remark_on_all"),
    path("<slug:code>/discussion/<slug:indicator>/remark/", discussion.post_remark, name="post_remark"),
    path("<slug:code>/discussion/<slug:indicator>/revise/", discussion.post_revision, name="post_revision"),
    path("<slug:code>/opinions/", opinions.show_opinions, name="show_opinions"),
    path("<slug:code>/opinions/add/", opinions.add_opinion, name="add_opinion"),
    path("<slug:code>/opinions/<int:number>/save/", opinions.save_reply, name="save_reply"),
    path("<slug:code>/scores/", scoring.continue_scoring, name="continue_scoring"),
    path("<slug:code>/scores/sheet/", sheet.show_sheet, name="show_sheet"),
    path("<slug:code>/scores/seal/", sheet.seal_seat, name="seal_seat"),
    path("<slug:code>/scores/<slug:aspect>/", scoring.show_scores, name="show_scores"),
    path("<slug:code>/scores/<slug:indicator>/save/", scoring.post_score, name="post_score"),
]
