"""The pages of what may mean that a child is being harmed."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from ledger.models import Event
from notices.enums import NoticeKind
from notices.models import Notice
from participation.enums import Handling
from participation.models import Concern
from participation.operations.concerns import handle_concern, raise_concern
from privacy.models import SensitiveReading
from tests import factories
from workflows.queries.waiting import waiting_for
from workflows.reminders import send_digests

pytestmark = pytest.mark.once

CANARY = "金丝雀：他说回家就挨打。"
LIST = "/concerns/"


@pytest.fixture
def concern(case, city):
    return raise_concern(assessment=case.assessment, context="周六座谈", text=CANARY, actor=city.drafter)


def text(response):
    return response.content.decode()


def page(concern):
    return reverse("participation:show_concern", args=[concern.pk])


def test_the_list_names_them_without_their_words(concern, city, as_user):
    said = text(as_user(city.protector).get(LIST))
    assert (page(concern) in said, CANARY in said) == (True, False)
    assert [number in said for number in ("110", "12345", "12355")] == [True] * 3
    assert SensitiveReading.objects.count() == 0


def test_the_page_has_the_words_and_keeps_that_it_was_opened(concern, city, as_user):
    response = as_user(city.protector).get(page(concern))
    assert (CANARY in text(response), SensitiveReading.objects.count()) == (True, 1)
    assert "no-store" in response["Cache-Control"]


def test_nobody_else_finds_either(concern, city, as_user):
    other = factories.make_city("xx")
    for person in [*(each for name, each in city.people.items() if name != "protector")]:
        browser = as_user(person)
        assert [browser.get(where).status_code for where in (LIST, page(concern))] == [404, 404]
    assert as_user(other.protector).get(page(concern)).status_code == 404
    assert [as_user().get(where).status_code for where in (LIST, page(concern))] == [302, 302]
    assert SensitiveReading.objects.count() == 0


def test_the_officer_writes_how_far_it_is(concern, city, as_user):
    browser, where = as_user(city.protector), reverse("participation:save_handling", args=[concern.pk])
    refused = browser.post(where, {"version": 0, "handling": "reported", "note": ""})
    assert (refused.status_code, "say what was done" in text(refused)) == (422, True)
    assert browser.post(where, {"version": 0, "handling": "reported", "note": "已报警。"}).status_code == 302
    stale = browser.post(where, {"version": 0, "handling": "reported", "note": "另一人写的。"})
    assert (stale.status_code, "已报警。" in text(stale), "另一人写的。" in text(stale)) == (409, True, True)
    assert Concern.objects.get().handling == Handling.REPORTED


def test_a_step_that_is_not_possible_is_not_offered(concern, city, as_user):
    where = reverse("participation:save_handling", args=[concern.pk])
    sent = as_user(city.protector).post(where, {"version": 0, "handling": "nonsense", "note": ""})
    assert sent.status_code == 422


def test_whoever_works_on_the_case_passes_something_on(case, city, as_user):
    where = reverse("participation:raise_concern", args=[str(case)])
    browser = as_user(city.drafter)
    empty = browser.post(where, {"text": "", "context": "操场"})
    assert (empty.status_code, "操场" in text(empty), Concern.objects.count()) == (422, True, 0)
    sent = browser.post(where, {"text": CANARY, "context": "操场"}, follow=True)
    assert ("Passed on." in text(sent), CANARY in text(sent)) == (True, False)
    assert [(each.text, each.context) for each in Concern.objects.all()] == [(CANARY, "操场")]


def test_none_of_it_stands_on_the_case_in_the_ledger_or_in_a_log(concern, case, city, as_user, caplog):
    caplog.set_level("DEBUG")
    as_user(city.protector).get(page(concern))
    pages = ["workflows:show_case", "assessments:show_scope", "assessments:show_locker"]
    for person in (city.drafter, city.head, city.office):
        browser = as_user(person)
        said = "".join(text(browser.get(reverse(name, args=[str(case)]))) for name in pages)
        said += text(browser.get("/")) + text(browser.get(reverse("workflows:desk")))
        assert (CANARY in said, "concern." in said) == (False, False)
    printed = StringIO()
    call_command("verify_ledger", stdout=printed)
    ledger = json.dumps(list(Event.objects.values_list("data", flat=True)), ensure_ascii=False)
    assert [CANARY in each for each in (ledger, caplog.text, printed.getvalue())] == [False] * 3


def test_it_stands_first_on_the_officers_desk_and_in_the_digest_until_something_was_done(concern, city):
    rows = waiting_for([city.protector, city.office])
    assert [(str(row.waits), row.url, row.code) for row in rows[city.protector.pk]] == [
        ("1 sign of harm to a child: act now", LIST, "")
    ]
    assert rows[city.office.pk] == []
    today = timezone.localdate()
    send_digests([city.place.pk], today)
    digest = Notice.objects.get(recipient=city.protector, kind=NoticeKind.DIGEST)
    assert ([line["url"] for line in digest.lines], CANARY in str(digest.lines)) == ([LIST], False)
    handle_concern(
        concern=concern,
        version=0,
        content={"handling": Handling.CLOSED, "note": "误会，已核实。"},
        actor=city.protector,
    )
    assert waiting_for([city.protector])[city.protector.pk] == []
