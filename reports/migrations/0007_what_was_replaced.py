"""Words that were taken back leave a published report: it says when it was issued anew, and codes of what it replaced
still lead to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('participation', '0001_initial'),
        ('reports', '0006_what_the_register_lists'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='reissued_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotations', to='reports.publication')),
                ('remark', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotations', to='participation.remark')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Replaced',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record_hash', models.CharField(max_length=64)),
                ('code', models.CharField(max_length=12, unique=True)),
                ('reason', models.CharField(choices=[('taken_back', 'Words were taken back')], max_length=12)),
                ('replaced_at', models.DateTimeField()),
                ('files', models.JSONField(default=list)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='reports.publication')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
