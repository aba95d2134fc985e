"""Whatever stands in a file goes out and comes back as itself, in both kinds of document."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.comparing import changes
from assessments.models import OfflineCopy
from assessments.offline.outline import outline
from assessments.offline.proposing import proposed
from assessments.offline.spelling import normal
from tests import factories
from tests.assessments.offline.documents import KINDS

HOSTILE = [
    '=HYPERLINK("http://a.example","点")',
    "+1",
    "-2 显著负面",
    "@SUM(1:9)",
    "响\x07铃\x00与\x1b[31m",
    "长" * 4000,
    "🧒🏽👨‍👩‍👧",
    "𠮷𪚥𬜬㐀",
    "<w:t>&lt;]]>",
    "_x0041_ _x000A_",
    "[answer:A1:facts]",
    "[file:case]",
    "a\r\nb\rc\u2028d",
    "\ufeff\u202e右到左\ufffe",
    "   \t 前后空白 \n\n",
    "☑ 像是勾选 ☐",
    "1e999",
    "'单引号",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
ANSWERS = st.fixed_dictionaries(
    {
        "rating": st.sampled_from(["", "-2", "0", "2", "na", "unknown"]),
        "groups": st.sampled_from([[], ["ALL"], ["RUR", "ALL"]]),
        "reach": st.one_of(st.none(), st.integers(0, 100_000_000)),
        "facts": TEXTS,
        "mitigation": TEXTS,
        "reason": TEXTS,
    }
)
quick = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def asked(city):
    return outline(factories.make_case(city, factories.make_set(special=("RUR",))).assessment)


def fill(found, answers, grounds):
    """The file as if this had been written, without writing it."""
    rows = [item.row for item in found.items]
    for row, answer in zip(rows, answers, strict=False):
        for name, value in answer.items():
            setattr(row, name, value)
    rows[-1].rating, rows[-1].grounds = "0", grounds


def copy_of(found):
    return OfflineCopy(assessment=found.assessment, number=1, content=found.content, taken_at=timezone.now())


def would_change(found, sent, raw, kind):
    """Item, field and the text that comes back, of all that would change."""
    result = proposed(KINDS[kind][1](raw), found, sent)
    assert result.remarks == []
    return {
        (item.key, change.field.name): change.proposed
        for item in found.items
        for change in changes(
            item.fields,
            sent=sent.content[item.key],
            here=item.row.content(),
            proposed=result.content.get(item.key, {}),
        )
    }


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(answers=st.lists(ANSWERS, min_size=3, max_size=3), grounds=TEXTS)
def test_what_nobody_touched_comes_back_as_nothing(asked, kind, answers, grounds):
    fill(asked, answers, grounds)
    copy = copy_of(asked)
    assert would_change(asked, copy, KINDS[kind][0](copy, asked), kind) == {}


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(before=ANSWERS, after=ANSWERS)
def test_what_was_touched_comes_back_as_it_was_typed(asked, kind, before, after):
    fill(asked, [before], "")
    copy = copy_of(asked)
    fill(asked, [after], "")
    raw = KINDS[kind][0](copy, asked)
    fill(asked, [before], "")
    found = would_change(asked, copy, raw, kind)
    texts = {"facts", "mitigation", "reason"}
    touched = {name for name in texts if normal(before[name]) != normal(after[name])}
    touched |= {name for name in ("rating", "reach") if before[name] != after[name]}
    touched |= {"groups"} if {*before["groups"]} != {*after["groups"]} else set()
    assert found.keys() == {("answer:A1", name) for name in touched}
    assert {name: found["answer:A1", name] for name in touched & texts} == {
        name: normal(after[name]) for name in touched & texts
    }
