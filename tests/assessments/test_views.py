"""Bad input to the questionnaire: each gets its status and a message, what was typed stays, nothing is stored."""

import pytest
from django.urls import reverse

from assessments.models import Answer, Assessment, Evidence
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import answer, bring_to, rows_of
from workflows.enums import Stage

HTMX = {"HX-Request": "true"}
NOT_SAVED = "Not saved; what you wrote is still here."


def form(code="A1", version=0, **changes):
    typed = {
        "rating": "1",
        "groups": ["ALL"],
        "reach": "100",
        "facts": "调查数据。",
        "mitigation": "",
        "reason": "",
    }
    return {f"{code}-{name}": value for name, value in (typed | {"version": version} | changes).items()}


@pytest.fixture
def send(case, city, as_user):
    """Post an answer as the drafting officer, plainly or by htmx."""
    browser = as_user(city.drafter)

    def post(data, code="A1", *, htmx=False):
        address = reverse("assessments:save_answer", args=[case, code])
        return browser.post(address, data, headers=HTMX if htmx else {})

    return post


@pytest.fixture(params=["plain", "htmx"])
def way(request):
    return {"htmx": request.param == "htmx"}


def stored(case, code="A1"):
    return case.assessment.answers.get(indicator__code=code)


def refused(send, way, data, *words, code="A1", status=422):
    before = rows_of(Answer, Evidence)
    response = send(data, code, **way)
    assert response.status_code == status
    assert rows_of(Answer, Evidence) == before
    page = unmarked(response)
    for word in words:
        assert word in page
    if way["htmx"]:
        assert (response["HX-Retarget"], response["HX-Reswap"]) == (f"#{code}", "outerHTML")
    return response


def test_a_good_answer_is_saved_plainly(send, case):
    response = send(form())
    assert (response.status_code, stored(case).facts) == (302, "调查数据。")
    assert response["Location"] == f"{reverse('assessments:show_aspect', args=[case, 'A'])}#A1"


def test_a_good_answer_is_saved_by_htmx(send, case):
    response = send(form(), htmx=True)
    assert (response.status_code, stored(case).version) == (200, 1)
    assert 'name="A1-version" value="1"' in response.content.decode()


def test_a_hundred_thousand_characters_are_too_many_and_stay_on_the_page(send, way):
    long = "长" * 100_000
    for field in ("facts", "mitigation", "reason"):
        refused(
            send,
            way,
            form(**{field: long}),
            "This text has 100000 characters; at most 10000 fit.",
            long,
            NOT_SAVED,
        )


def test_ten_thousand_characters_fit(send, case, way):
    send(form(facts="长" * 10_000), **way)
    assert len(stored(case).facts) == 10_000


def test_rare_characters_are_kept_and_shown_as_they_were_typed(send, case, way, city, as_user):
    text = '👨‍👩‍👧‍👦 🇨🇳 😀 𬭚 䶮 㐂 𠮷 العربية <i>不是标签</i> & "引号"'
    send(form(facts=text), **way)
    assert stored(case).facts == text
    page = as_user(city.office).get(reverse("assessments:show_aspect", args=[case, "A"]))
    assert text in unmarked(page)


def test_html_is_text_everywhere(send, case, city, as_user, way):
    attack = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    send(form(facts=attack), **way)
    for person in (city.drafter, city.office):
        page = as_user(person).get(reverse("assessments:show_aspect", args=[case, "A"])).content.decode()
        assert ("<script>alert" in page, "<img src=x" in page, "&lt;script&gt;" in page) == (
            False,
            False,
            True,
        )


def test_a_nul_is_refused(send, way):
    for field in ("facts", "mitigation", "reason"):
        refused(send, way, form(**{field: "前\0后"}), "Null characters are not allowed.", NOT_SAVED)


def test_a_score_outside_the_scale_is_refused(send, way):
    for rating in ("3", "-3", "0.5", "1e0", "一", "NA", "1\0"):
        refused(send, way, form(rating=rating), "is not one of the available choices", "调查数据。")


def test_a_number_of_children_that_is_none_is_refused(send, way):
    for reach in ("-1", "100000001", "many", "1.5", "9" * 40):
        refused(send, way, form(reach=reach), "调查数据。", NOT_SAVED)


def test_a_group_that_the_set_does_not_know_is_refused(send, way):
    refused(send, way, form(groups=["ALL", "FORGED"]), "FORGED is not one of the available choices")


def test_a_form_without_its_version_is_refused(send, way):
    for version in ("", "x", "1.5"):
        refused(send, way, form(version=version), "调查数据。")


def test_a_forged_indicator_is_not_found(send, way):
    before = rows_of(Answer)
    for code in ("Z9", "A", "QZ-A1"):
        assert (send(form(code), code, **way).status_code, rows_of(Answer)) == (404, before)


def test_another_editions_indicator_is_not_found(send, way):
    factories.make_set(edition="2", indicators=("A1", "A2", "A3", "B1"))
    assert send(form("A3"), "A3", **way).status_code == 404


def test_a_double_submit_is_one(send, case, way):
    send(form(), **way)
    before = rows_of(Answer)
    assert send(form(), **way).status_code in {200, 302}
    assert (rows_of(Answer), stored(case).version) == (before, 1)


def test_a_stale_version_shows_both_texts_and_the_next_sending_replaces(send, case, city, way):
    answer(case, "A1", city.colleague, facts="同事写的", rating="-1")
    response = refused(
        send,
        way,
        form(facts="我写的"),
        "Someone else changed this answer",
        "我写的",
        "同事写的",
        "Slightly negative",
        status=409,
    )
    assert 'name="A1-version" value="1"' in response.content.decode()
    send(form(facts="我写的", version=1), **way)
    assert (stored(case).facts, stored(case).version) == ("我写的", 2)


def test_the_back_button_after_handing_in_keeps_the_words_and_says_why(send, case, city, way):
    bring_to(Stage.OFFICE_CHECK, case, city)
    refused(
        send, way, form(facts="迟到的话", version=1), "has been locked since", "was not saved", "迟到的话"
    )
    assert stored(case).facts == "调查数据。"


def test_a_reader_who_posts_is_denied(case, city, as_user, way):
    before = rows_of(Answer)
    address = reverse("assessments:save_answer", args=[case, "A1"])
    response = as_user(city.office).post(address, form(), headers=HTMX if way["htmx"] else {})
    assert (response.status_code, rows_of(Answer)) == (403, before)


def test_a_form_without_its_token_is_refused(case, city, as_user):
    browser = as_user(city.drafter, enforce_csrf_checks=True)
    address = reverse("assessments:save_answer", args=[case, "A1"])
    assert (browser.post(address, form()).status_code, stored(case).version) == (403, 0)


def test_an_unknown_aspect_is_not_found(case, city, as_user):
    assert as_user(city.drafter).get(reverse("assessments:show_aspect", args=[case, "Z"])).status_code == 404


def test_continuing_leads_to_the_first_aspect_with_something_to_do(case, city, as_user):
    browser, address = as_user(city.drafter), reverse("assessments:continue_questionnaire", args=[case])
    assert browser.get(address)["Location"] == reverse("assessments:show_aspect", args=[case, "A"])
    answer(case, "A1", city.drafter)
    answer(case, "A2", city.drafter)
    assert browser.get(address)["Location"] == reverse("assessments:show_aspect", args=[case, "B"])


def matter(**changes):
    typed = {"title": "示例", "matter_class": "M1", "drafting_started": "2026-03-02", "summary": "概要……"}
    return typed | changes


def test_a_matter_that_does_not_fit_is_refused_with_its_words(city, tiny, as_user):
    browser = as_user(city.drafter)
    before = rows_of(Assessment)
    for changes in (
        {"title": ""},
        {"title": "长" * 201},
        {"title": "前\0后"},
        {"matter_class": "M9"},
        {"drafting_started": "2026-02-30"},
        {"drafting_started": ""},
        {"summary": "长" * 100_000},
    ):
        typed = matter(**changes)
        response = browser.post(reverse("workflows:open_case"), typed)
        assert (changes, response.status_code, rows_of(Assessment)) == (changes, 422, before)
        assert typed["summary"] in unmarked(response)
