"""The chain of events: what is changed behind the engine's back is found where it was changed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from ledger.models import ChainHead, Event
from ledger.operations import fingerprint, record
from ledger.queries import timeline, verify_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Nine events of three subjects."""
    actor = User.objects.system()
    return [
        record(name="test.event", subject=f"case:{n % 3}", actor=actor, data={"n": n, "text": "𬭚 😀"})
        for n in range(1, 10)
    ]


@pytest.fixture
def behind_the_back(chain):
    """A connection that the database does not stop: its own refusal is taken away, and comes back with the rollback."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_event_no_update")
            cursor.execute("DROP TRIGGER ledger_event_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # checks still pending would stop the next line
            cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER ledger_event_append_only")
        yield cursor


def test_an_empty_chain_is_whole():
    verdict = verify_chain()
    assert (verdict.intact, verdict.events, verdict.head) == (True, 0, "")


def test_each_event_holds_the_hash_of_the_one_before(chain):
    stored = list(Event.objects.all())
    assert [each.position for each in stored] == list(range(1, 10))
    assert [each.previous for each in stored] == ["", *(each.hash for each in stored[:-1])]
    assert [each.hash for each in stored] == [fingerprint(each) for each in stored]


def test_an_untouched_chain_is_whole(chain):
    verdict = verify_chain()
    assert (verdict.intact, verdict.events, verdict.head) == (True, 9, chain[-1].hash)


@pytest.mark.parametrize(
    "change", ["UPDATE ledger_event SET name = 'x' WHERE position = 5", "DELETE FROM ledger_event"]
)
def test_the_database_itself_refuses_to_change_an_event(chain, change):
    with pytest.raises(DatabaseError, match="ledger events are never changed"), transaction.atomic():
        connection.cursor().execute(change)
    assert (Event.objects.count(), verify_chain().intact) == (9, True)


def test_neither_save_nor_queryset_gets_past_the_database(chain):
    for change in (
        chain[4].save,
        chain[4].delete,
        lambda: Event.objects.update(subject="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert verify_chain().intact


CHANGES = {
    "name": "UPDATE ledger_event SET name = 'test.other' WHERE position = 5",
    "subject": "UPDATE ledger_event SET subject = 'case:9' WHERE position = 5",
    "data": """UPDATE ledger_event SET data = '{"n": 5, "text": "x"}' WHERE position = 5""",
    "time": "UPDATE ledger_event SET at = '2020-01-01 00:00:00+00:00' WHERE position = 5",
    "previous": "UPDATE ledger_event SET previous = hash WHERE position = 5",
    "hash": "UPDATE ledger_event SET hash = 'f00' WHERE position = 5",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found_at_its_position(behind_the_back, column):
    behind_the_back.execute(CHANGES[column])
    assert (verify_chain().intact, verify_chain().broken_at) == (False, 5)


def test_a_changed_actor_is_found_at_its_position(behind_the_back):
    other = User.objects.create_user("somebody", name="某人")
    behind_the_back.execute("UPDATE ledger_event SET actor_id = %s WHERE position = 5", [other.pk])
    assert verify_chain().broken_at == 5


def test_a_change_with_its_hash_made_anew_is_found_at_the_next_event(behind_the_back):
    behind_the_back.execute("UPDATE ledger_event SET name = 'test.other' WHERE position = 5")
    anew = fingerprint(Event.objects.get(position=5))
    behind_the_back.execute("UPDATE ledger_event SET hash = %s WHERE position = 5", [anew])
    assert verify_chain().broken_at == 6


@pytest.mark.parametrize(("lost", "found"), [(1, 1), (5, 5), (9, 9)])
def test_a_lost_event_is_found_where_it_was(behind_the_back, lost, found):
    behind_the_back.execute("DELETE FROM ledger_event WHERE position = %s", [lost])
    assert verify_chain().broken_at == found


def test_a_chain_cut_short_does_not_reach_its_head(behind_the_back):
    behind_the_back.execute("DELETE FROM ledger_event WHERE position > 6")
    assert verify_chain().broken_at == 7


def test_two_events_exchanged_are_found(behind_the_back):
    behind_the_back.execute("UPDATE ledger_event SET position = 100 WHERE position = 4")
    behind_the_back.execute("UPDATE ledger_event SET position = 4 WHERE position = 5")
    behind_the_back.execute("UPDATE ledger_event SET position = 5 WHERE position = 100")
    assert verify_chain().broken_at == 4


def test_a_head_moved_back_is_found(chain):
    ChainHead.objects.update(position=8, hash=chain[7].hash)
    assert verify_chain().broken_at == 10


def test_an_event_of_an_undone_transaction_leaves_no_gap(chain):
    with transaction.atomic():
        record(name="test.undone", subject="case:1", actor=User.objects.system(), data={})
        transaction.set_rollback(True)
    record(name="test.next", subject="case:1", actor=User.objects.system(), data={})
    assert (verify_chain().intact, ChainHead.objects.get().position) == (True, 10)


def test_an_event_with_a_float_is_not_written(chain):
    with pytest.raises(TypeError), transaction.atomic():
        record(name="test.float", subject="case:1", actor=User.objects.system(), data={"share": 0.5})
    assert (Event.objects.count(), ChainHead.objects.get().position) == (9, 9)


def test_a_timeline_is_one_subjects_newest_first(chain):
    assert [each.position for each in timeline("case:1")] == [7, 4, 1]


def test_there_is_one_head(chain):
    with pytest.raises(DatabaseError), transaction.atomic():
        ChainHead.objects.create(pk=2)


def test_the_command_says_whole_or_where_it_breaks(behind_the_back, capsys):
    call_command("verify_ledger")
    assert capsys.readouterr().out == f"9 events, chain intact, head {Event.objects.get(position=9).hash}\n"
    behind_the_back.execute("UPDATE ledger_event SET name = 'x' WHERE position = 3")
    with pytest.raises(CommandError, match="breaks at position 3"):
        call_command("verify_ledger")
