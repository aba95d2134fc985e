"""Who gets what on each address of a case, in each stage. The table follows the procedure, not the code."""

import pytest
from django.db import transaction

from accounts.models import User
from assessments.enums import Uptake
from reports.operations import issue_report
from tests import factories
from tests.factories import bring_to
from tests.needs import needs
from tests.participation.hearing import hear, theme
from tests.set_files import STAGES
from tests.workflows.asking import ask
from tests.workflows.routes import address, attached, case_routes
from workflows.enums import Stage
from workflows.models import Case

pytestmark = pytest.mark.once

ALWAYS = ("drafter", "head", "office")
NEVER = ("outsider", "expert_d", "own_member", "rights_member", "protector")
SCREENING, SIGN_OFF = Stage.SCREENING, Stage.SIGN_OFF
SELF, CHECK, PANEL, COMMITTEE = Stage.SELF_ASSESSMENT, Stage.OFFICE_CHECK, Stage.EXPERT_PANEL, Stage.COMMITTEE
TALK, REPLY = Stage.DISCUSSION, Stage.REPLY
EARLY = (SCREENING, SELF, SIGN_OFF, Stage.WITHDRAWN)
LATE = (COMMITTEE, Stage.PUBLIC_NOTICE, Stage.PUBLICATION, Stage.ISSUING, Stage.PUBLISHED)

# Route -> method, and what a reader of the case gets there: one status for all, or by person and stage.
# A post without content; 422 means that the person got as far as the form. No reader: 404. Signed out: a read is
# led to the sign-in page, a write is told so, 401.
TABLE = {
    "assessments:show_screening": ("get", lambda person, stage: 200),
    "assessments:show_scope": ("get", lambda person, stage: 200),
    "assessments:save_applicability": ("post", lambda person, stage: 422),
    "assessments:add_count": ("post", lambda person, stage: 422),
    "assessments:save_count": ("post", lambda person, stage: 422),
    "assessments:remove_count": ("post", lambda person, stage: 422),
    "assessments:save_plan": ("post", lambda person, stage: 422),
    "assessments:show_rail": ("get", lambda person, stage: 200),
    "assessments:show_groups": ("get", lambda person, stage: 200),
    "assessments:save_finding": ("post", lambda person, stage: 422),
    "assessments:continue_questionnaire": ("get", lambda person, stage: 302),
    "assessments:show_aspect": ("get", lambda person, stage: 200),
    "assessments:download_evidence": ("get", lambda person, stage: 404 if stage == SCREENING else 200),
    "assessments:save_answer": ("post", lambda person, stage: 422),
    "assessments:remove_evidence": (
        "post",
        lambda person, stage: (
            404 if stage == SCREENING else 403 if person != "drafter" else 302 if stage == SELF else 422
        ),
    ),
    "assessments:show_locker": ("get", lambda person, stage: 200),
    "assessments:choose_evidence": ("get", lambda person, stage: 200),
    "assessments:upload_evidence": ("post", lambda person, stage: 422),
    "assessments:cite_evidence": ("post", lambda person, stage: 422),
    "assessments:uncite_evidence": (
        "post",
        lambda person, stage: (
            404 if stage == SCREENING else 403 if person != "drafter" else 302 if stage == SELF else 422
        ),
    ),
    "assessments:describe_evidence": ("post", lambda person, stage: 404 if stage == SCREENING else 422),
    "assessments:retry_scan": (
        "post",
        lambda person, stage: 404 if stage == SCREENING else 302 if person == "drafter" else 403,
    ),
    "assessments:show_offline": ("get", lambda person, stage: 200),
    "assessments:take_out": ("post", lambda person, stage: 200),
    "assessments:review_proposal": ("get", lambda person, stage: 404),
    "assessments:choose_source": ("get", lambda person, stage: 200 if person == "drafter" else 403),
    # the edition has the link, and nobody has written anything at it
    "participation:show_absence": ("get", lambda person, stage: 200),
    "participation:save_absence": (
        "post",
        lambda person, stage: 422 if person in ("drafter", "office") else 403,
    ),
    "participation:sign_absence": (
        "post",
        lambda person, stage: 422 if person in ("head", "office") else 403,
    ),
    "participation:raise_concern": ("get", lambda person, stage: 200),
    "panels:show_panel": ("get", lambda person, stage: 200),
    "panels:show_figures": ("get", lambda person, stage: 200),
    "panels:appoint_chair": (
        "post",
        lambda person, stage: 404 if stage in EARLY or person == "office" else 403,
    ),
    "panels:draw_experts": (
        "post",
        lambda person, stage: (
            404 if stage in EARLY else 403 if person != "office" else 302 if stage == CHECK else 422
        ),
    ),
    "panels:seat_experts": (
        "post",
        lambda person, stage: (
            404 if stage in EARLY else 403 if person != "office" else 302 if stage == CHECK else 422
        ),
    ),
    # on the way to anything later, the panel has nothing to discuss and nobody an opinion to reply to
    "panels:show_discussion": ("get", lambda person, stage: 200 if discusses(person, stage) else 404),
    "panels:post_remark": ("post", lambda person, stage: 422 if discusses(person, stage) else 404),
    "panels:post_remark_on_all": ("post", lambda person, stage: 422 if discusses(person, stage) else 404),
    "panels:post_revision": (
        "post",
        lambda person, stage: 404 if not discusses(person, stage) else 422 if person in EXPERTS else 403,
    ),
    "panels:show_opinions": ("get", lambda person, stage: 200),
    "panels:add_opinion": (
        "post",
        lambda person, stage: 404 if stage in EARLY else 422 if person == "office" else 403,
    ),
    "panels:save_reply": (
        "post",
        lambda person, stage: 422 if stage == REPLY and person not in EXPERTS else 404,
    ),
    "panels:continue_scoring": ("get", lambda person, stage: scores(person, stage, 302)),
    "panels:show_sheet": ("get", lambda person, stage: scores(person, stage, 200)),
    "panels:show_scores": ("get", lambda person, stage: scores(person, stage, 200)),
    "panels:post_score": ("post", lambda person, stage: scores(person, stage, 422)),
    "panels:seal_seat": ("post", lambda person, stage: scores(person, stage, 422)),
    # once the experts have declared; the panel has no chair, and the pages of declarations are the office's
    "workflows:show_declaration": (
        "get",
        lambda person, stage: 302 if person in EXPERTS and stage == PANEL else 404,
    ),
    "workflows:show_declarations": ("get", lambda person, stage: declares(person, stage, 200)),
    "workflows:seat_another": ("post", lambda person, stage: declares(person, stage, 422)),
    "workflows:rule_on_declaration": ("post", lambda person, stage: declares(person, stage, 422)),
    "workflows:excuse_expert": ("post", lambda person, stage: declares(person, stage, 422)),
    "workflows:show_case": ("get", lambda person, stage: 200),
    "workflows:move_case": (
        "post",
        lambda person, stage: 403 if stage == CHECK and person != "office" else 422,
    ),
    "workflows:extend_deadline": ("post", lambda person, stage: 422 if person == "office" else 403),
    "workflows:show_assignments": ("get", lambda person, stage: 200),
    "workflows:assign_indicators": ("post", lambda person, stage: 422),
    "workflows:take_back": (
        "post",
        lambda person, stage: 422 if stage != SELF else 302 if person == "drafter" else 403,
    ),
    "workflows:give_back": (
        "post",
        lambda person, stage: 403 if stage in (SCREENING, SELF) else 422,
    ),
    "workflows:show_edition": ("get", lambda person, stage: 200),
    "workflows:move_edition": ("post", lambda person, stage: 422 if person == "drafter" else 403),
    "workflows:stay": ("post", lambda person, stage: 422 if person == "drafter" else 403),
    "workflows:show_earlier": ("get", lambda person, stage: 200),
    "workflows:show_issuing": ("get", lambda person, stage: 200),
    "workflows:retry_report": ("post", lambda person, stage: 302 if person == "office" else 403),
    "workflows:show_returns": ("get", lambda person, stage: 200 if person in INSIDE else 403),
    "workflows:check_items": ("get", lambda person, stage: 200 if person == "office" else 403),
    "workflows:show_signing": ("get", lambda person, stage: 200 if person == "head" else 403),
    "workflows:hand_over": ("get", lambda person, stage: 200 if person == "drafter" else 403),
    "workflows:show_follow_up": ("get", lambda person, stage: 200),
    "workflows:report_condition": ("post", lambda person, stage: 404),
    "workflows:verify_report": ("post", lambda person, stage: 404),
    "workflows:settle_follow_up": ("post", lambda person, stage: 404),
    "workflows:download_proof": ("get", lambda person, stage: 404),
    "workflows:write_review": ("get", lambda person, stage: 404),
    "workflows:show_meeting": ("get", lambda person, stage: 200),
    "workflows:post_vote": (
        "post",
        lambda person, stage: 404 if not sits(person, stage) else 422 if person in MEMBERS else 403,
    ),
    "workflows:post_decision": ("post", lambda person, stage: 422 if person == "office" else 403),
    "workflows:show_paper": ("get", lambda person, stage: 200 if sits(person, stage) else 404),
    "workflows:recuse_myself": (
        "post",
        lambda person, stage: 404 if not sits(person, stage) else 422 if person in MEMBERS else 403,
    ),
    "participation:show_comments": ("get", lambda person, stage: 200 if person == "office" else 403),
    **dict.fromkeys(
        [f"participation:{name}" for name in ("open_comments", "group_comments", "set_comments_aside")],
        ("post", lambda person, stage: 422 if person == "office" else 403),
    ),
    **dict.fromkeys(
        [f"participation:{name}" for name in ("take_comment_back", "answer_group")],
        ("post", lambda person, stage: 404 if person == "office" else 403),
    ),
    "reports:retract": (
        "get",
        lambda person, stage: 404 if stage != Stage.PUBLISHED else 200 if person == "office" else 403,
    ),
    "reports:show_preparation": ("get", lambda person, stage: prepares(person, stage, INSIDE[1:], 200)),
    "reports:show_draft": ("get", lambda person, stage: prepares(person, stage, INSIDE[1:], 200)),
    "reports:sign_review": ("post", lambda person, stage: prepares(person, stage, INSIDE[1:], 422)),
    **dict.fromkeys(
        [f"participation:{name}" for name in ("show_part", "show_session")],
        ("get", lambda person, stage: 200),
    ),
    **dict.fromkeys(
        [
            f"participation:{name}"
            for name in ("post_theme", "post_answer", "post_remarks", "post_told", "post_withdrawal")
        ],
        ("post", lambda person, stage: hears(person, 422)),
    ),
    "participation:drop_theme": ("post", lambda person, stage: hears(person, 422)),  # it is answered
    "participation:open_session": ("get", lambda person, stage: hears(person, 200)),
    "participation:change_session": ("get", lambda person, stage: hears(person, 200)),
    "participation:show_collection": ("get", lambda person, stage: hears(person, 200)),
    "participation:open_collection": ("post", lambda person, stage: hears(person, 422)),
    # nobody has opened a link
    "participation:close_collection": ("post", lambda person, stage: 404),
    "participation:show_count": ("get", lambda person, stage: 404),
    "participation:show_poster": ("get", lambda person, stage: 404),
    "participation:open_words": ("get", lambda person, stage: 200 if person == "office" else 403),
    **dict.fromkeys(
        [f"participation:{name}" for name in ("save_words", "take_back_words")],
        ("post", lambda person, stage: 422 if person == "office" else 403),
    ),
    **dict.fromkeys(
        [f"reports:{name}" for name in ("save_child_text", "withhold", "disclose", "hand_to_second")],
        ("post", lambda person, stage: prepares(person, stage, ("office",), 422)),
    ),
    **dict.fromkeys(
        [f"workflows:{name}" for name in ("post_speech", "take_back_speech", "recuse_member", "call_in")],
        (
            "post",
            lambda person, stage: 404 if not sits(person, stage) else 422 if person == "office" else 403,
        ),
    ),
}


def discusses(person, stage):
    """Who follows the discussion: the experts and the office."""
    return stage in (TALK, REPLY) and (person == "office" or person in EXPERTS)


def sits(person, stage):
    """Who has a sitting to read: not the experts, whose file it is until it is public."""
    return stage in LATE and person not in EXPERTS


def scores(person, stage, status):
    """What an expert gets who scores now; who discusses reads the file, and scores no more."""
    return status if person in EXPERTS and stage == PANEL else 403


def declares(person, stage, status):
    return status if person == "office" and stage in (PANEL, TALK, REPLY, *LATE) else 404


def hears(person, status):
    """The unit and the office, at any time."""
    return status if person in ("drafter", "office") else 403


def prepares(person, stage, people, status):
    """Once there is something to publish; the head of the unit reads and signs, the office prepares."""
    if stage not in (Stage.PUBLICATION, Stage.ISSUING, Stage.PUBLISHED):
        return 404
    return status if person in people else 403


INSIDE = ("drafter", "head", "office")
EXPERTS, MEMBERS = ("expert_a",), ("member_a",)
OPEN_TO_ALL = (
    "reports:show_report",
    "reports:show_record",
    "reports:show_proof",
    "reports:download_pdf",
    "reports:download",
    "reports:show_picture",
    "reports:verify_code",
    "reports:show_children",
)


LIES_OPEN = "participation:show_consultation"


def expected(name, person, stage):
    if name == LIES_OPEN:
        return 200 if stage in LATE[1:] else 404
    if name in OPEN_TO_ALL:
        return 200 if stage == Stage.PUBLISHED else 404
    if person == "nobody":
        return 302 if TABLE[name][0] == "get" else 401
    judged = (PANEL, TALK, REPLY, *LATE[:-1])
    readers = [*ALWAYS, *(EXPERTS if stage in judged else ()), *(MEMBERS if stage in LATE else ())]
    return TABLE[name][1](person, stage) if person in readers else 404


def status(browser, name, where):
    """What the address answers; whatever the request wrote is undone."""
    with transaction.atomic():
        method = TABLE[name][0] if name in TABLE else "get"
        response = getattr(browser, method)(where)
        b"".join(response) if response.streaming else response.content  # read to the end, it closes its file
        transaction.set_rollback(True)
    return response.status_code


def looked_at(person, stage):
    """All routes, but of those who never have to do with the case: these see every fourth in each stage, and so each in
    three stages or more. That they hold nothing in any stage is shown by `test_grants`."""
    if person not in (*NEVER, "nobody"):
        return case_routes()
    return case_routes()[list(Stage).index(stage) % 4 :: 4]


def test_every_route_of_a_case_is_in_the_table():
    assert case_routes() == sorted([*TABLE, *OPEN_TO_ALL, LIES_OPEN])


@pytest.mark.parametrize("stage", Stage)
def test_everybody_gets_what_the_table_says(city, as_user, stage):
    case = factories.make_case(
        city,
        factories.make_set(
            stages=STAGES, special=("RUR",), asks=("children", "participation"), participation=True
        ),
    )
    heard(case, city)
    evidence = None
    if stage != SCREENING:
        case = bring_to(SELF, case, city)
        evidence = attached(case, city)
    if stage == Stage.PUBLISHED:
        needs("pdf")
        issue_report(assessment=bring_to(Stage.ISSUING, case, city).assessment, actor=User.objects.system())
        case = Case.objects.get()
    case = bring_to(stage, case, city)
    people = {name: city.people[name] for name in (*ALWAYS, *EXPERTS, *MEMBERS, *NEVER)} | {"nobody": None}
    found, wanted = {}, {}
    for person, user in people.items():
        browser = as_user(user)
        for name in looked_at(person, stage):
            found[person, name] = status(browser, name, address(name, case, evidence))
            wanted[person, name] = expected(name, person, stage)
    assert {key: value for key, value in found.items() if value != wanted[key]} == {}


def heard(case, city):
    """A session, and what was said there with its answer."""
    hear(case, city.drafter)
    theme(case, city.drafter, uptake=Uptake.ADOPTED, reason="车站要装灯。")


# Where another department, asked for A1, gets something else than the drafting officer does.
CONTRIBUTOR = {
    **dict.fromkeys(
        [
            f"participation:{name}"
            for name in ("post_theme", "post_answer", "post_remarks", "post_told", "post_withdrawal")
        ],
        403,
    ),
    "participation:drop_theme": 403,
    "participation:open_session": 403,
    "participation:change_session": 403,
    "participation:show_collection": 403,
    "participation:open_collection": 403,
    "assessments:remove_evidence": 403,
    "assessments:retry_scan": 403,
    "participation:save_absence": 403,
    "panels:show_figures": 404,
    "panels:show_opinions": 404,
    "panels:show_panel": 404,
    "workflows:show_follow_up": 404,
    "workflows:show_meeting": 404,
    "workflows:post_decision": 404,
    "workflows:move_case": 403,
    "workflows:show_case": 302,
    "workflows:show_returns": 403,
    "workflows:hand_over": 403,
    "workflows:move_edition": 403,
    "workflows:stay": 403,
    "workflows:take_back": 403,
    "workflows:give_back": 302,
}


def test_a_department_that_is_asked_gets_its_part_and_no_more(city, as_user):
    chosen = factories.make_set(
        stages=STAGES, special=("RUR",), asks=("children", "participation"), participation=True
    )
    case = bring_to(SELF, factories.make_case(city, chosen), city)
    evidence = attached(case, city)
    heard(case, city)
    ask(case, city, "A1")
    browser = as_user(city.outsider)
    found = {name: status(browser, name, address(name, case, evidence)) for name in case_routes()}
    assert found == {name: CONTRIBUTOR.get(name, expected(name, "drafter", SELF)) for name in found}
