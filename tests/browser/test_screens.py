"""Every page, for everyone who sees it: nothing sticks out, no barrier, the right language, and a picture."""

from http import HTTPStatus

import pytest

from tests.browser.look import look
from tests.browser.steps import send

pytestmark = pytest.mark.browser

SET = "/sets/quzhou-25/2026-01/"
DRAFTING, SCORING, VOTING, PUBLISHED = (
    f"/cases/{code}/" for code in ("QZ-2026-01", "QZ-2026-02", "QZ-2026-03", "QZ-2021-01")
)
DECLARING, DISCUSSING, REPLYING, AGENDA, FOLLOWED = (
    f"/cases/{code}/" for code in ("QZ-2026-12", "QZ-2026-13", "QZ-2026-14", "QZ-2026-15", "X-SCHOOL")
)
PAGES = {
    None: {
        "front": "/",
        "sign-in": "/sign-in/",
        "register": "/register/",
        "register-nothing-found": "/register/?q=没有这样的事项",
        "report": "/register/QZ-2021-01/",
        "verify": "/verify/",
        "verify-unknown": "/verify/0000-0000-0000/",
        "sets": "/sets/",
        "set": SET,
        "design": "/design/",
        "not-found": "/nowhere/",
    },
    "drafter": {
        "desk-drafter": "/desk/",
        "open-case": "/cases/new/",
        "case-self-assessment": DRAFTING,
        "questionnaire": f"{DRAFTING}answers/C/",
        "panel-not-begun": f"{DRAFTING}panel/",
        "meeting-not-begun": f"{DRAFTING}meeting/",
        "replies": f"{REPLYING}opinions/",
    },
    "office": {
        "desk-office": "/desk/",
        "case-scoring": SCORING,
        "panel-sealed": f"{SCORING}panel/",
        "case-voting": VOTING,
        "panel-opened": f"{VOTING}panel/",
        "meeting-decision-form": f"{VOTING}meeting/",
        "answers-locked": f"{VOTING}answers/B/",
        "case-published": PUBLISHED,
        "meeting-decided": f"{PUBLISHED}meeting/",
        "not-allowed": "/cases/new/",
        "expert-pool": "/experts/",
        "sessions": "/sessions/",
        "paper": f"{AGENDA}meeting/paper/",
        "follow-up": f"{FOLLOWED}follow-up/",
    },
    "expert-a": {
        "desk-expert": "/desk/",
        "scores": f"{SCORING}scores/A/",
        "sheet": f"{SCORING}scores/sheet/",
        "declaration": f"{DECLARING}declaration/",
        "discussion-expert": f"{DISCUSSING}discussion/",
    },
    "expert-c": {"declarations": f"{DECLARING}declarations/"},
    "member-d": {"desk-member": "/desk/", "meeting-member": f"{VOTING}meeting/"},
}


@pytest.mark.parametrize("who", PAGES)
def test_pages_are_in_order_in_both_languages_and_sizes(visit, who):
    page = visit(who)
    troubles = []
    for name, path in PAGES[who].items():
        assert page.goto(path).status < HTTPStatus.INTERNAL_SERVER_ERROR, path
        troubles += look(page, name)
    assert troubles == []


def test_a_refusal_is_a_page_of_its_own(visit):
    page = visit("expert-a")
    send(page, f"{SCORING}scores/seal/")
    assert look(page, "refused") == []
