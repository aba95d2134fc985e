"""An upgrade from landed versions keeps every row as it was, and gives it what this version needs."""

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from assessments.models import AssessmentGroupPermission, Citation
from committees.models import Decision
from panels.enums import Declared
from panels.models import Expert, Score, Seat
from panels.operations.scoring import record_score
from reports.enums import EditionKind
from reports.models import DisclosureReview, Edition, Publication
from tests.landed import (
    DAY,
    DESKS,
    EDITIONS,
    ELSEWHERE,
    JUDGES,
    LANDED,
    MOVED,
    NEW_RIGHTS,
    PANELS,
    START,
    a_city_with_editions,
    what_the_desks_added,
    what_the_panels_added,
    what_the_reports_added,
)
from workflows.declaring import declare
from workflows.grants import sync_grants
from workflows.models import Case, CaseGroupPermission, CaseSummary, StageClock
from workflows.summaries import recomputed


@pytest.fixture
def tables(transactional_db):
    """Brings the tables to a state of the migrations and returns its models; afterwards all are of today again, and
    empty of events, which no row else may lose."""

    def brought_to(state):
        executor = MigrationExecutor(connection)
        executor.migrate(state)
        return executor.loader.project_state(state).apps

    yield brought_to
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


@pytest.fixture
def upgraded(tables):
    """The city after four upgrades, and what was in every row before each."""
    old = a_city_with_editions(tables(EDITIONS))
    befores = [old.values()]
    what_the_desks_added(old, tables(DESKS))
    befores.append(old.values())
    what_the_panels_added(old, tables(PANELS))
    befores.append(old.values())
    what_the_reports_added(old, tables(LANDED))
    befores.append(old.values())
    call_command("migrate", verbosity=0)
    old.apps = MigrationExecutor(connection).loader.project_state().apps
    return old, *befores


def every_row_keeps_what_was_in_it(before, after, elsewhere):
    for (label, pk), values in before.items():
        stored = after[label, pk]
        assert values.keys() - stored.keys() == elsewhere.get(label, set())
        assert {name: stored[name] for name in values if name in stored} == {
            name: value for name, value in values.items() if name in stored
        }


def every_file_is_cited_where_it_belonged(before):
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


def a_deadline_is_the_last_second_of_its_day_and_can_be_recounted(before):
    dues = {pk: values["due"] for (label, pk), values in before.items() if label == "workflows.Case"}
    assert {case.pk: case.due for case in Case.objects.all()} == dues
    checked = Case.objects.get(assessment__code="OLD-3")
    assert checked.due_at == datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC)
    # after Sunday 6 September; Sunday 20 is worked, Friday 25 is 中秋节
    assert checked.clocks.get(left_at=None).allowed == 5 + 5 + 5 + 3


def the_ledger_s_moves_are_the_history_of_the_clocks():
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


def every_case_has_its_row_in_the_office_s_ledger_as_if_worked_out_anew():
    columns = [field.attname for field in CaseSummary._meta.concrete_fields]

    def plain(row):
        return {name: getattr(row, name) for name in columns}

    stored = {row.pk: plain(row) for row in CaseSummary.objects.all()}
    assert stored == {case.pk: plain(recomputed(case)) for case in Case.objects.all()}
    assert len(stored) == 6


def every_post_may_do_with_a_case_what_this_version_gives_it():
    """Bringing the rights into step changes nothing: the upgrade has given what is new."""
    cases = Case.objects.select_related("assessment__drafting_unit__parent", "assessment__indicator_set")

    def held():
        return {
            (table._meta.label, *right)
            for table in (CaseGroupPermission, AssessmentGroupPermission)
            for right in table.objects.values_list(
                "content_object", "group__name", "permission__content_type__model", "permission__codename"
            )
        }

    before = held()
    for case in cases.filter(assessment__code__in=("OLD-2", "OLD-3")):
        sync_grants(case)
    assert before == held()
    given = {post: {name for *_on, whose, _kind, name in before if whose == post} for post in NEW_RIGHTS}
    assert {post: given[post] & names for post, names in NEW_RIGHTS.items()} == NEW_RIGHTS


def everybody_with_an_experts_post_is_in_the_pool():
    told = [(each.number, str(each.user), each.city.code, each.employer) for each in Expert.objects.all()]
    assert told == [(1, "旧expert", "old", "旧单位"), (2, "旧doctor", "old", "旧医院")]
    assert [(each.fields, each.until) for each in Expert.objects.all()] == [([], None)] * 2


def scores_say_whether_they_are_complete_and_opened_ones_lose_their_names():
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


def sittings_are_the_first_of_their_round_and_conditions_are_open():
    decision = Decision.objects.get()
    assert (decision.meeting.number, decision.meeting.session.number, decision.supersedes) == (1, 1, None)
    condition = decision.conditions.get()
    assert (condition.state, condition.met_on, condition.unit) == ("open", None, None)


def a_published_report_keeps_its_file(before):
    """As its first edition, under the hash and the path that it had."""
    printed = {
        pk: (values["pdf_sha256"], values["pdf_size"])
        for (label, pk), values in before.items()
        if label == "reports.Publication" and values["pdf_sha256"]
    }
    editions = Edition.objects.filter(publication__signature="")
    assert {row.publication_id: (row.sha256, row.size) for row in editions} == printed
    assert {(row.kind, row.path) for row in editions} == {
        (EditionKind.FORMAL, f"reports/{sha256[:2]}/{sha256}.pdf") for sha256, _size in printed.values()
    }
    assert len(printed) == 1


def the_register_finds_a_report_by_what_its_record_says():
    """Also one that was still being printed; neither claims a signature."""
    bare, told = Publication.objects.filter(assessment__code__in=("OLD-1", "OLD-5")).order_by("code")
    assert (told.area, told.area_name, told.area_name_en) == ("M1", "旧领域", "Old area")
    assert told.concluded == date(2026, 9, 18)
    assert told.search.splitlines() == [
        "old-5",
        "旧ab校区",
        "old campus",
        "旧领域",
        "old area",
        "旧条件 旧单位",
    ]
    assert (bare.area, bare.concluded, bare.search) == ("", None, "")
    assert {(each.signature, each.key, each.proof) for each in (bare, told)} == {("", "", "")}


def a_signed_report_keeps_its_files_its_proof_and_that_it_was_taken_back():
    report = Publication.objects.public().get()
    assert (report.signature, report.key, report.is_retracted) == ("c2ln", "3" * 64, True)
    assert report.checking_url == "https://old.example/verify/7K2M9QXD4TPC/"
    assert [(each.kind, each.suffix) for each in report.editions.all()] == [
        (EditionKind.FORMAL, ".pdf"),
        (EditionKind.OTHER, ".pdf"),
        (EditionKind.CHILD, ".pdf"),
        (EditionKind.WORD, ".docx"),
        (EditionKind.WORKBOOK, ".xlsx"),
    ]


def what_was_prepared_stays_signed():
    review = DisclosureReview.objects.get()
    assert (review.signed_by.username, review.redactions.get().original) == ("old-drafter", "旧原文")
    assert review.assessment.child_text.decided == "旧决定"


def an_expert_who_was_scoring_declares_and_goes_on_where_the_scores_stand():
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
    old, with_editions, with_desks, with_panels, with_reports = upgraded
    every_row_keeps_what_was_in_it(with_editions, old.values(), ELSEWHERE)
    every_row_keeps_what_was_in_it(with_desks, old.values(), MOVED)
    every_row_keeps_what_was_in_it(with_panels, old.values(), MOVED)
    every_row_keeps_what_was_in_it(with_reports, old.values(), {})
    every_file_is_cited_where_it_belonged(with_editions)
    a_deadline_is_the_last_second_of_its_day_and_can_be_recounted(with_editions)
    the_ledger_s_moves_are_the_history_of_the_clocks()
    every_case_has_its_row_in_the_office_s_ledger_as_if_worked_out_anew()
    every_post_may_do_with_a_case_what_this_version_gives_it()
    everybody_with_an_experts_post_is_in_the_pool()
    scores_say_whether_they_are_complete_and_opened_ones_lose_their_names()
    sittings_are_the_first_of_their_round_and_conditions_are_open()
    a_published_report_keeps_its_file(with_panels)
    the_register_finds_a_report_by_what_its_record_says()
    a_signed_report_keeps_its_files_its_proof_and_that_it_was_taken_back()
    what_was_prepared_stays_signed()
    an_expert_who_was_scoring_declares_and_goes_on_where_the_scores_stand()
