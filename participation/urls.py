from django.urls import path

from participation.views import absences, collecting, concerns, part, sessions, telephone, words

app_name = "participation"
COLLECTION = "cases/<slug:code>/children/sessions/<int:number>/collection/"
urlpatterns = [
    path("cases/<slug:code>/children/", part.show_part, name="show_part"),
    path("cases/<slug:code>/children/themes/", part.post_theme, name="post_theme"),
    path("cases/<slug:code>/children/themes/<int:number>/", part.post_answer, name="post_answer"),
    path("cases/<slug:code>/children/themes/<int:number>/remove/", part.drop_theme, name="drop_theme"),
    path("cases/<slug:code>/children/sessions/new/", sessions.open_session, name="open_session"),
    path("cases/<slug:code>/children/sessions/<int:number>/", sessions.show_session, name="show_session"),
    path(
        "cases/<slug:code>/children/sessions/<int:number>/change/",
        sessions.change_session,
        name="change_session",
    ),
    path(
        "cases/<slug:code>/children/sessions/<int:number>/remarks/",
        sessions.post_remarks,
        name="post_remarks",
    ),
    path("cases/<slug:code>/children/sessions/<int:number>/told/", sessions.post_told, name="post_told"),
    path(
        "cases/<slug:code>/children/sessions/<int:number>/withdrawal/",
        sessions.post_withdrawal,
        name="post_withdrawal",
    ),
    path("cases/<slug:code>/children/sessions/<int:number>/words/", words.open_words, name="open_words"),
    path("cases/<slug:code>/children/sessions/<int:number>/words/save/", words.save_words, name="save_words"),
    path(
        "cases/<slug:code>/children/sessions/<int:number>/words/take-back/",
        words.take_back,
        name="take_back_words",
    ),
    path("cases/<slug:code>/children/absences/<slug:link>/", absences.show_absence, name="show_absence"),
    path("cases/<slug:code>/children/absences/<slug:link>/save/", absences.save_absence, name="save_absence"),
    path("cases/<slug:code>/children/absences/<slug:link>/sign/", absences.sign, name="sign_absence"),
    path("cases/<slug:code>/children/concern/", concerns.raise_by_hand, name="raise_concern"),
    path(COLLECTION, collecting.show_collection, name="show_collection"),
    path(f"{COLLECTION}open/", collecting.open_collection, name="open_collection"),
    path(f"{COLLECTION}close/", collecting.close_collection, name="close_collection"),
    path(f"{COLLECTION}count/", collecting.show_count, name="show_count"),
    path(f"{COLLECTION}sheet/", collecting.show_poster, name="show_poster"),
    path("v/worker.js", telephone.worker, name="worker"),
    path("v/<str:token>/", telephone.answer, name="answer"),
    path("concerns/", concerns.list_concerns, name="list_concerns"),
    path("concerns/<int:pk>/", concerns.show_concern, name="show_concern"),
    path("concerns/<int:pk>/handling/", concerns.save_handling, name="save_handling"),
]
