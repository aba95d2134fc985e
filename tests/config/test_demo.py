"""The demonstrations' data: made by the real operations, the same however often they are asked for."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.enums import Confidentiality, Uptake
from assessments.models import Assessment, Assignment, Citation, Evidence, GroupFinding, Return
from committees.enums import Outcome
from committees.models import Ballot, Condition, Decision, Fulfilment, Review, Session, Speech
from config.demo.cities import names
from indicators.editor.problems import check_data
from indicators.models import DraftSet, IndicatorSet
from ledger.models import Event, Job
from ledger.queries import verify_chain
from notices.enums import NoticeKind
from notices.models import Notice
from panels.models import Expert, Opinion, Remark, Revision, Score, Seat
from panels.operations.pooling import CONTENT
from participation.enums import Ending, Moderation
from participation.models import Absence, Attendance, Comment, CommentGroup, Concern, PublicNotice, Theme
from participation.models import Remark as Words
from participation.models import Session as Hearing
from plans.enums import PlanState
from plans.models import PlanItem
from tests.factories import rows_of
from workflows.clock import calendar_of
from workflows.enums import Stage
from workflows.models import CalendarDay, Case

pytestmark = pytest.mark.once

EVERYTHING = (
    User,
    Organisation,
    Post,
    IndicatorSet,
    DraftSet,
    Assessment,
    Case,
    Evidence,
    Citation,
    GroupFinding,
    Return,
    Notice,
    CalendarDay,
    Assignment,
    PlanItem,
    Expert,
    Seat,
    Score,
    Remark,
    Revision,
    Opinion,
    Session,
    Speech,
    Ballot,
    Decision,
    Condition,
    Fulfilment,
    Review,
    Hearing,
    Theme,
    Words,
    Absence,
    PublicNotice,
    CommentGroup,
    Comment,
    Concern,
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
        "X-SCHOOL": Stage.PUBLISHED,
        "QZ-2026-12": Stage.EXPERT_PANEL,
        "QZ-2026-13": Stage.DISCUSSION,
        "QZ-2026-14": Stage.REPLY,
        "QZ-2026-15": Stage.COMMITTEE,
        "QZ-2026-16": Stage.PUBLIC_NOTICE,
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
        "HRB-2026-12": Stage.SIGN_OFF,
        "HRB-2026-13": Stage.DISCUSSION,
        "HRB-2026-14": Stage.REPLY,
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
        "DG-2026-09": Stage.SIGN_OFF,
        "DG-2026-10": Stage.DISCUSSION,
        "DG-2026-11": Stage.REPLY,
    },
}


REPORTS = {"quzhou": 3, "harbin": 2, "dongguan": 2}


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.mark.parametrize("city", STAGES)
def test_a_demonstration_is_made_once_and_stands_at_every_stage(db, capsys, city):
    call_command("seed_demo", set=city)
    first, logins = rows_of(*EVERYTHING), capsys.readouterr().out
    call_command("seed_demo", set=city)
    assert (rows_of(*EVERYTHING), capsys.readouterr().out) == (first, logins)
    assert dict(Case.objects.values_list("assessment__code", "state")) == STAGES[city]
    assert set(STAGES[city].values()) | {Stage.PUBLISHED, Stage.PUBLIC_NOTICE} == {*Stage}
    assert (Job.objects.filter(kind="reports.issue").count(), verify_chain().intact) == (REPORTS[city], True)
    assert set(Assessment.objects.values_list("illustrative", flat=True)) == {True}
    for case in Assessment.objects.select_related("indicator_set__owner", "drafting_unit"):
        assert case.indicator_set.owner == case.drafting_unit.city
    assert_depths_and_scope()
    assert_sent_back_by_item()
    assert_others_are_asked()
    assert_plan()
    assert_lights()
    assert_everybody_is_told()
    assert_heard()
    OF_ITS_OWN[city]()


def assert_depths_and_scope():
    """Each depth once at least; the published case has all that a full report asks."""
    assert {*Assessment.objects.values_list("depth", flat=True)} == {"", "SHEET", "FORM", "REPORT"}
    published = Case.objects.exclude(assessment__depth="").get(state=Stage.ISSUING).assessment
    assert_panel_and_session(published)
    assert published.depth == "REPORT"
    effects = published.answers.exclude(rating__in=["na", "unknown", "0"])
    for name in ("directness", "term", "reversibility", "grade"):
        assert not effects.filter(**{name: ""}).exists(), name
    assert published.answers.filter(residual__gt="").exists()
    assert published.answers.exclude(numbers={}).exists()
    assert published.child_counts.filter(number=None).exclude(gap="").count() == 1
    assert published.participation_plans.count() == len(published.profile.participation)
    cited = published.evidence.annotate(times=Count("citations"))
    assert cited.filter(times__gt=1).exists()
    assert not cited.filter(dated=None).exists()
    assert {*published.evidence.values_list("confidentiality", flat=True)} == {*Confidentiality}


def assert_panel_and_session(published):
    """Everybody declared, replies are complete, the session is closed and its chair spoke last."""
    panel, sitting = published.panels.get(), published.meetings.get()
    assert not panel.seats.filter(declared="").exists()
    assert panel.opinions.exists()
    assert not panel.opinions.filter(complete=False).exists()
    assert sitting.session.closed_at is not None
    assert sitting.speeches.latest("position").member == sitting.session.chair
    assert not Condition.objects.filter(decision__meeting=sitting, due__lt=timezone.localdate()).exists()


def assert_sent_back_by_item():
    items = Return.objects.get(closed_at=None).items
    assert items.count() == 3
    assert not items.filter(note="").exists()


def assert_others_are_asked():
    assigned = Assignment.objects.get()
    assert assigned.unit != assigned.assessment.drafting_unit
    assert assigned.note


def assert_plan():
    """Matters in every state, one of them moved to the next year, some of them cases."""
    states = {*PlanItem.objects.values_list("state", flat=True)}
    assert states >= {*PlanState} - {PlanState.RETRACTED}
    assert PlanItem.objects.exclude(moved_to=None).get().moved_to.year == 2027
    assert PlanItem.objects.exclude(assessment=None).exists()


def assert_lights():
    """Something is late, something is due soon, for the office to see."""
    today = timezone.localdate()
    left = [calendar_of(case.assessment.drafting_unit.city).remaining(today, case.due) for case in dated()]
    assert (min(left) < 0, any(0 <= days <= 3 for days in left)) == (True, True)


def dated():
    return Case.objects.filter(due_at__isnull=False).select_related("assessment__drafting_unit")


def assert_everybody_is_told():
    """The one-click account of each role has something waiting, and the city has said a word on its calendar."""
    for role in Role:
        kind = NoticeKind.CONCERN if role == Role.PROTECTION else NoticeKind.DIGEST
        if (first := User.objects.holding(role, Organisation.objects.get(parent=None)).first()) is not None:
            assert Notice.objects.filter(kind=kind, recipient=first).exists(), role
    assert {*Notice.objects.values_list("kind", flat=True)} >= {NoticeKind.RETURNED, NoticeKind.ESCALATION}
    assert CalendarDay.objects.get().works is False


def assert_heard():
    """Answered and unanswered themes; some words are quoted, where the children have agreed."""
    assert {*Theme.objects.values_list("complete", flat=True)} == {True, False}
    assert not Hearing.objects.filter(attendance=None).exists()
    quoted = Words.objects.exclude(quote="")
    assert {*quoted.values_list("session__may_quote", "session__may_publish")} == {(True, True)}
    concern = Concern.objects.get()
    assert not Words.objects.filter(text=concern.text).exists()


def of_quzhou():
    """A running case stands under the first edition, the office is at work on the next, a return was corrected."""
    editions = dict(Assessment.objects.values_list("code", "indicator_set__edition"))
    assert {code for code, edition in editions.items() if edition == "2026-01"} == {"QZ-2026-01"}
    assert {code for code, edition in editions.items() if edition == "2026-11"} == {
        "QZ-2026-02",
        "QZ-2026-03",
    }
    draft = DraftSet.objects.visible_to(User.objects.get(username="office")).open().get()
    assert str(draft.based_on) == "quzhou-25@2027-02"
    assert check_data(draft.data)[1] == []
    assert Expert.objects.count() == 11
    of_the_draft_that_lies_open()
    of_the_merged_schools()
    corrected = Assessment.objects.get(code="QZ-2026-07")
    assert corrected.returns.get().closed_at is not None
    assert Assessment.objects.get(code="QZ-2026-04").responsible.username == "drafter-b"


def of_the_draft_that_lies_open():
    """One group of comments is answered, three comments wait, one of them by somebody under 18."""
    notice = PublicNotice.objects.get(closed_at=None)
    case = notice.assessment.case
    assert (notice.closes_on, notice.closed_at) == (case.due, None)
    assert [(group.complete, group.comments.count()) for group in notice.groups.all()] == [(True, 2)]
    waiting = notice.comments.filter(state=Moderation.WAITING)
    assert sorted(waiting.values_list("is_child", flat=True)) == [False, False, True]
    assert len(notice.content["themes"]) == 2


def assert_heard_in_the_merged_schools(assessment):
    """Two sessions with 24 pupils, all of whom were told: the bus at dusk is taken up, the playground in part."""
    there = Attendance.objects.filter(session__assessment=assessment)
    assert sum(row.number for row in there) == 24
    assert assessment.hearing_sessions.exclude(told_back="").count() == 2
    answers = list(assessment.themes.values_list("uptake", flat=True))
    assert answers == [Uptake.ADOPTED, Uptake.PARTLY, Uptake.ADOPTED]


def of_the_merged_schools():
    """X-SCHOOL goes through, and is not approved unchanged: a red line bars it, whatever the averages say."""
    file = Assessment.objects.get(code="X-SCHOOL")
    panel, sitting = file.panels.get(), file.meetings.get()
    scored = panel.seats.counting().values_list("scores__indicator__code", "scores__rating")
    ratings = {code: sorted(int(each) for own, each in scored if own == code) for code in ("QZ-A2", "QZ-C2")}
    assert ratings == {"QZ-A2": [-1, 1, 1, 1, 2], "QZ-C2": [-2, -2, -2, -1, -1]}
    assert (panel.needs_discussion, panel.seats.filter(left_because="recused").count()) == (True, 1)
    revision = Revision.objects.get(score__seat__panel=panel)
    assert (revision.score.indicator.code, revision.score.rating, revision.rating) == ("QZ-A2", "-1", "0")
    assert set(panel.opinions.values_list("uptake", flat=True)) == {"adopted", "partly", "not_adopted"}
    assert sitting.barred == [Outcome.APPROVE]
    assert sitting.decision.outcome == Outcome.APPROVE_WITH_CHANGES
    assert sitting.ballots.get(choice=Outcome.RETURN).opinion
    today, conditions = timezone.localdate(), sitting.decision.conditions.all()
    assert [(each.state, each.due < today) for each in conditions] == [
        ("open", False), ("open", True), ("met", True)
    ]  # fmt: skip
    assert conditions[2].met_on <= conditions[2].due
    assert [each.months for each in sitting.decision.reviews.all()] == [6, 12, 24]
    assert_heard_in_the_merged_schools(file)
    assert_the_published_record_tells_it(json.loads(file.publication.record))


def assert_the_published_record_tells_it(record):
    """Who was heard and why not, what became of what was said, and what the public said, all of it dated before."""
    links = [(each["link"], each["state"], each["children"]["number"]) for each in record["heard"]["links"]]
    assert links == [
        ("needs", "heard", 12),
        ("drafting", "heard", 12),
        ("notice", "excused", 0),
        ("feedback", "heard", 0),
    ]
    assert [(each["number"], each["uptake"]) for each in record["heard"]["themes"]] == [
        (1, Uptake.ADOPTED),
        (2, Uptake.PARTLY),
        (3, Uptake.ADOPTED),
    ]
    (notice,) = record["notice"]["notices"]
    answered = [(group["uptake"], group["comments"]) for group in notice["groups"]]
    assert answered == [(Uptake.ADOPTED, 3), (Uptake.PARTLY, 2), (Uptake.ADOPTED, 1)]
    assert (notice["ending"], notice["comments"], notice["under_18"]) == (Ending.DONE, 6, None)
    signed = record["heard"]["links"][2]["signed"]
    published = timezone.localdate() - timedelta(days=75)
    days = [signed, record["decision"]["date"], notice["opened"], notice["closed"], published.isoformat()]
    assert days == sorted(days)


def of_harbin():
    """Each of the four special groups is answered for, each answer names its clause."""
    published = Assessment.objects.get(code="HRB-2025-01")
    answered = published.group_findings.values_list("group", "complete")
    assert list(answered) == [("POV", True), ("DIS", True), ("MIG", True), ("LBC", True)]
    assert (published.answers.exclude(reference="").count(), published.plan_year) == (13, 2025)


def of_dongguan():
    """A plan has the vote that it requires; a matter is asked its tier's items, on a sheet three of them."""
    ballots = Ballot.objects.filter(required=True).order_by("meeting__assessment__code")
    told = ballots.values_list("meeting__assessment__code", "member__username", "choice")
    assert list(told) == [
        ("DG-2022-01", "dg-rights-member", "approve_with_changes"),
        ("DG-2026-01", "dg-rights-member", ""),
    ]
    asked = {case.code: case.answers.count() for case in Assessment.objects.all()}
    assert asked == dict.fromkeys(STAGES["dongguan"], 6) | {"DG-2026-06": 3, "DG-2026-09": 3}


OF_ITS_OWN = {"quzhou": of_quzhou, "harbin": of_harbin, "dongguan": of_dongguan}


def test_every_city_of_the_tests_is_one_of_the_command():
    assert names() == sorted(STAGES)


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


def test_experts_of_whom_an_upgrade_knew_nothing_more_are_filled_in(db):
    call_command("seed_demo", people_only=True)
    first = list(Expert.objects.values("user", "number", *CONTENT))
    Expert.objects.update(fields=[], title="", title_en="", district="")
    call_command("seed_demo", people_only=True)
    assert list(Expert.objects.values("user", "number", *CONTENT)) == first


def test_outside_the_demonstration_nothing_is_made(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="TONGPING_DEMO=1"):
        call_command("seed_demo")
    assert (User.objects.count(), Event.objects.count()) == (1, 0)


def test_an_unknown_set_is_named(db):
    with pytest.raises(CommandError, match="There is no set 'atlantis'"):
        call_command("seed_demo", set="atlantis")
