from django.urls import path

from panels.views import pool

app_name = "experts"
urlpatterns = [
    path("", pool.show_pool, name="show_pool"),
    path("new/", pool.add_entry, name="add_entry"),
    path("<int:number>/", pool.change_entry, name="change_entry"),
]
