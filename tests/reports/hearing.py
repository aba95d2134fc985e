"""Children's part of a case as it stands when it is published: a session, a theme, remarks that may be quoted."""

from datetime import date

from django.utils import timezone

from participation.enums import Quality
from participation.models import Attendance, Remark, Session, Theme
from tests.kept import kept

QUOTE = "我们想到操场上跑一跑"
OTHER_QUOTE = "教室里太闷了"


@kept
def hear(case, city, quotes=(QUOTE, OTHER_QUOTE), **others):
    """Remarks in the order of the quotes; others say nothing that is quoted."""
    facts = {
        "link": "needs",
        "held_on": date(2026, 9, 9),
        "place": "school",
        "method": "talk",
        "facilitator": "teacher",
    }
    agreed = ("guardian_consent", "child_assent", "may_use", "may_quote", "may_publish")
    quality = {each.value: {"verdict": "yes", "note": ""} for each in Quality}
    session = Session.objects.create(
        assessment=case.assessment,
        number=1,
        quality=quality,
        created_by=city.drafter,
        **dict.fromkeys(agreed, True) | facts | others,
    )
    Attendance.objects.create(session=session, number=12)
    theme = Theme.objects.create(
        assessment=case.assessment,
        number=1,
        said="课间想到操场上去。",
        uptake="adopted",
        reason="课间大家都可以去操场。",
        complete=True,
    )
    texts = [*quotes, *[""] * 5]
    return [
        Remark.objects.create(session=session, number=number, theme=theme, text="原话", quote=quote)
        for number, quote in enumerate(texts, start=1)
    ]


def take_back(remark):
    """As the office does it at a child's word."""
    Remark.objects.filter(pk=remark.pk).update(text="", quote="", taken_back_at=timezone.now())
