from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workflows", "0002_editions")]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "ordering": ["-pk"],
                "permissions": [
                    ("hand_in_case", "Can hand in the self-assessment"),
                    ("sign_case", "Can sign the file or hand it back"),
                    ("check_case", "Can accept it or send it back"),
                    ("open_scores_case", "Can open the sealed scores"),
                    ("decide_case", "Can record the decision"),
                    ("issue_case", "Can publish the report"),
                ],
            },
        ),
    ]
