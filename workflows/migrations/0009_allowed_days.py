"""Running clocks of before know how many working days their stay was given, so that it can be extended and recounted."""

from datetime import timedelta

from chinese_calendar import is_workday
from django.db import migrations
from django.utils import timezone


def works(day):
    try:
        return is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def count(apps, schema_editor):
    StageClock = apps.get_model("workflows", "StageClock")
    for clock in StageClock.objects.filter(left_at=None, allowed=None, due_at__isnull=False):
        first, last = timezone.localdate(clock.entered_at), timezone.localdate(clock.due_at)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        clock.allowed = sum(works(day) for day in days)
        clock.save(update_fields=["allowed"])


class Migration(migrations.Migration):
    dependencies = [("workflows", "0008_case_summaries")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
