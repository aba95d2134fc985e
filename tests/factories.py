"""Builders for tests: a small city, a small indicator set, and cases driven through the real operations."""

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from assessments.enums import Finding, Need, Uptake
from assessments.models import Screening
from assessments.operations import save_answer, save_count, save_finding, save_plan, save_screening
from assessments.scope import scope_of
from committees.enums import Outcome
from committees.operations import Obligation, cast_vote
from indicators.operations import load_set
from ledger.models import ChainHead, Event, Job
from panels.enums import Declared
from panels.operations import record_score, seal_seat, seat_experts
from panels.operations.replying import reply
from reports.models import DisclosureReview
from reports.preparing import hand_to_second, sign_review
from tests.cities import PEOPLE, City, in_pool, make_city, make_person, make_unit, post_of
from tests.kept import kept
from tests.set_files import set_file
from workflows.declaring import declare
from workflows.enums import Action, Stage
from workflows.operations import advance, decide, open_case, withdraw

__all__ = ["PEOPLE", "City", "in_pool", "make_city", "make_person", "make_unit", "post_of"]  # asked for here


@kept
def make_set(**shape):
    return load_set(raw=set_file(**shape), file="tiny.yaml", actor=User.objects.system())


@kept
def make_case(city, indicator_set, **changes):
    matter = {
        "title": "示例事项",
        "summary": "示例数据。",
        "matter_class": "M1",
        "drafting_started": date(2026, 3, 2),
        "drafting_unit": city.units["planning"],
        "actor": city.drafter,
    }
    return open_case(indicator_set=indicator_set, **(matter | changes))


def content(rating="1", **changes):
    """A complete answer."""
    texts = {
        "reach": 100,
        "groups": ["ALL"],
        "facts": "调查数据。",
        "mitigation": "",
        "reason": "",
        "reference": "",
    }
    return {"rating": rating, **texts, **changes}


def answer(case, code, actor, *, version=None, **changes):
    """Write one answer; without `version` over whatever is stored."""
    row = case.assessment.answers.select_related("indicator").get(indicator__code=code)
    return save_answer(
        assessment=case.assessment,
        indicator=row.indicator,
        version=row.version if version is None else version,
        content=content(**changes),
        actor=actor,
    )


@kept
def answer_all(case, city, **ratings):
    """Complete answers, "1" where nothing else is asked for."""
    for code in codes(case):
        rating = ratings.get(code, "1")
        mitigation = "错峰施工。" if rating.startswith("-") else ""
        answer(case, code, city.drafter, rating=rating, mitigation=mitigation)


def codes(case):
    """Of the indicators that the matter is asked."""
    return list(case.assessment.answers.values_list("indicator__code", flat=True))


def consider(case, actor, *groups, rating="0", grounds="与该群体无关。"):
    """Say of these special groups, or of all, what the matter does to them."""
    for finding in case.assessment.group_findings.all():
        if not groups or finding.group in groups:
            save_finding(
                assessment=case.assessment,
                group=finding.group,
                version=finding.version,
                content={"rating": rating, "grounds": grounds},
                actor=actor,
            )


def screening_content(need=Need.NEEDED, **changes):
    """A finished screening that comes to this conclusion."""
    found = Finding.YES if need == Need.NEEDED else Finding.NO
    answers = {code: {"answer": found, "remark": ""} for code in ("S1", "S2")}
    return {"answers": answers, "conclusion": need, "grounds": "依据充分。"} | changes


def screen(case, actor, need=Need.NEEDED, **changes):
    return save_screening(
        assessment=case.assessment,
        version=Screening.objects.get(assessment=case.assessment).version,
        content=screening_content(need, **changes),
        actor=actor,
    )


def indicator(case, code):
    return case.assessment.indicator_set.indicators.get(code=code)


def score(case, code, expert, rating="1", reason="依据充分。", *, version=0):
    return record_score(
        panel=case.panel,
        indicator=indicator(case, code),
        version=version,
        content=judgement(rating, reason),
        actor=expert,
    )


def judgement(rating="1", reason="依据充分。", **changes):
    """What an expert writes of one indicator."""
    content = {"rating": rating, "confidence": "high", "reason": reason, "suggestion": "", "reference": ""}
    return content | changes


@kept
def declare_all(case):
    """Everybody seated declares to have no relation to the matter."""
    for seat in case.panel.seats.select_related("expert").filter(declared=""):
        declare(case=case, declared=Declared.NONE, relation="", actor=seat.expert)


def score_all(case, expert, rating="1"):
    for code in codes(case):
        score(case, code, expert, rating)


def vote(case, member, choice=Outcome.APPROVE, opinion=""):
    return cast_vote(meeting=case.meeting, choice=choice, opinion=opinion, actor=member)


@kept
def move(case, action, actor):
    return advance(case=case, action=action, actor=actor)


def obligation(text="增设人行道。", **changes):
    return Obligation(
        **({"text": text, "owner": "规划专班", "due": timezone.localdate() + timedelta(days=30)} | changes)
    )


@kept
def screened_out(case, city):
    """The screening finds that no assessment is needed."""
    screen(case, city.drafter, Need.NOT_NEEDED)
    return move(case, Action.SCREEN_OUT, city.drafter)


def count_children(case, actor, **changes):
    """A complete row of the children affected; with the same age and group over what is stored."""
    content = {
        "age": "",
        "group": "ALL",
        "number": 120,
        "source": "学籍",
        "year": 2025,
        "basis": "",
        "gap": "",
    }
    content |= changes
    row = case.assessment.child_counts.filter(age=content["age"], group=content["group"]).first()
    return save_count(
        assessment=case.assessment,
        row=None,
        version=row.version if row else 0,
        content=content,
        actor=actor,
    )


def plan_part(case, actor, *links, **changes):
    """How children take part at these links, or at all that are asked for."""
    content = {"method": "座谈", "when": "起草前", "whom": "六年级学生", "reason_for_none": ""} | changes
    for card in scope_of(case.assessment).links or ():
        if not links or card.link in links:
            save_plan(
                assessment=case.assessment,
                link=card.link,
                version=card.plan.version,
                content=content,
                actor=actor,
            )


def scope(case, actor):
    """What the file's path asks of its scope."""
    if scope_of(case.assessment).counts is not None:
        count_children(case, actor)
    plan_part(case, actor)


@kept
def hand_in(case, city):
    scope(case, city.drafter)
    answer_all(case, city)
    consider(case, city.drafter)
    return move(case, Action.HAND_IN, city.drafter)


@kept
def seat(case, city, experts=None):
    seat_experts(panel=case.panel, experts=city.experts if experts is None else experts, actor=city.office)


@kept
def seal_all(case, city):
    for expert in city.experts:
        score_all(case, expert)
        seal_seat(panel=case.panel, actor=expert)


@kept
def vote_all(case, city, choice=Outcome.APPROVE):
    for ballot in case.meeting.ballots.select_related("member"):
        vote(case, ballot.member, choice, "" if choice.startswith("approve") else "数据不足。")


@kept
def bring_to(stage, case, city):
    """Drive a fresh case to the beginning of a stage of its path, all in favour of it; a withdrawn one is withdrawn
    where it stands. On the way to a discussion or a reply the panel has something to discuss, and a suggestion."""
    if stage == Stage.WITHDRAWN:
        return withdraw(case=case, note="事项暂缓。", actor=city.drafter)
    while case.state != stage:
        if case.state == Stage.EXPERT_PANEL and stage in (Stage.DISCUSSION, Stage.REPLY):
            case = open_divided_scores(case, city)
        else:
            case = _STEPS[case.state](case, city)
        if case.state == Stage.EXPERT_PANEL:
            declare_all(case)
    return case


@kept
def _screen_in(case, city):
    screen(case, city.drafter)
    return move(case, Action.SCREEN_IN, city.drafter)


@kept
def _accept(case, city):
    if case.panel:
        seat(case, city)
    return move(case, Action.ACCEPT, city.office)


@kept
def _open_scores(case, city):
    declare_all(case)
    seal_all(case, city)
    return move(case, Action.OPEN_SCORES, city.office)


@kept
def open_divided_scores(case, city):
    """Of the last indicator the first expert judges far worse than the others, and suggests a change."""
    declare_all(case)
    for expert in city.experts:
        score_all(case, expert)
    record_score(
        panel=case.panel,
        indicator=indicator(case, codes(case)[-1]),
        version=1,
        content=judgement("-2", suggestion="增设护栏。", reference="第三条"),
        actor=city.expert_a,
    )
    for expert in city.experts:
        seal_seat(panel=case.panel, actor=expert)
    return move(case, Action.OPEN_SCORES, city.office)


@kept
def answer_opinions(case, city):
    for opinion in case.panel.opinions.all():
        reply(
            opinion=opinion,
            version=opinion.version,
            content={"uptake": Uptake.ADOPTED, "reason": "", "clause": "第三条"},
            actor=city.drafter,
        )


@kept
def _reply(case, city):
    answer_opinions(case, city)
    return move(case, Action.HAND_IN_REPLIES, city.drafter)


@kept
def _decide(case, city):
    vote_all(case, city)
    decide(case=case, deviation="分歧已经消除。", obligations=[], actor=city.office)
    return type(case).objects.get(pk=case.pk)


def run_out(case):
    """The time for comments on the case is over since yesterday."""
    case.assessment.public_notices.filter(closed_at=None).update(
        closes_on=timezone.localdate() - timedelta(days=1)
    )


@kept
def _close_notice(case, city):
    run_out(case)
    return move(case, Action.CLOSE_NOTICE, city.office)


@kept
def prepare(case, city):
    """Nothing is withheld, the child edition says what the record says, and a second person signs."""
    review = DisclosureReview.objects.filter(assessment=case.assessment).first()
    version = review.version if review else 0
    review = hand_to_second(assessment=case.assessment, version=version, actor=city.office)
    sign_review(assessment=case.assessment, version=review.version, actor=city.office_two)


def issue(case, city, actor):
    """What the office prepares, and then the move."""
    prepare(case, city)
    return move(case, Action.ISSUE, actor)


def _issue(case, city):
    by = case.assessment.profile.stage("publication").by
    return issue(case, city, {"office": city.office, "head": city.head}[by])


_STEPS = {
    Stage.SCREENING: _screen_in,
    Stage.SELF_ASSESSMENT: hand_in,
    Stage.SIGN_OFF: lambda case, city: move(case, Action.SIGN, city.head),
    Stage.OFFICE_CHECK: _accept,
    Stage.EXPERT_PANEL: _open_scores,
    Stage.DISCUSSION: lambda case, city: move(case, Action.CLOSE_DISCUSSION, city.office),
    Stage.REPLY: _reply,
    Stage.COMMITTEE: _decide,
    Stage.PUBLIC_NOTICE: _close_notice,
    Stage.PUBLICATION: _issue,
    Stage.ISSUING: lambda case, city: move(case, Action.RELEASE, User.objects.system()),
}


@kept
def returned(case, city):
    """The committee sends the case back for a new assessment."""
    case = bring_to(Stage.COMMITTEE, case, city)
    vote_all(case, city, Outcome.RETURN)
    decide(case=case, deviation="数据不足，须重新评价。", obligations=[], actor=city.office)
    return type(case).objects.get(pk=case.pk)


def pdf_bytes(text="示例"):
    """The smallest file that is a PDF by its content."""
    return b"%PDF-1.4\n% " + text.encode() + b"\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


def upload(data=None, name="证据.pdf"):
    return ContentFile(pdf_bytes() if data is None else data, name=name)


def rows_of(*models):
    """How many rows each model has, and where the ledger stands: equal before and after what is refused."""
    return [
        *(model._default_manager.count() for model in models),
        Event.objects.count(),
        Job.objects.count(),
        ChainHead.objects.get().position,
    ]


def last_event():
    return Event.objects.latest("position")
