"""Special groups: each is answered for, and no file is finished without them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.models import GroupFinding
from assessments.operations import save_finding
from assessments.queries import authors, questionnaire
from ledger.errors import Conflict, Refused
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import answer_all, consider, last_event, rows_of
from workflows.enums import Stage

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(special=("ALL", "RUR")))


@pytest.fixture
def address(case):
    return reverse("assessments:show_groups", args=[case])


@pytest.fixture
def send(case, city, as_user):
    def post(data, group="RUR", *, person=None, htmx=False):
        where = reverse("assessments:save_finding", args=[case, group])
        return as_user(person or city.drafter).post(where, data, headers=HTMX if htmx else {})

    return post


def save(case, actor, group="RUR", *, version=0, **content):
    return save_finding(
        assessment=case.assessment, group=group, version=version, content=content, actor=actor
    )


def stored(case, group="RUR"):
    return GroupFinding.objects.get(assessment=case.assessment, group=group)


def typed(version=0, **changes):
    return {
        f"RUR-{name}": value
        for name, value in ({"rating": "0", "grounds": "不变。", "version": version} | changes).items()
    }


def test_a_finding_is_complete_with_impact_and_grounds(case, city):
    assert [
        save(case, city.drafter, rating="0").complete,
        save(case, city.drafter, version=1, grounds="不变。").complete,
    ] == [
        False,
        True,
    ]
    assert (last_event().name, last_event().data["group"]) == ("finding.saved", "RUR")


def test_no_effect_needs_its_grounds_too(case, city):
    for version, rating in enumerate(("0", "na", "unknown", "-2")):
        assert save(case, city.drafter, version=version, rating=rating).complete is False


def test_the_same_again_changes_nothing(case, city):
    save(case, city.drafter, rating="1", grounds="…")
    before = rows_of(GroupFinding)
    assert (save(case, city.drafter, rating="1", grounds="…").version, rows_of(GroupFinding)) == (1, before)


def test_whoever_writes_second_gets_both_texts(case, city, unchanged):
    save(case, city.colleague, rating="1", grounds="同事写的")
    with unchanged(Conflict, GroupFinding) as caught:
        save(case, city.drafter, rating="1", grounds="我写的")
    assert (caught.value.theirs, caught.value.mine) == ({"grounds": "同事写的"}, {"grounds": "我写的"})


def test_a_rating_outside_the_scale_is_refused(case, city, unchanged):
    with unchanged(Refused, GroupFinding, match="not an answer of the set’s scale"):
        save(case, city.drafter, rating="3")


def test_only_the_drafting_unit_writes_and_only_before_handing_in(case, city, unchanged):
    with unchanged(PermissionDenied, GroupFinding):
        save(case, city.office, rating="1")
    case = factories.bring_to(Stage.OFFICE_CHECK, case, city)
    with unchanged(Refused, GroupFinding, match="has been locked since"):
        save(case, city.drafter, rating="1", version=1)


def test_a_file_is_not_finished_while_a_group_is_missing(case, city):
    answer_all(case, city)
    board = questionnaire(case.assessment)
    assert (board.progress.complete, board.progress.total) == (3, 5)
    consider(case, city.drafter, "ALL")
    assert questionnaire(case.assessment).progress.finished is False
    consider(case, city.drafter, "RUR")
    board = questionnaire(case.assessment)
    assert (board.progress.finished, len(board.cells)) == (True, 5)


def test_continuing_leads_to_the_groups_once_the_aspects_are_done(case, city, as_user, address):
    browser, on = as_user(city.drafter), reverse("assessments:continue_questionnaire", args=[case])
    first = reverse("assessments:show_aspect", args=[case, "A"])
    assert browser.get(on)["Location"] == first
    answer_all(case, city)
    assert browser.get(on)["Location"] == address
    consider(case, city.drafter)
    assert browser.get(on)["Location"] == first


def test_who_wrote_a_finding_has_written_in_the_file(case, city):
    consider(case, city.colleague)
    assert authors(case.assessment) == {city.drafter.pk, city.colleague.pk}


def test_the_page_has_a_card_for_each_group_and_stands_in_the_rail(case, city, as_user, address):
    page = as_user(city.drafter).get(address).content.decode()
    assert [f'id="form-{code}"' in page for code in ("ALL", "RUR")] == [True, True]
    assert "0 of 5 complete" in page
    aspect = as_user(city.drafter).get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()
    assert f'href="{address}"' in aspect


@pytest.mark.parametrize("htmx", [False, True])
def test_a_card_is_saved(case, send, address, htmx):
    response = send(typed(), htmx=htmx)
    assert response.status_code == (200 if htmx else 302)
    assert (stored(case).content(), stored(case).complete) == ({"rating": "0", "grounds": "不变。"}, True)
    if not htmx:
        assert response["Location"] == f"{address}#RUR"
    else:
        assert response["HX-Trigger"] == "answer-saved"
        assert 'id="rail-RUR"' in response.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_stale_version_shows_both_texts_and_the_next_sending_replaces(case, city, send, htmx):
    save(case, city.colleague, rating="-1", grounds="同事写的")
    response = send(typed(grounds="我写的"), htmx=htmx)
    page = unmarked(response)
    assert (response.status_code, 'name="RUR-version" value="1"' in page) == (409, True)
    assert {words in page for words in ("我写的", "同事写的", "Slightly negative", "Keep theirs")} == {True}
    send(typed(grounds="我写的", version=1), htmx=htmx)
    assert (stored(case).grounds, stored(case).version) == ("我写的", 2)


@pytest.mark.parametrize("htmx", [False, True])
def test_merging_brings_both_texts_into_the_form_and_stores_nothing(case, city, send, htmx):
    save(case, city.colleague, rating="-1", grounds="校车两班，共百人。")
    before = rows_of(GroupFinding)
    assert 'name="resolve" value="merge"' in unmarked(send(typed(grounds="校车两班，有陪护。"), htmx=htmx))
    merged = typed(grounds="校车两班，有陪护。", version=1) | {"resolve": "merge"}
    response = send(merged, htmx=htmx)
    page = unmarked(response)
    assert (response.status_code, rows_of(GroupFinding)) == (200, before)
    for words in ("校车两班，共百人有陪护。", 'name="RUR-version" value="1"', "Nothing of it is saved yet."):
        assert words in page
    assert 'id="RUR"' in page


@pytest.mark.parametrize("htmx", [False, True])
def test_what_does_not_fit_is_refused_with_its_words(case, city, send, htmx):
    before = rows_of(GroupFinding)
    for changes in ({"rating": "9"}, {"version": "x"}, {"grounds": "我的话" * 4_000}):
        response = send(typed(**({"grounds": "我的话"} | changes)), htmx=htmx)
        assert (response.status_code, "我的话" in response.content.decode()) == (422, True)
    assert (send(typed(), "Z9", htmx=htmx).status_code, send(typed(), person=city.office).status_code) == (
        404,
        403,
    )
    assert rows_of(GroupFinding) == before


def test_others_read_the_groups_without_a_form(case, city, as_user, address):
    consider(case, city.drafter, grounds="理由在此")
    page = as_user(city.office).get(address).content.decode()
    assert ("理由在此" in page, "<textarea" in page) == (True, False)


def test_a_set_without_special_groups_has_no_such_page(city, tiny, as_user):
    case = factories.make_case(city, tiny)
    assert as_user(city.drafter).get(reverse("assessments:show_groups", args=[case])).status_code == 404
