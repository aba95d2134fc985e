"""Writing a case file: what is stored, what is refused, what the ledger keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Role
from accounts.operations import appoint, dismiss
from assessments.models import Answer, Assessment, Evidence
from assessments.operations import attach_evidence, open_assessment, remove_evidence
from ledger.errors import Conflict, Refused
from tests import factories
from tests.factories import answer, content, last_event, post_of, upload
from workflows.enums import Stage


def attach(case, actor, file=None, code="A1"):
    file = file or upload()
    return attach_evidence(
        assessment=case.assessment,
        indicator=factories.indicator(case, code),
        file=file,
        name=file.name,
        actor=actor,
    )


def fields_of(case):
    assessment = case.assessment
    return {
        "code": assessment.code,
        "indicator_set": assessment.indicator_set,
        "title": "另一事项",
        "summary": "…",
        "matter_class": "M1",
        "drafting_unit": assessment.drafting_unit,
        "drafting_started": assessment.drafting_started,
        "actor": assessment.created_by,
    }


def test_a_new_file_has_one_empty_answer_for_each_indicator(case):
    answers = [(each.indicator.code, each.rating, each.complete) for each in case.assessment.answers.all()]
    assert answers == [("A1", "", False), ("A2", "", False), ("B1", "", False)]


def test_opening_a_file_is_an_event(case):
    event = last_event()
    assert (event.name, event.subject) == ("case.opened", f"case:{case.assessment.code}")
    assert event.data == {"title": "示例事项", "class": "M1", "set": "tiny@1"}


def test_a_number_is_used_once(case, unchanged):
    with unchanged(Refused, Assessment, Answer, match="already in use"):
        open_assessment(**fields_of(case))


def test_an_answer_is_stored_whole_with_its_writer(case, city):
    written = content("-2", reach=7, groups=["ALL", "RUR"], mitigation="错峰施工。")
    answer(case, "A2", city.drafter, **written)
    stored = case.assessment.answers.get(indicator__code="A2")
    unasked = {"directness": "", "term": "", "reversibility": "", "numbers": {}, "grade": "", "residual": ""}
    assert (stored.content(), stored.version, stored.complete) == (written | unasked, 1, True)
    assert stored.updated_by == city.drafter


def test_the_ledger_keeps_old_and_new_of_what_changed_only(case, city):
    answer(case, "A1", city.drafter, rating="1", facts="先前")
    answer(case, "A1", city.colleague, rating="1", facts="后来")
    event = last_event()
    assert (event.name, event.actor, event.subject) == (
        "answer.saved",
        city.colleague,
        case.assessment.subject,
    )
    assert event.data == {"indicator": "A1", "changed": {"facts": {"old": "先前", "new": "后来"}}}


def test_complete_follows_the_content_both_ways(case, city):
    answer(case, "A1", city.drafter)
    answer(case, "A1", city.drafter, facts="")
    assert not case.assessment.answers.get(indicator__code="A1").complete


def test_sending_an_answer_twice_is_sending_it_once(case, city):
    answer(case, "A1", city.drafter)
    before = factories.rows_of(Answer)
    assert answer(case, "A1", city.drafter, version=0).version == 1
    assert factories.rows_of(Answer) == before


def test_a_stale_version_is_a_conflict_with_both_texts(case, city, unchanged):
    answer(case, "A1", city.drafter, facts="同事写的")
    with unchanged(Conflict, Answer, match="Someone else changed") as caught:
        answer(case, "A1", city.colleague, version=0, facts="我写的")
    conflict = caught.value
    assert (conflict.theirs, conflict.mine, conflict.version) == (
        {"facts": "同事写的"},
        {"facts": "我写的"},
        1,
    )
    assert case.assessment.answers.get(indicator__code="A1").facts == "同事写的"


@pytest.mark.parametrize("name", ["office", "outsider", "expert_a", "member_a", "expert_own"])
def test_only_the_drafting_officers_write(case, city, unchanged, name):
    evidence = attach(case, city.drafter)
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", getattr(city, name))
    with unchanged(PermissionDenied, Evidence):
        attach(case, getattr(city, name), upload(factories.pdf_bytes("另一")))
    with unchanged(PermissionDenied, Evidence):
        remove_evidence(evidence=evidence, actor=getattr(city, name))


def test_nothing_is_written_after_handing_in(case, city, unchanged):
    evidence = attach(case, city.drafter)
    case = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    with unchanged(Refused, Answer, match=r"locked since \d{4}-\d\d-\d\d \d\d:\d\d:"):
        answer(case, "A1", city.drafter, facts="更改")
    with unchanged(Refused, Answer, match="locked"):
        answer(case, "A1", city.drafter)
    with unchanged(Refused, Evidence, match="locked"):
        attach(case, city.drafter, upload(factories.pdf_bytes("另一")))
    with unchanged(Refused, Evidence, match="locked"):
        remove_evidence(evidence=evidence, actor=city.drafter)


def test_who_leaves_the_post_writes_no_more(case, city, unchanged):
    dismiss(user=city.drafter, post=post_of(city.drafter), actor=city.office)
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", type(city.drafter).objects.get(pk=city.drafter.pk))


def test_an_inactive_officer_writes_no_more(case, city, unchanged):
    city.drafter.is_active = False
    city.drafter.save()
    with unchanged(PermissionDenied, Answer):
        answer(case, "A1", city.drafter)


def test_a_post_taken_up_later_brings_its_rights(case, city):
    newcomer = factories.make_person("newcomer")
    appoint(user=newcomer, post=post_of(city.drafter), actor=city.office)
    assert post_of(newcomer).role == Role.DRAFTER
    assert answer(case, "A1", newcomer).updated_by == newcomer
