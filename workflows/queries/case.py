"""The case page, and the head that every page of a case carries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from assessments.figures import own_figures
from assessments.models import Assessment, Return, Screening
from assessments.queries import Questionnaire, questionnaire
from committees.models import Meeting
from committees.queries import counted, turnout_in_words
from indicators.models import IndicatorSet
from indicators.resolver.resolution import Resolution
from ledger.models import Event, Job
from ledger.queries import timeline
from panels.models import Panel
from panels.queries import results
from panels.queries.declarations import acting_chair
from participation.gates import Gate
from workflows.childrens_part import gates_shown
from workflows.clock import calendar_of
from workflows.doors import report_key
from workflows.enums import Action, Stage
from workflows.lights import Left, Lights
from workflows.models import Case
from workflows.operations import move_from_here, unmet
from workflows.preparations import preparation_of
from workflows.queries.editions import has_earlier, offered_edition
from workflows.queries.happenings import Happening, told
from workflows.queries.meeting import judges
from workflows.queries.returns import is_inside, returns_in_short

TIMELINE_LENGTH = 200
CONSEQUENCES: dict[Action, Promise] = {
    Action.SCREEN_IN: gettext_lazy("The screening stands as it is, and the questionnaire opens."),
    Action.SCREEN_OUT: gettext_lazy(
        "Locks the screening. Every other stage up to the signature is left out, and the finding is published with its "
        "grounds."
    ),
    Action.HAND_IN: gettext_lazy(
        "Locks every answer and its evidence; they open again only when the file is sent back."
    ),
    Action.SIGN: gettext_lazy("The unit answers for the file with your name; it goes on as it stands."),
    Action.ACCEPT: gettext_lazy("The next stage opens at once; the panel can no longer be changed."),
    Action.OPEN_SCORES: gettext_lazy("All scores become readable together and the file goes on."),
    Action.CLOSE_DISCUSSION: gettext_lazy(
        "The second judgements stand as they are; what the experts suggest is numbered for the department’s reply."
    ),
    Action.HAND_IN_REPLIES: gettext_lazy("Locks every reply; the committee reads them beside the opinions."),
    Action.CLOSE_NOTICE: gettext_lazy(
        "The groups of comments and their answers stand as they are, and are published."
    ),
    Action.RECONVENE: gettext_lazy(
        "The committee sits once more on this case, with a new roll and new votes. What it decided before stays to be "
        "read, and is superseded by what it decides then."
    ),
    Action.WITHDRAW: gettext_lazy(
        "Everything stands still and stays readable for your unit and the committee office; nobody can write, score or "
        "vote until it is taken up again."
    ),
    Action.REOPEN: gettext_lazy("The case goes back to the stage it was in, with everything as it was."),
    Action.ISSUE: gettext_lazy(
        "The report becomes public, with its verification code. It can be taken back only in public, with the reason."
    ),
}
# Whose turn it is in a stage, where nothing else decides it.
WAITS_FOR: dict[Stage, Promise] = {
    Stage.SCREENING: gettext_lazy("The drafting unit answers the screening questions."),
    Stage.SELF_ASSESSMENT: gettext_lazy("The drafting unit is writing its self-assessment."),
    Stage.EXPERT_PANEL: gettext_lazy(
        "The experts score independently; nobody sees a score until all are sealed."
    ),
    Stage.DISCUSSION: gettext_lazy("The experts discuss what lies apart, and may judge it a second time."),
    Stage.REPLY: gettext_lazy("The drafting unit replies to every opinion of the panel."),
    Stage.COMMITTEE: gettext_lazy("The committee meets on the case."),
    Stage.ISSUING: gettext_lazy("The report is being made."),
    Stage.PUBLISHED: gettext_lazy("Published. Anyone can read the report and check it."),
    Stage.WITHDRAWN: gettext_lazy("The matter has been withdrawn; nothing goes on."),
}
# Moves that need a reason, and how it is asked for.
ASKING: dict[Action, Promise] = {
    Action.HAND_BACK: gettext_lazy("What has to change?"),
    Action.SEND_BACK: gettext_lazy("What is missing?"),
    Action.WITHDRAW: gettext_lazy("Why is it withdrawn?"),
    Action.REOPEN: gettext_lazy("Why is it taken up again?"),
    Action.RECONVENE: gettext_lazy("Why does the committee decide anew?"),
}
# Moves that belong to no stage: they stop a case, or resume it.
RESTS = (Action.WITHDRAW, Action.REOPEN)
# Who prepares what is published, or signs that somebody else did.
PREPARING = ("workflows.check_case", "workflows.issue_case", "workflows.sign_case")
GRAVE = (Action.SCREEN_OUT, Action.HAND_IN, Action.SIGN, Action.HAND_IN_REPLIES, Action.ISSUE)


@dataclass(frozen=True)
class Move:
    """A button: the action, and why it cannot be pressed yet, or nothing."""

    action: Action
    reasons: list[str]

    @property
    def consequence(self) -> str:
        """What pressing it will do, said beside it before it is pressed."""
        return str(CONSEQUENCES.get(self.action, ""))

    @property
    def asks_why(self) -> bool:
        return self.action in ASKING

    @property
    def question(self) -> str:
        return str(ASKING[self.action])

    @property
    def grave(self) -> bool:
        """Whether there is no way back for the person who presses it."""
        return self.action in GRAVE


@dataclass(frozen=True)
class Step:
    """One dot of the stepper."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class CasePage:
    case: Case
    board: Questionnaire
    panel: Panel | None
    meeting: Meeting | None
    results: Resolution | None
    moves: list[Move]
    rests: list[Move]
    waits_for: str
    left: Left
    shortcut: str
    screening: Screening | None
    report_job: Job | None
    timeline: list[Happening]
    newer: IndicatorSet | None
    has_earlier: bool
    is_inside: bool
    returns: list[Return]
    gates: list[Gate]

    @property
    def checks(self) -> bool:
        """Whether this person checks the file now."""
        return any(move.action == Action.SEND_BACK for move in self.moves)

    @property
    def withdrawal(self) -> Event | None:
        """What ended the case, while it is withdrawn."""
        if self.case.state != Stage.WITHDRAWN:
            return None
        moved = (each.last for each in self.timeline if each.last.name == "case.moved")
        return next((each for each in moved if each.data["action"] == Action.WITHDRAW), None)

    @property
    def place(self) -> str:
        """The stage of its procedure that the case is in; one being published, or published, is in the last."""
        ended = self.case.state in (Stage.ISSUING, Stage.PUBLISHED)
        return Stage.PUBLICATION if ended else self.case.place


def case_page(assessment: Assessment, user: User) -> CasePage:
    """Everything the overview shows to this person. Scores enter only once they are opened, the sitting not for the
    panel's experts; the screening is in the place of the self-assessment where there is none."""
    case = assessment.case
    board = questionnaire(assessment)
    inside = is_inside(case, user)
    panel, meeting = case.panel, case.meeting
    if meeting is not None and not inside and judges(case, user):
        meeting = None
    calendar = calendar_of(assessment.drafting_unit.city)
    return CasePage(
        case=case,
        board=board,
        panel=panel,
        meeting=meeting,
        results=_results(case, panel, board),
        moves=moves_for(case, user),
        rests=rests_for(case, user),
        waits_for=_waits_for(case, panel, meeting),
        left=Lights(calendar, timezone.localdate()).at(case.due_at),
        shortcut=_shortcut(case, panel, meeting, user),
        screening=assessment.screening if case.place == Stage.SCREENING or case.screened_out else None,
        report_job=report_job(case),
        timeline=told(timeline(assessment.subject)[:TIMELINE_LENGTH]),
        newer=offered_edition(case, user),
        has_earlier=has_earlier(assessment),
        is_inside=inside,
        returns=returns_in_short(assessment) if inside else [],
        gates=gates_shown(case),
    )


def _results(case: Case, panel: Panel | None, board: Questionnaire) -> Resolution | None:
    """From the scores once they are opened; before, from the self-assessment alone for whoever is to sign it."""
    if panel is not None and panel.opened_scores_at is not None:
        return results(case.assessment, panel)
    signing = case.state == Stage.SIGN_OFF and not case.screened_out
    return own_figures(board) if signing or _judged_alone(case) else None


def _judged_alone(case: Case) -> bool:
    """The self-assessment is handed in, and its path asks no expert: its own ratings are what counts."""
    if case.state == Stage.WITHDRAWN:
        return False
    asks_experts = case.assessment.profile.has("expert_panel")
    return case.assessment.locked_at is not None and not asks_experts and not case.screened_out


def report_job(case: Case) -> Job | None:
    """The making of the report while the case is being issued."""
    if case.state != Stage.ISSUING:
        return None
    return Job.objects.filter(key=report_key(case)).first()


def moves_for(case: Case, user: User) -> list[Move]:
    """What this person may do with the case in this stage; what is not possible yet comes with its reasons, as far as
    they are seen at a glance.

    Of the two ways out of a screening only the one that follows from its conclusion; a new sitting only where there
    was one.
    """
    actions = [action for action in Action if action not in RESTS]
    if case.state == Stage.SCREENING:
        actions.remove(Action.SCREEN_IN if case.screened_out else Action.SCREEN_OUT)
    if case.state == Stage.PUBLICATION and case.meeting is None:
        actions.remove(Action.RECONVENE)
    return _among(actions, case, user)


def rests_for(case: Case, user: User) -> list[Move]:
    """Whether this person may stop the case, or resume it."""
    return _among(RESTS, case, user)


def _among(actions: Iterable[Action], case: Case, user: User) -> list[Move]:
    found = [(action, move_from_here(case, action)) for action in actions]
    return [
        Move(action, unmet(case, move, user, glance=True))
        for action, move in found
        if move and move.has_perm(case, user)
    ]


def steps(case: Case) -> list[Step]:
    """The stages of the case's path with its place among them, and who acts where the set says so."""
    profile, left_out = case.assessment.profile, _left_out(case)
    here = Stage.PUBLICATION if case.state == Stage.ISSUING else case.place
    kinds: list[str] = list(profile.kinds)
    place = kinds.index(here) if here in kinds else len(kinds)
    states = ["done" if n < place else "current" if n == place else "todo" for n in range(len(kinds))]
    return [
        Step(str(stage.name), "skipped" if stage.kind in left_out else state, str(stage.body or ""))
        for stage, state in zip(profile.stages, states, strict=True)
    ]


def _left_out(case: Case) -> set[str]:
    """What a case jumps over: most, when no assessment is needed; a discussion or a reply that nothing asked for."""
    if case.place == Stage.SCREENING or not case.screened_out:
        return _idle(case)
    kept = (Stage.SCREENING, Stage.SIGN_OFF, Stage.PUBLICATION)
    return {kind for kind in case.assessment.profile.kinds if kind not in kept}


def _idle(case: Case) -> set[str]:
    """Of the panel's later stages those that are behind the case and were never begun."""
    kinds: list[str] = list(case.assessment.profile.kinds)
    gone = kinds[: kinds.index(case.place)] if case.place in kinds else kinds
    behind = {Stage.DISCUSSION, Stage.REPLY} & set(gone)
    if not behind or (panel := case.panel) is None:
        return set()
    begun = {Stage.DISCUSSION: panel.discussion_opened_at, Stage.REPLY: panel.replies_opened_at}
    return {stage for stage in behind if begun[stage] is None}


def _waits_for(case: Case, panel: Panel | None, meeting: Meeting | None) -> str:
    """Whose turn it is, in a sentence that gives nothing sealed away."""
    match Stage(case.state):
        case Stage.SIGN_OFF if case.screened_out:
            return _(
                "No assessment is needed, the screening found; the head of the drafting unit countersigns."
            )
        case Stage.SIGN_OFF:
            return _("The head of the drafting unit reads the file and signs it.")
        case Stage.OFFICE_CHECK:
            if case.assessment.profile.has("expert_panel"):
                return _("The committee office checks the file and seats the expert panel.")
            return _("The committee office checks the file.")
        case Stage.COMMITTEE if meeting is not None:
            return turnout_in_words(meeting, counted(meeting))
        case Stage.PUBLIC_NOTICE:
            return _until_noticed(case)
        case Stage.PUBLICATION:
            return _until_published(case)
    return str(WAITS_FOR[Stage(case.state)])


def _until_noticed(case: Case) -> str:
    """Everybody may comment up to the day; then the office has its say."""
    notice = case.assessment.public_notices.filter(closed_at=None).first()
    if notice is not None and notice.closes_on >= timezone.localdate():
        said = _("The draft conclusion lies open for everybody to comment until %(day)s.")
        return said % {"day": date_format(notice.closes_on)}
    return _("The committee office answers the comments and closes the notice.")


def _until_published(case: Case) -> str:
    """Prepared by one, signed by another, and then published."""
    found, by_head = (
        preparation_of(case.assessment),
        case.assessment.profile.stage("publication").by == "head",
    )
    if found.is_handed and not found.is_signed:
        return _("Somebody who has not prepared it reads what will be public, and signs.")
    if by_head and found.is_signed:
        return _("The head of the drafting unit publishes the report.")
    if by_head:
        return _("The head of the drafting unit prepares what will be public.")
    if found.is_signed:
        return _("The committee office publishes the report.")
    return _("The committee office prepares what will be public.")


def _shortcut(case: Case, panel: Panel | None, meeting: Meeting | None, user: User) -> str:
    """Which page of the case holds this person's work now; nothing when none does."""
    match Stage(case.state):
        case Stage.SCREENING if user.has_perm("assessments.answer_assessment", case.assessment):
            return "screen"
        case Stage.SELF_ASSESSMENT if user.has_perm("assessments.answer_assessment", case.assessment):
            return "answer"
        case Stage.SIGN_OFF if user.has_perm("workflows.sign_case", case):
            return "read_screening" if case.screened_out else "read"
        case Stage.OFFICE_CHECK if panel and user.has_perm("panels.seat_panel", panel):
            return "seat"
        case Stage.EXPERT_PANEL if panel:
            return _scoring(panel, user)
        case Stage.DISCUSSION if panel and _takes_part(panel, user):
            return "discuss"
        case Stage.REPLY if panel and user.has_perm("panels.reply_panel", panel):
            return "reply"
        case Stage.COMMITTEE if meeting and user.has_perm("committees.vote_meeting", meeting):
            return "vote"
        case Stage.PUBLIC_NOTICE:
            moderates = user.has_perm("assessments.open_words_assessment", case.assessment)
            return "comments" if moderates else "lies_open"
        case Stage.PUBLICATION | Stage.ISSUING if any(user.has_perm(right, case) for right in PREPARING):
            return _preparing(case, user)
        case Stage.PUBLISHED:
            return "report"
    return ""


def _scoring(panel: Panel, user: User) -> str:
    if user.has_perm("panels.score_panel", panel):
        return "lead" if _leads(panel, user) else "score"
    return "declarations" if user.has_perm("panels.seat_panel", panel) else ""


def _preparing(case: Case, user: User) -> str:
    """Whose turn it is with what will be public. A report that is being made needs nobody, unless something is missing
    under it."""
    found = preparation_of(case.assessment)
    if case.state == Stage.ISSUING:
        return "prepare" if found.lacks else "prepared"
    if found.is_handed and not found.is_signed and user.pk not in found.preparers:
        return "countersign"
    prepares = user.has_perm("workflows.check_case", case) or user.has_perm("workflows.issue_case", case)
    return "prepare" if prepares and not found.is_signed else "prepared"


def _leads(panel: Panel, user: User) -> bool:
    chair = acting_chair(panel)
    return chair is not None and chair.expert_id == user.pk


def _takes_part(panel: Panel, user: User) -> bool:
    return user.has_perm("panels.discuss_panel", panel) or user.has_perm("panels.moderate_panel", panel)
