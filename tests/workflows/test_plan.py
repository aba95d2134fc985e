"""A planned matter becomes a case, and what becomes of a year's plan."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.models import Assessment
from ledger.errors import Refused
from plans.models import PlanItem
from plans.operations import accept_matters, decline_matter, drop_matter, propose_matter
from tests import factories
from tests.factories import bring_to
from tests.set_files import set_file
from workflows.enums import Stage
from workflows.models import Case
from workflows.queries.plan import plan_page

PLAN = reverse("workflows:show_plan")


@pytest.fixture
def planning(city):
    return city.units["planning"]


@pytest.fixture
def by_plan(db):
    """An edition that takes matters in by the annual plan."""
    raw = set_file().decode().replace("workflow:\n", "workflow:\n  intake: annual_plan\n", 1)
    return factories.load_set(raw=raw.encode(), file="tiny.yaml", actor=factories.User.objects.system())


def matter(city, edition, unit="planning", by="drafter", **changes):
    facts = {
        "year": 2026,
        "title": "校园周边道路改造",
        "title_en": "",
        "summary": "示例数据。",
        "indicator_set": edition,
        "matter_class": "M1",
        "quarter": 2,
    }
    return propose_matter(unit=city.units[unit], facts=facts | changes, actor=getattr(city, by))


def planned(city, edition, **changes):
    item = matter(city, edition, **changes)
    return accept_matters(items=[item], versions=[item.version], actor=city.office)[0]


def where(item, action=""):
    return (
        reverse("workflows:settle_matter", args=[item.pk, action])
        if action
        else reverse("workflows:show_plan_item", args=[item.pk])
    )


def form(edition, **changes):
    given = {
        "year": "2027",
        "quarter": "1",
        "title": "托育设施布点",
        "title_en": "",
        "matter_class": f"{edition.code}:M1",
        "summary": "示例数据。",
    }
    return given | changes


def test_a_planned_matter_becomes_one_case(city, by_plan, unchanged):
    item = planned(city, by_plan)
    case = factories.make_case(city, by_plan, plan_item=item)
    assert (case.assessment.plan_item, case.assessment.plan_year) == (item, 2026)
    with unchanged(Refused, Assessment, Case, match="has already become a case"):
        factories.make_case(city, by_plan, plan_item=item)
    with unchanged(Refused, PlanItem, match="has become a case"):
        drop_matter(item=PlanItem.objects.get(), version=item.version, reason="不再需要。", actor=city.office)


def test_by_the_plan_means_an_item_or_a_reason(city, by_plan, unchanged):
    with unchanged(Refused, Assessment, match="Name the matter of the annual plan"):
        factories.make_case(city, by_plan)
    with unchanged(Refused, Assessment, match="Name the matter of the annual plan"):
        factories.make_case(city, by_plan, plan_year=2026)
    assert factories.make_case(city, by_plan, trigger="家长反映集中。").assessment.plan_item is None


def test_an_item_that_is_not_in_the_plan_opens_nothing(city, by_plan, unchanged):
    proposed = matter(city, by_plan)
    with unchanged(Refused, Assessment, match="is not in the plan"):
        factories.make_case(city, by_plan, plan_item=proposed)


def test_another_unit_s_item_and_another_set_s_open_nothing(city, by_plan, unchanged):
    theirs = planned(city, by_plan, unit="housing", by="outsider")
    with unchanged(Refused, Assessment, match="another unit’s plan"):
        factories.make_case(city, by_plan, plan_item=theirs)
    own = planned(city, by_plan)
    raw = set_file().decode().replace("code: tiny", "code: other", 1)
    other = factories.load_set(raw=raw.encode(), file="other.yaml", actor=factories.User.objects.system())
    with unchanged(Refused, Assessment, match="another indicator set"):
        factories.make_case(city, other, plan_item=own)


def test_the_form_is_filled_from_the_plan(city, by_plan, as_user):
    item = planned(city, by_plan)
    browser = as_user(city.drafter)
    address = reverse("workflows:open_case") + f"?set={by_plan.code}&item={item.pk}"
    page = browser.get(address).content.decode()
    assert ('value="校园周边道路改造"' in page, f'<option value="{item.pk}" selected>' in page) == (
        True,
        True,
    )
    sent = reverse("workflows:open_case") + f"?set={by_plan}"
    given = {
        "title": item.title,
        "matter_class": "M1",
        "plan_item": str(item.pk),
        "trigger": "",
        "drafting_started": "2026-03-02",
        "summary": "示例数据。",
    }
    assert browser.post(sent, given).status_code == 302
    assert Assessment.objects.get().plan_item == item
    assert browser.post(sent, given).status_code == 422
    forged = planned(city, by_plan, unit="housing", by="outsider")
    assert browser.post(sent, given | {"plan_item": str(forged.pk)}).status_code == 422
    assert Assessment.objects.count() == 1


def test_what_became_of_each_matter_and_each_unit(city, by_plan):
    with time_machine.travel("2026-08-03T09:00+08:00"):
        published = bring_to(
            Stage.PUBLISHED, factories.make_case(city, by_plan, plan_item=planned(city, by_plan)), city
        )
        begun = factories.make_case(city, by_plan, plan_item=planned(city, by_plan))
        planned(city, by_plan, quarter=2)
        planned(city, by_plan, quarter=4)
        factories.make_case(city, by_plan, trigger="家长反映集中。")
        out = matter(city, by_plan)
        decline_matter(item=out, version=0, reason="力量不足。", actor=city.office)
        matter(city, by_plan, unit="housing", by="outsider")
        page = plan_page(city.office, year=2026, unit="")
    assert [
        (str(each.unit), len(each.planned), each.begun, each.published, each.not_begun, each.overdue)
        for each in page.coverage
    ] == [("Housing", 0, 0, 0, 0, 0), ("Planning", 4, 2, 1, 2, 1)]
    planning = page.coverage[1]
    assert (planning.triggered, planning.declined, planning.cells) == (
        1,
        1,
        ["complete", "begun", "empty", "empty"],
    )
    assert {row.case.pk for row in page.planned if row.case} == {published.pk, begun.pk}
    assert (len(page.waiting), [row.item.reason for row in page.others]) == (1, ["力量不足。"])


def test_a_unit_sees_its_own_and_the_office_all(city, tiny, as_user):
    own, theirs = matter(city, tiny), matter(city, tiny, unit="housing", by="outsider")
    other = factories.make_city("other")
    seen = {}
    for name in ("drafter", "head", "office", "outsider", "expert_a", "member_a"):
        browser = as_user(city.people[name])
        seen[name] = [browser.get(where(item)).status_code for item in (own, theirs)]
    assert seen == {
        "drafter": [200, 404],
        "head": [200, 404],
        "office": [200, 200],
        "outsider": [404, 200],
        "expert_a": [404, 404],
        "member_a": [404, 404],
    }
    assert [as_user(other.office).get(where(own)).status_code, as_user().get(PLAN).status_code] == [404, 302]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "长" * 201},
        {"summary": "长" * 4001},
        {"summary": ""},
        {"year": "x"},
        {"year": "1999"},
        {"quarter": "5"},
        {"matter_class": "tiny:M9"},
        {"matter_class": "other:M1"},
        {"matter_class": ""},
        {"title": "零\x00字节"},
    ],
)
def test_a_bad_proposal_keeps_its_words(city, tiny, as_user, wrong):
    given = form(tiny) | wrong
    response = as_user(city.drafter).post(reverse("workflows:propose_matter"), given)
    text = response.content.decode()
    assert (response.status_code, PlanItem.objects.count()) == (422, 0)
    assert given["summary"] in text


def test_proposing_and_changing_by_page(city, tiny, as_user):
    browser = as_user(city.drafter)
    response = browser.post(reverse("workflows:propose_matter"), form(tiny))
    item = PlanItem.objects.get()
    assert (response["Location"], item.year, item.quarter) == (where(item), 2027, 1)
    change = reverse("workflows:change_matter", args=[item.pk])
    assert browser.get(change).status_code == 200
    first, second = (form(tiny, version="0", title=title) for title in ("甲", "乙"))
    assert browser.post(change, first).status_code == 302
    stale = browser.post(change, second)
    assert (stale.status_code, 'value="乙"' in stale.content.decode(), "甲" in stale.content.decode()) == (
        409,
        True,
        True,
    )
    assert browser.post(change, second | {"version": "1"}).status_code == 302
    assert PlanItem.objects.get().title == "乙"
    assert as_user(city.office).get(change).status_code == 403


def test_many_are_accepted_from_the_page(city, tiny, as_user):
    items = [matter(city, tiny), matter(city, tiny, unit="housing", by="outsider")]
    browser = as_user(city.office)
    chosen = [f"{item.pk}:0" for item in items]
    accept = reverse("workflows:accept_matters")
    response = browser.post(accept, {"chosen": chosen})
    assert (response.status_code, response["Location"]) == (302, f"{PLAN}?year=2026")
    assert [item.state for item in PlanItem.objects.all()] == ["accepted", "accepted"]
    assert browser.post(accept, {"chosen": chosen}).status_code == 422


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["0:0"], ["1:x"], ["9" * 30 + ":0"]])
def test_a_forged_choice_accepts_nothing(city, tiny, as_user, chosen):
    matter(city, tiny)
    response = as_user(city.office).post(reverse("workflows:accept_matters"), {"chosen": chosen})
    assert (response.status_code, PlanItem.objects.get().state) == (422, "proposed")


def test_accepting_what_changed_or_is_another_city_s(city, tiny, as_user):
    item, accept = matter(city, tiny), reverse("workflows:accept_matters")
    assert as_user(city.office).post(accept, {"chosen": [f"{item.pk}:7"]}).status_code == 409
    other = factories.make_city("other")
    assert as_user(other.office).post(accept, {"chosen": [f"{item.pk}:0"]}).status_code == 422
    assert as_user(city.drafter).post(accept, {"chosen": [f"{item.pk}:0"]}).status_code == 403
    assert PlanItem.objects.get().state == "proposed"


@pytest.mark.parametrize("action", ["retract", "decline"])
def test_settling_by_page_keeps_the_reason_that_was_refused(city, tiny, as_user, action):
    item = matter(city, tiny)
    browser = as_user(city.drafter if action == "retract" else city.office)
    long = browser.post(where(item, action), {"version": "0", "reason": "长" * 2001})
    assert (long.status_code, "长" * 2001 in long.content.decode()) == (422, True)
    assert browser.post(where(item, action), {"version": "0", "reason": ""}).status_code == 422
    stale = browser.post(where(item, action), {"version": "3", "reason": "理由。"})
    assert (stale.status_code, "理由。" in stale.content.decode()) == (409, True)
    assert browser.post(where(item, action), {"version": "0", "reason": "理由。"}).status_code == 302
    replay = browser.post(where(item, action), {"version": "0", "reason": "理由。"})
    assert (replay.status_code, PlanItem.objects.get().version) == (422, 1)


def test_moving_by_page(city, tiny, as_user):
    item = planned(city, tiny)
    browser = as_user(city.office)
    given = {"version": str(item.version), "reason": "延后。", "year": "x"}
    assert browser.post(where(item, "move"), given).status_code == 422
    response = browser.post(where(item, "move"), given | {"year": "2027"})
    moved = PlanItem.objects.get(year=2027)
    assert response["Location"] == where(moved)
    assert where(moved) in browser.get(where(item)).content.decode()
    assert where(item) in browser.get(where(moved)).content.decode()
    assert browser.post(where(item, "vanish"), given).status_code == 404


@pytest.mark.parametrize("query", ["?year=x", "?year=", "?year=99999", "?unit=nobody", "?year=٢٠٢٦"])
def test_an_odd_filter_is_harmless(city, tiny, as_user, query):
    matter(city, tiny)
    assert as_user(city.office).get(PLAN + query).status_code == 200


def test_the_plan_asks_the_same_of_the_database_for_one_matter_or_many(city, tiny, as_user, count_queries):
    browser = as_user(city.office)
    first = factories.make_case(city, tiny, plan_item=planned(city, tiny))
    few = count_queries(lambda: browser.get(f"{PLAN}?year=2026"))
    for _time in range(4):
        factories.make_case(city, tiny, plan_item=planned(city, tiny))
        matter(city, tiny, unit="housing", by="outsider")
    assert count_queries(lambda: browser.get(f"{PLAN}?year=2026")) == few
    item = where(first.assessment.plan_item)
    assert count_queries(lambda: browser.get(item)) <= few


def test_without_a_unit_nobody_proposes(city, tiny, as_user):
    assert as_user(city.office).get(reverse("workflows:propose_matter")).status_code == 403
    with pytest.raises(PermissionDenied):
        matter(city, tiny, by="office")
