"""What anyone may read, and what nobody may read before its time."""

import pytest
from django.urls import reverse

from committees.enums import Outcome
from ledger.canonical import sha256
from reports.models import Publication
from reports.templatetags.record import eights
from tests import factories
from tests.reports.publishing import freeze, release
from tests.reports.sample import (
    first_format,
    fourth_format,
    sample_publication,
    sample_record,
    second_format,
    third_format,
    without_panel,
)
from workflows.enums import Stage

REGISTER, VERIFY = "/register/", "/verify/"


@pytest.fixture
def reader(as_user):
    """Anybody, in English."""
    return as_user()


@pytest.fixture
def showcase(published):
    """The published case, with the sample's record: every part of the page has something to show."""
    return with_record(published, sample_record())


def with_record(publication, record):
    sample = sample_publication(record)
    publication.record, publication.record_hash, publication.code = (
        sample.record,
        sample.record_hash,
        sample.code,
    )
    publication.save()
    return Publication.objects.get(pk=publication.pk)


def page(reader, path, status=200):
    response = reader.get(path)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def addresses(publication):
    return [
        publication.get_absolute_url(),
        reverse("reports:download_pdf", args=[publication.assessment.code]),
        reverse("reports:show_record", args=[publication.assessment.code]),
    ]


def test_before_publication_nothing_can_be_read(frozen, reader, as_user, city):
    for browser in (reader, as_user(city.office), as_user(city.drafter)):
        for path in [*addresses(frozen), f"{VERIFY}{frozen.spaced_code}/"]:
            page(browser, path, status=404)
        assert frozen.assessment.title not in page(browser, REGISTER)


def test_an_unknown_case_is_not_found(reader, db):
    page(reader, "/register/TC-2099-001/", status=404)
    page(reader, "/register/TC-2099-001/report.pdf", status=404)


def test_an_empty_register_says_what_will_be_there(reader, db):
    assert "Nothing has been published yet" in page(reader, REGISTER)


def test_the_register_lists_what_is_published(published, reader):
    said = page(reader, REGISTER)
    assert f'href="{published.get_absolute_url()}"' in said
    assert "Approved" in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=示例", True),
        ("q=%20示例%20", True),
        ("q={number:.7}", True),
        ("q={typed}", True),
        ("q=地铁", False),
        ("q=%25", False),
        ("q=%00示例", True),
        ("outcome=approve", True),
        ("outcome=reject", False),
        ("outcome=forged", True),
        ("q=示例&outcome=approve", True),
        ("q=示例&outcome=return", False),
        ("page=99", True),
        ("page=x", True),
    ],
)
def test_the_register_is_searched_by_words_number_and_outcome(published, reader, query, found):
    number = published.assessment.code
    said = page(reader, f"{REGISTER}?{query.format(number=number, typed=number.lower())}")
    assert (published.get_absolute_url() in said) is found
    assert ("No report matches" in said) is not found


def test_what_was_searched_stays_in_the_form_as_text(published, reader):
    said = page(reader, f"{REGISTER}?q=<script>&outcome={Outcome.RETURN}")
    assert 'value="&lt;script&gt;"' in said
    assert 'value="return" selected' in said


def test_the_register_turns_pages_and_keeps_the_search(published, reader, city, tiny, monkeypatch):
    monkeypatch.setattr("reports.queries.register.PER_PAGE", 1)
    case = factories.bring_to(Stage.ISSUING, factories.make_case(city, tiny, title="另一示例事项"), city)
    later = release(freeze(case))
    first = page(reader, f"{REGISTER}?q=示例")
    assert later.get_absolute_url() in first
    assert published.get_absolute_url() not in first
    assert "Page 1 of 2" in first
    assert "page=2" in first
    second = page(reader, f"{REGISTER}?q=示例&page=2")
    assert published.get_absolute_url() in second
    assert "page=1" in second


@pytest.mark.parametrize("others", [0, 2])
def test_the_register_asks_the_database_equally_often(published, reader, city, tiny, others, count_queries):
    for number in range(others):
        case = factories.make_case(city, tiny, title=f"示例事项{number}")
        release(freeze(factories.bring_to(Stage.ISSUING, case, city)))
    assert count_queries(lambda: page(reader, REGISTER)) == 5


def test_the_report_page_tells_verdict_vote_conditions_and_dissent(showcase, reader):
    said = page(reader, showcase.get_absolute_url())
    for words in (
        'data-verdict="changes"',
        "Quzhou Child Development Plan for the 14th Five-Year Period",
        "With 4 conditions.",
        "1 member holds another opinion.",
        "5 of 5 members have voted; 4 make a quorum.",
        "The decision follows the conclusion that the rules proposed.",
        "建议先退回补齐校车和道路改造安排",
        "发布儿童版说明并当面反馈。",
        "due June 28, 2027",
        "Sample data",
        "reconstructed by this project",
        "学径隐患点排查（示例）.pdf",
        showcase.spaced_code,
    ):
        assert words in said
    assert said.count("<details") == 25 + 3 + 3  # indicators; seals, steps and annex; quality cards
    assert said.count("figure is-spread") == 25
    assert said.count("figure is-radar") == 1


def test_the_report_page_is_in_the_readers_language(showcase, as_user, settings):
    chinese = as_user()
    chinese.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    said = page(chinese, showcase.get_absolute_url())
    assert "衢州市儿童发展“十四五”规划" in said
    assert "安全出行与学径" in said
    assert "Safe routes" not in said


def test_a_decision_against_the_proposal_says_so(showcase, reader):
    record = sample_record()
    with_record(showcase, record | {"decision": record["decision"] | {"proposed": "return"}})
    assert "The rules proposed “Returned for a new assessment”" in page(reader, showcase.get_absolute_url())


def test_a_case_without_a_panel_shows_no_experts(showcase, reader):
    with_record(showcase, without_panel(sample_record()))
    said = page(reader, showcase.get_absolute_url())
    assert "figure is-spread" not in said
    assert "Experts" not in said


@pytest.mark.parametrize("earlier", [second_format, third_format])
def test_records_of_earlier_formats_say_no_more_than_they_know(showcase, reader, earlier):
    with_record(showcase, earlier(sample_record()))
    said = page(reader, showcase.get_absolute_url())
    assert "Safe routes" in said
    for words in ("The seals", "Opinions, and what became of them", "It supersedes", "To be shown by"):
        assert words not in said


@pytest.mark.parametrize(("form", "has_words"), [(dict, True), (fourth_format, False)])
def test_a_record_of_the_fourth_format_has_no_words_for_children(showcase, reader, form, has_words):
    with_record(showcase, form(sample_record()))
    said = page(reader, showcase.get_absolute_url())
    assert "The seals" in said
    assert (f"{showcase.get_absolute_url()}children/" in said) is has_words


def test_the_panel_the_opinions_and_the_terms_are_told(showcase, reader):
    said = page(reader, showcase.get_absolute_url())
    for words in (
        "1 expert was recused and counts nowhere.",
        "is fragile: another reading of the same scores changes it",
        "3 experts: this number says little.",
        "After the discussion",
        "课间想到操场上去",
        "Adopted in part",
        "Not adopted",
        "It lapses on Nov. 20, 2031.",
        "It supersedes: Returned for a new assessment, Nov. 18, 2026",
        "needs more than 1/2 of the 5 votes cast",
        "To be shown by: 逐点验收单和校车运行记录",
    ):
        assert words in said


def test_a_record_of_the_first_format_is_still_read(showcase, reader):
    with_record(showcase, first_format(sample_record()))
    said = page(reader, showcase.get_absolute_url())
    body = said.partition("<body")[2]
    assert [body.count(words) for words in ("Approved with changes", "Decided on", "worked out")] == [2, 2, 0]


def test_texts_are_shown_as_text(showcase, reader):
    record = sample_record()
    attack = "<script>alert(1)</script>{{ record }}"
    decision = record["decision"] | {"note": attack, "dissents": [{"choice": "abstain", "opinion": attack}]}
    with_record(showcase, record | {"decision": decision, "title": {"zh": attack, "en": attack}})
    said = page(reader, showcase.get_absolute_url())
    assert "<script>alert" not in said
    assert said.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ record }}") >= 4


def test_the_report_page_asks_for_the_record_its_files_and_what_became_of_it(showcase, reader, count_queries):
    address = showcase.get_absolute_url()
    assert count_queries(lambda: page(reader, address)) == 3


def test_the_pdf_is_handed_out_under_the_cases_number(published, reader):
    response = reader.get(addresses(published)[1])
    assert b"".join(response.streaming_content) == b"%PDF-1.7 sample"
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{published.assessment.code}.pdf"' in response["Content-Disposition"]


@pytest.mark.parametrize(
    "typed",
    [
        str,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code} ",
        lambda code: code.replace("0", "o"),
    ],
    ids=["printed", "small", "joined", "blanks", "letter-o"],
)
def test_a_code_is_checked_however_it_is_typed(published, reader, typed):
    for response in (
        reader.get(VERIFY, {"code": typed(published.spaced_code)}),
        reader.get(reverse("reports:verify_code", args=[typed(published.spaced_code)])),
    ):
        said = response.content.decode()
        assert response.status_code == 200
        assert "The report is unchanged" in said
        assert published.get_absolute_url() in said
        assert str(published.ledger_position) in said
        assert [part for part in eights(published.record_hash) if part not in said] == []


@pytest.mark.parametrize("typed", ["7K2M-9QXD-4TPA", "7K2M", "a/b", "%00", "核验码", "<b>", "x" * 500])
def test_an_unknown_code_is_answered_with_what_to_do(published, reader, typed):
    response = reader.get(f"{VERIFY}?code={typed}")
    said = response.content.decode()
    assert response.status_code == 404
    assert "No published report has this code" in said
    assert "character by character" in said
    assert "<b>”" not in said
    assert 'name="code"' in said


def test_without_a_code_there_is_the_form_alone(reader, db):
    said = page(reader, VERIFY)
    assert 'name="code"' in said
    assert "No published report" not in said


def test_a_changed_record_is_found_out(published, reader):
    Publication.objects.filter(pk=published.pk).update(record=published.record.replace("示例", "事例"))
    said = page(reader, f"{VERIFY}{published.spaced_code}/")
    assert "Changed" in said
    assert "unchanged" not in said


def test_a_record_changed_together_with_its_hash_is_found_out(published, reader):
    """The ledger keeps the hash too, and cannot be rewritten in silence."""
    changed = sample_publication(published.content | {"round": 7})
    rows = Publication.objects.filter(pk=published.pk)
    rows.update(record=changed.record, record_hash=changed.record_hash)
    assert "Changed" in page(reader, f"{VERIFY}{published.spaced_code}/")


@pytest.mark.parametrize(
    "path", [REGISTER, VERIFY, "/register/TC-2026-001/", "/register/TC-2026-001/report.pdf"]
)
def test_reading_is_all_that_these_pages_do(published, reader, path):
    assert reader.post(path).status_code == 405


def test_the_record_is_given_to_the_byte(published, reader):
    response = reader.get(reverse("reports:show_record", args=[published.assessment.code]))
    assert (response["Content-Type"], sha256(response.content.decode())) == (
        "application/json; charset=utf-8",
        published.record_hash,
    )
