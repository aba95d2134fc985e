"""The public pages of the sets."""

import pytest
from django.urls import reverse
from django.utils import translation

from indicators.models import IndicatorSet
from indicators.operations import load_set
from tests.factories import make_set
from tests.indicators.files import SMALL


@pytest.fixture
def small(system):
    return load_set(raw=SMALL.encode(), file="small.yaml", actor=system)


def codes(number):
    return [f"A{code}" for code in range(1, number)] + ["B1"]


def test_the_page_shows_what_the_set_says(small, as_user):
    page = as_user().get(small.get_absolute_url())
    assert page.status_code == 200
    for text in (
        "Small set", "Edition 1", "Own text", "For tests.", "Plans", "Services", "A2", "Education",
        "What is the effect?", "Articles 6, 18", "Article 28", "All children", "Red line",
        "3 experts; the median counts", "at least 2/3 of the members take part; more than 1/2 agree", "Uncertain",
    ):  # fmt: skip
        assert text in page.text


def test_red_lines_are_marked_and_nothing_else(small, as_user):
    assert as_user().get(small.get_absolute_url()).text.count("is-redline") == 1


def test_the_page_speaks_chinese(small, client):
    page = client.get(small.get_absolute_url(), headers={"accept-language": "zh-hans"})
    for text in ("小指标集", "测试用。", "规划", "服务", "教育", "有何影响？", "全体儿童"):
        assert text in page.text


def test_an_older_edition_says_so(small, system, as_user):
    note = "A newer edition of this set has been loaded."
    assert note not in as_user().get(small.get_absolute_url()).text
    newer = load_set(
        raw=SMALL.replace('edition: "1"', 'edition: "2"').encode(), file="small.yaml", actor=system
    )
    assert note in as_user().get(small.get_absolute_url()).text
    assert note not in as_user().get(newer.get_absolute_url()).text


def test_text_of_a_set_is_escaped(system, as_user):
    raw = SMALL.replace("en: Childcare", 'en: "<script>alert(1)</script>"').encode()
    loaded = load_set(raw=raw, file="small.yaml", actor=system)
    page = as_user().get(loaded.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("address", [("small", "2"), ("large", "1")])
def test_no_such_edition_is_404(small, client, address):
    code, edition = address
    assert (
        client.get(reverse("indicators:show_set", kwargs={"code": code, "edition": edition})).status_code
        == 404
    )


def test_the_list_names_every_edition(small, system, as_user):
    make_set()
    page = as_user().get(reverse("indicators:list_sets"))
    assert sorted(each.size for each in page.context["sets"]) == [2, 3]
    for each in IndicatorSet.objects.all():
        assert each.get_absolute_url() in page.text


def test_the_list_begins_with_the_newest_edition_of_a_set(system, as_user):
    for edition in ("2", "1"):
        make_set(edition=edition)
    page = as_user().get(reverse("indicators:list_sets"))
    newest_first = IndicatorSet.objects.order_by("code", "-loaded_at")
    assert [each.pk for each in page.context["sets"]] == [each.pk for each in newest_first]


def test_no_set_yet(db, as_user):
    assert "No indicator set has been loaded yet" in as_user().get(reverse("indicators:list_sets")).text


@pytest.mark.parametrize("number", [25, 75])
def test_queries_of_the_page(number, as_user, count_queries):
    url = make_set(indicators=codes(number)).get_absolute_url()
    browser = as_user()
    assert count_queries(lambda: browser.get(url)) == 3


@pytest.mark.parametrize("editions", [1, 3])
def test_queries_of_the_list(editions, db, as_user, count_queries):
    for edition in range(editions):
        make_set(edition=str(edition))
    browser = as_user()
    assert count_queries(lambda: browser.get(reverse("indicators:list_sets"))) == 1


def test_only_reading_is_offered(small, client):
    assert client.post(small.get_absolute_url()).status_code == 405


def test_rows_speak_the_readers_language(small):
    indicator = small.indicators.get(code="A1")
    assert (indicator.local.name, str(indicator), indicator.group_names) == (
        "Childcare",
        "A1 Childcare",
        ["All children"],
    )
    with translation.override("zh-hans"):
        assert (indicator.local.name, str(indicator), indicator.group_names) == (
            "托育",
            "A1 托育",
            ["全体儿童"],
        )
