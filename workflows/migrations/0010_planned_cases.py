from django.db import migrations, models


def mark(apps, schema_editor):
    CaseSummary = apps.get_model("workflows", "CaseSummary")
    CaseSummary.objects.filter(case__assessment__plan_year__isnull=False).update(planned=True)


class Migration(migrations.Migration):
    dependencies = [("workflows", "0009_allowed_days")]

    operations = [
        migrations.AddField("casesummary", "planned", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
