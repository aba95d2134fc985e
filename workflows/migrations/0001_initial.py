import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assessments', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', django_fsm.FSMField(choices=[('self_assessment', 'Self-assessment'), ('office_check', 'Office check'), ('expert_panel', 'Expert panel'), ('committee', 'Committee'), ('publication', 'Publication'), ('issuing', 'Being issued'), ('published', 'Published')], default='self_assessment', max_length=50, protected=True, verbose_name='stage')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('stage_since', models.DateTimeField()),
                ('due', models.DateField(blank=True, null=True)),
                ('assessment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='case', to='assessments.assessment')),
            ],
            options={
                'ordering': ['-pk'],
                'permissions': [('hand_in_case', 'Can hand in the self-assessment'), ('check_case', 'Can accept it or send it back'), ('open_scores_case', 'Can open the sealed scores'), ('decide_case', 'Can record the decision'), ('issue_case', 'Can publish the report')],
            },
        ),
        migrations.CreateModel(
            name='CaseGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='workflows.case')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
                'unique_together': {('group', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='CaseUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='workflows.case')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'unique_together': {('user', 'permission', 'content_object')},
            },
        ),
    ]
