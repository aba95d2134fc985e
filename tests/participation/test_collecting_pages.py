"""The pages of a link: the telephone's, which is one small document without a cookie, and the adult's."""

import gzip
import json
import logging
import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from assessments.enums import Link
from config.discretion import WithoutTokens
from participation import telephone
from participation.bank import BANK, PICTOGRAMS, Band, drafts
from participation.models import Attendance, Collection, Concern, Remark, Sheet
from participation.operations.collecting import close_collection
from participation.queries.collecting import faces_of
from participation.views import telephone as views
from tests.participation.collecting import QUESTIONS, hear, open_link, sheet

MOST_BYTES = 60_000


@pytest.fixture
def session(case, city):
    return hear(case, city)


@pytest.fixture
def link(session, city):
    return open_link(session, city.drafter)


def place(link):
    return reverse("participation:answer", args=[link.token])


def adults(name, session):
    return reverse(f"participation:{name}", args=[session.assessment.code, session.number])


def send(link, *sheets, browser=None, **headers):
    body = json.dumps({"sheets": sheets})
    return (browser or Client()).post(place(link), body, "application/json", headers=headers)


def data_in(response):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', response.content.decode())
    return json.loads(found[1])


# --- the telephone's


@pytest.mark.parametrize("token", ["\0", "孩子", "erased:0123456789abcdef"])
def test_what_is_no_token_is_no_address(token):
    """PostgreSQL, asked for a text with a zero character, answers with an error."""
    with pytest.raises(Resolver404):
        resolve(f"/v/{token}/")


def test_the_page_is_one_small_document_that_asks_for_nothing_else(link):
    response = Client().get(place(link), headers={"Accept-Encoding": "gzip"})
    assert (response.status_code, response["Content-Encoding"]) == (200, "gzip")
    assert len(response.content) + len(telephone.worker()) < MOST_BYTES
    page = gzip.decompress(response.content).decode()
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', page) == []
    assert re.findall(r"@import|url\(", page) == []


def test_its_policy_names_its_style_and_its_script_and_nothing_else(link):
    response = Client().get(place(link))
    said = response["Content-Security-Policy"]
    page = response.content.decode()
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in said
    assert said.startswith("default-src 'none'; ")


def test_it_leaves_no_cookie_and_is_kept_nowhere_on_the_way(link):
    for response in (Client().get(place(link)), send(link, sheet())):
        assert (response.status_code, response.cookies) == (200, {})
        assert response["Cache-Control"] == "no-store"


def test_it_knows_both_languages_what_is_asked_and_when_it_closes(link):
    data = data_in(Client().get(f"{place(link)}?lang=en"))
    assert (data["lang"], data["open"], len(data["questions"])) == ("en", True, 3)
    assert data["questions"][0]["text"] == {"zh": "你喜欢这里吗？", "en": "Do you like it here?"}
    assert data["questions"][1]["text"] == {"zh": "上学路上呢？", "en": "上学路上呢？"}
    assert data["closes"] == round(link.closes_at.timestamp() * 1000)
    assert data["say"]["en"]["thanks"] == "Thank you!"
    assert data["say"].keys() == {"zh", "en"}


def test_words_in_a_question_cannot_end_the_script(session, city):
    link = open_link(session, city.drafter, questions=[QUESTIONS[0] | {"text": "</script><b>&"}])
    response = Client().get(place(link))
    assert "</script><b>" not in response.content.decode()
    assert data_in(response)["questions"][0]["text"]["zh"] == "</script><b>&"


def test_sheets_are_taken_and_the_answer_says_what_became_of_each(link):
    named = sheet("姓名：王小明")
    answer = send(link, sheet(), named, "x").json()
    assert answer["sheets"] == [
        {"state": "kept", "change": {}},
        {"state": "kept", "change": {"Q3": "name"}},
        {"state": "untaken", "change": {}},
    ]
    assert (answer["open"], Sheet.objects.count(), Remark.objects.count()) == (True, 2, 1)


def test_the_answer_to_a_sign_of_harm_is_the_answer_to_any_other(link):
    harmed, other = send(link, sheet("爸爸打我")), send(link, sheet("多种树"))
    assert harmed.content == other.content
    assert Concern.objects.count() == 1


def test_once_it_is_closed_the_page_says_so_and_sends_on_what_waits(link, city):
    close_collection(collection=link, actor=city.drafter)
    data = data_in(Client().get(place(link)))
    assert (data["open"], len(data["questions"])) == (False, 3)
    assert send(link, sheet()).json()["sheets"] == [{"state": "kept", "change": {}}]
    with time_machine.travel(link.closes_at + timedelta(days=2), tick=False):
        assert data_in(Client().get(place(link)))["questions"] == []
        assert send(link, sheet()).json()["sheets"] == [{"state": "untaken", "change": {}}]


@pytest.mark.parametrize(
    ("body", "kind", "headers", "status"),
    [
        ("{}", "application/json", {}, 400),
        ("[", "application/json", {}, 400),
        ("[" * 60_000, "application/json", {}, 400),
        (json.dumps({"sheets": [{}] * 11}), "application/json", {}, 400),
        (" " * 131_073, "application/json", {}, 413),
        ("sheets=1", "application/x-www-form-urlencoded", {}, 403),
        ('{"sheets": []}', "application/json", {"Origin": "https://elsewhere.example"}, 403),
        ('{"sheets": []}', "application/json", {"Origin": "http://[::1"}, 403),
        ('{"sheets": []}', "application/json", {"Sec-Fetch-Site": "cross-site"}, 403),
        ('{"sheets": []}', "application/json", {"Origin": "http://testserver"}, 200),
    ],
    ids=["no sheets", "no JSON", "deep", "many", "long", "form", "origin", "no origin", "site", "own"],
)
def test_only_the_page_itself_is_listened_to(link, body, kind, headers, status):
    assert (
        Client(enforce_csrf_checks=True).post(place(link), body, kind, headers=headers).status_code == status
    )


def test_who_guesses_is_soon_not_answered_and_the_class_behind_the_same_address_always_is(
    link, monkeypatch, still
):
    monkeypatch.setattr(views, "GUESSES", ("collection", 2, 300))
    assert [Client().get(place(link)).status_code for _child in range(5)] == [200] * 5
    wrong = reverse("participation:answer", args=["x" * 22])
    assert [Client().get(wrong).status_code for _guess in range(3)] == [404, 404, 429]
    assert [Client().get(place(link)).status_code, send(link, sheet()).status_code] == [200, 200]
    assert Client().get(wrong, REMOTE_ADDR="203.0.113.9").status_code == 404


def test_too_many_sendings_are_put_off(link, monkeypatch, still):
    monkeypatch.setattr(views, "SENDINGS", ("sheets", 1, 300))
    assert [send(link, sheet()).status_code for _time in range(2)] == [200, 429]


def test_django_says_nothing_of_the_key_in_the_address(link, caplog):
    heard = []
    gate = WithoutTokens()
    for refused in (Client().post(place(link)), Client().get(f"{place(link)}x")):
        assert refused.status_code in {403, 404}
    for record in caplog.records:
        assert gate.filter(record)
        heard.append(logging.Formatter().format(record))
    assert len(heard) == 2
    assert [said for said in heard if link.token in said] == []
    assert [said.split("/v/")[0] for said in heard] == ["Forbidden: ", "Not Found: "]


def test_the_worker_lives_beside_the_links():
    response = Client().get("/v/worker.js")
    assert (response.status_code, response["Content-Type"]) == (200, "text/javascript")


# --- the bank


@pytest.mark.parametrize("link", Link)
@pytest.mark.parametrize("band", Band)
def test_every_link_and_age_has_questions_that_a_telephone_can_show(link, band):
    chosen = drafts(link, band)
    assert 3 <= len(chosen) <= 5
    assert [each for each in chosen if each["pictogram"] not in PICTOGRAMS] == []
    assert [each for each in chosen if max(len(each["text"]), len(each["text_en"])) > 80] == []
    assert {each["kind"] for each in chosen} == {"face", "words"}


def test_every_pictogram_is_drawn():
    drawn = {*re.findall('symbol id="([^"]+)"', (telephone.FOLDER / "drawings.svg").read_text())}
    used = {draft.pictogram for bands in BANK.values() for chosen in bands.values() for draft in chosen}
    assert {*PICTOGRAMS, *used, "aloud", *(f"face-{number}" for number in range(1, 6))} <= drawn


# --- the adult's


def opening(**changes):
    """The form as the page offers it."""
    rows = {f"q{number}-asked": "on" for number in range(4)}
    texts = {f"q{number}-text": each["text"] for number, each in enumerate(drafts("needs", "younger"))}
    return {"band": "younger", "minutes": 30, "promise": "2099-01-01"} | rows | texts | changes


def test_the_unit_chooses_questions_and_opens_the_link(session, city, as_user):
    page = as_user(city.drafter)
    shown = page.get(adults("show_collection", session))
    assert shown.status_code == 200
    changed = {"q0-text": "你的小区怎么样？", "q1-asked": "", "q4-asked": "on", "q4-text": "操场呢？"}
    assert page.post(adults("open_collection", session), opening(**changed)).status_code == 302
    link = Collection.objects.get()
    asked = [(each["text"], each["kind"]) for each in link.questions]
    assert [asked[0], asked[-1], len(asked)] == [("你的小区怎么样？", "face"), ("操场呢？", "face"), 4]
    said = page.get(adults("show_collection", session)).content.decode()
    assert (place(link) in said, 'class="qr"' in said) == (True, True)
    assert place(link) in page.get(adults("show_poster", session)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": 1}, "greater than or equal to 5"),
        ({"promise": "2020-01-01"}, "lies in the past"),
        ({"q0-text": ""}, "Please write the question"),
        ({"q0-text": "王小明同学怎么样？"}, "name"),
        ({f"q{number}-asked": "" for number in range(4)}, "Please ask one to 8 questions"),
    ],
    ids=str,
)
def test_what_is_refused_stays_on_the_page_with_the_reason(session, city, as_user, changes, words):
    sent = opening(**({"q3-text": "我写的问题"} | changes))
    response = as_user(city.drafter).post(adults("open_collection", session), sent)
    said = response.content.decode()
    assert (response.status_code, words in said, "我写的问题" in said) == (422, True, True)
    assert Collection.objects.count() == 0


def test_without_consent_the_page_says_what_is_missing(case, city, as_user):
    session = hear(case, city, child_assent=False)
    response = as_user(city.drafter).post(adults("open_collection", session), opening())
    assert (response.status_code, "Every child has to agree" in response.content.decode()) == (422, True)


def test_a_second_link_is_refused_on_the_page(link, session, city, as_user):
    response = as_user(city.drafter).post(adults("open_collection", session), opening())
    assert (response.status_code, "has had its link" in response.content.decode()) == (422, True)


def test_older_children_are_offered_the_questions_for_older_ones(session, city, as_user):
    Attendance.objects.create(session=session, number=6)
    page = as_user(city.drafter)
    assert (
        drafts("needs", "younger")[0]["text"] in page.get(adults("show_collection", session)).content.decode()
    )
    older = page.get(f"{adults('show_collection', session)}?band=older").content.decode()
    assert drafts("needs", "older")[0]["text"] in older


def test_the_count_asks_again_while_the_link_is_open(link, session, city, as_user):
    send(link, sheet(), sheet())
    page = as_user(city.drafter)
    count = page.get(adults("show_count", session)).content.decode()
    assert ("<b>2</b>" in count, "every 5s" in count) == (True, True)
    assert page.post(adults("close_collection", session)).status_code == 302
    count = page.get(adults("show_count", session)).content.decode()
    assert ("<b>2</b>" in count, "every 5s" in count) == (True, False)
    assert page.get(adults("show_poster", session)).status_code == 404


def test_who_only_reads_the_case_sees_faces_and_no_way_in(link, session, city, as_user):
    send(link, sheet(), sheet("要有路灯", faces={"Q1": "5"}))
    page = as_user(city.head)
    said = page.get(adults("show_collection", session)).content.decode()
    assert (link.token in said, "要有路灯" in said, "Do you like it here?" in said) == (False, False, True)
    assert page.get(adults("show_poster", session)).status_code == 404
    assert page.post(adults("close_collection", session)).status_code == 403
    assert as_user(city.outsider).get(adults("show_collection", session)).status_code == 404
    assert as_user().get(adults("show_collection", session)).status_code == 302


def test_before_the_link_who_only_reads_has_nothing_to_see(session, city, as_user):
    page = as_user(city.head)
    assert page.get(adults("show_collection", session)).status_code == 403
    assert page.post(adults("open_collection", session), opening()).status_code == 403


@pytest.mark.parametrize("name", ["show_count", "show_poster"])
def test_without_a_link_there_is_no_count(session, city, as_user, name):
    assert as_user(city.drafter).get(adults(name, session)).status_code == 404


def test_faces_are_counted_by_question_without_what_was_taken_back(link):
    send(link, sheet(), sheet(faces={"Q1": "5"}), sheet(faces={"Q1": "1"}))
    gone = Sheet.objects.last()
    gone.taken_back_at = link.opened_at
    gone.save()
    faces = faces_of(link)
    rows = [(row.code, [bar.number for bar in row.bars], row.unanswered) for row in faces.rows]
    assert rows == [("Q1", [0, 0, 0, 0, 2], 0), ("Q2", [0, 1, 0, 0, 0], 1)]
    assert (faces.sheets, faces.rows[0].bars[4].width, faces_of(None)) == (2, 180, None)


@pytest.mark.parametrize("sheets", [1, 3])
def test_the_page_costs_the_same_for_one_sheet_and_for_three(
    link, session, city, as_user, count_queries, sheets
):
    send(link, *(sheet() for _child in range(sheets)))
    page = as_user(city.drafter)
    page.get(adults("show_collection", session))
    assert count_queries(lambda: page.get(adults("show_collection", session))) == 13
