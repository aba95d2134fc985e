"""What was decided and published before there was a follow-up is followed from now on; its set names no reviews."""

from django.db import migrations
from django.db.models import F


def follow(apps, schema_editor):
    decisions = apps.get_model("committees", "Decision").objects.filter(
        meeting__assessment__case__state="published",
        meeting__round=F("meeting__assessment__case__round"),
        follow_up=None,
        superseded_by=None,
    )
    follow_ups = apps.get_model("committees", "FollowUp").objects
    follow_ups.bulk_create([follow_ups.model(decision=decision) for decision in decisions])


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0013_declare_before_reading"),
        ("committees", "0003_sessions_and_follow_up"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
