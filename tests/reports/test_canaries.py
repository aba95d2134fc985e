"""A canary in every internal and personal text of the database: none sings in the record, on a public page, or in a
file.

Each column that can hold words is internal, public or a code. Who adds one has to say which.
"""

from datetime import date

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from accounts.models import User
from ledger.canonical import canonical_json
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
    "workflows",
    "reports",
    "ledger",
]
# People, and what they told one another on the way.
INTERNAL = {
    "accounts.User": "username email name name_en",
    "notices.Notice": "title title_en text text_en lines",
    "plans.PlanItem": "title title_en summary reason",
    "assessments.Assessment": "contractors",
    "assessments.Assignment": "note",
    "assessments.ArchivedAnswer": "content",
    "assessments.OfflineCopy": "content",
    "assessments.Proposal": "source content remarks",
    "assessments.Return": "note",
    "assessments.ReturnedItem": "note read",
    "panels.Seat": "relation ruling_reason salt",
    "panels.Score": "reason suggestion reference",
    "panels.Revision": "reason",
    "panels.Remark": "text",
    "panels.Expert": "title title_en employer employer_en district fields",
    "panels.Draw": "seed method rules candidates drawn",
    "committees.Session": "place",
    "committees.Ballot": "recusal_reason",
    "committees.Speech": "gist",
    "committees.Fulfilment": "text name remark",
    "workflows.CalendarDay": "note",
    "workflows.CaseSummary": "title title_en search stage_name stage_name_en depth_name depth_name_en",
    "reports.Redaction": "note",
    "reports.MissingAssessment": "matter where note answer receipt",
    "reports.WordTemplate": "name",
    "indicators.IndicatorSet": "note",
    "indicators.DraftSet": "data",
    "ledger.Job": "error payload",
}
# What a report, the register or the follow-up beside it tells.
PUBLIC = {
    "accounts.Organisation": "name name_en",
    "assessments.Assessment": "title title_en summary summary_en trigger",
    "assessments.Screening": "grounds answers",
    "assessments.Answer": "facts mitigation reason reference numbers",
    "assessments.GroupFinding": "grounds",
    "assessments.Evidence": "name",
    "assessments.Citation": "page",
    "assessments.ChildCount": "source gap",
    "assessments.ParticipationPlan": "method when whom reason_for_none",
    "panels.Opinion": "text reference reason clause",
    "committees.Ballot": "opinion",
    "committees.Decision": "note deviation",
    "committees.Condition": "text owner proof",
    "committees.FollowUp": "reason",
    "committees.Review": "summary effects",
    "reports.ChildText": "decided said changes stays",
    "reports.Publication": "record title title_en area_name area_name_en search proof",
    "reports.Retraction": "reason",
    "indicators.IndicatorSet": "name name_en content",
    "indicators.Aspect": "name name_en",
    "indicators.Indicator": "name name_en question question_en evidence evidence_en",
}
# Codes, hashes, keys and figures: no words. The original of what is withheld is looked for by its own words; what
# events tell is written once, and looked for by what was said on the way.
CODES = {
    "accounts.User": "password",
    "accounts.Organisation": "code",
    "notices.Notice": "key url",
    "plans.PlanItem": "matter_class",
    "assessments.Assessment": "code matter_class depth gate ages",
    "assessments.Screening": "depth",
    "assessments.Answer": "rating residual groups",
    "assessments.GroupFinding": "group rating",
    "assessments.Evidence": "content_type sha256",
    "assessments.ChildCount": "age group",
    "assessments.ReturnedItem": "code",
    "panels.Seat": "commitment",
    "panels.Score": "rating",
    "panels.Revision": "rating",
    "panels.PanelFigures": "agreement robustness",
    "committees.Meeting": "quorum majority barred",
    "committees.Decision": "tally",
    "committees.Fulfilment": "sha256",
    "workflows.CaseSummary": "code set_code depth waits_for outcome order",
    "reports.Redaction": "place original",
    "reports.Publication": "record_hash code area signature key",
    "reports.Edition": "sha256 suffix",
    "reports.Quotation": "place",
    "reports.Replaced": "record_hash code files",
    "reports.WordTemplate": "sha256",
    "ledger.Event": "name subject data previous hash",
    "ledger.ChainHead": "hash",
    "ledger.Job": "kind key",
    "indicators.IndicatorSet": "code edition content_hash",
    "indicators.Aspect": "code",
    "indicators.Indicator": "code crc_articles groups",
}
WORDS = models.CharField | models.TextField | models.JSONField | models.FileField | models.BinaryField


def columns_with_words():
    """Every column that holds words of somebody's choice."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                if isinstance(field, WORDS) and not field.choices:
                    yield f"{model._meta.label}.{field.name}"


def columns(classes):
    return [f"{label}.{name}" for label, names in classes.items() for name in names.split()]


def test_every_column_with_words_is_internal_public_or_a_code():
    assert sorted(columns_with_words()) == sorted(columns(INTERNAL) + columns(PUBLIC) + columns(CODES))


WITHOUT = {"reports.WordTemplate"}  # with a row, its file would be asked for


def plant():
    """A canary in every internal column of every row, of its own where a column wants that. Tables without a row get
    one."""
    system = User.objects.system()
    for label, names in INTERNAL.items():
        model = apps.get_model(label)
        rows = model._default_manager.exclude(pk=system.pk if label == "accounts.User" else None)
        for row in list(rows) or ([] if label in WITHOUT else [grown(model)]):
            fields = [model._meta.get_field(name) for name in names.split()]
            values = {field.name: canary(field, row) for field in fields}
            model._default_manager.filter(pk=row.pk).update(**values)


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
    seen = everything_public(publication)
    assert [(place, word) for place, text in seen.items() for word in SUNG if word in text] == []
    assert [place for place, text in seen.items() if not text] == []
    assert len(seen) > 40
