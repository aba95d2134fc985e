"""The register as data: one list of fields, from which the JSON, the CSV, their schema and the page that explains them
are made."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from unicodedata import normalize

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committees.followup import Standing
from reports.enums import RESULTS
from reports.queries.register import Question, Row, matching, standings_of

FORMAT = "tongping-register/1"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CHUNK = 500
FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Field:
    """One fact of a report; `schema` is what JSON Schema says of its values."""

    name: str
    schema: dict[str, object]
    about: str | Promise
    value: Callable[[Row], object]


def _url(name: str) -> Callable[[Row], str]:
    return lambda row: settings.SITE_URL + reverse(name, args=[row.publication.assessment.code])


def _unless_retracted(value: Callable[[Row], object]) -> Callable[[Row], object]:
    return lambda row: None if row.publication.is_retracted else value(row)


def _count(standing: Standing) -> Callable[[Row], int]:
    return lambda row: row.standings.get(standing, 0)


TEXT: dict[str, object] = {"type": "string"}
DAY: dict[str, object] = {"type": ["string", "null"], "format": "date"}
MOMENT: dict[str, object] = {"type": "string", "format": "date-time"}
LATER: dict[str, object] = {"type": ["string", "null"], "format": "date-time"}
ADDRESS: dict[str, object] = {"type": ["string", "null"], "format": "uri"}
NUMBER: dict[str, object] = {"type": "integer", "minimum": 0}
HASH: dict[str, object] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}

FIELDS = [
    Field("code", TEXT, _("The case’s number"), lambda row: row.publication.assessment.code),
    Field("title", TEXT, _("Title of the matter, in Chinese"), lambda row: row.publication.title),
    Field(
        "title_en", TEXT, _("Title in English, or once more in Chinese"), lambda row: row.publication.title_en
    ),
    Field("city", TEXT, _("City"), lambda row: row.publication.assessment.drafting_unit.city.name),
    Field(
        "city_code",
        TEXT,
        _("The city’s code"),
        lambda row: row.publication.assessment.drafting_unit.city.code,
    ),
    Field("unit", TEXT, _("Drafting unit"), lambda row: row.publication.assessment.drafting_unit.name),
    Field("unit_code", TEXT, _("The unit’s code"), lambda row: row.publication.assessment.drafting_unit.code),
    Field(
        "area",
        TEXT,
        _("Class of the matter, as the city’s indicator set names it"),
        lambda row: row.publication.area_name,
    ),
    Field("area_code", TEXT, _("The class’s code"), lambda row: row.publication.area),
    Field(
        "outcome",
        {"type": "string", "enum": [str(code) for code, _label in RESULTS]},
        _("How the case ended"),
        lambda row: row.publication.outcome,
    ),
    Field(
        "concluded",
        DAY,
        _("Day of the decision, or of the signature that ended the case"),
        lambda row: row.publication.concluded,
    ),
    Field("published", MOMENT, _("When the report was published"), lambda row: row.publication.published_at),
    Field(
        "conditions_met", NUMBER, _("Conditions of the decision that are met, today"), _count(Standing.MET)
    ),
    Field(
        "conditions_open", NUMBER, _("Conditions not yet met and not yet due, today"), _count(Standing.OPEN)
    ),
    Field(
        "conditions_overdue",
        NUMBER,
        _("Conditions past their day and not met, today"),
        _count(Standing.OVERDUE),
    ),
    Field(
        "reissued",
        LATER,
        _(
            "When the record took the place of an earlier one, because words were taken back; empty where it did not"
        ),
        lambda row: row.publication.reissued_at,
    ),
    Field(
        "retracted",
        LATER,
        _("When the report was taken back; empty where it stands"),
        lambda row: row.publication.retraction.retracted_at if row.publication.is_retracted else None,
    ),
    Field(
        "retracted_why",
        TEXT,
        _("Why it was taken back"),
        lambda row: row.publication.retraction.reason if row.publication.is_retracted else "",
    ),
    Field(
        "sample",
        {"type": "boolean"},
        _("Whether everything in it is made up for demonstration"),
        lambda row: row.publication.assessment.illustrative,
    ),
    Field(
        "verification_code",
        TEXT,
        _("The code printed on the report"),
        lambda row: row.publication.spaced_code,
    ),
    Field("record_sha256", HASH, _("SHA-256 of the frozen record"), lambda row: row.publication.record_hash),
    Field(
        "ledger_position",
        NUMBER,
        _("Where the ledger holds that hash"),
        lambda row: row.publication.ledger_position,
    ),
    Field("page", ADDRESS, _("The report’s page"), _url("reports:show_report")),
    Field(
        "record",
        ADDRESS,
        _("The frozen record as JSON, with every answer, figure and step; empty where it was taken back"),
        _unless_retracted(_url("reports:show_record")),
    ),
    Field(
        "pdf",
        ADDRESS,
        _("The report as PDF; empty where it was taken back"),
        _unless_retracted(_url("reports:download_pdf")),
    ),
]


def rows() -> Iterator[Row]:
    """Every report, newest first, in bites: however many there are, two questions for five hundred."""
    today = timezone.localdate()
    found = matching(Question(), today).iterator(chunk_size=CHUNK)
    while bite := list(islice(found, CHUNK)):
        standings = standings_of(bite, today)
        yield from (Row(each, standings[each.assessment_id]) for each in bite)


def as_json(found: Iterable[Row]) -> Iterator[str]:
    """One report a line."""
    head: dict[str, object] = {"format": FORMAT, "schema": settings.SITE_URL + reverse("reports:data_schema")}
    head |= {"site": settings.SITE_URL, "as_of": timezone.localdate().isoformat()}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "reports": ['
    for number, row in enumerate(found):
        entry = {field.name: _plain(field.value(row)) for field in FIELDS}
        yield (",\n" if number else "\n") + json.dumps(entry, ensure_ascii=False)
    yield "\n]}\n"


def as_csv(found: Iterable[Row]) -> Iterator[str]:
    """For spreadsheets: it begins with a mark by which they know the encoding, and has nothing that they compute."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([field.name for field in FIELDS])
    for row in found:
        yield writer.writerow([_cell(_plain(field.value(row))) for field in FIELDS])


def schema() -> dict[str, Any]:
    """Of the JSON."""
    facts = {field.name: field.schema | {"description": str(field.about)} for field in FIELDS}
    report = {
        "type": "object",
        "properties": facts,
        "required": list(facts),
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "$id": settings.SITE_URL + reverse("reports:data_schema"),
        "title": FORMAT,
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "schema": {"type": "string", "format": "uri"},
            "site": {"type": "string", "format": "uri"},
            "as_of": {"type": "string", "format": "date"},
            "reports": {"type": "array", "items": report},
        },
        "required": ["format", "schema", "site", "as_of", "reports"],
        "additionalProperties": False,
    }


class _Echo:
    """What `csv` writes into, and gets back."""

    def write(self, line: str) -> str:
        return line


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and normalize("NFKC", value).lstrip().startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
