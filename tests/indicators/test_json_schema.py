"""The format as a JSON Schema: kept in docs/, served to everybody, and in agreement with the check."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.json_schema import DIALECT, ID, schema, schema_text
from indicators.reading import read
from tests.indicators.files import FIXTURES, SHIPPED, SMALL, spoilt

KEPT = Path(__file__).parents[2] / "docs" / "indicator-set.schema.json"
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
REFUSED = {
    "unknown key": spoilt("crc: [28]", "crc: [28]\n        wieght: 2"),
    "missing key": spoilt("  status: own\n", ""),
    "number for text": spoilt('edition: "1"', "edition: 1"),
    "code of small letters": spoilt("- code: A2", "- code: a2"),
    "unknown status": spoilt("status: own", "status: real"),
    "unknown stage": spoilt("kind: office_check", "kind: peer_review"),
    "article that does not exist": spoilt("[6, 18]", "[6, 55]"),
    "quorum as a decimal": spoilt("quorum: 2/3", "quorum: 0.67"),
    "days of another stage": spoilt("days: 5}", "days: 5, experts: 2}"),
    "long name": spoilt("小指标集", "长" * 81),
    "no text": spoilt("{zh: 小指标集, en: Small set}", "{}"),
}


def fits(value, rule):
    """Whether a value satisfies a schema, as far as the schema of sets goes."""
    if "$ref" in rule and not fits(value, schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")]):
        return False
    choices = [fits(value, each) for each in rule.get("anyOf", [])]
    kinds = [fits(value, each) for each in rule.get("oneOf", [])]
    if (choices and not any(choices)) or (kinds and sum(kinds) != 1):
        return False
    if "enum" in rule and value not in rule["enum"]:
        return False
    if "const" in rule and value != rule["const"]:
        return False
    expected = TYPES.get(rule.get("type", ""), object)
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        return False
    return {dict: _object_fits, list: _list_fits, str: _text_fits, int: _number_fits}.get(
        expected, lambda *_: True
    )(value, rule)


def _object_fits(value, rule):
    known = rule.get("properties", {})
    return (
        set(rule.get("required", ())) <= value.keys() <= known.keys()
        and len(value) >= rule.get("minProperties", 0)
        and all(fits(each, known[key]) for key, each in value.items())
    )


def _list_fits(value, rule):
    within = rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value))
    return within and all(fits(each, rule["items"]) for each in value)


def _text_fits(value, rule):
    within = rule.get("minLength", 0) <= len(value) <= rule.get("maxLength", len(value))
    return within and re.search(rule.get("pattern", ""), value) is not None


def _number_fits(value, rule):
    return rule.get("minimum", value) <= value <= rule.get("maximum", value)


def test_docs_keep_the_schema_of_the_models():
    """`./tongping manage print_schema > docs/indicator-set.schema.json` brings it up to date."""
    assert KEPT.read_text(encoding="utf-8") == schema_text()


def test_the_command_prints_it():
    printed = StringIO()
    call_command("print_schema", stdout=printed)
    assert printed.getvalue() == schema_text()


def test_it_says_which_dialect_it_is_written_in():
    assert (schema()["$schema"], schema()["$id"]) == (DIALECT, ID)


@pytest.mark.parametrize("model", ["SetFile", *schema()["$defs"]])
def test_every_key_is_described(model):
    definition = schema() if model == "SetFile" else schema()["$defs"][model]
    assert definition["title"]
    assert [key for key, each in definition["properties"].items() if not each["description"]] == []


@pytest.mark.parametrize("name", [*SHIPPED, "editions/quzhou_25_2026-01.yaml"])
def test_the_sets_that_are_shipped_satisfy_it(name):
    assert fits(read((FIXTURES / name).read_bytes()).data, schema())


def test_a_small_set_satisfies_it():
    assert fits(read(SMALL.encode()).data, schema())


@pytest.mark.parametrize("case", REFUSED)
def test_what_the_check_refuses_in_one_place_does_not(case):
    assert not fits(read(REFUSED[case]).data, schema())


def test_everybody_may_read_it_and_keep_it_for_an_hour(client, db):
    address = reverse("indicators:show_schema")
    page = client.get(address)
    assert address == "/sets/schema.json"
    assert json.loads(page.content) == schema()
    assert page["content-type"] == "application/schema+json"
    assert page["cache-control"] == "public, max-age=3600"
    assert client.get(address, headers={"if-none-match": page["etag"]}).status_code == 304
    assert client.post(address).status_code == 405


def test_editors_are_pointed_to_it():
    for name in SHIPPED:
        first = (FIXTURES / name).read_text(encoding="utf-8").splitlines()[0]
        target = (FIXTURES / name).parent / first.removeprefix("# yaml-language-server: $schema=")
        assert target.resolve() == KEPT
