"""Rows of children's part, as they stand after the operations that write them."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from assessments.enums import Link
from participation.enums import Facilitator, Handling, Method, PlaceType
from participation.models import Collection, Comment, Concern, PublicNotice, Remark, Session, Sheet
from reports.models import Publication

WORDS = "我们想要一个有树荫的操场"


def noon(day):
    """Of this day in China."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def session(case, actor, held_on=date(2026, 3, 10), **changes):
    file = case.assessment
    values = {
        "number": file.hearing_sessions.count() + 1,
        "link": Link.NEEDS,
        "held_on": held_on,
        "place": PlaceType.SCHOOL,
        "method": Method.TALK,
        "facilitator": Facilitator.TEACHER,
        "created_by": actor,
    }
    return Session.objects.create(assessment=file, **(values | changes))


def remark(session, text=WORDS, **changes):
    return Remark.objects.create(session=session, number=session.remarks.count() + 1, text=text, **changes)


def collection(session, actor, closes_at):
    return Collection.objects.create(
        session=session,
        token=uuid4().hex,
        questions=[],
        promise=timezone.localdate(closes_at),
        opened_by=actor,
        closes_at=closes_at,
    )


def sheet(collection, **changes):
    values = {"collection": collection, "session": collection.session, "key": uuid4(), "faces": {}}
    return Sheet.objects.create(**(values | changes))


def notice(case, closes_on):
    return PublicNotice.objects.create(
        assessment=case.assessment,
        round=1,
        content={},
        opened_on=closes_on - timedelta(days=10),
        closes_on=closes_on,
    )


def comment(notice, text="通道太暗，孩子害怕", **changes):
    return Comment.objects.create(notice=notice, text=text, **changes)


def concern(city, handling=Handling.CLOSED, settled_at=None):
    return Concern.objects.create(
        city=city.place,
        case="QZ-1",
        context="需求环节的一次谈话",
        text="有人打我",
        handling=handling,
        note="已联系",
        updated_at=settled_at,
    )


def published(case, at):
    return Publication.objects.create(
        assessment=case.assessment,
        record="{}",
        record_hash=f"{case.assessment.pk:064}",
        code=f"{case.assessment.pk:012}",
        ledger_position=1,
        title="示例",
        title_en="",
        outcome="approve",
        published_at=at,
    )
