"""docs/indicator-sets.md keeps its word: what it shows can be loaded, and it shows everything."""

import re
from pathlib import Path

import pytest

from indicators.checking import check_set
from indicators.exchange import exported
from indicators.json_schema import schema
from indicators.profile import KINDS
from indicators.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, read
from tests.indicators.files import SHIPPED, problems_of, spoilt

TEXT = (Path(__file__).parents[2] / "docs" / "indicator-sets.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
WHOLE = [each for each in EXAMPLES if each.startswith("code:")]
PARTS = [each for each in EXAMPLES if not each.startswith("code:")]


def test_the_whole_sets_are_good():
    first, second = (check_set(each.encode(), file="f.yaml") for each in WHOLE)
    assert first.workflow.kinds == (
        "self_assessment", "office_check", "expert_panel", "committee", "publication"
    )  # fmt: skip
    assert second.workflow.kinds == ("screening", "self_assessment", "sign_off", "publication")
    assert second.language == "en"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.split(":")[0])
def test_each_part_makes_a_good_set_with_the_rest(part):
    data = read(WHOLE[0].encode()).data | read(part.encode()).data
    check_set(exported(data, "yaml"), file="f.yaml")


def test_the_faults_are_told_as_it_says():
    raw = spoilt("groups: [MIG]  ", "groups: [MGI]  ", spoilt("days: 15", "days: x", WHOLE[0]).decode())
    told = [line.replace("f.yaml", "my_set.yaml") for line in problems_of(raw)]
    assert "\n".join(told) in TEXT


def test_every_key_of_the_format_is_shown():
    definitions = [schema(), *schema()["$defs"].values()]
    keys = {key for definition in definitions for key in definition["properties"]}
    assert {key for key in keys if not re.search(rf"\b{key}\b", TEXT)} == set()


def test_every_kind_of_stage_has_a_row():
    assert [kind for kind in KINDS if f"\n| `{kind}` |" not in TEXT] == []


def test_every_set_that_is_shipped_is_named():
    assert [name for name in SHIPPED if f"`fixtures/{name}`" not in TEXT] == []


def test_the_limits_are_those_of_the_check():
    assert f"at most {MAX_BYTES // 1024 // 1024} MiB, {MAX_NODES // 1000} 000 keys and values" in TEXT
    assert f"{MAX_DEPTH} levels of nesting" in TEXT
