"""Checking that opened scores are the ones that were sealed, from what the ledger holds of each seat."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assessments.models import Assessment
from ledger.models import Event
from panels.models import Panel, Seat
from panels.sealing import commitment

SEALED = "seat.sealed"


@dataclass(frozen=True)
class SealCheck:
    """What was found of one sealed seat; `name` says which without saying whose. `differs` has a sentence for
    everything that is not as it must be. `position` is the event of its seal in the ledger."""

    name: str
    commitment: str
    position: int | None
    differs: list[str]


@dataclass(frozen=True)
class PanelSeals:
    """One round. Until its scores are opened nothing of them is read: `committed` are the commitments of its seats, in
    an order of their own; afterwards `checks` has each of them, with seats sealed before there were commitments in
    `without`."""

    panel: Panel
    committed: list[str]
    checks: list[SealCheck]
    without: list[str]

    @property
    def opened(self) -> bool:
        return self.panel.opened_scores_at is not None

    @property
    def differs(self) -> bool:
        return any(check.differs for check in self.checks)


def seals_of(assessment: Assessment) -> Iterator[PanelSeals]:
    """Each panel of a case, in the order of its rounds."""
    for panel in assessment.panels.select_related("assessment"):
        if panel.opened_scores_at is None:
            sealed = panel.seats.exclude(sealed_at=None).exclude(commitment="")
            yield PanelSeals(panel, sorted(sealed.values_list("commitment", flat=True)), [], [])
        else:
            yield _opened(panel)


def _opened(panel: Panel) -> PanelSeals:
    told: dict[str, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(subject__startswith=f"{panel.subject}:seat:").order_by("position"):
        told[event.subject].append(event)
    opening = Event.objects.filter(
        subject=panel.assessment.subject, data__action="open_scores", data__round=panel.round
    ).first()
    checks, without = [], []
    for seat in panel.seats.prefetch_related("scores__indicator").order_by("mark", "commitment"):
        seat.panel = panel
        events = told.pop(seat.subject, [])
        seal = next((event for event in events if event.name == SEALED), None)
        if seat.commitment or _committed(seal):
            checks.append(
                SealCheck(
                    _name(seat),
                    seat.commitment,
                    seal.position if seal else None,
                    [*_differing(seat, events, seal, opening)],
                )
            )
        elif seat.sealed_at or seal:
            without.append(_name(seat))
    gone = (event for events in told.values() for event in events if event.name == SEALED)
    checks += [
        SealCheck("A seat", _committed(seal), seal.position, ["it is no longer stored"]) for seal in gone
    ]
    return PanelSeals(panel, sorted(check.commitment for check in checks), checks, without)


def _differing(seat: Seat, events: list[Event], seal: Event | None, opening: Event | None) -> Iterator[str]:
    if seal is None:
        yield "the ledger has no seal of this seat"
        return
    if _committed(seal) != seat.commitment:
        yield f"the ledger holds another commitment: {_committed(seal) or 'none'}"
    opened = seat.panel.opened_scores_at
    if (opened and seal.at > opened) or (opening and opening.position < seal.position):
        yield "it was sealed after the scores were opened"
    later = {event.name for event in events if event.position > seal.position}
    if "score.recorded" in later:
        yield "a score was recorded after the seal"
    if SEALED in later:
        yield "it was sealed more than once"
    scores = {score.indicator.code: score.content() for score in seat.scores.all()}
    if commitment(seat.salt, scores) != seat.commitment:
        yield "the stored scores are not the ones that were sealed"


def _committed(seal: Event | None) -> str:
    return str(seal.data.get("commitment", "")) if seal else ""


def _name(seat: Seat) -> str:
    if seat.mark:
        return f"Expert {seat.mark}"
    return "A seat that was left" if seat.left_at else "A seat without a mark"
