"""The public pages of draft conclusions: no account, no cookie, no trace; and the office's page of comments."""

import pytest
from django.urls import reverse

from participation.models import Comment
from privacy.models import SensitiveReading
from tests import factories
from tests.assessments.pages import unmarked
from tests.factories import bring_to, move, run_out
from tests.participation.test_notice import STAGES, answered, grouped, notice_of, said
from workflows.enums import Action, Stage
from workflows.operations import reconvene, withdraw

LIST = reverse("participation:list_consultations")


@pytest.fixture
def lying_open(city):
    case = factories.make_case(city, factories.make_set(stages=STAGES))
    return bring_to(Stage.PUBLIC_NOTICE, case, city)


def public(case):
    return reverse("participation:show_consultation", args=[case.assessment.code])


def office(case, name="show_comments", *more):
    return reverse(f"participation:{name}", args=[case.assessment.code, *more])


def text_of(page):
    return page.content.decode()


def test_visitors_get_no_cookie_and_a_proxy_may_keep_the_page(client, lying_open):
    for address in (LIST, public(lying_open)):
        page = client.get(address, HTTP_ACCEPT_LANGUAGE="en")
        assert (page.status_code, dict(page.cookies)) == (200, {})
        assert page["Cache-Control"] == "public, max-age=0, s-maxage=60"
        assert "Cookie" in page["Vary"]


def test_whoever_is_signed_in_gets_a_page_of_their_own(as_user, city, lying_open):
    assert "no-store" in as_user(city.office).get(public(lying_open))["Cache-Control"]


def test_a_comment_is_sent_without_an_account_a_cookie_or_a_token(lying_open, client):
    client.handler.enforce_csrf_checks = True
    sent = client.post(public(lying_open), {"text": "路灯太暗。", "is_child": "on"})
    comment = Comment.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/consultations/comment/{comment.receipt}/")
    assert (dict(sent.cookies), comment.is_child) == ({}, True)
    page = client.get(sent["Location"])
    assert (page.status_code, dict(page.cookies), "no-store" in page["Cache-Control"]) == (200, {}, True)
    assert "路灯太暗。" in text_of(page)


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://[::1"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_no_other_site_sends_a_comment_from_the_address_of_its_reader(client, lying_open, said):
    sent = client.post(public(lying_open), {"text": "路灯太暗。"}, headers=said)
    assert (sent.status_code, Comment.objects.count()) == (403, 0)


def test_what_is_refused_stays_typed(client, lying_open):
    page = client.post(public(lying_open), {"text": "请打13812345678。"})
    assert (page.status_code, "请打13812345678。" in text_of(page), Comment.objects.count()) == (422, True, 0)


def test_programs_fall_into_the_trap(client, lying_open):
    page = client.post(public(lying_open), {"text": "广告。", "website": "http://a.example"})
    assert (page.status_code, Comment.objects.count()) == (422, 0)


def test_from_one_visitor_comes_so_much_in_an_hour(client, lying_open, still):
    found = [client.post(public(lying_open), {"text": f"意见{n}。"}).status_code for n in range(6)]
    assert (found, Comment.objects.count()) == ([302] * 5 + [429], 5)


def test_what_is_refused_takes_no_turn_away_but_nobody_tries_for_ever(client, lying_open):
    refused = [client.post(public(lying_open), {"text": "请打13812345678。"}).status_code for _n in range(29)]
    sent = [client.post(public(lying_open), {"text": f"意见{n}。"}).status_code for n in range(2)]
    assert (refused, sent, Comment.objects.count()) == ([422] * 29, [302, 429], 1)


@pytest.mark.parametrize("form", [{}, {"text": ""}, {"text": "\u200b"}])
def test_nothing_said_is_told_to_whoever_sent_it(client, lying_open, form):
    page = client.post(public(lying_open), form)
    told = "has-error" in text_of(page) or "is-error" in text_of(page)
    assert (page.status_code, told, Comment.objects.count()) == (422, True, 0)


def test_words_that_suggest_harm_are_passed_on_and_say_so(client, lying_open):
    for number in range(5):
        client.post(public(lying_open), {"text": f"意见{number}。"})
    page = client.post(public(lying_open), {"text": "老师打我。"})  # whoever else wrote from this address
    assert (page.status_code, "12355" in text_of(page), Comment.objects.count()) == (200, True, 5)


def test_over_its_time_it_can_be_read_and_takes_nothing(client, lying_open):
    run_out(lying_open)
    assert "<textarea" not in text_of(client.get(public(lying_open)))
    page = client.post(public(lying_open), {"text": "太晚了。"})
    assert (page.status_code, "太晚了。" in text_of(page)) == (422, True)


def test_answers_are_public_once_the_notice_is_closed_and_comments_never_are(client, lying_open, city):
    comment = said(lying_open, "路灯太暗。")
    answered(grouped(lying_open, city, comment), city)
    assert "增设路灯。" not in text_of(client.get(public(lying_open)))
    run_out(lying_open)
    move(lying_open, Action.CLOSE_NOTICE, city.office)
    page = text_of(client.get(public(lying_open)))
    assert ("增设路灯。" in page, "路灯太暗。" in page) == (True, False)
    mine = text_of(client.get(f"/consultations/comment/{comment.receipt}/"))
    assert ("增设路灯。" in mine, "路灯太暗。" in mine) == (True, True)


def test_a_number_finds_its_comment_as_it_was_written_down(client, lying_open):
    receipt = said(lying_open).receipt
    written = f"{receipt[:4]}-{receipt[4:8]}-{receipt[8:]}".lower()
    found = client.get("/consultations/comment/", {"number": written})
    assert found["Location"] == f"/consultations/comment/{receipt}/"
    for number in ("", "nothing", "0" * 12):
        answer = client.get("/consultations/comment/", {"number": number})
        told = 'id="number-error"' in text_of(answer)
        assert (answer.status_code, f'value="{number}"' in text_of(answer), told) == (404, True, True)
    assert client.get(f"/consultations/comment/{'0' * 12}/").status_code == 404


def test_what_ended_early_says_so(client, lying_open, city, settings):
    settings.LANGUAGE_CODE = "en"
    case = reconvene(case=lying_open, note="程序有误。", actor=city.office)
    page = client.get(f"{public(case)}?lang=en")
    assert page.status_code == 200
    case = bring_to(Stage.PUBLIC_NOTICE, case, city)
    withdraw(case=case, note="事项暂缓。", actor=city.drafter)
    gone = text_of(client.get(public(case)))
    assert (case.assessment.summary in gone, case.assessment.code in text_of(client.get(LIST))) == (
        False,
        True,
    )


def test_a_case_that_never_lay_open_has_no_page(client, case):
    assert client.get(public(case)).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_database_as_often_for_three_as_for_one(
    client, city, lying_open, django_assert_num_queries, many
):
    for _number in range(many - 1):
        other = factories.make_case(city, lying_open.assessment.indicator_set)
        bring_to(Stage.PUBLIC_NOTICE, other, city)
    for number in range(many):
        grouped(lying_open, city, said(lying_open, f"意见{number}。"))
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(public(lying_open))


LIST_QUERIES, PAGE_QUERIES = 4, 3


def test_the_office_is_led_to_the_public_page_only_once_there_is_one(as_user, city, lying_open):
    browser, early = as_user(city.office), factories.make_case(city, lying_open.assessment.indicator_set)
    led = [public(case) in text_of(browser.get(office(case))) for case in (early, lying_open)]
    assert (led, browser.get(public(early)).status_code) == ([False, True], 404)


def test_the_office_sorts_answers_and_takes_back(as_user, city, lying_open):
    browser, comment = as_user(city.office), said(lying_open, "路灯太暗。")
    assert "路灯太暗。" in text_of(browser.get(office(lying_open)))
    post = {"comments": [comment.pk], "said": "要求增加照明"}
    assert browser.post(office(lying_open, "group_comments", 1), post).status_code == 302
    [group] = notice_of(lying_open).groups.all()
    answer = {"said": group.said, "uptake": "adopted", "reason": "增设路灯。", "version": group.version}
    where = office(lying_open, "answer_group", group.pk)
    assert browser.post(where, answer).status_code == 302
    stale = browser.post(where, answer | {"reason": "不增设。", "uptake": "not_adopted"})
    shown = unmarked(stale)
    assert (stale.status_code, "不增设。" in shown, "增设路灯。" in shown) == (409, True, True)
    assert '<dd class="text">Adopted</dd>' in shown  # in words, not by its code
    assert browser.post(office(lying_open, "take_comment_back", comment.pk)).status_code == 302
    aside = {"comments": [comment.pk], "note": "与草案无关。"}
    assert browser.post(office(lying_open, "set_comments_aside", 1), aside).status_code == 302
    assert "与草案无关。" in text_of(browser.get(office(lying_open)))


def test_an_answer_that_comes_after_the_notice_is_closed_is_refused_with_its_words(
    as_user, city, lying_open, english
):
    group = answered(grouped(lying_open, city, said(lying_open)), city)
    run_out(lying_open)
    move(lying_open, Action.CLOSE_NOTICE, city.office)
    answer = {"said": group.said, "uptake": "partly", "reason": "先修一半。", "version": group.version}
    late = as_user(city.office).post(office(lying_open, "answer_group", group.pk), answer)
    shown = unmarked(late)
    assert (late.status_code, "先修一半。" in shown, "The public notice is closed" in shown) == (
        422,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("end", "typed"),
    [("group_comments", {"said": "要求照明"}), ("set_comments_aside", {"note": "与草案无关"})],
)
def test_what_is_sorted_after_the_notice_has_ended_is_refused_with_its_words(
    as_user, city, lying_open, end, typed
):
    comment = said(lying_open)
    reconvene(case=lying_open, note="程序有误。", actor=city.office)
    browser, [words] = as_user(city.office), typed.values()
    late = browser.post(office(lying_open, end, 1), {"comments": [comment.pk], **typed})
    shown = unmarked(late)
    assert (late.status_code, words in shown, "The public notice is closed" in shown) == (422, True, True)


def test_a_comment_is_not_taken_back_after_the_notice_is_closed_and_the_page_says_why(
    as_user, city, lying_open, english
):
    comment = said(lying_open)
    answered(grouped(lying_open, city, comment), city)
    run_out(lying_open)
    move(lying_open, Action.CLOSE_NOTICE, city.office)
    late = as_user(city.office).post(office(lying_open, "take_comment_back", comment.pk))
    assert (late.status_code, "The public notice is closed" in unmarked(late)) == (422, True)


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [
        ({"uptake": "adopted", "reason": "增设路灯。"}, "The answer is kept."),
        ({"uptake": "adopted"}, "Kept, but no answer yet: it needs an uptake and a reason."),
        ({"reason": "增设路灯。"}, "Kept, but no answer yet: it needs an uptake and a reason."),
    ],
    ids=["whole", "no reason", "no uptake"],
)
def test_half_an_answer_is_kept_and_not_called_one(as_user, city, lying_open, content, said_of_it):
    browser, comment = as_user(city.office), said(lying_open, "路灯太暗。")
    browser.post(office(lying_open, "group_comments", 1), {"comments": [comment.pk], "said": "要求增加照明"})
    [group] = notice_of(lying_open).groups.all()
    typed = {"said": group.said, "version": group.version} | content
    response = browser.post(office(lying_open, "answer_group", group.pk), typed, follow=True)
    assert [str(each) for each in response.context["messages"]] == [said_of_it]


def test_no_empty_field_keeps_a_browser_from_sending_the_ticked_ones_to_a_group(as_user, city, lying_open):
    """One form has two ends; the note is asked for at one of them alone."""
    browser, comment = as_user(city.office), said(lying_open)
    page = text_of(browser.get(office(lying_open)))
    form = page.partition(f'action="{office(lying_open, "group_comments", 1)}"')[2].partition("</form>")[0]
    assert ('name="note"' in form, " required" in form) == (True, False)
    aside = {"comments": [comment.pk], "note": ""}
    assert browser.post(office(lying_open, "set_comments_aside", 1), aside).status_code == 422


@pytest.mark.parametrize("key", ["²", "٣", "9" * 5000, ""])
def test_what_is_no_key_is_no_comment(as_user, city, lying_open, key):
    said(lying_open)
    answer = as_user(city.office).post(
        office(lying_open, "group_comments", 1), {"comments": key, "said": "灯。"}
    )
    assert (answer.status_code, Comment.objects.filter(group=None).count()) == (422, 1)


def test_words_of_people_under_18_open_with_a_reason_that_is_kept(as_user, city, lying_open):
    browser = as_user(city.office)
    said(lying_open, "我想要秋千。", is_child=True)
    assert "我想要秋千。" not in text_of(browser.get(office(lying_open)))
    assert browser.post(office(lying_open, "open_comments"), {"reason": "看"}).status_code == 422
    assert browser.post(office(lying_open, "open_comments"), {"reason": "归组并答复意见"}).status_code == 302
    said(lying_open, "我想要滑梯。", is_child=True)
    page = text_of(browser.get(office(lying_open)))
    assert ("我想要秋千。" in page, "我想要滑梯。" in page) == (True, False)
    reading = SensitiveReading.objects.get()
    assert (reading.what, reading.rows, reading.reader) == ("comments", 1, city.office)
    assert "我想要秋千。" not in text_of(as_user(city.office_two).get(office(lying_open)))


def test_others_who_see_the_case_read_no_comment(as_user, city, lying_open):
    found = [as_user(each).get(office(lying_open)).status_code for each in (city.drafter, city.member_a)]
    assert found == [403, 403]
    assert as_user(city.outsider).get(office(lying_open)).status_code == 404


def test_the_desk_tells_the_office_what_waits(as_user, city, lying_open, english):
    said(lying_open)
    desk = text_of(as_user(city.office).get(reverse("workflows:desk")))
    assert "1 comment waits to be read" in desk
