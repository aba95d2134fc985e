"""The paper of one case for its session: what members need to know before they vote, on one page."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.enums import Uptake
from assessments.models import ParticipationPlan
from assessments.parts import FilePart, parts_of
from committees.models import Decision, Meeting
from indicators.resolver.items import ItemResult
from panels.enums import Source
from panels.models import Opinion
from participation.attendance import Heads, heads
from participation.models import Session, Theme
from workflows.queries.meeting import MeetingPage


@dataclass(frozen=True)
class Since:
    """What was written after the file came back: from the committee, with its decision, or from the office."""

    at: datetime
    decision: Decision | None
    parts: list[FilePart]


@dataclass(frozen=True)
class Paper:
    """`place` of `places` on the agenda; 0 where no session takes the case up."""

    sitting: MeetingPage
    before: Meeting | None
    after: Meeting | None
    place: int
    places: int

    @property
    def disputed(self) -> list[ItemResult]:
        return [each for each in self.sitting.results.items if each.flagged]

    @cached_property
    def robustness(self) -> str:
        """Whether another reading of the same scores would change the conclusion; nothing where nobody scored."""
        panel = self.sitting.panel
        figures = panel.figures.last() if panel and panel.opened_scores_at else None
        if figures is None:
            return ""
        tried = sum(kind["readings"] for kind in figures.robustness["tried"].values())
        if not figures.robustness["fragile"]:
            return _("The conclusion stands: none of %(tried)s other readings of the scores changes it") % {
                "tried": tried
            }
        return _(
            "The conclusion is fragile: %(flips)s of %(tried)s other readings of the scores change it"
        ) % {
            "flips": len(figures.robustness["flips"]),
            "tried": tried,
        }

    @cached_property
    def children(self) -> list[Opinion]:
        """What children said, where it was put among the opinions."""
        return [each for each in self.sitting.opinions if each.source == Source.CHILDREN]

    @cached_property
    def themes(self) -> list[Theme]:
        """What several children said, and what the department answers."""
        return list(self.sitting.assessment.themes.all())

    @cached_property
    def sessions(self) -> list[Session]:
        return list(self.sitting.assessment.hearing_sessions.prefetch_related("attendance"))

    @property
    def heads(self) -> Heads:
        """Of all children who were heard."""
        return heads(row for session in self.sessions for row in session.attendance.all())

    @cached_property
    def plans(self) -> list[ParticipationPlan]:
        """Where children took part, or why they did not."""
        return [
            each
            for each in self.sitting.assessment.participation_plans.all()
            if each.method or each.reason_for_none
        ]

    @property
    def uptake(self) -> list[tuple[str, int]]:
        """How many opinions were taken up, in part, or not."""
        counts = Counter(each.uptake for each in self.sitting.opinions)
        return [(str(label), counts[code]) for code, label in Uptake.choices if counts[code]]

    @cached_property
    def since(self) -> Since | None:
        file, round_ = self.sitting.assessment, self.sitting.meeting.round
        decision = (
            Decision.objects.filter(meeting__assessment=file, meeting__round=round_ - 1)
            .order_by("-meeting__number")
            .first()
        )
        returned = file.returns.order_by("-returned_at").values_list("returned_at", flat=True).first()
        moments = [each for each in (returned, decision and decision.recorded_at) if each]
        if not moments:
            return None
        last = max(moments)
        parts = [each for each in parts_of(file) if each.written_at and each.written_at > last]
        return Since(last, decision if decision and decision.recorded_at == last else None, parts)


def paper(page: MeetingPage) -> Paper:
    """Before and after are those on the agenda whose file this reader may open too."""
    session, own = page.meeting.session, page.meeting
    order = list(session.sittings.select_related("assessment").order_by("position", "pk")) if session else []
    place = order.index(own) if own in order else -1
    readable = set(
        type(page.assessment)
        .objects.visible_to(page.reader)
        .filter(pk__in=[each.assessment_id for each in order])
        .values_list("pk", flat=True)
    )
    before = [each for each in order[: max(place, 0)] if each.assessment_id in readable]
    after = [each for each in order[place + 1 :] if each.assessment_id in readable]
    return Paper(
        sitting=page,
        before=before[-1] if before else None,
        after=after[0] if after else None,
        place=place + 1,
        places=len(order),
    )
