import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('indicators', '0001_indicator_sets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('title', models.CharField(max_length=200, verbose_name='title of the matter')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='English title')),
                ('summary', models.TextField(max_length=4000, verbose_name='what the matter is about')),
                ('summary_en', models.TextField(blank=True, max_length=4000, verbose_name='English summary')),
                ('matter_class', models.CharField(max_length=30, verbose_name='class of matter')),
                ('drafting_started', models.DateField(verbose_name='drafting started')),
                ('illustrative', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafting_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='accounts.organisation', verbose_name='drafting unit')),
                ('indicator_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='indicators.indicatorset')),
            ],
            options={
                'ordering': ['-created_at'],
                'permissions': [('answer_assessment', 'Can answer the indicators and attach evidence')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.CharField(blank=True, max_length=12, verbose_name='impact')),
                ('reach', models.PositiveIntegerField(blank=True, null=True, verbose_name='children reached')),
                ('groups', models.JSONField(blank=True, default=list, verbose_name='groups of children')),
                ('facts', models.TextField(blank=True, verbose_name='facts and grounds')),
                ('mitigation', models.TextField(blank=True, verbose_name='mitigation')),
                ('reason', models.TextField(blank=True, verbose_name='why it does not apply')),
                ('complete', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('updated_at', models.DateTimeField(null=True)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='assessments.assessment')),
            ],
            options={
                'ordering': ['indicator__position'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'indicator'), name='one_answer_per_indicator')],
            },
        ),
        migrations.CreateModel(
            name='AssessmentGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assessments.assessment')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
                'unique_together': {('group', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='AssessmentUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='assessments.assessment')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'unique_together': {('user', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='assessments.assessment')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('assessment', 'indicator', 'sha256'), name='one_live_copy_of_a_file_per_indicator')],
            },
        ),
    ]
