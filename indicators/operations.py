"""Loading an edition: the only writer of indicator sets."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.checking import check_set
from indicators.models import Aspect, Indicator, IndicatorSet
from indicators.schema import SetFile
from ledger import operations as ledger
from ledger.canonical import canonical_json, sha256
from ledger.errors import Refused


@transaction.atomic
def load_set(*, raw: bytes, file: str, actor: User) -> IndicatorSet:
    """Load the set in a file's bytes; `file` is the name its problems are reported under.

    The file is checked as a whole before anything is written: `InvalidFile` lists all that is wrong. A loaded
    edition stands: the same content again returns it unchanged, other content is refused.
    """
    checked = check_set(raw, file=file)
    content = checked.model_dump(mode="json", exclude_defaults=True)
    content_hash = sha256(canonical_json(content))
    loaded, is_new = IndicatorSet.objects.get_or_create(
        code=checked.code,
        edition=checked.edition,
        defaults={
            "name": checked.name.zh,
            "name_en": checked.name.en,
            "content": content,
            "content_hash": content_hash,
        },
    )
    if loaded.content_hash != content_hash:
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
            data={"content_hash": content_hash, "indicators": loaded.indicators.count()},
        )
    return loaded


def _write_rows(loaded: IndicatorSet, checked: SetFile) -> None:
    aspects = Aspect.objects.bulk_create(
        Aspect(
            indicator_set=loaded,
            code=aspect.code,
            position=position,
            name=aspect.name.zh,
            name_en=aspect.name.en,
        )
        for position, aspect in enumerate(checked.aspects, start=1)
    )
    written = [
        (aspect, text)
        for aspect, part in zip(aspects, checked.aspects, strict=True)
        for text in part.indicators
    ]
    Indicator.objects.bulk_create(
        Indicator(
            indicator_set=loaded,
            aspect=aspect,
            code=text.code,
            position=position,
            name=text.name.zh,
            name_en=text.name.en,
            question=text.question.zh,
            question_en=text.question.en,
            evidence=text.evidence.zh,
            evidence_en=text.evidence.en,
            crc_articles=text.crc,
            groups=text.groups,
            red_line=text.red_line,
        )
        for position, (aspect, text) in enumerate(written, start=1)
    )
