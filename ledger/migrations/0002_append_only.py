"""The chain's head, and the database's own refusal to change an event."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER ledger_event_no_{verb.lower()} BEFORE {verb} ON ledger_event
        BEGIN SELECT RAISE(ABORT, 'ledger events are never changed'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION ledger_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'ledger events are never changed'; END $$""",
    """CREATE TRIGGER ledger_event_append_only BEFORE UPDATE OR DELETE ON ledger_event
       FOR EACH ROW EXECUTE FUNCTION ledger_event_refuse()""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER ledger_event_no_update", "DROP TRIGGER ledger_event_no_delete"],
    "postgresql": ["DROP TRIGGER ledger_event_append_only ON ledger_event", "DROP FUNCTION ledger_event_refuse"],
}


def protect(apps, schema_editor):
    apps.get_model("ledger", "ChainHead").objects.create(pk=1)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
    apps.get_model("ledger", "ChainHead").objects.filter(pk=1).delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
