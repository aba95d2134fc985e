"""A deadline was a day; now it is the last second of it. Each case gets a running clock, and one for each stay that its
ledger tells of."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations


def start(apps, schema_editor):
    Case = apps.get_model("workflows", "Case")
    StageClock = apps.get_model("workflows", "StageClock")
    Event = apps.get_model("ledger", "Event")
    zone = ZoneInfo(settings.TIME_ZONE)
    for case in Case.objects.select_related("assessment").order_by("pk").iterator():
        entered = case.assessment.created_at
        subject = f"case:{case.assessment.code}"
        for event in Event.objects.filter(subject=subject, name="case.moved").order_by("position"):
            came_back = event.data.get("action") == "decide" and event.data["new"] == "self_assessment"
            StageClock.objects.create(
                case_id=case.pk,
                stage=event.data["old"],
                round=event.data["round"] - came_back,
                entered_at=entered,
                left_at=event.at,
            )
            entered = event.at
        if case.due:
            case.due_at = datetime.combine(case.due, time(23, 59, 59), zone)
            case.save(update_fields=["due_at"])
        StageClock.objects.create(
            case_id=case.pk,
            stage=case.state,
            round=case.round,
            entered_at=case.stage_since,
            due_at=case.due_at,
        )


class Migration(migrations.Migration):
    dependencies = [("workflows", "0004_desks"), ("ledger", "0001_initial")]

    operations = [migrations.RunPython(start, migrations.RunPython.noop)]
