"""Every column has a class; who adds one and says nothing, or takes one away and leaves its class, cannot build."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.utils.translation import override

from accounts.models import User
from launcher.paths import ROOT
from privacy import erasing
from privacy.checks import check_data_map, check_retention, faults, unruled
from privacy.data_map import Class, classes, columns, named_like, tables
from privacy.models import Erasure
from privacy.telling import data_map


def found(kind="privacy.E001"):
    return [each.msg for each in check_data_map() if each.id == kind]


def test_the_map_is_whole():
    assert found() == []


def test_a_column_without_a_class_fails_the_build(monkeypatch):
    planted = models.CharField(name="planted", max_length=5)
    planted.set_attributes_from_name("planted")
    monkeypatch.setattr(Erasure._meta, "local_fields", [*Erasure._meta.local_fields, planted])
    assert found() == ["privacy.Erasure.planted has no class in the data map."]
    with pytest.raises(SystemCheckError, match=r"privacy\.Erasure\.planted has no class"):
        call_command("check")


def test_a_class_without_a_column_fails_the_build(monkeypatch):
    kept = [field for field in Erasure._meta.local_fields if field.name != "rule"]
    monkeypatch.setattr(Erasure._meta, "local_fields", kept)
    assert found() == ["privacy.Erasure.rule is in the data map, and is no column."]


def test_a_table_that_nobody_names_and_one_that_is_gone():
    said = {"a.Gone": columns(public="id")}
    there = {"a.New": ["id", "text"]}
    assert [each.msg for each in faults(said, there)] == [
        "a.New.id has no class in the data map.",
        "a.New.text has no class in the data map.",
        "a.Gone.id is in the data map, and is no column.",
    ]


def test_a_word_is_no_class():
    assert [each.msg for each in faults({"a.A": {"id": "public"}}, {"a.A": ["id"]})] == [
        "a.A.id has a class that there is none of."
    ]


def test_a_column_has_one_class():
    with pytest.raises(ValueError, match="text is public and minor"):
        columns(public="id text", minor="text")


def test_every_room_speaks_for_itself():
    others = {"ledger", "auth", "contenttypes", "sessions", "guardian", "axes"}
    rooms = {label.partition(".")[0] for label in classes()}
    assert others < rooms
    speaking = {
        config.label for config in apps.get_app_configs() if config.models and config.label not in others
    }
    assert rooms - others == speaking


def test_who_did_something_is_personal():
    """A column that leads to a person tells of that person."""
    leading = {
        f"{model._meta.label}.{field.name}": classes()[model._meta.label][field.name]
        for model in tables()
        for field in model._meta.local_fields
        if field.related_model is User
    }
    assert [name for name, kind in leading.items() if kind != Class.PERSONAL] == []
    assert len(leading) > 50


def test_what_minors_said_without_a_rule_fails_the_build(monkeypatch):
    """Of their columns, those that no rule erases have a reason to stay."""
    assert check_retention() == []
    monkeypatch.delitem(erasing.RULES, "sheets")
    forgotten = [each.msg for each in check_retention() if each.id == "privacy.E002"]
    assert forgotten == [
        f"participation.{name} is of minors, and no rule erases it."
        for name in ("Remark.sheet", "Sheet.key", "Sheet.faces", "Sheet.waiting")
    ]
    with pytest.raises(SystemCheckError, match=r"participation\.Sheet\.faces is of minors"):
        call_command("check")


def test_a_rule_names_columns_and_a_column_is_erased_or_kept():
    table = {"a.A": columns(internal="id", minor="text note")}
    assert [each.msg for each in unruled(table, ["a.A.text", "a.A.gone"], ["a.A.text", "a.A.note"])] == [
        "a.A.gone has a rule, and is no column.",
        "a.A.text is both erased and kept.",
    ]


def test_the_page_is_what_the_code_says():
    """`manage.py data_map > docs/data-map.md` writes it anew."""
    out = StringIO()
    call_command("data_map", stdout=out)
    assert (ROOT / "docs" / "data-map.md").read_text() == out.getvalue()


def test_the_page_names_every_column_in_whatever_language_it_is_asked_for(english):
    page = data_map()
    for label, fields in classes().items():
        rows = [line for line in page.splitlines() if line.startswith(f"| {label.partition('.')[2]} |")]
        assert [name for name in fields if not any(f"`{name}`" in row for row in rows)] == []
    with override("zh-hans"):
        assert data_map() == page


def test_names_of_columns_by_class():
    assert {"text", "quote", "faces"} <= named_like(Class.MINOR)
    assert {"token", "password", "salt"} <= named_like(Class.SECRET)
    assert "said" not in named_like(Class.MINOR, Class.PERSONAL, Class.SECRET)
