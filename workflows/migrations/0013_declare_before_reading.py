"""Experts of open panels who have not sealed have to declare before they read on: their rights come back with that."""

from django.db import migrations


def take_back(apps, schema_editor):
    seats = apps.get_model("panels", "Seat").objects.filter(
        declared="",
        left_at=None,
        sealed_at=None,
        panel__opened_at__isnull=False,
        panel__opened_scores_at=None,
    )
    of_file = apps.get_model("assessments", "AssessmentUserPermission").objects
    of_panel = apps.get_model("panels", "PanelUserPermission").objects
    for expert, panel, file in seats.values_list("expert_id", "panel_id", "panel__assessment_id"):
        of_file.filter(user_id=expert, content_object_id=file).delete()
        of_panel.filter(user_id=expert, content_object_id=panel).delete()


class Migration(migrations.Migration):
    dependencies = [("workflows", "0012_discussion_and_reply"), ("panels", "0003_pool_of_today")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
