"""The office's pages: what an officer sees, sends, and reads when something stands in the way."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.checking import check_set
from indicators.editor import parts
from indicators.models import DraftSet, IndicatorSet
from indicators.operations import start_draft
from indicators.writing import yaml_text
from tests import factories
from tests.indicators.files import FIXTURES, SMALL
from tests.indicators.test_part_forms import sent
from tests.set_files import STAGES, set_file


def address(name, *args):
    return reverse(f"indicators:{name}", args=args)


def typed(page, **changes):
    """What the form on the page posts, with these fields typed anew."""
    post = sent(page.context["controls"])
    post["before"] = str(page.context["before"])
    post.update({name.replace("__", "."): value for name, value in changes.items()})
    return post


def save(browser, draft, part, **changes):
    where = address("edit_part", draft.pk, part)
    return browser.post(where, typed(browser.get(where), **changes))


def stored(draft, part):
    return parts.read(DraftSet.objects.get(pk=draft.pk).data, part)


def upload(text=SMALL):
    return SimpleUploadedFile("set.yaml", text.encode())


def every_page(draft, edition):
    """Method and address of all that the editor has."""
    pk = draft.pk
    return [
        ("get", address("new_set")),
        ("post", address("new_set")),
        ("get", address("import_set")),
        ("post", address("import_set")),
        ("post", address("new_edition", edition.code, edition.edition)),
        ("get", address("show_draft", pk)),
        ("get", address("edit_part", pk, "scale")),
        ("post", address("edit_part", pk, "indicators/A1")),
        ("post", address("add_part", pk)),
        ("post", address("move_part", pk)),
        ("post", address("remove_part", pk, "indicators/A1")),
        ("get", address("draft_changes", pk)),
        ("get", address("download_draft", pk, "yaml")),
        ("get", address("replace_draft", pk)),
        ("post", address("replace_draft", pk)),
        ("get", address("publish_draft", pk)),
        ("post", address("publish_draft", pk)),
        ("post", address("discard_draft", pk)),
        ("get", reverse("preview_draft", args=[pk])),
    ]


@pytest.mark.parametrize("who", ["drafter", "expert_a", "member_a", "rights_member", "foreign"])
def test_for_everybody_else_drafts_do_not_exist(who, draft, edition, city, as_user):
    person = factories.make_city("other").office if who == "foreign" else city.people[who]
    browser = as_user(person)
    pages = every_page(draft, edition)
    if who == "foreign":  # whose own office may begin sets of its own
        pages = [page for page in pages if "/new/" not in page[1] and page[1] != address("import_set")]
    before = factories.rows_of(DraftSet, IndicatorSet)
    assert {(*page, getattr(browser, page[0])(page[1]).status_code) for page in pages} == {
        (*page, 404) for page in pages
    }
    assert factories.rows_of(DraftSet, IndicatorSet) == before


def test_who_is_not_signed_in_is_asked_to(draft, edition, as_user):
    for method, where in every_page(draft, edition):
        answer = getattr(as_user(), method)(where)
        assert answer.status_code == (401 if method == "post" else 302), where


def test_the_list_of_sets_says_how_to_begin(edition, office, as_user):
    page = office.get(address("list_sets")).text
    for words in ("No draft is open", "New edition:", "New set", "Import a file"):
        assert words in page
    assert "New set" not in as_user().get(address("list_sets")).text


def test_a_new_edition_begins_with_a_button(edition, office):
    answer = office.post(address("new_edition", "small", "1"))
    page = office.get(answer.url)
    for words in ("Small set", "Edition 2", "based on edition 1", "Nothing stands in the way of publishing"):
        assert words in page.text
    assert "Small set" in office.get(address("list_sets")).context["office"].drafts[0].name


def test_a_new_set_needs_a_name_and_a_free_code(edition, office, city):
    post = {"name_zh": "新指标集", "code": "neu", "edition": "1", "copied": edition.pk}
    assert "The code small is that" not in office.post(address("new_set"), post | {"code": "Neu!"}).text
    answer = office.post(address("new_set"), post)
    assert answer.status_code == 302
    draft = DraftSet.objects.get()
    assert (draft.data["code"], draft.data["aspects"]) == ("neu", edition.content["aspects"])
    assert (draft.owner, draft.based_on) == (city.place, None)


def test_a_code_of_others_is_refused_and_what_was_typed_stays(edition, as_user):
    browser = as_user(factories.make_city("other").office)
    post = {"name_zh": "新指标集", "code": "small", "edition": "9"}
    page = browser.post(address("new_set"), post)
    assert page.status_code == 422
    assert "The code small is that of a set of others" in page.text
    assert "新指标集" in page.text


def test_a_part_is_saved_and_shown_again(draft, office):
    answer = save(office, draft, "indicators/A1", question__zh="新问题？", weight="3")
    assert (answer.status_code, answer.url) == (302, address("edit_part", draft.pk, "indicators/A1"))
    assert stored(draft, "indicators/A1")["question"]["zh"] == "新问题？"
    assert "新问题？" in office.get(answer.url).text


def test_saving_may_go_on_to_the_next_part(draft, office):
    answer = save(office, draft, "indicators/A1", next="1")
    assert answer.url == address("edit_part", draft.pk, "indicators/A2")


def test_a_part_renamed_is_found_under_its_new_name(draft, office):
    answer = save(office, draft, "indicators/A1", code="A7")
    assert answer.url == address("edit_part", draft.pk, "indicators/A7")


def test_what_is_missing_is_saved_and_said_beside_the_field(draft, office):
    page = office.get(save(office, draft, "indicators/A1", question__zh="", crc="6, 99").url)
    assert "2 things here stand in the way of publishing" in page.text
    said = {each.name: each.errors for each in page.context["controls"] if each.errors}
    assert {name: len(errors) for name, errors in said.items()} == {"question": 1, "crc": 1}
    assert "2 to mend" in office.get(address("show_draft", draft.pk)).text


def test_a_refused_code_keeps_what_was_typed(draft, office):
    page = save(office, draft, "indicators/A1", code="A2", question__zh="很长的新问题？")
    assert page.status_code == 422
    for words in ("The code A2 is taken", "很长的新问题？", "Nothing has been changed."):
        assert words in page.text
    assert stored(draft, "indicators/A1")["question"]["zh"] == "有何影响？"


def test_the_second_editor_sees_both_texts_and_may_keep_either(draft, office, city, as_user):
    where = address("edit_part", draft.pk, "indicators/A1")
    second = as_user(city.office_two)
    read = second.get(where)
    save(office, draft, "indicators/A1", question__zh="甲的问题？")
    page = second.post(where, typed(read, question__zh="乙的问题？"))
    assert page.status_code == 409
    assert page.context["conflict"] == [
        {"label": "Question · Chinese", "mine": "乙的问题？", "theirs": "甲的问题？"}
    ]
    for words in ("Keep mine", "Take theirs", "Person tc-office"):
        assert words in page.text
    assert stored(draft, "indicators/A1")["question"]["zh"] == "甲的问题？"
    assert second.post(where, typed(page)).status_code == 302
    assert stored(draft, "indicators/A1")["question"]["zh"] == "乙的问题？"


def test_the_draft_page_adds_moves_and_takes_out(draft, office):
    added = office.post(address("add_part", draft.pk), {"aspect": "A"})
    assert added.url == address("edit_part", draft.pk, "indicators/A3")
    assert office.post(address("add_part", draft.pk)).url == address("edit_part", draft.pk, "aspects/B")
    office.post(address("move_part", draft.pk), {"part": "indicators/A3", "to": "up"})
    page = office.get(address("edit_part", draft.pk, "indicators/A2"))
    office.post(address("remove_part", draft.pk, "indicators/A2"), {"before": page.context["before"]})
    page = office.get(address("show_draft", draft.pk))
    assert [[line.part for line in aspect.indicators] for aspect in page.context["page"].aspects] == [
        ["indicators/A1", "indicators/A3"],
        [],
    ]
    assert "No indicator yet: add the first one." in page.text


def test_taking_out_what_has_changed_is_a_conflict(draft, office):
    save(office, draft, "indicators/A1", weight="3")
    answer = office.post(address("remove_part", draft.pk, "indicators/A1"), {"before": "1"})
    assert answer.status_code == 409
    assert stored(draft, "indicators/A1")["weight"] == 3


@pytest.mark.parametrize("part", ["nothing", "indicators/Z9", "aspects/Z", "indicators"])
def test_no_such_part_is_404(part, draft, office):
    assert office.get(address("edit_part", draft.pk, part)).status_code == 404


def test_a_file_becomes_a_draft(office, city):
    answer = office.post(address("import_set"), {"file": upload()})
    draft = DraftSet.objects.get()
    assert answer.url == address("show_draft", draft.pk)
    assert (draft.data["code"], draft.owner) == ("small", city.place)


def test_a_faulty_file_is_refused_place_by_place(office, city):
    page = office.post(address("import_set"), {"file": upload(SMALL.replace("days: 5", "days: five"))})
    assert page.status_code == 422
    for words in ("1 problem; nothing was taken over", "a whole number is expected here", "What is wrong"):
        assert words in page.text
    assert not DraftSet.objects.exists()


def test_an_import_into_a_draft_first_shows_what_would_change(draft, office):
    where = address("replace_draft", draft.pk)
    text = SMALL.replace('edition: "1"', 'edition: "2"').replace("en: Childcare", "en: Nurseries")
    page = office.post(where, {"file": upload(text)})
    assert [tuple(change) for change in page.context["changes"]] == [("changed", "Indicator A1 Nurseries")]
    assert stored(draft, "indicators/A1")["name"]["en"] == "Childcare"
    post = {"content": page.context["content"], "before": page.context["before"]}
    assert office.post(where, post).url == address("show_draft", draft.pk)
    assert stored(draft, "indicators/A1")["name"]["en"] == "Nurseries"


def test_an_import_after_a_change_shows_the_changes_again(draft, office, city):
    where = address("replace_draft", draft.pk)
    page = office.post(where, {"file": upload(SMALL.replace('edition: "1"', 'edition: "2"'))})
    assert "The file says the same as the draft" in page.text
    save(office, draft, "indicators/A1", weight="3")
    post = {"content": page.context["content"], "before": page.context["before"]}
    again = office.post(where, post)
    assert (again.status_code, len(again.context["changes"])) == (409, 1)
    assert stored(draft, "indicators/A1")["weight"] == 3


@pytest.mark.parametrize("content", ["", "{", "[]", '{"code": 1}', "[" * 100_000])
def test_content_that_no_page_showed_is_refused(content, draft, office):
    post = {"content": content, "before": "1"}
    assert office.post(address("replace_draft", draft.pk), post).status_code == 422


def test_downloads_of_a_draft_come_back_as_they_were(draft, office):
    answer = office.get(address("download_draft", draft.pk, "yaml"))
    assert answer.content.decode() == yaml_text(draft.data)
    assert 'filename="small_2_draft.yaml"' in answer["Content-Disposition"]
    assert office.get(address("download_draft", draft.pk, "exe")).status_code == 404


def test_what_has_changed_is_shown_against_the_edition(draft, office):
    save(office, draft, "indicators/A1", weight="3")
    page = office.get(address("draft_changes", draft.pk))
    assert "What the draft says differently from edition 1" in page.text
    assert page.context["difference"]
    save(office, draft, "indicators/A1", question__zh="", question__en="")
    assert office.get(address("draft_changes", draft.pk)).status_code == 404


def test_the_preview_is_the_questionnaire_without_a_way_to_save(draft, office):
    rows = factories.rows_of(DraftSet, IndicatorSet)
    page = office.get(reverse("preview_draft", args=[draft.pk]))
    for words in (
        "Childcare",
        "What is the effect?",
        "Facts and grounds",
        "nothing can be filled in or saved",
    ):
        assert words in page.text
    assert '<fieldset class="stack" disabled>' in page.text
    assert factories.rows_of(DraftSet, IndicatorSet) == rows


def test_the_preview_of_a_faulty_draft_says_what_is_missing(draft, office):
    save(office, draft, "indicators/A1", question__zh="", question__en="")
    page = office.get(reverse("preview_draft", args=[draft.pk]))
    assert "Indicator A1 Childcare · Question" in page.text


def test_the_preview_shows_what_the_class_of_matters_is_asked(office, city):
    data = {
        **check_set(SMALL.encode(), file="small.yaml").model_dump(mode="json", exclude_defaults=True),
        "tiers": [{"code": "T1", "name": {"zh": "规划"}}, {"code": "T2", "name": {"zh": "项目"}}],
        "matter_classes": [
            {"code": "M1", "name": {"zh": "甲"}, "tier": "T1"},
            {"code": "M2", "name": {"zh": "乙"}, "tier": "T2"},
        ],
    }
    data["aspects"][0]["indicators"][1]["applies"] = {"tiers": ["T2"]}
    draft = start_draft(owner=city.place, data=data, actor=city.office)
    where = reverse("preview_draft", args=[draft.pk])
    shown = {
        matter: [card.code for card in office.get(where, {"matter": matter}).context["section"].cards]
        for matter in ("M1", "M2")
    }
    assert shown == {"M1": ["A1"], "M2": ["A1", "A2"]}


def test_the_preview_shows_what_a_depth_asks(office, city):
    raw = set_file(stages=STAGES, depths=True, indicators=("A1", "A2", "A3", "B1"))
    data = check_set(raw, file="tiny.yaml").model_dump(mode="json", exclude_defaults=True) | {"code": "own"}
    draft = start_draft(owner=city.place, data=data, actor=city.office)
    where = reverse("preview_draft", args=[draft.pk])
    shown = {
        depth: [card.code for card in office.get(where, {"depth": depth}).context["section"].cards]
        for depth in ("", "LIGHT", "DEEP", "ABYSS")
    }
    assert shown == {"": ["A1", "A2"], "LIGHT": ["A1", "A3"], "DEEP": ["A1", "A2"], "ABYSS": ["A1", "A2"]}
    page = office.get(where, {"depth": "LIGHT", "part": "screening"})
    assert "depth=LIGHT&amp;part=A" in page.text
    assert "2 indicators are asked" in page.text


def test_the_preview_shows_the_scope_where_it_is_asked(office, city):
    for asks, shown in ((("children", "participation"), True), ((), False)):
        data = check_set(set_file(asks=asks), file="tiny.yaml").model_dump(mode="json", exclude_defaults=True)
        draft = start_draft(owner=city.place, data=data | {"code": f"own{shown:d}"}, actor=city.office)
        page = office.get(reverse("preview_draft", args=[draft.pk]), {"part": "scope"})
        assert {
            words in page.text for words in (';part=scope"', "Add a row", "Where children take part")
        } == {shown}
        assert '/scope/"' not in page.text


@pytest.mark.parametrize("part", ["groups", "screening"])
def test_the_preview_shows_special_groups_and_screening(office, city, part):
    raw = (FIXTURES / "editions/harbin_13_2026-11.yaml").read_bytes()
    content = check_set(raw, file="harbin.yaml").model_dump(mode="json", exclude_defaults=True)
    screening = [{"code": "S1", "question": {"zh": "是否涉及儿童？"}}]
    stage = {"kind": "screening", "name": {"zh": "筛查"}, "days": 5}
    workflow = content["workflow"] | {"stages": [stage, *content["workflow"]["stages"]]}
    data = content | {"code": "own", "screening": screening, "workflow": workflow}
    draft = start_draft(owner=city.place, data=data, actor=city.office)
    page = office.get(reverse("preview_draft", args=[draft.pk]), {"part": part})
    assert page.context[f"at_{part}"]


@pytest.mark.parametrize("hidden", ["\0", "\u202e", "\ufeff"])
def test_what_no_file_may_hold_does_not_come_in_by_the_page_of_an_import(hidden, draft, office):
    data = {**draft.data, "name": {"zh": f"小{hidden}体系"}}
    post = {"content": json.dumps(data), "before": parts.fingerprint(draft.data)}
    assert office.post(address("replace_draft", draft.pk), post).status_code == 422
    assert DraftSet.objects.get(pk=draft.pk).data == draft.data


@pytest.mark.parametrize("figure", ["9" * 5000, "²", "-1", "\0"])
def test_forged_figures_in_what_a_form_posts(figure, draft, office):
    where = address("edit_part", draft.pk, "indicators/A1")
    post = typed(office.get(where), question__zh="别的问题") | {"before": figure}
    assert office.post(where, post).status_code == 409
    assert office.post(where, post | {"press": f"up:scale.levels.{figure}"}).status_code == 409
    assert office.post(address("remove_part", draft.pk, "indicators/A1"), post).status_code == 409
    assert DraftSet.objects.get(pk=draft.pk).data == draft.data


def test_a_discarded_draft_leaves_the_list(draft, office):
    office.post(address("discard_draft", draft.pk))
    assert "No draft is open" in office.get(address("list_sets")).text
    assert "This draft has been put away" in office.get(address("show_draft", draft.pk)).text


@pytest.mark.parametrize("number", [1, 4])
def test_queries_do_not_grow(number, draft, edition, city, office, count_queries):
    for _each in range(number - 1):
        start_draft(owner=city.place, based_on=edition, actor=city.office)
        office.post(address("add_part", draft.pk), {"aspect": "A"})
    pk = draft.pk
    pages = {
        address("list_sets"): 8,
        address("show_draft", pk): 7,
        address("edit_part", pk, "indicators/A1"): 5,
        reverse("preview_draft", args=[pk]): 5,
        address("publish_draft", pk): 6,
    }
    for page in pages:
        office.get(page)
    assert {page: count_queries(lambda page=page: office.get(page)) for page in pages} == pages
