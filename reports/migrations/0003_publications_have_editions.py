"""Reports have editions, each a file of its own; the PDF that there was is the first of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_pdfs(apps, schema_editor):
    """Each report that has its PDF keeps it, under the hash and the path that it had."""
    edition = apps.get_model("reports", "Edition")
    for publication in apps.get_model("reports", "Publication").objects.exclude(pdf_sha256=""):
        edition.objects.create(
            publication=publication,
            kind="formal",
            sha256=publication.pdf_sha256,
            size=publication.pdf_size,
            suffix=".pdf",
        )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_editions'),
        ('assessments', '0009_contractors'),
        ('reports', '0002_editions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='key',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='publication',
            name='search',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='signature',
            field=models.CharField(blank=True, max_length=128),
        ),
        migrations.CreateModel(
            name='ChildText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decided', models.TextField(max_length=1000, verbose_name='what was decided')),
                ('said', models.TextField(blank=True, max_length=1000, verbose_name='what children said')),
                ('changes', models.TextField(max_length=1000, verbose_name='what will change')),
                ('stays', models.TextField(blank=True, max_length=1000, verbose_name='what will not change, and why')),
                ('version', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField()),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='child_text', to='assessments.assessment')),
                ('updated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DisclosureReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prepared_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='disclosure_review', to='assessments.assessment')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MissingAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(max_length=200, verbose_name='plan, policy or project')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='department or place')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='what it does to children')),
                ('told_at', models.DateTimeField(auto_now_add=True)),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='what became of it')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missing_assessments', to='accounts.organisation', verbose_name='city')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Retraction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=2000, verbose_name='reason')),
                ('retracted_at', models.DateTimeField()),
                ('publication', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='retraction', to='reports.publication')),
                ('retracted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='WordTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('accepted_at', models.DateTimeField(auto_now_add=True)),
                ('accepted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='word_templates', to='accounts.organisation')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('formal', 'Report (PDF)'), ('other', 'Report in the other language (PDF)'), ('child', 'Children’s edition (PDF)'), ('word', 'Report (Word)'), ('workbook', 'Tables (Excel)')], max_length=12)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('suffix', models.CharField(max_length=5)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reports.publication')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'kind'), name='one_edition_of_each_kind')],
            },
        ),
        migrations.CreateModel(
            name='Redaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('original', models.TextField()),
                ('ground', models.CharField(choices=[('state_secret', 'State secret (article 14)'), ('safety', 'Public or economic safety, social stability (article 14)'), ('business', 'Business secret of others (article 15)'), ('privacy', 'Personal privacy (article 15)'), ('internal', 'Internal affairs or work in progress (article 16)')], max_length=16, verbose_name='legal ground')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note for the second reader')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='redactions', to='reports.disclosurereview')),
            ],
            options={
                'ordering': ['place', 'start'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='redaction_has_a_length')],
            },
        ),
        migrations.RunPython(keep_pdfs, migrations.RunPython.noop),
    ]
