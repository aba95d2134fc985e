"""Public pages: made once for everybody, and made anew as soon as the public can see something else."""

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from committees.operations.fulfilling import report_fulfilment, verify_fulfilment
from ledger.operations import record
from reports.caching import KEPT_FOR, version
from reports.retracting import retract_report
from tests import factories
from tests.committees.following import publish
from tests.factories import obligation
from tests.reports.publishing import freeze, release

REGISTER = "/register/"
LANGUAGE = settings.LANGUAGE_COOKIE_NAME


@pytest.fixture
def reader(client):
    """Nobody, who has chosen nothing."""
    return client


def pages(publication):
    code = publication.assessment.code
    return {
        "front": "/",
        "register": REGISTER,
        "report": publication.get_absolute_url(),
        "atom": reverse("reports:feed", args=["atom"]),
        "rss": reverse("reports:feed", args=["rss"]),
        "schema": reverse("reports:data_schema"),
        "data": reverse("reports:explain_data"),
        "picture": reverse("reports:show_picture", args=[code]),
    }


@pytest.mark.parametrize(
    ("name", "cold"),
    [
        ("front", 1),
        ("register", 5),
        ("report", 3),
        ("atom", 1),
        ("rss", 1),
        ("schema", 0),
        ("data", 0),
        ("picture", 1),
    ],
)
def test_a_page_asks_the_database_once_and_then_nothing(published, reader, count_queries, name, cold):
    address = pages(published)[name]
    first, second = reader.get(address), None
    cache.clear()
    assert count_queries(lambda: reader.get(address)) == cold
    assert count_queries(lambda: reader.get(address)) == 0
    second = reader.get(address)
    assert (first.status_code, second.content, second["Content-Type"]) == (
        200,
        first.content,
        first["Content-Type"],
    )


def test_a_page_with_everything_on_it_costs_six_questions_at_most(city, reader, count_queries):
    case = publish(_case(city), city, *(obligation(f"条件{name}。") for name in "甲乙丙"))
    release(freeze(case))
    assert count_queries(lambda: reader.get(f"{REGISTER}{case}/")) <= 6


def _case(city):
    return factories.make_case(city, factories.make_set(follow_up=(6, 12)))


def test_who_has_the_page_is_told_that_it_is_the_same(published, reader, count_queries):
    for address in pages(published).values():
        whole = reader.get(address)
        assert (whole["Cache-Control"], whole["Vary"]) == (
            f"public, max-age=0, s-maxage={KEPT_FOR}",
            "Cookie",
        )
        again = reader.get(address, headers={"If-None-Match": whole["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", whole["ETag"])
        later = reader.get(address, headers={"If-Modified-Since": whole["Last-Modified"]})
        assert later.status_code == 304


def test_a_visitor_gets_no_cookie(published, reader):
    for address in pages(published).values():
        assert reader.get(address).cookies == {}


def test_each_language_has_a_page_of_its_own(published, reader):
    address = published.get_absolute_url()
    chinese = reader.get(address)
    reader.cookies[LANGUAGE] = "en"
    english = reader.get(address)
    named = reader.get(f"{address}?lang=zh-hans")
    said = [page["Content-Language"] for page in (chinese, english, named)]
    assert said == ["zh-hans", "en", "zh-hans"]
    assert 'lang="en"' in english.content.decode()
    assert len({page["ETag"] for page in (chinese, english, named)}) == 3  # the last one leads back to itself


def test_whoever_is_signed_in_gets_a_page_of_their_own_that_nobody_keeps(published, as_user, city, reader):
    address = published.get_absolute_url()
    reader.get(address)
    mine = as_user(city.office).get(address)
    assert (mine["Cache-Control"], "ETag" in mine) == ("no-store", False)
    assert str(city.office) in mine.content.decode()
    assert str(city.office) not in reader.get(address).content.decode()


def test_a_message_that_waits_for_one_visitor_is_shown_to_no_other(published, reader):
    reader.cookies["messages"] = "anything"
    assert "ETag" not in reader.get(REGISTER)


@pytest.mark.parametrize("query", ["?q=x", "?page=1", "?lang=zz", "?lang=en&lang=en", "?utm=1"])
def test_what_visitors_can_make_up_without_end_is_not_kept(published, reader, query):
    assert "ETag" not in reader.get(f"{REGISTER}{query}")


def test_a_report_is_listed_as_soon_as_it_is_released(frozen, reader, django_capture_on_commit_callbacks):
    assert frozen.assessment.title not in reader.get(REGISTER).content.decode()
    release(frozen)
    assert frozen.assessment.title not in reader.get(REGISTER).content.decode()
    data = {"action": "release", "old": "issuing", "new": "published", "round": 1, "note": ""}
    with django_capture_on_commit_callbacks(execute=True):
        record(name="case.moved", subject="case:X", actor=User.objects.system(), data=data)
    assert frozen.assessment.title in reader.get(REGISTER).content.decode()


def test_a_condition_that_is_met_is_met_on_the_page(city, reader, django_capture_on_commit_callbacks):
    case = publish(_case(city), city, obligation("条件甲。"))
    release(freeze(case))
    reader.cookies[LANGUAGE] = "en"
    address = f"{REGISTER}{case}/"
    assert "Met on" not in reader.get(address).content.decode()
    condition = case.meeting.decision.conditions.get()
    with django_capture_on_commit_callbacks(execute=True):
        said = report_fulfilment(condition=condition, text="已落实。", file=None, actor=city.drafter)
        verify_fulfilment(report=said, verdict="accepted", remark="", actor=city.office)
    assert "Met on" in reader.get(address).content.decode()


def test_a_report_that_is_taken_back_is_gone_at_once(
    published, city, reader, django_capture_on_commit_callbacks
):
    address = published.get_absolute_url()
    held = reader.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        retract_report(publication=published, reason="数据有误。", actor=city.office)
    after = reader.get(address, headers={"If-None-Match": held["ETag"]})
    assert (after.status_code, "数据有误。" in after.content.decode()) == (200, True)


def test_what_is_undone_changes_nothing(published, reader):
    before = version()
    with transaction.atomic():
        record(name="report.retracted", subject="case:X", actor=User.objects.system(), data={})
        transaction.set_rollback(True)
    assert version() == before


@pytest.mark.parametrize(
    ("name", "is_seen"), [("answer.saved", False), ("vote.cast", False), ("review.saved", True)]
)
def test_only_what_the_public_can_see_makes_a_new_version(
    db, name, is_seen, django_capture_on_commit_callbacks
):
    before = version()
    with django_capture_on_commit_callbacks(execute=True):
        record(name=name, subject="case:X", actor=User.objects.system(), data={})
    assert (version() != before) is is_seen


def test_a_new_day_is_a_new_version(db):
    with time_machine.travel("2026-11-22 15:59:00+00:00", tick=False):
        evening = version()
    with time_machine.travel("2026-11-22 16:00:00+00:00", tick=False):  # midnight in the city
        assert version() != evening


def test_without_a_cache_pages_are_there_all_the_same(published, reader, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///nowhere/at/all.sock",
        }
    }
    first, second = reader.get(REGISTER), reader.get(published.get_absolute_url())
    assert [first.status_code, second.status_code] == [200, 200]
