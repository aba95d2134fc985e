"""Whatever procedure loading accepts can be walked to its end, by real people through the real operations."""

import pytest

from indicators.operations import load_set
from indicators.profile import KINDS, unwalkable
from tests import factories
from tests.factories import bring_to, screened_out
from workflows.enums import Stage
from workflows.models import Case

pytestmark = pytest.mark.once

BEYOND_MENDING = {"stage_out_of_order", "repeated_stage"}  # whatever stands behind it
IDLE = {"discussion", "reply"}  # a panel that agrees and suggests nothing skips them


def _accepted(path=()):
    """All procedures that begin so; every kind is tried in every place."""
    faults = {fault.kind for fault in unwalkable({"stages": [{"kind": kind} for kind in path]}, [])}
    if faults & BEYOND_MENDING:
        return
    if len(path) > 1 and not faults:
        yield path
    for kind in KINDS:
        yield from _accepted((*path, kind))


ALLOWED = list(_accepted())
NAMED = [pytest.param(path, id="-".join(path)) for path in ALLOWED]
SHORTER = [each for each in NAMED if not IDLE & {*each.values[0]}]


def walked(case, city):
    """The stages that the case goes through until its report is published."""
    found = [case.state]
    while case.state != Stage.PUBLISHED:
        before = case.state
        case = bring_to(next_of(case), case, city)
        found += [case.state] if case.state != before else []
    return found


def next_of(case):
    endings = {Stage.PUBLICATION: Stage.ISSUING, Stage.ISSUING: Stage.PUBLISHED}
    if case.state == Stage.SIGN_OFF and case.screened_out:
        return Stage.PUBLICATION
    return endings.get(Stage(case.state)) or case.next_stage()


def test_loading_accepts_these_paths():
    """With or without a screening: the signature before or after the office's check or not at all, a panel only with
    check and committee, discussion and reply only with a panel, a notice only of what a committee decides, and somebody
    who decides or signs."""
    after_screening = {path[1:] if path[0] == "screening" else path for path in ALLOWED}
    assert (len(ALLOWED), len(after_screening), len(SHORTER)) == (74, 37, 38)


@pytest.mark.parametrize("path", NAMED)
def test_every_path_leads_to_a_published_report(city, path):
    case = factories.make_case(city, factories.make_set(stages=path, special=("RUR",)))
    assert case.due is not None
    asked = [kind for kind in path if kind not in IDLE]
    assert walked(case, city) == [*asked, Stage.ISSUING, Stage.PUBLISHED]


@pytest.mark.parametrize("path", SHORTER)
def test_where_the_head_publishes_it_does_too(city, path):
    case = factories.make_case(city, factories.make_set(stages=path, publisher="head"))
    assert walked(case, city) == [*path, Stage.ISSUING, Stage.PUBLISHED]


@pytest.mark.parametrize("path", [each for each in SHORTER if each.values[0][0] == "screening"])
def test_on_every_path_with_a_screening_a_matter_may_end_there(city, path):
    case = factories.make_case(city, factories.make_set(stages=path))
    case = screened_out(case, city)
    signed = [Stage.SIGN_OFF] if "sign_off" in path else []
    assert walked(case, city) == [*signed, Stage.PUBLICATION, Stage.ISSUING, Stage.PUBLISHED]
    assert Case.objects.get().assessment.locked_at is not None


@pytest.mark.parametrize("path", [each for each in SHORTER if "committee" in each.values[0]])
def test_what_the_committee_returns_goes_the_same_way_once_more(city, path):
    case = factories.returned(factories.make_case(city, factories.make_set(stages=path)), city)
    again = path[path.index("self_assessment") :]
    assert (case.round, walked(case, city)) == (2, [*again, Stage.ISSUING, Stage.PUBLISHED])


def test_a_case_takes_the_path_of_its_tier(city):
    """One set, two classes of matter: the light tier is signed, the full one decided."""
    written = factories.set_file(stages=("self_assessment", "sign_off", "committee", "publication")).decode()
    for old, new in {
        "{kind: sign_off,": "{kind: sign_off, tiers: [LIGHT],",
        "{kind: committee,": "{kind: committee, tiers: [FULL],",
        "matter_classes:": "tiers:\n  - {code: LIGHT, name: {zh: 简, en: Light}}\n"
        "  - {code: FULL, name: {zh: 全, en: Full}}\nmatter_classes:\n"
        "  - {code: M2, tier: FULL, name: {zh: 重大政策, en: Major policies}}",
        "{code: M1,": "{code: M1, tier: LIGHT,",
    }.items():
        written = written.replace(old, new)
    chosen = load_set(raw=written.encode(), file="tiers.yaml", actor=city.office)
    found = {
        code: walked(factories.make_case(city, chosen, matter_class=code), city)[1:-3]
        for code in ("M1", "M2")
    }
    assert found == {"M1": [Stage.SIGN_OFF], "M2": [Stage.COMMITTEE]}
