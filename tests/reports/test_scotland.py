"""A set written in YAML alone, with stages, scale and first language of its own, from its file to its paper."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from accounts.models import User
from assessments.enums import Finding, Need
from assessments.operations import save_answer, save_screening
from indicators.operations import load_set
from ledger.models import Job
from ledger.outbox import deliver
from reports.models import Publication
from reports.pdf import render
from tests.factories import issue, make_case, move
from tests.needs import needs
from tests.reports import paper
from tests.reports.publishing import freeze
from workflows.enums import Action, Stage

FILE = Path(__file__).parents[2] / "fixtures" / "examples" / "crwia_scotland.yaml"
WORDS = "Sample data: the team looked at the evidence named below and at what children said."


@pytest.fixture
def case(city):
    example = load_set(raw=FILE.read_bytes(), file=FILE.name, actor=User.objects.system())
    return make_case(
        city,
        example,
        title="Safer Routes to School Bill",
        summary="Sample data. Lower speed limits around schools and a duty on councils to plan safe routes.",
        matter_class="BILL",
        drafting_started=date(2026, 3, 2),
        illustrative=True,
    )


def screened(case, city, need):
    answers = {code: {"answer": Finding.YES, "remark": ""} for code in ("S1", "S2", "S3", "S4")}
    content = {"answers": answers, "conclusion": need, "grounds": "Sample data: children walk these roads."}
    save_screening(assessment=case.assessment, version=0, content=content, actor=city.drafter)


def answered(case, city):
    for answer in case.assessment.answers.select_related("indicator"):
        in_words = case.assessment.indicator_set.file.indicators[answer.indicator.code].answer == "text"
        judged = {"rating": "1", "groups": ["ALL"]} if not in_words else {}
        save_answer(
            assessment=case.assessment,
            indicator=answer.indicator,
            version=0,
            content=judged | {"facts": WORDS},
            actor=city.drafter,
        )


def assessed(case, city):
    screened(case, city, Need.NEEDED)
    case = move(case, Action.SCREEN_IN, city.drafter)
    answered(case, city)
    return move(case, Action.HAND_IN, city.drafter)


def issued(case, city):
    case = move(case, Action.SIGN, city.head)
    return issue(case, city, city.head)


def published(case, city):
    case = issued(case, city)
    return freeze(case)


def test_the_case_goes_through_the_stages_of_its_own_set(case, city):
    assert case.state == Stage.SCREENING
    case = assessed(case, city)
    assert case.state == Stage.SIGN_OFF
    assert issued(case, city).state == Stage.ISSUING


def test_its_record_says_signed_and_counts_only_what_has_a_level(case, city):
    record = published(assessed(case, city), city).content
    assert (record["language"], record["result"], record["decision"], record["panel"]) == (
        "en",
        "signed",
        None,
        None,
    )
    kinds = [each["answer"] for aspect in record["aspects"] for each in aspect["indicators"]]
    assert (kinds.count("text"), kinds.count("impact")) == (7, 4)
    assert [part["own"] for part in record["aspects"] if any(e["own"] for e in part["indicators"])] == ["1"]


def test_its_paper_is_english(case, city, tmp_path):
    needs("pdf")
    needs("poppler")
    path = tmp_path / "report.pdf"
    path.write_bytes(render(published(assessed(case, city), city)))
    said = " ".join(paper.text(path).split())
    assert [
        phrase
        for phrase in (
            "Safer Routes to School Bill",
            "Child rights and wellbeing impact assessment report",
            "Lead policy team",
            "Signed by the head of the unit",
            "Summary",
            "Screening",
            "What is known",
            WORDS[:40],
        )
        if phrase not in said
    ] == []
    assert "儿童影响评价报告" not in said


def test_the_worker_publishes_it_and_the_register_says_how_it_ended(case, city, as_user):
    needs("pdf")
    issued(assessed(case, city), city)
    assert deliver(Job.objects.get().pk) is True
    publication, reader = Publication.objects.public().get(), as_user()
    assert publication.outcome == "signed"
    assert "Safer Routes to School Bill" in reader.get(publication.get_absolute_url()).text
    assert (
        "Signed by the head of the unit" in reader.get(reverse("reports:register") + "?outcome=signed").text
    )


def test_where_no_assessment_is_needed_that_is_signed_and_published(case, city):
    needs("pdf")
    screened(case, city, Need.NOT_NEEDED)
    case = move(case, Action.SCREEN_OUT, city.drafter)
    publication = published(case, city)
    record = publication.content
    assert (record["result"], record["aspects"], record["screening"]["conclusion"]) == (
        "not_needed",
        [],
        "not_needed",
    )
    assert render(publication).startswith(b"%PDF")
