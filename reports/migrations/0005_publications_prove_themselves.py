"""A publication keeps the proof that anyone can check it with; earlier ones were not signed and have none."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_pdf_is_an_edition'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='proof',
            field=models.TextField(blank=True),
        ),
    ]
