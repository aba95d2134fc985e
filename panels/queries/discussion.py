"""The panel's discussion, as those see it who take part in it or lead it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.figures import figures
from assessments.models import Assessment
from assessments.queries import Card, Questionnaire, questionnaire
from indicators.resolver.items import ItemResult
from indicators.resolver.resolution import Resolution
from indicators.scale import figure
from panels.enums import Phase
from panels.models import Panel, PanelFigures, Remark, Revision, Score, Seat

WHOLE = "whole"


@dataclass(frozen=True)
class Voice:
    """One expert on one indicator, under the mark that stands for the expert throughout the discussion."""

    score: Score
    own: bool

    @property
    def mark(self) -> int | None:
        return self.score.seat.mark

    @property
    def revision(self) -> Revision | None:
        return getattr(self.score, "revision", None)

    @property
    def rating(self) -> str:
        """What counts: the second judgement where there is one."""
        return self.revision.rating if self.revision else self.score.rating


@dataclass(frozen=True)
class Topic:
    """What is said of one indicator, or, without a `card`, of the whole. `first` is its result as the scores were
    sealed, `now` with the second judgements."""

    code: str
    remarks: list[Remark]
    card: Card | None = None
    first: ItemResult | None = None
    now: ItemResult | None = None
    voices: tuple[Voice, ...] = ()

    @property
    def mine(self) -> Voice | None:
        return next((voice for voice in self.voices if voice.own), None)

    @property
    def revised(self) -> bool:
        return any(voice.revision for voice in self.voices)

    @property
    def flagged(self) -> bool:
        return self.first is not None and self.first.flagged

    @property
    def why(self) -> list[str]:
        """Why the scores ask for a discussion, in words."""
        item = self.first
        said: list[str] = []
        if item is None:
            return said
        if item.far_from_self:
            apart = {"experts": figure(item.aggregate), "own": figure(item.own)}
            said.append(_("The experts’ figure is %(experts)s, the department’s own %(own)s.") % apart)
        if item.wide_spread:
            said.append(_("The experts’ scores lie %(spread)s levels apart.") % {"spread": item.spread})
        if item.unheard:
            said.append(
                _("The department’s own figure is %(own)s; no expert gave a level.")
                % {"own": figure(item.own)}
            )
        if item.gravest_scores and not item.red_line_touched:
            told = ngettext(
                "%(count)s expert chose the gravest level; the figure does not show it.",
                "%(count)s experts chose the gravest level; the figure does not show it.",
                item.gravest_scores,
            )
            said.append(told % {"count": item.gravest_scores})
        return said


@dataclass(frozen=True)
class Discussion:
    """`flagged` are the topics that the scores have raised, `others` the rest of what was scored; `fragile`
    says that the conclusion has raised it as a whole. `seat` is the reader's own; who `leads` is the moderator."""

    assessment: Assessment
    panel: Panel
    seat: Seat | None
    leads: bool
    whole: Topic
    flagged: list[Topic]
    others: list[Topic]
    fragile: bool

    @property
    def is_open(self) -> bool:
        return self.panel.discusses

    @property
    def may_speak(self) -> bool:
        return self.is_open and (self.leads or self.seat is not None)

    @property
    def may_revise(self) -> bool:
        return self.is_open and self.seat is not None

    @property
    def topics(self) -> list[Topic]:
        return [self.whole, *self.flagged, *self.others]

    def topic(self, code: str) -> Topic | None:
        return next((each for each in self.topics if each.code == code), None)


def discussed_panel(assessment: Assessment, reader: User) -> Panel | None:
    """The last panel of the file, once its discussion was opened and if the reader may follow it. Those of earlier
    rounds spoke of answers that the department has changed since."""
    panels = Panel.objects.discussed_before(reader).filter(assessment=assessment)
    panel = panels.exclude(assessment__panels__round__gt=F("round")).first()
    if panel is not None:
        panel.assessment = assessment
    return panel


def discussion_of(panel: Panel, reader: User) -> Discussion:
    """Topics keep their order while judgements change: flagged is what was flagged when the scores were opened."""
    assessment = panel.assessment
    board = questionnaire(assessment)
    leads = reader.has_perm("panels.moderate_panel", panel)
    voices = _voices(panel, reader)
    remarks = _remarks(panel, reader)
    first, now = _results(board, voices)
    topics = [
        Topic(
            code=code,
            card=card,
            remarks=remarks[code],
            first=first.by_code[code],
            now=now.by_code[code],
            voices=tuple(voices[code]),
        )
        for section in board.sections
        for card in section.cards
        if (code := card.indicator.code) in first.by_code
    ]
    own = (voice.score.seat for spoken in voices.values() for voice in spoken if voice.own)
    return Discussion(
        assessment=assessment,
        panel=panel,
        seat=next(own, None),
        leads=leads,
        whole=Topic(WHOLE, remarks[WHOLE]),
        flagged=[topic for topic in topics if topic.flagged],
        others=[topic for topic in topics if not topic.flagged],
        fragile=_is_fragile(panel),
    )


def _voices(panel: Panel, reader: User) -> dict[str, list[Voice]]:
    found: dict[str, list[Voice]] = defaultdict(list)
    scores = Score.objects.visible_to(reader).filter(seat__panel=panel, seat__left_at=None)
    for score in scores.select_related("seat", "indicator", "revision").order_by("seat__mark"):
        found[score.indicator.code].append(Voice(score, own=score.seat.expert_id == reader.pk))
    return found


def _remarks(panel: Panel, reader: User) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = defaultdict(list)
    for each in Remark.objects.visible_to(reader).filter(panel=panel).select_related("seat", "indicator"):
        found[each.indicator.code if each.indicator else WHOLE].append(each)
    return found


def _is_fragile(panel: Panel) -> bool:
    """Whether another reading of the sealed scores would change the conclusion, as was found when they were opened."""
    stored = PanelFigures.objects.filter(panel=panel, phase=Phase.FIRST).first()
    return stored is not None and stored.robustness["fragile"]


def _results(board: Questionnaire, voices: dict[str, list[Voice]]) -> tuple[Resolution, Resolution]:
    """As sealed, and with the second judgements; asks the database nothing."""
    sealed = {code: tuple(voice.score.rating for voice in spoken) for code, spoken in voices.items()}
    held = {code: tuple(voice.rating for voice in spoken) for code, spoken in voices.items()}
    answers = [card.answer for section in board.sections for card in section.cards]
    findings = [card.finding for card in board.groups]
    first = figures(board.assessment, answers=answers, findings=findings, ratings=sealed)
    now = figures(board.assessment, answers=answers, findings=findings, ratings=held, first=sealed)
    return first, now
