from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0006_deadlines_to_the_second")]

    operations = [
        migrations.AddField("casesummary", "depth_name", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("casesummary", "depth_name_en", models.CharField(blank=True, default="", max_length=160), preserve_default=False),
        migrations.AddField("casesummary", "waits_for", models.CharField(blank=True, default="", max_length=10), preserve_default=False),
        migrations.AlterField("casesummary", "stage_name", models.CharField(blank=True, max_length=80)),
    ]
