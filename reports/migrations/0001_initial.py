import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assessments', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.TextField()),
                ('record_hash', models.CharField(max_length=64)),
                ('code', models.CharField(max_length=12, unique=True)),
                ('ledger_position', models.PositiveBigIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('outcome', models.CharField(max_length=24)),
                ('frozen_at', models.DateTimeField(auto_now_add=True)),
                ('pdf_sha256', models.CharField(blank=True, max_length=64)),
                ('pdf_size', models.PositiveBigIntegerField(default=0)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='assessments.assessment')),
            ],
            options={
                'ordering': ['-published_at'],
            },
        ),
    ]
