from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_panel_notices")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("digest", "What waits for you"),
                    ("reminder", "Reminder by the committee’s office"),
                    ("escalation", "Overdue in your unit"),
                    ("returned", "Sent back"),
                    ("assigned", "Assigned to your unit"),
                    ("handed_over", "Handed over to you"),
                    ("plan", "Annual plan"),
                    ("infected", "Blocked by the virus scan"),
                    ("late", "Screened too late"),
                    ("panel", "Expert panel"),
                    ("concern", "Sign of harm"),
                ],
                max_length=12,
            ),
        ),
    ]
