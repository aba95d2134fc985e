"""A canary in every internal and personal text of the database: none sings in the record, or on a public page.

Each text column of the rooms is internal, public or a code. Who adds one has to say which.
"""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from accounts.models import User
from ledger.canonical import canonical_json
from reports import child_pdf, pdf
from reports.operations import freeze
from reports.preparing import withhold
from reports.record import build_record
from tests import factories
from tests.reports.conftest import release
from tests.reports.test_allow_list import told
from tests.reports.test_preparing import version_of
from workflows.enums import Action, Stage
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
    "notices.Notice": "title title_en text text_en",
    "plans.PlanItem": "title title_en summary reason",
    "assessments.Assessment": "contractors",
    "assessments.Assignment": "note",
    "assessments.Proposal": "source",
    "assessments.Return": "note",
    "assessments.ReturnedItem": "note",
    "panels.Seat": "relation ruling_reason salt",
    "panels.Score": "reason suggestion reference",
    "panels.Revision": "reason",
    "panels.Remark": "text",
    "panels.Expert": "title title_en employer employer_en district",
    "panels.Draw": "seed method",
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
    "ledger.Job": "error",
}
# What a report, the register or the follow-up beside it tells.
PUBLIC = {
    "accounts.Organisation": "name name_en",
    "assessments.Assessment": "title title_en summary summary_en trigger",
    "assessments.Screening": "grounds",
    "assessments.Answer": "facts mitigation reason reference",
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
    "committees.Review": "summary",
    "reports.ChildText": "decided said changes stays",
    "reports.Publication": "record title title_en area_name area_name_en search proof",
    "reports.Retraction": "reason",
    "indicators.IndicatorSet": "name name_en",
    "indicators.Aspect": "name name_en",
    "indicators.Indicator": "name name_en question question_en evidence evidence_en",
}
# Codes, hashes and keys: no words. The original of what is withheld is looked for by its own words.
CODES = {
    "accounts.User": "password",
    "accounts.Organisation": "code",
    "notices.Notice": "key url",
    "plans.PlanItem": "matter_class",
    "assessments.Assessment": "code matter_class depth gate",
    "assessments.Screening": "depth",
    "assessments.Answer": "rating residual",
    "assessments.GroupFinding": "group rating",
    "assessments.Evidence": "content_type sha256",
    "assessments.ChildCount": "age group",
    "assessments.ReturnedItem": "code",
    "panels.Seat": "commitment",
    "panels.Score": "rating",
    "panels.Revision": "rating",
    "committees.Meeting": "quorum majority",
    "committees.Fulfilment": "sha256",
    "workflows.CaseSummary": "code set_code depth waits_for outcome order",
    "reports.Redaction": "place original",
    "reports.Publication": "record_hash code area signature key",
    "reports.Edition": "sha256 suffix",
    "reports.WordTemplate": "sha256",
    "ledger.Event": "name subject previous hash",
    "ledger.ChainHead": "hash",
    "ledger.Job": "kind key",
    "indicators.IndicatorSet": "code edition content_hash",
    "indicators.Aspect": "code",
    "indicators.Indicator": "code",
}


def text_columns():
    """Every column that holds words of somebody's choice."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            for field in model._meta.fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield f"{model._meta.label}.{field.name}"


def columns(classes):
    return [f"{label}.{name}" for label, names in classes.items() for name in names.split()]


def test_every_text_column_is_internal_public_or_a_code():
    assert sorted(text_columns()) == sorted(columns(INTERNAL) + columns(PUBLIC) + columns(CODES))


def plant():
    """A canary in every internal column of every row, of its own where a column wants that; the tables that had any."""
    planted, system = set(), User.objects.system()
    for label, names in INTERNAL.items():
        model = apps.get_model(label)
        for row in model._default_manager.exclude(pk=system.pk if label == "accounts.User" else None):
            planted.add(label)
            values = dict.fromkeys(names.split(), f"{CANARY}{row.pk}")
            longest = {name: model._meta.get_field(name).max_length for name in values}
            cut = {name: value[: longest[name] or None] for name, value in values.items()}
            model._default_manager.filter(pk=row.pk).update(**cut)
    return planted


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
    factories.prepare(told, city)
    assert {"panels.Seat", "panels.Score", "panels.Remark", "panels.Revision", "committees.Ballot"} <= plant()
    return Case.objects.get(pk=told.pk)


def test_no_canary_sings_in_the_record(planted):
    record = canonical_json(build_record(planted))
    assert [word for word in (CANARY, "增设护栏", "不公开的说明") if word in record] == []


def test_no_canary_sings_on_a_public_page_or_in_an_edition(planted, city, as_user):
    case = factories.move(planted, Action.ISSUE, city.office)
    publication = release(freeze(assessment=case.assessment, actor=User.objects.system()))
    assert Case.objects.get().state == Stage.ISSUING
    code = publication.assessment.code
    places = [
        reverse("reports:register"),
        reverse("reports:verify_code", args=[publication.code]),
        *(
            reverse(f"reports:{name}", args=[code])
            for name in ("show_report", "show_children", "show_record")
        ),
    ]
    seen = {place: as_user().get(place).content.decode() for place in places}
    seen |= {"paper": pdf.page_of(publication), "sheets": child_pdf.page_of(publication)}
    assert [place for place, text in seen.items() if CANARY in text or "增设护栏" in text] == []
    assert [place for place, text in seen.items() if not text] == []
