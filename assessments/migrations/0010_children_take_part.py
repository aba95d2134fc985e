"""Rights to record how children were heard, to sign why none were, and to open the words of minors."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_contractors")]

    operations = [
        migrations.AlterModelOptions(
            name="assessment",
            options={
                "ordering": ["-created_at"],
                "permissions": [
                    ("answer_assessment", "Can answer the indicators and attach evidence"),
                    ("contribute_assessment", "Can answer the indicators assigned to the own unit"),
                    ("hear_assessment", "Can record how children were heard"),
                    ("excuse_assessment", "Can sign why no children were heard"),
                    ("open_words_assessment", "Can open the words of children and of the public"),
                ],
            },
        )
    ]
