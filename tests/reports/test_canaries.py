"""A canary in every internal and personal text of the database: none sings in the record, on a public page, or in a
file.

Which columns those are the data map says: everything in it that is not public, and codes aside. A new column has a
class, or nothing can be built (`tests/privacy/test_data_map.py`).
"""

from datetime import date
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.models import User
from ledger.canonical import canonical_json
from participation.models import Comment, PublicNotice
from privacy.data_map import PROTECTED, Class, classes
from reports.models import Publication
from reports.preparing import withhold
from reports.record import build_record
from tests import factories
from tests.reports.surfaces import everything_public, publish
from tests.reports.test_allow_list import CANARY as SAID_ON_THE_WAY
from tests.reports.test_allow_list import told
from tests.reports.test_preparing import version_of
from workflows.enums import Action
from workflows.models import Case

__all__ = ["told"]
CANARY = "黄雀在此"
ROOMS = [
    "accounts",
    "notices",
    "indicators",
    "plans",
    "assessments",
    "panels",
    "committees",
    "participation",
    "privacy",
    "workflows",
    "reports",
    "ledger",
]
WORDS = models.CharField | models.TextField | models.JSONField | models.FileField | models.BinaryField
# Inside, and no words: codes, hashes, keys and figures, which what reads them would not recognise any more. The
# original of what is withheld is looked for by its own words; what events tell is written once, and looked for by
# what was said on the way.
CODES = {
    "assessments.ReturnedItem": "code",
    "committees.Fulfilment": "sha256",
    "committees.Meeting": "barred",
    "ledger.Event": "name subject data",
    "ledger.Job": "kind key",
    "notices.Notice": "key url",
    "panels.Revision": "rating",
    "panels.Score": "rating",
    "participation.Attendance": "age group",
    "participation.Collection": "questions",
    "participation.Remark": "question",
    "participation.Session": "quality",
    "participation.Sheet": "faces",
    "plans.PlanItem": "matter_class",
    "privacy.Erasure": "rule subject keys_hash",
    "privacy.SensitiveReading": "subject what",
    "reports.Redaction": "place original",
    "reports.WordTemplate": "sha256",
    "workflows.CaseSummary": "code set_code depth waits_for outcome order",
}
# The one column of minors' words from which the public reads: words that somebody has chosen, where the children have
# agreed to that. Where they have not, it has a canary like the others.
QUOTES = "participation.Remark.quote"


def columns_with_words():
    """Every column that holds words of somebody's choice and may not be public, by its class in the data map."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                kind = classes()[model._meta.label][field.name]
                if isinstance(field, WORDS) and not field.choices and kind != Class.PUBLIC:
                    yield f"{model._meta.label}.{field.name}", kind


def coded():
    return [f"{label}.{name}" for label, names in CODES.items() for name in names.split()]


def planted_columns():
    """By the label of a table, its columns with a canary."""
    found = {}
    for column, _kind in columns_with_words():
        label, _dot, name = column.rpartition(".")
        if column not in coded():
            found.setdefault(label, []).append(name)
    return found


def test_no_code_is_of_minors_or_personal_but_for_answers_that_are_faces():
    kinds = dict(columns_with_words())
    assert [name for name in coded() if name not in kinds] == []
    exempt = [name for name in coded() if kinds[name] in PROTECTED]
    assert exempt == ["committees.Meeting.barred", "participation.Sheet.faces", "reports.Redaction.original"]


def test_what_minors_said_has_a_canary():
    planted = [f"{label}.{name}" for label, names in planted_columns().items() for name in names]
    assert {"participation.Remark.text", QUOTES, "participation.Comment.text"} <= set(planted)
    assert {f"participation.Concern.{name}" for name in ("text", "context", "note", "case")} <= set(planted)
    assert {"accounts.User.name", "panels.Seat.salt", "participation.Collection.token"} <= set(planted)


WITHOUT = {"reports.WordTemplate"}  # with a row, its file would be asked for


def plant():
    """A canary in every internal column of every row, of its own where a column wants that. Tables without a row get
    one."""
    system = User.objects.system()
    for label, names in planted_columns().items():
        model = apps.get_model(label)
        if comes_later(model):
            continue
        rows = model._default_manager.exclude(pk=system.pk if label == "accounts.User" else None)
        for row in list(rows) or ([] if label in WITHOUT else [grown(model)]):
            fields = [model._meta.get_field(name) for name in names]
            values = {field.name: canary(field, row) for field in fields if not may_be_quoted(row, field)}
            model._default_manager.filter(pk=row.pk).update(**values)


def comes_later(model):
    """What hangs on a publication, while there is none."""
    hangs = any(field.related_model is Publication for field in model._meta.fields)
    return hangs and not Publication.objects.exists()


def may_be_quoted(row, field):
    return str(field) == QUOTES and row.session.may_quote and row.session.may_publish


def canary(field, row):
    if isinstance(field, models.JSONField):
        held = getattr(row, field.name)
        return held | {CANARY: CANARY} if isinstance(held, dict) else [*held, CANARY]
    return f"{CANARY}{row.pk}"[: field.max_length or None]


def grown(model):
    """A row of this table, beside what there is."""
    values = {}
    for field in model._meta.fields:
        if field.null or field.has_default() or field.primary_key or field.empty_strings_allowed:
            continue
        values[field.name] = seed(field)
    return model._default_manager.create(**values)


def seed(field):
    if field.is_relation:
        return field.related_model._default_manager.first() or grown(field.related_model)
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    return date(2026, 12, 1) if isinstance(field, models.DateField) else 1


@pytest.fixture
def planted(told, city):
    """Everything that can be written was written, one passage is withheld, and somebody else signed."""
    withhold(
        assessment=told.assessment,
        version=version_of(told),
        words="增设护栏",
        ground="business",
        note="不公开的说明",
        actor=city.office,
    )
    plant()
    factories.prepare(told, city)
    return Case.objects.get(pk=told.pk)


SUNG = (CANARY, SAID_ON_THE_WAY, "增设护栏", "不公开的说明")


def test_no_canary_sings_in_the_record(planted):
    record = canonical_json(build_record(planted))
    assert [word for word in SUNG if word in record] == []


def test_no_canary_sings_on_a_public_page_or_in_an_edition(planted, city):
    publication = publish(factories.move(planted, Action.ISSUE, city.office))
    plant()  # what the follow-up begins with
    Comment.objects.create(
        notice=PublicNotice.objects.get(), text="我也说一句", received_on=date(2026, 12, 1)
    )
    everything = everything_public(publication).items()
    # behind its receipt a comment is read by whoever wrote it: the one with a canary in both is left out
    seen = {place: text for place, text in everything if quote(CANARY) not in place}
    assert [(place, word) for place, text in seen.items() for word in SUNG if word in text] == []
    assert [place for place, text in seen.items() if not text] == []
    assert len(seen) > 40
    walked = [place for place in seen if "/consultations/" in place or "/absences/" in place]
    behind_its_receipt = [place for place in walked if "/comment/" in place]
    assert (len(walked), len(behind_its_receipt)) == (8, 2)
    assert [place for place in walked if "我也说一句" in seen[place]] == behind_its_receipt
