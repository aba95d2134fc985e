"""The demonstrations' data: made by the real operations, the same however often they are asked for."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Organisation, Post, User
from assessments.models import Assessment, Evidence, GroupFinding
from committees.models import Ballot, Decision
from config.demo.cities import names
from indicators.editor.problems import check_data
from indicators.models import DraftSet, IndicatorSet
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
    DraftSet,
    Assessment,
    Case,
    Evidence,
    GroupFinding,
    Seat,
    Score,
    Ballot,
    Decision,
)
STAGES = {
    "quzhou": {
        "QZ-2021-01": Stage.ISSUING,
        "QZ-2026-01": Stage.SELF_ASSESSMENT,
        "QZ-2026-02": Stage.EXPERT_PANEL,
        "QZ-2026-03": Stage.COMMITTEE,
        "QZ-2026-04": Stage.SCREENING,
        "QZ-2026-05": Stage.SELF_ASSESSMENT,
        "QZ-2026-06": Stage.SELF_ASSESSMENT,
        "QZ-2026-07": Stage.OFFICE_CHECK,
        "QZ-2026-08": Stage.SIGN_OFF,
        "QZ-2026-09": Stage.PUBLICATION,
        "QZ-2026-10": Stage.ISSUING,
        "QZ-2026-11": Stage.WITHDRAWN,
    },
    "harbin": {
        "HRB-2025-01": Stage.ISSUING,
        "HRB-2026-01": Stage.SIGN_OFF,
        "HRB-2026-02": Stage.SELF_ASSESSMENT,
        "HRB-2026-03": Stage.SCREENING,
        "HRB-2026-04": Stage.SELF_ASSESSMENT,
        "HRB-2026-05": Stage.OFFICE_CHECK,
        "HRB-2026-06": Stage.SELF_ASSESSMENT,
        "HRB-2026-07": Stage.PUBLICATION,
        "HRB-2026-08": Stage.ISSUING,
        "HRB-2026-09": Stage.WITHDRAWN,
        "HRB-2026-10": Stage.EXPERT_PANEL,
        "HRB-2026-11": Stage.COMMITTEE,
    },
    "dongguan": {
        "DG-2022-01": Stage.ISSUING,
        "DG-2026-01": Stage.COMMITTEE,
        "DG-2024-01": Stage.EXPERT_PANEL,
        "DG-2020-01": Stage.SIGN_OFF,
        "DG-2026-02": Stage.SCREENING,
        "DG-2026-03": Stage.SELF_ASSESSMENT,
        "DG-2026-04": Stage.OFFICE_CHECK,
        "DG-2026-05": Stage.SELF_ASSESSMENT,
        "DG-2026-06": Stage.PUBLICATION,
        "DG-2026-07": Stage.ISSUING,
        "DG-2026-08": Stage.WITHDRAWN,
    },
}


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.mark.parametrize("city", STAGES)
def test_a_demonstration_is_made_once_and_stands_at_many_stages(db, capsys, city):
    call_command("seed_demo", set=city)
    first, logins = rows_of(*EVERYTHING), capsys.readouterr().out
    call_command("seed_demo", set=city)
    assert (rows_of(*EVERYTHING), capsys.readouterr().out) == (first, logins)
    assert dict(Case.objects.values_list("assessment__code", "state")) == STAGES[city]
    assert (Job.objects.count(), verify_chain().intact) == (1, True)
    assert set(Assessment.objects.values_list("illustrative", flat=True)) == {True}
    for case in Assessment.objects.select_related("indicator_set__owner", "drafting_unit"):
        assert case.indicator_set.owner == case.drafting_unit.city


def test_every_city_of_the_tests_is_one_of_the_command():
    assert names() == sorted(STAGES)


def test_harbin_answers_for_each_of_the_four_special_groups(db):
    call_command("seed_demo", set="harbin")
    published = Assessment.objects.get(code="HRB-2025-01")
    answered = published.group_findings.values_list("group", "complete")
    assert list(answered) == [("POV", True), ("DIS", True), ("MIG", True), ("LBC", True)]
    assert (published.answers.exclude(reference="").count(), published.plan_year) == (13, 2025)


def test_a_plan_of_dongguan_has_the_vote_that_it_requires(db):
    call_command("seed_demo", set="dongguan")
    ballots = Ballot.objects.filter(required=True).order_by("meeting__assessment__code")
    told = ballots.values_list("meeting__assessment__code", "member__username", "choice")
    assert list(told) == [
        ("DG-2022-01", "dg-rights-member", "approve_with_changes"),
        ("DG-2026-01", "dg-rights-member", ""),
    ]
    asked = {case.code: case.answers.count() for case in Assessment.objects.all()}
    assert asked == {"DG-2022-01": 6, "DG-2026-01": 6, "DG-2024-01": 6, "DG-2020-01": 6}


def test_one_running_case_of_quzhou_stands_under_the_edition_before(db):
    call_command("seed_demo", set="quzhou")
    editions = dict(Assessment.objects.values_list("code", "indicator_set__edition"))
    assert editions == {
        "QZ-2021-01": "2026-11",
        "QZ-2026-01": "2026-01",
        "QZ-2026-02": "2026-11",
        "QZ-2026-03": "2026-11",
    }


def test_quzhous_office_is_at_work_on_the_next_edition(db):
    call_command("seed_demo")
    draft = DraftSet.objects.visible_to(User.objects.get(username="office")).open().get()
    assert str(draft.based_on) == "quzhou-25@2026-12"
    assert check_data(draft.data)[1] == []


def test_cities_stand_side_by_side_and_people_sign_in_under_their_city(client, db, capsys):
    call_command("seed_demo", people_only=True)
    alone = client.get(reverse("accounts:sign_in")).content.decode()
    call_command("seed_demo", set="harbin", people_only=True)
    logins = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert (logins[0][0], logins[0][2:]) == ("衢州市", ["drafter", "tongping-demo"])
    assert (logins[-1][0], logins[-1][2:]) == ("哈尔滨市", ["hrb-member-d", "tongping-demo"])
    both = client.get(reverse("accounts:sign_in")).content.decode()
    assert ("<h3>衢州市</h3>" in alone, "<h3>衢州市</h3>" in both) == (False, True)
    assert both.index("<h3>哈尔滨市</h3>") < both.index("hrb-drafter")


def test_people_only_leaves_the_cases_out(db):
    call_command("seed_demo", people_only=True)
    assert (Case.objects.count(), User.objects.filter(username="expert-a").exists()) == (0, True)


def test_outside_the_demonstration_nothing_is_made(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TONGPING_DEMO=1"):
        call_command("seed_demo")
    assert (User.objects.count(), Event.objects.count()) == (1, 0)


def test_an_unknown_set_is_named(db):
    with pytest.raises(CommandError, match="There is no set 'atlantis'"):
        call_command("seed_demo", set="atlantis")
