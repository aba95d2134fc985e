"""The gates of children's part: at each link that the edition makes a gate, children are heard or a signed reason says
why not."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Sum, prefetch_related_objects
from django.utils import timezone

from assessments.enums import Link, Need
from assessments.models import Assessment
from participation.attendance import lacks_guardian
from participation.enums import Lack, Quality, Verdict
from participation.models import Absence, Session


class State(StrEnum):
    """`UNSIGNED`: a reason is written, and nobody has signed it yet."""

    OPEN = "open"
    UNSIGNED = "unsigned"
    EXCUSED = "excused"
    HEARD = "heard"


@dataclass(frozen=True)
class Gate:
    """One link of the file's edition. `required`: the case does not leave `stage` before it is heard or excused.
    `absence` is the written reason, in force or not; a session takes its place. `begun`: how many sessions are written
    down, complete or not."""

    link: Link
    name: str
    stage: str
    required: bool
    state: State
    absence: Absence | None
    begun: int

    @property
    def holds(self) -> bool:
        """Whether it still keeps the case in its stage."""
        return self.required and self.state in (State.OPEN, State.UNSIGNED)


def gates_of(assessment: Assessment) -> list[Gate]:
    """All links of the edition, in its order, in two queries, or three where guardians have not agreed. A matter that
    was screened out has no gates, nor has a path that leaves the link's stage out."""
    return gates_of_all([assessment])[assessment.pk]


def gates_of_all(assessments: list[Assessment]) -> dict[int, list[Gate]]:
    """The same of several files; editions and screenings should be at hand."""
    sessions: dict[int, list[Session]] = defaultdict(list)
    attended = Session.objects.filter(assessment__in=assessments).annotate(
        children=Sum("attendance__number", default=0)
    )
    of_key = {file.pk: file for file in assessments}
    for session in attended:
        session.assessment = of_key[session.assessment_id]
        sessions[session.assessment_id].append(session)
    # Nobody asks for the ages of children whose guardians have agreed.
    prefetch_related_objects([each for each in attended if not each.guardian_consent], "attendance")
    absences = {
        (absence.assessment_id, absence.link): absence
        for absence in Absence.objects.filter(assessment__in=assessments)
    }
    found: dict[int, list[Gate]] = {}
    for file in assessments:
        profile, held = file.profile, sessions[file.pk]
        found[file.pk] = [
            Gate(
                link=Link(each.link),
                name=str(each.name),
                stage=each.stage,
                required=each.gate and profile.has(each.stage) and not is_screened_out(file),
                state=_state(each.link, held, absences.get((file.pk, each.link))),
                absence=absences.get((file.pk, each.link)),
                begun=sum(session.link == each.link for session in held),
            )
            for each in profile.participation
        ]
    return found


def holding(assessment: Assessment, stage: str) -> list[Gate]:
    """The gates that keep the file from leaving this stage: those of the stage itself, and of stages before it where a
    consent or a signature was taken back since. No query without a gate."""
    return holding_all([(assessment, stage)])[assessment.pk]


def holding_all(places: list[tuple[Assessment, str]]) -> dict[int, list[Gate]]:
    """The same of several files, each with the stage that it is in."""
    asked = [file for file, _stage in places if any(link.gate for link in file.profile.participation)]
    gates = gates_of_all(asked) if asked else {}
    return {
        file.pk: [gate for gate in gates.get(file.pk, ()) if gate.holds and _is_due(file, gate, stage)]
        for file, stage in places
    }


def _is_due(file: Assessment, gate: Gate, stage: str) -> bool:
    kinds: tuple[str, ...] = file.profile.kinds
    return stage in kinds and kinds.index(gate.stage) <= kinds.index(stage)


def is_screened_out(assessment: Assessment) -> bool:
    """Whether nothing is assessed, so that nobody has to be heard."""
    if not assessment.profile.has("screening"):
        return False
    screening = getattr(assessment, "screening", None)
    return screening is not None and screening.conclusion == Need.NOT_NEEDED


def is_heard(session: Session) -> bool:
    """Whether a session says all that a gate asks for. `session` carries how many `children` there were."""
    return not lacking(session, session.children)  # type: ignore[attr-defined]


def lacking(session: Session, children: int) -> list[Lack]:
    """What a gate still asks of a session: it has been held, so many children were there, they have agreed, the
    guardians of those under 14 as well, and the quality card is filled."""
    said = {
        Lack.HELD: session.held_on <= timezone.localdate(),
        Lack.CHILDREN: children > 0,
        Lack.ASSENT: session.child_assent,
        Lack.GUARDIAN: not lacks_guardian(session),
        Lack.QUALITY: all(_verdict(session, each) in Verdict.values for each in Quality),
    }
    return [lack for lack, is_said in said.items() if not is_said]


def is_told(session: Session) -> bool:
    """Whether its children have been told what became of what they said."""
    on = session.told_back_on
    return bool(session.told_back) and on is not None and on <= timezone.localdate()


def _verdict(session: Session, question: Quality) -> object:
    answer = session.quality.get(question.value)
    return answer.get("verdict") if isinstance(answer, dict) else None


def _state(link: str, sessions: list[Session], absence: Absence | None) -> State:
    if _is_heard_at(link, sessions):
        return State.HEARD
    if absence is None:
        return State.OPEN
    return State.EXCUSED if absence.signed_at else State.UNSIGNED


def _is_heard_at(link: str, sessions: list[Session]) -> bool:
    """Hearing back needs no further session where every group that was heard has been told."""
    heard = [session for session in sessions if is_heard(session)]
    if link != Link.FEEDBACK:
        return any(session.link == link for session in heard)
    own = [session for session in heard if session.link == link]
    return any(is_told(session) for session in own) or (
        bool(heard) and all(is_told(session) for session in heard)
    )
