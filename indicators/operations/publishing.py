"""Publishing an edition: the only writer of indicator sets."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from indicators.checking import check_set
from indicators.localised import Text
from indicators.models import Aspect, Indicator, IndicatorSet
from indicators.schema import SetFile
from ledger import operations as ledger
from ledger.canonical import canonical_json, sha256
from ledger.errors import Refused


@transaction.atomic
def load_set(
    *, raw: bytes, file: str, actor: User, owner: Organisation | None = None, note: str = ""
) -> IndicatorSet:
    """Publish the set in a file's bytes as an edition; `file` is the name its problems are reported under.

    The file is checked as a whole before anything is written: `InvalidFile` lists all that is wrong. A published
    edition stands: the same content again returns it unchanged, other content is refused.
    """
    return publish_edition(checked=check_set(raw, file=file), actor=actor, owner=owner, note=note)


@transaction.atomic
def publish_edition(
    *, checked: SetFile, actor: User, owner: Organisation | None = None, note: str = ""
) -> IndicatorSet:
    """The edition with this content, under its hash. Who may publish is the caller's check. Refused: other content
    stands under this code and edition, or the code belongs to another city."""
    columns = columns_of(checked)
    others = IndicatorSet.objects.filter(code=checked.code).exclude(owner=None)
    if owner is not None and others.exclude(owner=owner).exists():
        raise Refused(_("The code %(code)s belongs to another city’s set.") % {"code": checked.code})
    loaded, is_new = IndicatorSet.objects.get_or_create(
        code=checked.code,
        edition=checked.edition,
        defaults={**columns, "owner": owner, "note": note},
    )
    if loaded.content_hash != columns["content_hash"]:
        raise Refused(
            _("%(set)s is loaded with other content. An edition is immutable: give this file a new edition.")
            % {"set": loaded}
        )
    if is_new:
        _write_rows(loaded, checked)
        ledger.record(
            name="set.loaded",
            subject=f"set:{loaded}",
            actor=actor,
            data={"content_hash": loaded.content_hash, "indicators": len(checked.indicators), "note": note},
        )
    return loaded


def columns_of(checked: SetFile) -> dict[str, Any]:
    """What an edition's row holds of its file."""
    content = checked.content()
    return {
        **_names(checked.name),
        "content": content,
        "content_hash": sha256(canonical_json(content)),
    }


def _write_rows(loaded: IndicatorSet, checked: SetFile) -> None:
    aspects, indicators = rows_of(loaded, checked)
    Aspect.objects.bulk_create(aspects)
    Indicator.objects.bulk_create(indicators)


def rows_of(indicator_set: IndicatorSet, checked: SetFile) -> tuple[list[Aspect], list[Indicator]]:
    """The rows of a set's aspects and indicators, not saved yet: what publishing stores and a preview shows."""
    aspects: list[Aspect] = []
    indicators: list[Indicator] = []
    for position, part in enumerate(checked.aspects, start=1):
        aspect = Aspect(indicator_set=indicator_set, code=part.code, position=position, **_names(part.name))
        aspects.append(aspect)
        for text in part.indicators:
            evidence = text.evidence or Text.model_construct()
            indicators.append(
                Indicator(
                    indicator_set=indicator_set,
                    aspect=aspect,
                    code=text.code,
                    position=len(indicators) + 1,
                    **_names(text.name),
                    question=text.question.zh or text.question.en,
                    question_en=text.question.en,
                    evidence=evidence.zh or evidence.en,
                    evidence_en=evidence.en,
                    crc_articles=text.crc,
                    groups=text.groups,
                    red_line=text.red_line,
                )
            )
    return aspects, indicators


def _names(name: Text) -> dict[str, str]:
    return {"name": name.zh or name.en, "name_en": name.en}
