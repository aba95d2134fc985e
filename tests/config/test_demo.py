"""The demonstration's data: made by the real operations, the same however often it is asked for."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation, Post, User
from assessments.models import Assessment, Evidence
from committees.models import Ballot, Decision
from indicators.models import IndicatorSet
from ledger.models import Event, Job
from ledger.queries import verify_chain
from panels.models import Score, Seat
from tests.factories import rows_of
from workflows.enums import Stage
from workflows.models import Case

EVERYTHING = (
    User,
    Organisation,
    Post,
    IndicatorSet,
    Assessment,
    Case,
    Evidence,
    Seat,
    Score,
    Ballot,
    Decision,
)


def test_the_demonstration_is_made_once_and_stands_at_every_stage(db, settings, capsys):
    settings.DEMO = True
    call_command("seed_demo")
    first, logins = rows_of(*EVERYTHING), capsys.readouterr().out
    call_command("seed_demo")
    assert (rows_of(*EVERYTHING), capsys.readouterr().out) == (first, logins)
    stages = dict(Case.objects.values_list("assessment__code", "state"))
    assert sorted(stages.values()) == sorted(
        [Stage.ISSUING, Stage.SELF_ASSESSMENT, Stage.EXPERT_PANEL, Stage.COMMITTEE]
    )
    assert (stages["QZ-2021-01"], Job.objects.count(), verify_chain().intact) == (Stage.ISSUING, 1, True)
    assert set(Assessment.objects.values_list("illustrative", flat=True)) == {True}
    assert logins.splitlines()[0].split("\t")[1:] == ["drafter", "tongping-demo"]


def test_people_only_leaves_the_cases_out(db, settings):
    settings.DEMO = True
    call_command("seed_demo", people_only=True)
    assert (Case.objects.count(), User.objects.filter(username="expert-a").exists()) == (0, True)


def test_outside_the_demonstration_nothing_is_made(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TONGPING_DEMO=1"):
        call_command("seed_demo")
    assert (User.objects.count(), Event.objects.count()) == (1, 0)


def test_an_unknown_set_is_named(db, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="There is no set 'atlantis'"):
        call_command("seed_demo", set="atlantis")
