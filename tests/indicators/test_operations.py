"""Loading an edition: what is written, what is refused, what the ledger keeps."""

import pytest
from django.db import IntegrityError, transaction

from indicators.errors import InvalidFile
from indicators.models import Aspect, Indicator, IndicatorSet
from indicators.operations import load_set
from indicators.reading import MAX_BYTES
from ledger.errors import Refused
from tests.factories import last_event, rows_of
from tests.indicators.files import SMALL, spoilt

MODELS = (IndicatorSet, Aspect, Indicator)


GOOD = SMALL.encode()


def load(raw=GOOD, *, actor):
    return load_set(raw=raw, file="small.yaml", actor=actor)


def test_the_set_is_written_with_its_aspects_and_indicators(system):
    loaded = load(actor=system)
    assert str(loaded) == "small@1"
    assert (loaded.name, loaded.name_en) == ("小指标集", "Small set")
    assert list(loaded.aspects.values_list("code", "position", "name", "name_en")) == [
        ("A", 1, "服务", "Services")
    ]
    fields = ("aspect__code", "code", "position", "name_en", "crc_articles", "groups", "red_line")
    assert list(loaded.indicators.values_list(*fields)) == [
        ("A", "A1", 1, "Childcare", [6, 18], ["ALL"], False),
        ("A", "A2", 2, "Education", [28], ["ALL"], True),
    ]


def test_the_set_answers_from_its_content(system):
    loaded = IndicatorSet.objects.get(pk=load(actor=system).pk)
    assert loaded.scale.codes == ("-1", "0", "1", "na", "unknown")
    assert loaded.profile.stage("expert_panel").experts == 3
    assert [(group.code, str(group.name)) for group in loaded.groups] == [("ALL", "All children")]
    assert [(each.code, str(each.name)) for each in loaded.matter_classes] == [("M1", "Plans")]
    assert loaded.provenance.status_name == "Own text"


def test_loading_is_in_the_ledger(system):
    loaded = load(actor=system)
    event = last_event()
    assert (event.name, event.subject, event.actor) == ("set.loaded", "set:small@1", system)
    assert event.data == {"content_hash": loaded.content_hash, "indicators": 2, "note": ""}


def test_the_same_content_again_changes_nothing(system, db):
    first = load(actor=system)
    before = rows_of(*MODELS)
    again = load(
        ("# a comment\n" + SMALL.replace("[6, 18]", "\n          - 6\n          - 18")).encode(), actor=system
    )
    assert again == first
    assert rows_of(*MODELS) == before


def test_an_edition_with_other_content_is_refused(system, unchanged):
    first = load(actor=system)
    with unchanged(Refused, *MODELS) as refusal:
        load(spoilt("days: 15", "days: 16"), actor=system)
    assert str(refusal.value) == (
        "small@1 is loaded with other content. An edition is immutable: give this file a new edition."
    )
    assert IndicatorSet.objects.get(pk=first.pk).content == first.content


def test_a_new_edition_stands_beside_the_old(system):
    load(actor=system)
    load(spoilt('edition: "1"', 'edition: "2"'), actor=system)
    assert sorted(str(each) for each in IndicatorSet.objects.all()) == ["small@1", "small@2"]
    assert Indicator.objects.count() == 4


@pytest.mark.parametrize(
    "raw",
    [
        spoilt("- code: A2", "- code: A1"),
        spoilt("crc: [28]", "crc: [28]\n        wieght: 2"),
        spoilt("  - code: A\n", "\t- code: A\n"),
        spoilt("kind: office_check", "kind: peer_review"),
        b"a: &a [x]\nb: [*a, *a]\n",
        SMALL.encode().ljust(MAX_BYTES + 1, b"#"),
        SMALL.encode() + b"\x00",
        b"\xff\xfe",
    ],
)
def test_a_file_with_a_fault_writes_nothing(raw, system, unchanged):
    with unchanged(InvalidFile, *MODELS):
        load(raw, actor=system)


def test_the_hash_does_not_depend_on_how_the_file_is_written(system):
    """Order, comments, quotes and what is default anyway are not content."""
    plain = load(actor=system)
    content_hash = plain.content_hash
    lines = SMALL.splitlines(keepends=True)
    other = "".join(lines[1:] + lines[:1]).replace(
        "groups: [ALL]\n      - code", "groups: ['ALL']\n        red_line: false\n      - code"
    )
    assert load(other.encode(), actor=system).content_hash == content_hash


@pytest.mark.parametrize("model", MODELS)
def test_a_loaded_row_is_never_saved_again(model, system):
    load(actor=system)
    row = model.objects.first()
    row.name = "别的名称"
    with pytest.raises(TypeError, match="never changed"):
        row.save()


def test_the_database_keeps_editions_apart(system):
    load(actor=system)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorSet.objects.create(
            code="small", edition="1", name="x", name_en="x", content={}, content_hash="x"
        )
