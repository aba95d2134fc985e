"""The page of preparing: what it shows to whom, and what it keeps of what was typed."""

import pytest
from django.urls import reverse

from reports.models import ChildText, DisclosureReview, Redaction
from reports.preparing import hand_to_second, save_child_text
from tests.factories import bring_to
from tests.reports.publishing import freeze, release
from tests.reports.test_preparing import HARD, READABLE, black, version_of
from workflows.enums import Stage


@pytest.fixture
def decided(case, city):
    return bring_to(Stage.PUBLICATION, case, city)


@pytest.fixture
def office(as_user, city):
    return as_user(city.office)


def address(case, name="show_preparation", *more):
    return reverse(f"reports:{name}", args=[case, *more])


def text(browser, case):
    return browser.get(address(case)).content.decode()


def test_the_page_shows_the_draft_every_text_and_what_is_missing(decided, office):
    page = text(office, decided)
    found = [
        words in page
        for words in ("调查数据。", "示例事项", "Nothing is withheld", "Nobody has reviewed yet")
    ]
    assert found == [True] * 4


def test_the_case_leads_there(decided, as_user, city):
    here = address(decided)
    for name, led in (("office", True), ("head", True), ("drafter", False), ("member_a", False)):
        assert (here in as_user(city.people[name]).get(decided.get_absolute_url()).content.decode()) is led


def test_words_in_the_way_are_shown(decided, office, city):
    save_child_text(
        assessment=decided.assessment,
        version=0,
        content=HARD | {"said": "衢江" * 20},
        actor=city.office,
    )
    page = text(office, decided)
    assert ("Please replace some of these" in page, "Please shorten the longest" in page) == (True, True)
    assert ('<span class="chip-read">衢' in page, f'<li class="text">{HARD["changes"]}</li>' in page) == (
        True,
        True,
    )


def test_a_text_is_saved_and_a_colleague_s_is_not_overwritten(decided, office, city):
    sent = READABLE | {"version": 0}
    assert office.post(address(decided, "save_child_text"), sent).status_code == 302
    other = sent | {"decided": "大人们都说好。"}
    refused = office.post(address(decided, "save_child_text"), other)
    page = refused.content.decode()
    assert (refused.status_code, ChildText.objects.get().decided) == (409, READABLE["decided"])
    assert ("大人们都" in page, "What is stored" in page) == (True, True)
    merged = office.post(address(decided, "save_child_text"), other | {"resolve": "merge"})
    assert (merged.status_code, ChildText.objects.get().version) == (200, 1)


def test_too_long_a_text_is_refused_with_all_that_was_typed(decided, office):
    refused = office.post(address(decided, "save_child_text"), READABLE | {"version": 0, "said": "好" * 1001})
    assert (refused.status_code, "好" * 1001 in refused.content.decode()) == (422, True)


def test_withheld_words_are_listed_with_ground_and_original(decided, office):
    sent = {"version": 0, "words": "调查数据", "ground": "privacy", "note": "涉及个人"}
    assert office.post(address(decided, "withhold"), sent).status_code == 302
    page = text(office, decided)
    found = [
        words in page for words in ("Personal privacy (article 15)", "涉及个人", "A1 ", 'class="blackened"')
    ]
    assert found == [True] * 4


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"words": "不在这里"}, 422), ({"ground": ""}, 422), ({"version": 7}, 409), ({"version": ""}, 422)],
)
def test_what_cannot_be_withheld_keeps_what_was_typed(decided, office, changes, status):
    sent = {"version": 0, "words": "调查数据", "ground": "privacy", "note": "给第二人"} | changes
    refused = office.post(address(decided, "withhold"), sent)
    assert (refused.status_code, "给第二人" in refused.content.decode()) == (status, True)
    assert Redaction.objects.count() == 0


def test_words_that_can_still_be_read_elsewhere_are_told(decided, office, city):
    decided.assessment.title = "调查数据管理办法"
    decided.assessment.save()
    black(decided, city.office)
    assert "can still be read elsewhere" in text(office, decided)


def test_a_passage_is_given_back(decided, office, city):
    mark, *others = black(decided, city.office)
    for each in (mark, *others):
        sent = {"version": version_of(decided)}
        assert office.post(address(decided, "disclose", each.pk), sent).status_code == 302
    assert Redaction.objects.count() == 0


def test_one_prepares_and_another_signs(decided, office, as_user, city):
    assert office.post(address(decided, "hand_to_second"), {"version": 0}).status_code == 302
    assert "You prepared it" in text(office, decided)
    assert office.post(address(decided, "sign_review"), {"version": 1}).status_code == 422
    head = as_user(city.head)
    assert head.post(address(decided, "sign_review"), {"version": 9}).status_code == 409
    assert head.post(address(decided, "sign_review"), {"version": 1}).status_code == 302
    assert DisclosureReview.objects.get().signed_by == city.head
    assert "Read and signed as it stands" in text(office, decided)


def test_a_mark_whose_text_has_changed_can_be_dropped(decided, office, city):
    black(decided, city.office)
    decided.assessment.answers.update(facts="另外的数据。")
    page = office.get(address(decided))
    assert (page.status_code, "Drop this mark" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(("stage", "status"), [(Stage.COMMITTEE, 404), (Stage.ISSUING, 200)])
def test_the_page_is_there_once_something_is_to_be_published(case, city, office, stage, status):
    case = bring_to(stage, case, city)
    assert office.get(address(case)).status_code == status


def test_after_issuing_the_review_stands_to_be_read(case, city, office):
    case = bring_to(Stage.ISSUING, case, city)
    page = text(office, case)
    assert (
        "the review stands as it was signed" in page,
        "<form" in page.split("<main")[1].split("</main>")[0],
    ) == (
        True,
        False,
    )


def test_reading_the_page_costs_the_same_however_much_is_withheld(decided, office, city, count_queries):
    hand_to_second(assessment=decided.assessment, version=0, actor=city.office)
    office.get(address(decided))
    before = count_queries(lambda: office.get(address(decided)))
    black(decided, city.office)
    black(decided, city.office, words="示例数据")
    after = count_queries(lambda: office.get(address(decided)))
    assert (after, before < 130) == (before, True)


def test_withheld_passages_are_named_on_the_public_page(case, city, as_user):
    case = bring_to(Stage.PUBLICATION, case, city)
    black(case, city.office)
    case = bring_to(Stage.ISSUING, case, city)
    publication = release(freeze(case))
    page = as_user().get(publication.get_absolute_url()).content.decode()
    assert ("Personal privacy (article 15)" in page, "████[1]" in page, "调查数据" in page) == (
        True,
        True,
        False,
    )


def test_small_numbers_of_children_in_words_are_pointed_out_until_they_are_withheld(decided, office, city):
    words = "其中3名留守儿童要转学"
    decided.assessment.summary = f"涉及186名学生，{words}。"
    decided.assessment.save(update_fields=["summary"])
    pointed_out = "So few children are counted here that they could be recognised: 3名留守儿童."
    assert pointed_out in text(office, decided)
    black(decided, city.office, words)
    assert pointed_out not in text(office, decided)
