"""Links that tests open, and sheets that telephones send."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from participation.enums import Facilitator, Method, PlaceType
from participation.operations.collecting import open_collection
from participation.operations.sessions import record_session

AGREED = {"guardian_consent": True, "child_assent": True, "may_use": True}
QUESTIONS = [
    {"kind": "face", "text": "你喜欢这里吗？", "text_en": "Do you like it here?", "pictogram": "play"},
    {"kind": "face", "text": "上学路上呢？", "text_en": "", "pictogram": "road"},
    {"kind": "words", "text": "你有什么愿望？", "text_en": "What do you wish for?", "pictogram": "idea"},
]


def hear(case, city, **changes):
    """A session of today with every consent that words need."""
    content = {
        "link": "needs",
        "held_on": timezone.localdate(),
        "place": PlaceType.SCHOOL,
        "method": Method.QUESTIONNAIRE,
        "facilitator": Facilitator.TEACHER,
    }
    return record_session(assessment=case.assessment, content=content | AGREED | changes, actor=city.drafter)


def open_link(session, actor, **changes):
    promise = timezone.localdate() + timedelta(days=14)
    options = {"questions": QUESTIONS, "minutes": 45, "promise": promise} | changes
    return open_collection(session=session, actor=actor, **options)


def sheet(words="多种树", faces=None, key=None):
    """As a telephone sends it."""
    said = {} if words is None else {"Q3": words}
    return {
        "key": str(key or uuid4()),
        "faces": {"Q1": "5", "Q2": "2"} if faces is None else faces,
        "words": said,
    }
