"""The page of a sitting: what is decided, how the vote stands, and what this reader can do."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from accounts.models import Organisation, User
from assessments.models import Assessment
from assessments.queries import Questionnaire, questionnaire
from committees.models import Ballot, Decision, Meeting, Speech
from committees.queries import counted, majority_in_words, own_ballot, turnout_in_words
from committees.queries.sessions import present_voters
from committees.voting import Tally
from indicators.models import Indicator
from indicators.resolver.resolution import Resolution
from panels.models import Opinion, Panel, Score, Seat
from panels.queries import opened_reasons, results
from panels.queries.measures import Measures, measures_of
from panels.queries.opinions import opinions_for
from workflows.models import Case
from workflows.queries.returns import is_inside


@dataclass(frozen=True)
class MeetingPage:
    """Of one reader. `ballot` is the reader's own; the office `keeps` the sitting while it is open."""

    assessment: Assessment
    meeting: Meeting
    reader: User
    tally: Tally
    ballot: Ballot | None
    keeps: bool
    panel: Panel | None
    results: Resolution
    measures: Measures | None
    board: Questionnaire
    opinions: list[Opinion]
    reasons: dict[str, list[Score]]

    @property
    def closed(self) -> bool:
        return self.meeting.closed_at is not None

    @property
    def turnout(self) -> str:
        return turnout_in_words(self.meeting, self.tally)

    @property
    def majority(self) -> str:
        return majority_in_words(self.tally, Fraction(self.meeting.majority))

    @property
    def votes(self) -> bool:
        return self.ballot is not None and not self.closed

    @cached_property
    def earlier(self) -> list[Decision]:
        """What earlier sittings of this round decided, newest first: superseded, or about to be decided anew."""
        decisions = Decision.objects.filter(
            meeting__assessment=self.assessment, meeting__round=self.meeting.round
        ).exclude(meeting=self.meeting)
        return list(decisions.select_related("meeting").order_by("-meeting__number"))

    @cached_property
    def roll(self) -> list[Ballot]:
        """Who voted how, once the sitting is closed."""
        if not self.closed:
            return []
        return list(self.meeting.ballots.counting().select_related("member"))

    @cached_property
    def recused(self) -> list[Ballot]:
        """With names and reasons: for the office alone."""
        if not self.reader.has_perm("committees.close_meeting", self.meeting):
            return []
        return list(self.meeting.ballots.exclude(recused_at=None).select_related("member"))

    @cached_property
    def on_roll(self) -> list[User]:
        """Who may still be recused."""
        return [each.member for each in self.meeting.ballots.counting().select_related("member")]

    @cached_property
    def follows(self) -> bool:
        """Whether this reader hears what is said: the office, and who is on the roll."""
        return self.ballot is not None or self.reader.has_perm("committees.close_meeting", self.meeting)

    @cached_property
    def speeches(self) -> list[Speech]:
        return list(self.meeting.speeches.select_related("member"))

    @cached_property
    def present(self) -> list[User]:
        return present_voters(self.meeting)

    @cached_property
    def indicators(self) -> list[Indicator]:
        return [card.indicator for section in self.board.sections for card in section.cards]

    @cached_property
    def units(self) -> list[Organisation]:
        return list(self.assessment.drafting_unit.city.with_children())


def meeting_page(assessment: Assessment, meeting: Meeting, reader: User) -> MeetingPage:
    panel: Panel | None = assessment.panels.filter(round=meeting.round).first()
    return MeetingPage(
        assessment=assessment,
        meeting=meeting,
        reader=reader,
        tally=counted(meeting),
        ballot=own_ballot(meeting, reader),
        keeps=meeting.closed_at is None and reader.has_perm("committees.close_meeting", meeting),
        panel=panel,
        results=results(assessment, panel),
        measures=measures_of(panel, reader),
        board=questionnaire(assessment),
        opinions=list(opinions_for(panel, reader)) if panel else [],
        reasons=opened_reasons(panel, reader) if panel else {},
    )


def sitting_for(assessment: Assessment, reader: User) -> Meeting | None:
    """The last sitting that this reader of the file may read; none for the panel's own experts."""
    if judges(assessment.case, reader):
        return None
    sittings = assessment.meetings.select_related("decision", "session__chair", "session__city")
    return sittings.order_by("-round", "-number").first()


def judges(case: Case, reader: User) -> bool:
    """Whether the reader has the file for a seat on this round's panel: experts read neither how an earlier round was
    decided nor how the committee votes on what they said."""
    seats = Seat.objects.counting().filter(expert=reader)
    seated = seats.filter(panel__assessment=case.assessment_id, panel__round=case.round).exists()
    return seated and not is_inside(case, reader)
