from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('ledger', '0002_append_only')]

    operations = [
        migrations.AddField(
            model_name='job',
            name='done',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='job',
            name='parts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
