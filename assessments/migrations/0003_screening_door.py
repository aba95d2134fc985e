from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_editions")]

    operations = [
        migrations.AddField(
            model_name="screening",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        )
    ]
