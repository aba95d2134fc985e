"""A post for whoever protects minors."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_editions'),
    ]

    operations = [
        migrations.AlterField(
            model_name='post',
            name='role',
            field=models.CharField(choices=[('drafter', 'Drafting officer'), ('office', 'Committee office'), ('expert', 'Expert'), ('member', 'Committee member'), ('head', 'Head of unit'), ('rights_member', 'Member for children’s rights'), ('protection', 'Officer for the protection of minors')], max_length=16),
        ),
    ]
