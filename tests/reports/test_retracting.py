"""A report that is taken back: its page stays and says so, and nothing of it is handed out."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ledger.errors import Refused
from ledger.models import Event
from reports.models import Publication, Retraction
from reports.queries.register import Question, register
from reports.retracting import retract_report

REASON = "证据中的数字有误，更正后重新公布。"


@pytest.fixture
def taken_back(published, city):
    retract_report(publication=published, reason=f" {REASON} ", actor=city.office)
    return Publication.objects.get(pk=published.pk)


def read(browser, address, status=200):
    response = browser.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_the_page_stays_and_says_why(taken_back, as_user):
    said = read(as_user(), taken_back.get_absolute_url())
    for words in ("Taken back", REASON, taken_back.title, taken_back.spaced_code, "no longer handed out"):
        assert words in said
    for gone in ("示例数据。", "Download PDF", "record.json", "og:image", "调查数据"):
        assert gone not in said


def test_nothing_of_it_is_handed_out(taken_back, as_user):
    code = taken_back.assessment.code
    for name, extra in (("download_pdf", []), ("download", ["formal"]), ("show_record", [])):
        assert REASON in read(as_user(), reverse(f"reports:{name}", args=[code, *extra]), status=410)
    read(as_user(), reverse("reports:show_picture", args=[code]), status=404)


def test_it_is_found_by_its_title_and_number_and_by_nothing_else(published, city):
    Publication.objects.update(search=f"{published.search}\n一位儿童的名字")
    before = [len(register(Question(q=words)).rows) for words in ("示例事项", "一位儿童")]
    retract_report(publication=published, reason=REASON, actor=city.office)
    number = published.assessment.code.lower()
    after = [len(register(Question(q=words)).rows) for words in ("示例事项", number, "一位儿童")]
    assert (before, after) == ([1, 1], [1, 1, 0])


def test_the_list_says_that_it_was_taken_back(taken_back, as_user):
    assert "Taken back" in read(as_user(), "/register/")
    assert "Taken back" in read(as_user(), "/")


def test_the_check_of_its_code_says_so_too(taken_back, as_user):
    said = read(as_user(), f"/verify/{taken_back.spaced_code}/")
    assert ("Taken back on" in said, REASON in said) == (True, True)


def test_the_ledger_knows_who_and_why(taken_back, city):
    event = Event.objects.filter(name="report.retracted").get()
    assert (event.actor, event.subject, event.data) == (
        city.office,
        taken_back.assessment.subject,
        {"code": taken_back.code, "reason": REASON},
    )


def test_the_record_stays_with_us_and_checks(taken_back):
    assert Publication.objects.get().record_hash == Event.objects.get(name="report.frozen").data["record"]


def test_it_is_taken_back_once(taken_back, city):
    with pytest.raises(Refused, match="taken back already"):
        retract_report(publication=taken_back, reason=REASON, actor=city.office)


def test_what_is_not_public_cannot_be_taken_back(frozen, city):
    with pytest.raises(Refused, match="has not been published"):
        retract_report(publication=frozen, reason=REASON, actor=city.office)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_the_public_must_be_told_why(published, city, reason):
    with pytest.raises(Refused, match="say why"):
        retract_report(publication=published, reason=reason, actor=city.office)
    assert Retraction.objects.count() == 0


@pytest.mark.parametrize("who", ["drafter", "head", "member_a", "expert_a", "outsider"])
def test_only_who_publishes_takes_back(published, city, who):
    with pytest.raises(PermissionDenied):
        retract_report(
            publication=published, reason=REASON, actor=getattr(city, who, None) or city.people[who]
        )
    assert Retraction.objects.count() == 0


def test_the_office_takes_it_back_on_a_page_that_says_what_this_means(published, city, as_user):
    office, address = as_user(city.office), reverse("reports:retract", args=[published.assessment.code])
    assert f'href="{address}"' in read(office, published.get_absolute_url())
    assert "cannot be undone" in read(office, address)
    refused = office.post(address, {"reason": ""})
    assert (refused.status_code, "say why" in refused.content.decode()) == (422, True)
    done = office.post(address, {"reason": REASON})
    assert (done.status_code, done["Location"]) == (302, published.get_absolute_url())
    assert Retraction.objects.get().retracted_by == city.office
    assert f'href="{address}"' not in read(office, published.get_absolute_url())


def test_nobody_else_has_that_page(published, city, as_user):
    address = reverse("reports:retract", args=[published.assessment.code])
    answers = {who: as_user(user).get(address).status_code for who, user in _people(city).items()}
    assert answers == {"nobody": 302, "drafter": 403, "outsider": 404}
    assert address not in read(as_user(city.drafter), published.get_absolute_url())


def _people(city):
    return {"nobody": None, "drafter": city.drafter, "outsider": city.outsider}
