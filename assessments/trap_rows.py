"""A file's rows as `traps` looks at them."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from assessments.models import Assessment
from assessments.queries import Card, GroupCard, Questionnaire, authors
from assessments.traps import Kind, Row, Trap, row_traps, stopping, traps

FREE = ("facts", "mitigation", "reason", "reference")


def traps_of(board: Questionnaire) -> list[Trap]:
    """Of the whole file, for whoever hands it in, signs it or checks it; in one query beside the board."""
    assessment = board.assessment
    special = _special(assessment)
    rows = [
        *(_answer_row(card, special) for section in board.sections for card in section.cards),
        *(_group_row(card) for card in board.groups),
    ]
    return [*_signer(assessment), *traps(rows, assessment.indicator_set.scale, today=timezone.localdate())]


def traps_in(card: Card) -> list[Trap]:
    """Of one answer, said as soon as it is saved."""
    row = _answer_row(card, _special(card.answer.assessment))
    return list(row_traps(row, today=timezone.localdate()))


def rows_that_stop(assessment: Assessment) -> list[str]:
    """Codes of the answers and special groups whose texts keep the file from being handed in; in two queries."""
    said = assessment.answers.order_by("indicator__position").values_list("indicator__code", *FREE)
    found = assessment.group_findings.values_list("group", "grounds")
    return stopping({code: texts for code, *texts in (*said, *found)})


def _answer_row(card: Card, special: frozenset[str]) -> Row:
    answer, text = card.answer, card.indicator.text
    return Row(
        code=card.code,
        rating=answer.rating,
        texts=tuple(getattr(answer, name) for name in FREE),
        grounds=answer.reason,
        special=not special.isdisjoint(text.groups),
        reach=answer.reach,
        numbers=answer.numbers,
        dated=tuple(_dated(card)),
    )


def _dated(card: Card) -> Iterator[date]:
    for citation in card.evidence:
        if citation.evidence.dated:
            yield citation.evidence.dated


def _group_row(card: GroupCard) -> Row:
    finding = card.finding
    return Row(card.code, finding.rating, (finding.grounds,), finding.grounds, special=True)


def _special(assessment: Assessment) -> frozenset[str]:
    return frozenset(group.code for group in assessment.indicator_set.special_groups)


def _signer(assessment: Assessment) -> Iterator[Trap]:
    """A head who has written in the file cannot sign it."""
    if not assessment.profile.has("sign_off"):
        return
    unit = assessment.drafting_unit
    heads = User.objects.filter(groups__post__organisation=unit, groups__post__role=Role.HEAD, is_active=True)
    for head in heads.filter(pk__in=authors(assessment)).distinct():
        said = _("%(name)s has written in this file and so cannot sign it; another head must.")
        yield Trap(Kind.SIGNER, "", said % {"name": head})
