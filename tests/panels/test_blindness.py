"""Until all scores are opened together, nobody's pages depend on what another expert has written."""

import re

import pytest
import time_machine
from django.urls import reverse

from panels.models import Seat
from tests.factories import bring_to, score, score_all, seal_seat
from tests.workflows.routes import address, attached, case_routes
from tests.workflows.test_visibility import TABLE
from workflows.enums import Stage

pytestmark = pytest.mark.once

NOON = "2026-03-10T12:00+08:00"
CANARY = "秘而不宣的理由"
TOKEN = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+')
READERS = ("expert_b", "drafter", "office")
OTHERS = (*READERS, "member_a", "expert_d", "outsider")


@pytest.fixture
def scoring(case, city):
    attached(case, city)
    return bring_to(Stage.EXPERT_PANEL, case, city)


@pytest.fixture
def pages(scoring, city, as_user):
    """Reads every page of the case and the desk, as these people, with nothing but the tokens masked."""
    evidence = scoring.assessment.evidence.get()
    readable = [name for name in case_routes() if TABLE.get(name, ("",))[0] == "get"]
    where = [address(name, scoring, evidence) for name in readable]
    where += [reverse("workflows:desk"), reverse("reports:register"), reverse("front_page")]
    browsers = {}

    def read(people=OTHERS):
        found = {}
        with time_machine.travel(NOON, tick=False):
            for name in people:
                browser = browsers.setdefault(name, as_user(city.people[name]))
                for page in where:
                    response = browser.get(page)
                    body = b"".join(response) if response.streaming else response.content
                    found[name, page] = (response.status_code, TOKEN.sub(rb"\1", body))
        return found

    return read


def differing(before, after):
    return sorted({key[0] for key in before if before[key] != after[key]})


def write(scoring, city):
    """The first expert scores everything, and changes a mind."""
    for code, rating in (("A1", "-2"), ("A2", "-1"), ("B1", "2")):
        score(scoring, code, city.expert_a, rating, CANARY)
    score(scoring, "A1", city.expert_a, "2", CANARY + CANARY, version=1)


def test_pages_are_the_same_whatever_another_expert_writes(scoring, city, pages):
    before = pages()
    write(scoring, city)
    after = pages()
    assert differing(before, after) == []
    assert [key for key, (_status, body) in after.items() if CANARY.encode() in body] == []


def test_sealing_shows_to_the_office_alone(scoring, city, pages):
    before = pages()
    score_all(scoring, city.expert_a)
    seal_seat(panel=scoring.panel, actor=city.expert_a)
    assert differing(before, pages()) == ["office"]


def test_the_writer_sees_it(scoring, city, pages):
    """The comparison is able to see a difference."""
    before = pages(["expert_a"])
    write(scoring, city)
    assert differing(before, pages(["expert_a"])) == ["expert_a"]


def test_once_opened_everybody_who_may_read_sees_the_scores(scoring, city, pages):
    before = pages(["drafter", "office"])
    bring_to(Stage.COMMITTEE, scoring, city)
    assert differing(before, pages(["drafter", "office"])) == ["drafter", "office"]


def test_a_leak_planted_in_a_template_is_caught(scoring, city, pages, settings, tmp_path):
    (tmp_path / "panels").mkdir()
    (tmp_path / "panels" / "_sealed.html").write_text(
        "{% for seat in panel.seats.all %}{{ seat.scores.count }}{% endfor %}"
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [tmp_path, *engine["DIRS"]]}]
    before = pages(READERS)
    write(scoring, city)
    assert differing(before, pages(READERS)) == sorted(READERS)


def test_a_leak_planted_in_the_timeline_is_caught(scoring, city, pages, monkeypatch):
    monkeypatch.setattr(Seat, "subject", property(lambda seat: seat.panel.assessment.subject))
    before = pages(READERS)
    write(scoring, city)
    assert differing(before, pages(READERS)) == sorted(READERS)


def test_a_leak_planted_in_a_sort_order_is_caught(scoring, city, pages, monkeypatch):
    """Seats listed by how many scores they have tell who has written."""
    monkeypatch.setattr(Seat._meta, "ordering", ["-scores__version", "pk"])
    before = pages(READERS)
    score(scoring, "A1", city.expert_b)
    assert "office" in differing(before, pages(READERS))
