"""What is published of a case one after the other, taken together: draft conclusions that lay open, why nobody was
heard, the report, the report issued anew. Somebody who kept all of it works out no number that is left out."""

import json
import re
from collections import Counter
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from participation.models import Comment, PublicNotice
from participation.operations.consents import withdraw_consents
from participation.operations.remarks import quote_remark, take_back_remark
from reports.heard import heard
from reports.operations import freeze
from reports.record import whole_record
from reports.reissuing import replace_record
from reports.small_numbers import published
from tests import factories
from tests.participation.absences import excused
from tests.participation.hearing import QUOTABLE, hear, say, theme
from tests.participation.test_notice import answered, grouped, said
from tests.reports.attacker import left_out, possible, read
from tests.reports.conftest import release
from tests.reports.surfaces import everything_public, part_taken
from tests.reports.test_small_numbers import ENOUGH, attended, cells, determined
from workflows import doors
from workflows.enums import Action, Stage
from workflows.operations import reconvene

STAGES = ("self_assessment", "office_check", "committee", "public_notice", "publication")
GATES = {"needs": "self_assessment", "drafting": "office_check", "notice": "committee"}
# Of figures that nobody tells for another reason, so that they are found wherever they stand.
FIRST, SECOND = {("LOW", ""): 7919, ("LOW", "RUR"): 6121}, {("LOW", ""): 5281, ("LOW", "RUR"): 4409}
LATER, LAST = {("LOW", ""): 3517, ("LOW", "RUR"): 3}, {("LOW", ""): 2}
# What a draft conclusion tells in figures: how many indicators turn out how, and for how many days it lies open.
COUNTED = re.compile(r"/days|/aspects/\d+/(asked|better|neither|worse|unknown)")


class Life:
    """A case, and what was public of it at each time."""

    def __init__(self, case, reads):
        self.case, self.reads = case, reads
        self.pages = {}
        self.records = []

    def look(self):
        if not self.reads:
            return
        cache.clear()  # nothing is committed here, so that nobody hears of a change
        found = part_taken(self.case.assessment)
        for language in ("zh-hans", "en"):
            browser = Client(headers={"accept-language": language})
            for name in ("reports:list_absences", "reports:register", "reports:explain_data"):
                found[f"{language} {name}"] = browser.get(reverse(name)).content.decode()
        self.pages |= {f"{len(self.pages)} {place}": text for place, text in found.items()}

    def look_at_the_report(self, publication):
        """With a file that stands for the real ones."""
        publication = release(publication, content=publication.record.encode())
        self.records.append(json.loads(publication.record))
        cache.clear()
        found = everything_public(publication) if self.reads else {}
        self.pages |= {f"{len(self.pages)} {place}": text for place, text in found.items()}


def lying_open(city, *, reads=True):
    """A draft lies open: two groups were heard, at one link nobody, and a child has written."""
    case = factories.make_case(city, factories.make_set(stages=STAGES, gates=GATES, ages=True))
    life = Life(case, reads)
    first = hear(case, city.drafter, attendance=FIRST, **QUOTABLE)
    second = hear(case, city.drafter, attendance=SECOND)
    said_so = theme(case, city.drafter, uptake="adopted", reason="增设路灯。")
    remark = say(first, city.drafter, "我不敢一个人坐车", under=said_so.number)
    quote_remark(remark=remark, quote="不敢一个人坐车", actor=city.office)
    say(second, city.drafter, *("车太少", "站台太远") * 3, under=said_so.number)
    excused(case, city, "drafting")
    hear(case, city.drafter, link="notice", attendance={("HIGH", ""): 1})
    life.case = factories.bring_to(Stage.PUBLIC_NOTICE, case, city)
    said(life.case, is_child=True)
    life.look()
    return life, second, remark


def lived(city, *, reads=True):
    """Between the first draft and the report a consent is withdrawn and another group is heard; after it one more, and
    a child takes words back."""
    life, second, remark = lying_open(city, reads=reads)
    second.refresh_from_db()
    withdraw_consents(session=second, consents=["child_assent"], actor=city.drafter)
    hear(life.case, city.drafter, link="notice", attendance=LATER)
    case = reconvene(case=life.case, note="补充听取意见。", actor=city.office)
    life.case = factories.bring_to(Stage.PUBLIC_NOTICE, case, city)
    life.look()
    answered(grouped(life.case, city, Comment.objects.get()), city)
    life.case = factories.bring_to(Stage.ISSUING, life.case, city)
    frozen = freeze(assessment=life.case.assessment, actor=User.objects.system())
    life.look_at_the_report(frozen)
    life.case = factories.move(life.case, Action.RELEASE, User.objects.system())
    hear(life.case, city.drafter, link="feedback", attendance=LAST)
    take_back_remark(remark=remark, actor=city.office)
    life.look_at_the_report(replace_record(assessment=life.case.assessment, actor=User.objects.system()))
    life.look()
    return life


def figures(value, place=""):
    """Every number in plain data, with where it stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from figures(each, f"{place}/{key}")
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from figures(each, f"{place}/{number}")
    elif isinstance(value, int) and not isinstance(value, bool):
        yield place


def counted_in_drafts(assessment):
    """Where a draft conclusion tells a number that is none of indicators or days."""
    drafts = PublicNotice.objects.filter(assessment=assessment)
    return [place for each in drafts for place in figures(each.content) if not COUNTED.fullmatch(place)]


def sums(assessment, *rows):
    """Every number of children that somebody might tell of sessions with these rows, and of those of the case."""
    every = [cell["number"] for cell in _every_cell(heard(assessment))]
    for each in rows:
        every += [*each.values(), sum(each.values())]
    return {number for number in every if number > 1000}


def _every_cell(value):
    if isinstance(value, dict):
        if "number" in value and set(value) <= {"number", "age", "group", "face"}:
            yield value
        for each in value.values():
            yield from _every_cell(each)
    elif isinstance(value, list):
        for each in value:
            yield from _every_cell(each)


def standing(numbers, pages):
    """Which of the numbers stand in which text, however their digits are grouped."""
    found = []
    for place, text in pages.items():
        plain = re.sub(r"(?<=\d)(?:[,.\u00a0\u202f\u2009 ]|&nbsp;)(?=\d{3}(?!\d))", "", text)
        there = set(re.findall(r"(?<![\dA-Za-z])\d{4,5}(?![\dA-Za-z])", plain))
        found += [(place, number) for number in sorted(numbers) if str(number) in there]
    return found


def test_before_the_report_no_number_of_children_is_told(city):
    life, _second, _remark = lying_open(city)
    assessment = life.case.assessment
    assert counted_in_drafts(assessment) == []
    assert standing(sums(assessment, FIRST, SECOND), life.pages) == []
    assert len(life.pages) > 10


@pytest.mark.parametrize(
    "told",
    [
        lambda theme: {"children": heard(theme.assessment)["children"]["number"]},
        lambda theme: {"themes": [{"said": theme.said, "uptake": "adopted", "reason": "", "remarks": 7}]},
    ],
)
def test_a_draft_that_told_one_would_be_seen(city, monkeypatch, told):
    plain = doors.draft_conclusion
    monkeypatch.setattr(
        doors, "draft_conclusion", lambda case: plain(case) | told(case.assessment.themes.get())
    )
    life, _second, _remark = lying_open(city, reads=False)
    assert len(counted_in_drafts(life.case.assessment)) == 1


def test_what_the_report_leaves_out_stands_nowhere_before_or_after(city):
    life = lived(city)
    told = {cell["number"] for cell in cells(life.records[0])}
    secret = sums(life.case.assessment, FIRST, SECOND, LATER, LAST) - told
    assert (len(told) > 3, len(secret) > 6) == (True, True)
    assert standing(secret, life.pages) == []
    shown = {number for _place, number in standing(told - {None}, life.pages)}
    assert shown == {number for number in told if number and number > 1000}


def together(*records):
    """What all of them tell: what stands at the same place counts the same children."""
    found = read(records[0])
    for record in records[1:]:
        first = len(found.cells)
        read(record, found)
        for place in range(first):
            found.sums.append({place: 1, first + place: -1})
    return found


def test_reports_one_after_the_other_tell_the_same_numbers_and_no_difference_is_one_that_is_left_out(city):
    """A record that was made anew instead would give away the group that was heard meanwhile."""
    life = lived(city, reads=False)
    first, second = life.records
    assert (list(cells(first)), first["notice"]) == (list(cells(second)), second["notice"])
    assert first["heard"]["themes"][0]["quotes"] != second["heard"]["themes"][0]["quotes"]
    found = together(first, second)
    assert (len(left_out(found)) > 4, determined(found)) == (True, [])
    anew = whole_record(type(life.case).objects.get(pk=life.case.pk))["heard"]
    last = next(link["children"] for link in anew["links"] if link["link"] == "feedback")
    assert (last["number"], last["hidden"]) == (None, True)
    assert anew["children"]["number"] - first["heard"]["children"]["number"] == sum(LAST.values())


def test_a_number_told_earlier_would_give_another_one_away():
    """Why nothing is counted in a draft that lies open: what the report leaves out to protect a small number may not
    have been read before."""
    record = small_case()
    found = read(record)
    assert {len(possible(found, place, ENOUGH)) for place in left_out(found)} == {ENOUGH}
    earlier = deepcopy(record)
    earlier["heard"]["links"][1]["children"] |= {"number": 3, "hidden": False}
    small = record["heard"]["links"][1]["sessions"][0]["children"]
    found = together(record, earlier)
    assert [possible(found, place) for place, cell in enumerate(found.cells) if cell is small] == [[3]]


def small_case():
    """At one link twenty children, at the other three."""
    links = []
    for number, (code, count) in enumerate((("needs", 20), ("drafting", 3)), start=1):
        there = attended(Counter({("P", ""): count}))
        links.append(
            {"link": code, **there, "sessions": [{"number": number, **deepcopy(there)}], "faces": []}
        )
    heard_of = {"links": links, **attended(Counter({("P", ""): 23})), "themes": []}
    return published({"heard": heard_of, "children": [], "aspects": []})
