import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assessments', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('indicators', '0001_indicator_sets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('quorum', models.CharField(max_length=10)),
                ('majority', models.CharField(max_length=10)),
                ('proposed', models.CharField(choices=[('approve', 'Approved'), ('approve_with_changes', 'Approved with changes'), ('return', 'Returned for a new assessment'), ('reject', 'Not approved')], max_length=24)),
                ('barred', models.JSONField(default=list)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='assessments.assessment')),
            ],
            options={
                'ordering': ['round'],
                'permissions': [('vote_meeting', 'Can vote'), ('close_meeting', 'Can close the vote and record the decision')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('approve', 'Approved'), ('approve_with_changes', 'Approved with changes'), ('return', 'Returned for a new assessment'), ('reject', 'Not approved')], max_length=24)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('tally', models.JSONField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='committees.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(blank=True, choices=[('approve', 'Approved'), ('approve_with_changes', 'Approved with changes'), ('return', 'Returned for a new assessment'), ('reject', 'Not approved'), ('abstain', 'Abstain')], max_length=24, verbose_name='vote')),
                ('opinion', models.TextField(blank=True, verbose_name='opinion')),
                ('cast_at', models.DateTimeField(blank=True, null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='committees.meeting')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MeetingGroupPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='committees.meeting')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MeetingUserPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='committees.meeting')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(verbose_name='condition')),
                ('owner', models.CharField(max_length=80, verbose_name='responsible')),
                ('due', models.DateField(verbose_name='due')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='committees.decision')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'position'), name='one_condition_per_position')],
            },
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('assessment', 'round'), name='one_meeting_per_round'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='one_ballot_per_member'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cast_at', None), ('choice', '')), models.Q(models.Q(('choice', ''), _negated=True), ('cast_at__isnull', False)), _connector='OR'), name='cast_means_chosen'),
        ),
        migrations.AlterUniqueTogether(
            name='meetinggrouppermission',
            unique_together={('group', 'permission', 'content_object')},
        ),
        migrations.AlterUniqueTogether(
            name='meetinguserpermission',
            unique_together={('user', 'permission', 'content_object')},
        ),
    ]
