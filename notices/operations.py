"""Telling people."""

from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from notices.enums import NoticeKind
from notices.models import Notice

Line = dict[str, str]


@transaction.atomic
def notify(
    *,
    recipients: Iterable[User],
    kind: NoticeKind,
    key: str,
    title: Callable[[], str],
    text: Callable[[], str] = str,
    lines: Sequence[Line] = (),
    url: str = "",
) -> list[Notice]:
    """Put a notice into each inbox; telling the same person under the same key again changes nothing.

    `title` and `text` are asked for in each language of the site. Whoever may not sign in is not told.
    """
    said = {language: _said(language, title, text) for language in ("zh-hans", "en")}
    told = []
    for person in recipients:
        if not person.is_active:
            continue
        notice, is_new = Notice.objects.get_or_create(
            key=f"{key}:{person.pk}",
            defaults={
                "recipient": person,
                "kind": kind,
                "title": said["zh-hans"][0],
                "title_en": said["en"][0],
                "text": said["zh-hans"][1],
                "text_en": said["en"][1],
                "lines": list(lines),
                "url": url,
            },
        )
        if is_new:
            told.append(notice)
    return told


def _said(language: str, *wordings: Callable[[], str]) -> tuple[str, ...]:
    with override(language):
        return tuple(str(wording()) for wording in wordings)
