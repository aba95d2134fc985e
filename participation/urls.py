from django.urls import path

from participation.views import collecting, concerns, telephone

app_name = "participation"
COLLECTION = "cases/<slug:code>/children/sessions/<int:number>/collection/"
urlpatterns = [
    path(COLLECTION, collecting.show_collection, name="show_collection"),
    path(f"{COLLECTION}open/", collecting.open_collection, name="open_collection"),
    path(f"{COLLECTION}close/", collecting.close_collection, name="close_collection"),
    path(f"{COLLECTION}count/", collecting.show_count, name="show_count"),
    path(f"{COLLECTION}sheet/", collecting.show_poster, name="show_poster"),
    path("v/worker.js", telephone.worker, name="worker"),
    path("v/<str:token>/", telephone.answer, name="answer"),
    path("concerns/", concerns.list_concerns, name="list_concerns"),
    path("concerns/<int:pk>/", concerns.show_concern, name="show_concern"),
]
