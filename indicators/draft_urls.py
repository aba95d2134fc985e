"""The office's editor, below sets/drafts/."""

from django.urls import path

from indicators.views import drafts, parts

urlpatterns = [
    path("new/", drafts.new_set, name="new_set"),
    path("import/", drafts.import_set, name="import_set"),
    path("from/<slug:code>/<slug:edition>/", drafts.new_edition, name="new_edition"),
    path("<int:pk>/", drafts.show_draft, name="show_draft"),
    path("<int:pk>/parts/<path:part>/", parts.edit_part, name="edit_part"),
    path("<int:pk>/add/", parts.add_part, name="add_part"),
    path("<int:pk>/move/", parts.move_part, name="move_part"),
    path("<int:pk>/remove/<path:part>/", parts.remove_part, name="remove_part"),
    path("<int:pk>/changes/", drafts.show_draft_changes, name="draft_changes"),
    path("<int:pk>/download.<str:kind>", drafts.download_draft, name="download_draft"),
    path("<int:pk>/import/", drafts.replace_draft, name="replace_draft"),
    path("<int:pk>/publish/", drafts.publish_draft, name="publish_draft"),
    path("<int:pk>/discard/", drafts.discard_draft, name="discard_draft"),
]
