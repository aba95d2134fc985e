"""An upgrade from the last landed version keeps every row as it was, and gives it what this version needs."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from assessments.models import Citation
from committees.models import Decision
from indicators.checking import check_set
from indicators.operations.publishing import columns_of
from panels.enums import Declared
from panels.models import Expert, Score, Seat
from panels.operations.scoring import record_score
from tests.set_files import STAGES, set_file
from workflows.declaring import declare
from workflows.grants import sync_grants
from workflows.models import Case, CaseGroupPermission, CaseSummary, StageClock
from workflows.summaries import recomputed

# Where the version that landed before this one left the tables of each room that had any.
LANDED = [
    ("ledger", "0002_append_only"),
    ("accounts", "0003_editions"),
    ("indicators", "0002_editions"),
    ("assessments", "0003_screening_door"),
    ("panels", "0001_initial"),
    ("committees", "0002_editions"),
    ("workflows", "0003_signature"),
    ("reports", "0002_editions"),
]
# What this version keeps in another place.
ELSEWHERE = {"workflows.Case": {"due"}, "assessments.Evidence": {"indicator_id"}}
# What each post could do with a case, as the landed version granted it.
RIGHTS = {
    "drafter": ("assessments.view_assessment", "assessments.answer_assessment", "workflows.hand_in_case"),
    "head": ("assessments.view_assessment", "workflows.sign_case"),
    "office": (
        "assessments.view_assessment",
        "workflows.check_case",
        "panels.seat_panel",
        "workflows.open_scores_case",
        "committees.close_meeting",
        "workflows.decide_case",
        "workflows.issue_case",
    ),
}
NEW_RIGHTS = ("withdraw_case", "manage_case")
JUDGES = ("assessments.view_assessment", "panels.score_panel")  # by name, while they are asked
START = datetime(2026, 9, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def landed(transactional_db):
    """The landed tables; everything is migrated again afterwards, and empty of events, which no row else may lose."""
    executor = MigrationExecutor(connection)
    executor.migrate(LANDED)
    yield executor.loader.project_state(LANDED).apps
    call_command("migrate", verbosity=0)
    ledger = import_module("ledger.migrations.0002_append_only")
    guards = {"sqlite": ledger.SQLITE, "postgresql": ledger.POSTGRESQL}
    with connection.cursor() as cursor:
        for statement in ledger.UNDO[connection.vendor]:
            cursor.execute(statement)
        cursor.execute("DELETE FROM ledger_event")
        cursor.execute("UPDATE ledger_chainhead SET position = 0, hash = ''")
        for statement in guards[connection.vendor]:
            cursor.execute(statement)


class Old:
    """A landed city with a set, its people, and its cases."""

    def __init__(self, apps):
        self.apps, self.rows, self.position = apps, [], 0
        self.city = self.make("accounts.Organisation", code="old", name="旧城", level="city")
        self.unit = self.make(
            "accounts.Organisation", code="old-unit", name="旧单位", level="department", parent=self.city
        )
        self.people = {role: self.person(role) for role in RIGHTS}
        self.people["expert"] = self.person("expert")
        hospital = self.make(
            "accounts.Organisation", code="old-hospital", name="旧医院", level="department", parent=self.city
        )
        self.people["doctor"] = self.person("doctor", post="expert", unit=hospital)
        checked = check_set(set_file(stages=STAGES, special=("RUR",)), file="tiny.yaml")
        self.edition = self.make("indicators.IndicatorSet", code="tiny", edition="1", **columns_of(checked))
        aspect = self.make("indicators.Aspect", indicator_set=self.edition, code="A", position=1, name="面")
        self.indicators = [
            self.make(
                "indicators.Indicator", indicator_set=self.edition, aspect=aspect, code=code, position=number,
                name="旧", question="问", evidence="据", crc_articles=[3], groups=["ALL"], red_line=False,
            )
            for number, code in enumerate(("A1", "A2", "B1"))
        ]  # fmt: skip

    def make(self, label, **fields):
        row = self.apps.get_model(label).objects.create(**fields)
        self.rows.append((label, row.pk))
        return row

    def person(self, name, *, post="", unit=None):
        person = self.make("accounts.User", username=f"old-{name}", name=f"旧{name}")
        group = self.apps.get_model("auth", "Group").objects.create(name=f"old:{name}")
        person.groups.add(group)
        self.make("accounts.Post", organisation=unit or self.unit, role=post or name, group=group)
        return person

    def case(self, code, state, *, due=None, round=1, entered=START, **fields):
        assessment = self.make(
            "assessments.Assessment", code=code, indicator_set=self.edition, title="１号旧事项", title_en="Old matter",
            summary="旧", matter_class="M1", drafting_unit=self.unit, drafting_started=date(2026, 1, 5),
            created_by=self.people["drafter"], **fields,
        )  # fmt: skip
        case = self.make(
            "workflows.Case", assessment=assessment, state=state, round=round, stage_since=entered, due=due
        )
        self.grant(assessment, case)
        return case

    def grant(self, assessment, case):
        """On file and case, as the landed version left them for every stage."""
        for role, names in RIGHTS.items():
            group = self.apps.get_model("auth", "Group").objects.get(name=f"old:{role}")
            for name in names:
                target = {"assessments": assessment, "workflows": case}.get(name.split(".")[0])
                if target is not None:
                    self.give(target, name, group=group)

    def give(self, target, right, **holder):
        """A right to a post or, as `user`, to a person; not among the rows that stay."""
        room, codename = right.split(".")
        permission = self.apps.get_model("auth", "Permission").objects.get(
            content_type__app_label=room, codename=codename
        )
        table = f"{target._meta.label}{'User' if 'user' in holder else 'Group'}Permission"
        self.apps.get_model(table).objects.create(content_object=target, permission=permission, **holder)

    def panel(self, assessment, seated, **fields):
        """Who sits on it, with the scores of one that is complete and one without a reason."""
        panel = self.make("panels.Panel", assessment=assessment, round=1, smallest=1, **fields)
        for name, sealed_at, rating in seated:
            seat = self.make("panels.Seat", panel=panel, expert=self.people[name], sealed_at=sealed_at)
            for indicator, reason in zip(self.indicators, ("旧理由", ""), strict=False):
                self.make("panels.Score", seat=seat, indicator=indicator, rating=rating, reason=reason)
        return panel

    def moved(self, case, at, action, old, new, round=1):
        self.position += 1
        self.apps.get_model("ledger", "Event").objects.create(
            position=self.position, at=at, actor=self.people["office"], name="case.moved",
            subject=f"case:{case.assessment.code}", hash=str(self.position), previous="",
            data={"action": action, "old": old, "new": new, "round": round, "note": ""},
        )  # fmt: skip
        self.apps.get_model("ledger", "ChainHead").objects.update(
            position=self.position, hash=str(self.position)
        )

    def values(self, label, pk, apps=None):
        return (apps or self.apps).get_model(label).objects.filter(pk=pk).values().get()


@pytest.fixture
def old(landed):
    """Cases of many kinds, before the upgrade."""
    landed.get_model("auth", "Permission").objects.filter(codename__in=NEW_RIGHTS).delete()
    old = Old(landed)
    drafter = old.people["drafter"]

    published = old.case("OLD-1", "published")
    assessment = published.assessment
    for indicator, rating in zip(old.indicators, ("-1", "unknown", "2"), strict=True):
        old.make(
            "assessments.Answer", assessment=assessment, indicator=indicator, rating=rating, facts="旧事实",
            groups=["ALL"], reach=100, reference="第三条", mitigation="旧措施", complete=rating != "2", version=3,
            updated_by=drafter, updated_at=START,
        )  # fmt: skip
    old.make(
        "assessments.GroupFinding",
        assessment=assessment,
        group="RUR",
        position=1,
        rating="0",
        grounds="旧依据",
    )
    old.make(
        "assessments.ArchivedAnswer", assessment=assessment, indicator=old.indicators[0],
        content={"rating": "1"}, archived_at=START,
    )  # fmt: skip
    files = [(0, "a", None), (1, "a", None), (2, "b", START + DAY), (2, "b", None), (0, "c", START)]
    for place, sign, removed in files:
        evidence = old.make(
            "assessments.Evidence", assessment=assessment, indicator=old.indicators[place], name=f"{sign}.pdf",
            content_type="application/pdf", size=9, sha256=sign * 64, uploaded_by=drafter, removed_at=removed,
        )  # fmt: skip
        landed.get_model("assessments", "Evidence").objects.filter(pk=evidence.pk).update(uploaded_at=START)
    judged = [("expert", START, "1"), ("doctor", START, "-2")]
    old.panel(assessment, judged, opened_at=START, opened_scores_at=START)
    meeting = old.make(
        "committees.Meeting", assessment=assessment, round=1, quorum="2/3", majority="1/2", proposed="approve",
        closed_at=START,
    )  # fmt: skip
    old.make("committees.Ballot", meeting=meeting, member=drafter, choice="approve", cast_at=START)
    decision = old.make(
        "committees.Decision", meeting=meeting, outcome="approve_with_changes", tally={}, recorded_by=drafter
    )
    old.make(
        "committees.Condition",
        decision=decision,
        position=1,
        text="旧条件",
        owner="旧单位",
        due=date(2027, 1, 4),
    )
    old.make(
        "reports.Publication", assessment=assessment, record="{}", record_hash="0" * 64, code="7K2M9QXD4TPA",
        ledger_position=1, title="旧事项", title_en="Old", outcome="approve",
    )  # fmt: skip

    old.case("OLD-2", "self_assessment", due=date(2026, 10, 9), entered=START)
    checked = old.case("OLD-3", "office_check", due=date(2026, 9, 30), entered=START + 5 * DAY)
    moves = [
        ("screen_in", "screening", "self_assessment"),
        ("hand_in", "self_assessment", "office_check"),
        ("send_back", "office_check", "self_assessment"),
        ("hand_in", "self_assessment", "office_check"),
    ]
    for number, move in enumerate(moves):
        old.moved(checked, START + (2 + number) * DAY, *move)
    again = old.case("OLD-4", "self_assessment", due=date(2026, 10, 20), round=2, entered=START + 3 * DAY)
    old.moved(again, START + DAY, "hand_in", "self_assessment", "committee")
    old.moved(again, START + 3 * DAY, "decide", "committee", "self_assessment", round=2)
    out = old.case("OLD-5", "publication", due=date(2026, 9, 29))
    old.make(
        "assessments.Screening", assessment=out.assessment, conclusion="not_needed", grounds="旧依据", closed_at=START,
        answers={"S1": {"answer": "no", "remark": ""}}, version=2, updated_by=drafter, updated_at=START,
    )  # fmt: skip
    scoring = old.case("OLD-6", "expert_panel", due=date(2026, 10, 20))
    for indicator in old.indicators:
        old.make(
            "assessments.Answer", assessment=scoring.assessment, indicator=indicator, rating="1", facts="旧事实",
            groups=["ALL"], complete=True, version=1, updated_by=drafter, updated_at=START,
        )  # fmt: skip
    seats = [("expert", None, "1"), ("doctor", START, "1")]
    panel = old.panel(scoring.assessment, seats, opened_at=START)
    for name in ("expert", "doctor"):
        for right, target in zip(JUDGES, (scoring.assessment, panel), strict=True):
            old.give(target, right, user=old.people[name])
    Assessment = landed.get_model("assessments", "Assessment")
    Assessment.objects.update(created_at=START - 10 * DAY)
    return old


@pytest.fixture
def upgraded(old):
    """What was in every row before, and the tables after."""
    before = {(label, pk): old.values(label, pk) for label, pk in old.rows}
    call_command("migrate", verbosity=0)
    return old, before, MigrationExecutor(connection).loader.project_state().apps


def every_row_keeps_what_was_in_it(upgraded):
    old, before, after = upgraded
    for (label, pk), values in before.items():
        stored = old.values(label, pk, after)
        assert values.keys() - stored.keys() == ELSEWHERE.get(label, set())
        assert {name: stored[name] for name in values if name in stored} == {
            name: value for name, value in values.items() if name in stored
        }


def every_file_is_cited_where_it_belonged(upgraded):
    _old, before, _after = upgraded
    files = {pk: values for (label, pk), values in before.items() if label == "assessments.Evidence"}
    cited = {row.evidence_id: row for row in Citation.objects.select_related("evidence")}
    assert {pk: (row.indicator_id, row.cited_by_id, row.cited_at, row.page) for pk, row in cited.items()} == {
        pk: (values["indicator_id"], values["uploaded_by_id"], values["uploaded_at"], "")
        for pk, values in files.items()
    }
    assert {row.evidence_id for row in Citation.objects.live()} == {
        pk for pk, values in files.items() if values["removed_at"] is None
    }
    assert {row.evidence.confidentiality for row in cited.values()} == {"on_request"}


def a_deadline_is_the_last_second_of_its_day_and_can_be_recounted(upgraded):
    _old, before, _after = upgraded
    dues = {pk: values["due"] for (label, pk), values in before.items() if label == "workflows.Case"}
    assert {case.pk: case.due for case in Case.objects.all()} == dues
    checked = Case.objects.get(assessment__code="OLD-3")
    assert checked.due_at == datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)
    # after Sunday 6 September; Sunday 20 is worked, Friday 25 is 中秋节
    assert checked.clocks.get(left_at=None).allowed == 5 + 5 + 5 + 3


def the_ledger_s_moves_are_the_history_of_the_clocks(upgraded):
    stays = StageClock.objects.filter(case__assessment__code__in=("OLD-3", "OLD-4")).order_by("case_id", "pk")
    told = [(stay.stage, stay.round, stay.entered_at, stay.left_at) for stay in stays]
    begin, days = START - 10 * DAY, [START + n * DAY for n in range(6)]
    assert told == [
        ("screening", 1, begin, days[2]),
        ("self_assessment", 1, days[2], days[3]),
        ("office_check", 1, days[3], days[4]),
        ("self_assessment", 1, days[4], days[5]),
        ("office_check", 1, days[5], None),
        ("self_assessment", 1, begin, days[1]),
        ("committee", 1, days[1], days[3]),
        ("self_assessment", 2, days[3], None),
    ]
    assert StageClock.objects.filter(left_at=None).count() == Case.objects.count()


def every_case_has_its_row_in_the_office_s_ledger_as_if_worked_out_anew(upgraded):
    columns = [field.attname for field in CaseSummary._meta.concrete_fields]

    def plain(row):
        return {name: getattr(row, name) for name in columns}

    stored = {row.pk: plain(row) for row in CaseSummary.objects.all()}
    assert stored == {case.pk: plain(recomputed(case)) for case in Case.objects.all()}
    assert len(stored) == 6


def every_post_may_do_with_a_case_what_this_version_gives_it(upgraded):
    """Bringing the rights into step changes nothing: the upgrade has given what is new."""
    cases = Case.objects.select_related("assessment__drafting_unit__parent", "assessment__indicator_set")

    def held():
        return set(
            CaseGroupPermission.objects.values_list("content_object", "group__name", "permission__codename")
        )

    before = held()
    for case in cases.filter(assessment__code__in=("OLD-2", "OLD-3")):
        sync_grants(case)
    assert before == held()
    assert {name for _case, post, name in before if post == "old:office"} >= set(NEW_RIGHTS)


def everybody_with_an_experts_post_is_in_the_pool(upgraded):
    _old, _before, _after = upgraded
    told = [(each.number, str(each.user), each.city.code, each.employer) for each in Expert.objects.all()]
    assert told == [(1, "旧expert", "old", "旧单位"), (2, "旧doctor", "old", "旧医院")]
    assert [(each.fields, each.until) for each in Expert.objects.all()] == [([], None)] * 2


def scores_say_whether_they_are_complete_and_opened_ones_lose_their_names(upgraded):
    assert {score.complete == bool(score.reason) for score in Score.objects.all()} == {True}
    assert Score.objects.filter(complete=True).count() == 4
    marks = Seat.objects.order_by("panel", "pk").values_list(
        "panel__assessment__code", "expert__username", "mark"
    )
    assert list(marks) == [
        ("OLD-1", "old-expert", 2),
        ("OLD-1", "old-doctor", 1),
        ("OLD-6", "old-expert", None),
        ("OLD-6", "old-doctor", None),
    ]


def sittings_are_the_first_of_their_round_and_conditions_are_open(upgraded):
    decision = Decision.objects.get()
    assert (decision.meeting.number, decision.meeting.session, decision.supersedes) == (1, None, None)
    condition = decision.conditions.get()
    assert (condition.state, condition.met_on, condition.unit) == ("open", None, None)


def an_expert_who_was_scoring_declares_and_goes_on_where_the_scores_stand(upgraded):
    """Whoever had sealed has nothing to do any more."""
    case = Case.objects.get(assessment__code="OLD-6")
    expert, doctor = (User.objects.get(username=f"old-{name}") for name in ("expert", "doctor"))
    score = Score.objects.get(seat__panel=case.panel, seat__expert=expert, indicator__code="A1")
    change = {"panel": case.panel, "indicator": score.indicator, "version": score.version, "actor": expert}
    content = score.content() | {"reason": "核对后维持。"}
    assert (expert.has_perm(JUDGES[0], case.assessment), doctor.has_perm(JUDGES[0], case.assessment)) == (
        False,
        True,
    )
    with pytest.raises(PermissionDenied):
        record_score(**change, content=content)
    declare(case=case, declared=Declared.NONE, relation="", actor=expert)
    expert = User.objects.get(pk=expert.pk)
    assert expert.has_perm(JUDGES[0], case.assessment)
    assert record_score(**change | {"actor": expert}, content=content).reason == "核对后维持。"
    assert Score.objects.filter(seat__panel=case.panel, seat__expert=expert).count() == 2


def test_an_upgrade_keeps_every_row_and_gives_it_what_this_version_needs(upgraded):
    """In one test: taking the tables back and forth is slow."""
    every_row_keeps_what_was_in_it(upgraded)
    every_file_is_cited_where_it_belonged(upgraded)
    a_deadline_is_the_last_second_of_its_day_and_can_be_recounted(upgraded)
    the_ledger_s_moves_are_the_history_of_the_clocks(upgraded)
    every_case_has_its_row_in_the_office_s_ledger_as_if_worked_out_anew(upgraded)
    every_post_may_do_with_a_case_what_this_version_gives_it(upgraded)
    everybody_with_an_experts_post_is_in_the_pool(upgraded)
    scores_say_whether_they_are_complete_and_opened_ones_lose_their_names(upgraded)
    sittings_are_the_first_of_their_round_and_conditions_are_open(upgraded)
    an_expert_who_was_scoring_declares_and_goes_on_where_the_scores_stand(upgraded)
