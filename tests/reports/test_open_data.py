"""The register for machines: what is in it, that it keeps to its schema, and that a spreadsheet computes none of it."""

import csv
import json
import re
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from reports import open_data
from reports.models import Publication
from reports.open_data import FIELDS, FORMULA
from reports.retracting import retract_report
from tests.committees.following import day, publish
from tests.factories import make_case, make_set, obligation
from tests.reports.publishing import release
from tests.reports.test_register import copies_of, released

JSON, CSV = "/register/data/register.json", "/register/data/register.csv"
TYPES = {"string": str, "integer": int, "boolean": bool, "null": type(None), "array": list, "object": dict}
FORMATS = {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d",
    "uri": r"https?://[^\s]+",
}


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def entries(browser):
    return json.loads(body(browser.get(JSON)))["reports"]


def lines(browser):
    return list(csv.DictReader(StringIO(body(browser.get(CSV)).removeprefix("\ufeff"))))


def faults(value, schema, where="$"):
    """As much of JSON Schema as ours uses."""
    if "const" in schema:
        return [] if value == schema["const"] else [where]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if type(value) not in [TYPES[kind] for kind in kinds]:
        return [f"{where}: {value!r}"]
    found = []
    if isinstance(value, str):
        pattern = schema.get("pattern") or FORMATS.get(schema.get("format", ""), "(?s).*")
        found += [] if re.fullmatch(pattern.strip("^$"), value) else [f"{where}: {value!r}"]
        found += [] if value in schema.get("enum", [value]) else [f"{where}: {value!r}"]
    if isinstance(value, dict):
        found += [f"{where} has {key}" for key in value.keys() - schema["properties"].keys()]
        found += [f"{where} lacks {key}" for key in set(schema["required"]) - value.keys()]
        for key in value.keys() & schema["properties"].keys():
            found += faults(value[key], schema["properties"][key], f"{where}.{key}")
    if isinstance(value, list):
        for number, each in enumerate(value):
            found += faults(each, schema["items"], f"{where}[{number}]")
    return found


def test_the_json_keeps_to_the_schema_that_is_served_beside_it(published, city, client):
    copies_of(published, 1)
    retract_report(publication=Publication.objects.earliest("pk"), reason="有误。", actor=city.office)
    answer = client.get("/register/data/schema.json")
    schema = json.loads(answer.content)
    assert answer["Content-Type"] == "application/schema+json; charset=utf-8"
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert faults(json.loads(body(client.get(JSON))), schema) == []


def test_an_empty_register_is_valid_too(db, client):
    assert faults(json.loads(body(client.get(JSON))), open_data.schema()) == []
    assert lines(client) == []


@pytest.mark.parametrize(
    "change", [{"code": 1}, {"published": "yesterday"}, {"outcome": "x"}, {"record_sha256": "z"}]
)
def test_the_schema_refuses_what_is_no_such_report(published, client, change):
    whole = json.loads(body(client.get(JSON)))
    whole["reports"][0] |= change
    assert len(faults(whole, open_data.schema())) == 1


def test_an_entry_says_what_the_page_says(published, client, settings):
    (entry,) = entries(client)
    page = settings.SITE_URL + published.get_absolute_url()
    assert entry["code"] == published.assessment.code
    assert (entry["title"], entry["outcome"], entry["area_code"]) == ("示例事项", "approve", "M1")
    assert entry["concluded"] == timezone.localdate().isoformat()
    assert (entry["record_sha256"], entry["page"]) == (published.record_hash, page)
    assert [read(client, entry[name]) for name in ("page", "record", "pdf")] == [200, 200, 200]


def read(client, address):
    """To the end, so that a file is closed."""
    response = client.get(address)
    b"".join(response) if response.streaming else response.content
    return response.status_code


def test_conditions_are_counted_as_they_stand_today(city, client):
    case = publish(make_case(city, make_set()), city, *(obligation(f"条件{name}。") for name in "甲乙丙"))
    released(case, city)
    conditions = case.meeting.decision.conditions
    conditions.filter(position=1).update(state="met", met_on=day(0))
    conditions.filter(position=2).update(due=day(-1))
    (entry,) = entries(client)
    assert [entry[f"conditions_{name}"] for name in ("met", "open", "overdue")] == [1, 1, 1]


def test_of_a_report_that_was_taken_back_the_traces_remain(published, city, client):
    retract_report(publication=published, reason="有误。", actor=city.office)
    (entry,) = entries(client)
    assert (entry["retracted_why"], entry["record"], entry["pdf"]) == ("有误。", None, None)
    assert entry["retracted"] is not None


def test_the_csv_has_the_same_in_columns(published, client):
    (entry,), (line,) = entries(client), lines(client)
    assert line == {name: _written(value) for name, value in entry.items()}
    assert body(client.get(CSV)).startswith("\ufeffcode,title,")


def _written(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    "title",
    ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u00a0=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "\t=1"],
)
def test_a_spreadsheet_computes_nothing_that_somebody_wrote(published, client, title):
    Publication.objects.update(title=title)
    (line,) = lines(client)
    assert (line["title"], line["title"].lstrip().startswith(FORMULA)) == (f"'{title}", False)


def test_commas_quotes_and_lines_stay_in_their_cell(published, client):
    title = 'a,"b"\nc；“d”'
    Publication.objects.update(title=title)
    assert [line["title"] for line in lines(client)] == [title]


def test_however_many_reports_two_questions_do_for_five_hundred(
    published, client, count_queries, monkeypatch
):
    monkeypatch.setattr(open_data, "CHUNK", 4)
    copies_of(published, 9)
    assert count_queries(lambda: len(entries(client))) == 1 + 3
    assert [entry["code"] for entry in entries(client)] == [
        row.assessment.code for row in Publication.objects.order_by("-published_at", "-id")
    ]


@pytest.mark.parametrize("address", [JSON, CSV])
def test_who_has_todays_version_already_gets_nothing(published, client, address, count_queries):
    first = client.get(address)
    body(first)

    def again():
        answer = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (answer.status_code, answer.content) == (304, b"")

    assert count_queries(again) == 0


def test_there_is_no_other_form(published, client):
    assert client.get("/register/data/register.xml").status_code == 404
    assert client.get("/register/feed.xml").status_code == 404


def test_the_page_explains_every_field(db, as_user):
    said = as_user().get("/register/data/").content.decode()
    assert [field.name for field in FIELDS if f"<code>{field.name}</code>" not in said] == []
    for name, form in (("data", "json"), ("data", "csv"), ("feed", "atom"), ("feed", "rss")):
        assert reverse(f"reports:{name}", args=[form]) in said


def test_nothing_unpublished_is_in_it(frozen, client):
    assert entries(client) == []
    release(frozen)
    assert len(entries(client)) == 1
