"""An upgrade from the last landed version keeps every row as it was."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Where the version that landed before this one left each room's tables.
LANDED = [
    ("accounts", "0002_system_user"),
    ("indicators", "0001_indicator_sets"),
    ("assessments", "0001_initial"),
    ("panels", "0001_initial"),
    ("committees", "0001_initial"),
    ("workflows", "0001_initial"),
    ("reports", "0001_initial"),
]
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def landed(transactional_db):
    """The landed tables with a row in each that this version changes; everything is migrated again afterwards."""
    executor = MigrationExecutor(connection)
    executor.migrate(LANDED)
    apps = executor.loader.project_state(LANDED).apps
    yield apps
    call_command("migrate", verbosity=0)


def fill(apps):
    """One published case, from its post to its report."""

    def make(room, model, **fields):
        return apps.get_model(room, model).objects.create(**fields)

    city = make("accounts", "Organisation", code="old", name="旧城", level="city")
    person = make("accounts", "User", username="old", name="旧人")
    group = make("auth", "Group", name="old:member")
    post = make("accounts", "Post", organisation=city, role="member", group=group)
    texts = {"name": "旧", "name_en": "Old"}
    edition = make(
        "indicators", "IndicatorSet", code="old", edition="1", content={}, content_hash="0" * 64, **texts
    )
    aspect = make("indicators", "Aspect", indicator_set=edition, code="A", position=1, **texts)
    indicator = make(
        "indicators", "Indicator", indicator_set=edition, aspect=aspect, code="A1", position=1, question="问",
        question_en="Ask", evidence="据", evidence_en="Proof", crc_articles=[3], groups=["ALL"], red_line=True, **texts,
    )  # fmt: skip
    assessment = make(
        "assessments", "Assessment", code="OLD-1", indicator_set=edition, title="旧事项", summary="旧",
        matter_class="M1", drafting_unit=city, drafting_started=date(2026, 1, 5), created_by=person,
    )  # fmt: skip
    answer = make(
        "assessments",
        "Answer",
        assessment=assessment,
        indicator=indicator,
        rating="-1",
        facts="旧事实",
        version=3,
    )
    case = make("workflows", "Case", assessment=assessment, state="published", stage_since=NOW)
    meeting = make(
        "committees",
        "Meeting",
        assessment=assessment,
        round=1,
        quorum="2/3",
        majority="1/2",
        proposed="approve",
    )
    ballot = make("committees", "Ballot", meeting=meeting, member=person, choice="approve", cast_at=NOW)
    publication = make(
        "reports", "Publication", assessment=assessment, record="{}", record_hash="0" * 64, code="7K2M9QXD4TPA",
        ledger_position=1, title="旧事项", title_en="Old", outcome="approve",
    )  # fmt: skip
    return [post, edition, indicator, assessment, answer, case, ballot, publication]


def test_every_row_keeps_what_was_in_it(landed):
    rows = fill(landed)
    before = {
        row._meta.label: landed.get_model(row._meta.label).objects.filter(pk=row.pk).values().get()
        for row in rows
    }
    call_command("migrate", verbosity=0)
    after = MigrationExecutor(connection).loader.project_state().apps
    for label, values in before.items():
        stored = after.get_model(label).objects.filter(pk=values["id"]).values().get()
        assert {name: stored[name] for name in values} == values
