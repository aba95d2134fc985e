from django.urls import path

from participation.views import comments, concerns, consultations

app_name = "participation"
urlpatterns = [
    path("concerns/", concerns.list_concerns, name="list_concerns"),
    path("concerns/<int:pk>/", concerns.show_concern, name="show_concern"),
    path("consultations/", consultations.list_consultations, name="list_consultations"),
    path("consultations/comment/", consultations.find_comment, name="find_comment"),
    path("consultations/comment/<str:receipt>/", consultations.show_comment, name="show_comment"),
    path("consultations/<slug:code>/", consultations.show_consultation, name="show_consultation"),
    path("cases/<slug:code>/comments/", comments.show_comments, name="show_comments"),
    path("cases/<slug:code>/comments/open/", comments.open_words, name="open_comments"),
    path("cases/<slug:code>/comments/<int:number>/group/", comments.group_comments, name="group_comments"),
    path("cases/<slug:code>/comments/<int:number>/set-aside/", comments.set_aside, name="set_comments_aside"),
    path("cases/<slug:code>/comments/take-back/<int:pk>/", comments.take_back, name="take_comment_back"),
    path("cases/<slug:code>/comments/groups/<int:pk>/", comments.answer_group, name="answer_group"),
]
