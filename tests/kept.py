"""What builders have made is made once and put back for every other test that asks for the same.

`@kept` marks a builder. The first call in a known state runs, by the real operations; which rows it wrote, and what
it handed back, is kept for this process. A later call that finds the database in the same state, with the same
arguments, has the rows written as they were. A state is known from the beginning of a test on, where the database is
as the migrations left it, and stays known as long as nobody but builders writes; afterwards builders run as ever.
"""

import contextlib
import hashlib
import re
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import wraps

import time_machine
from django.apps import apps
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.base import ModelState
from django.utils import timezone, translation

WRITES = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
READS = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ", "EXPLAIN ")
_PASSING = re.compile(r"\d\d:\d\d:\d\d|datetime\.datetime|!\w{40}")  # moments, and passwords that nobody has
LITERAL = {"sqlite": 'quote("{}")', "postgresql": 'quote_nullable("{}"::text)'}
BEGINNING = (
    "SELECT position, hash FROM ledger_chainhead",
    "SELECT count(*), max(id) FROM accounts_organisation",
    "SELECT count(*), max(id) FROM accounts_user",
)

_kept = {}  # what was done, from the beginning of a test on -> what it left
_now = None  # the test that is running


class Unkeepable(Exception):
    """What a builder did, or was asked to do, is not to be put back."""


class Running:
    """Where a test stands: `state` names what was done so far, and is None where nobody knows it any more."""

    def __init__(self, patches):
        self.state, self.begun, self.recordings, self.patches = "", False, [], patches

    @property
    def is_patched(self):
        return bool(self.patches._setattr or self.patches._setitem)  # noqa: SLF001 - it does not say otherwise

    def watch(self, run, sql, params, many, context):
        """Every statement passes here."""
        if not sql.startswith(READS):
            written = WRITES.match(sql)
            for recording in self.recordings:
                recording.before(written and written[1])
            self.state = _after(self.state, sql, params) if written else None
        return run(sql, params, many, context)

    def begin(self):
        """Rows that were there before this test are part of what is known."""
        if not self.begun:
            self.begun, self.state = True, [_rows(question) for question in BEGINNING]


class Recording:
    """The tables that are written to, each as it was before."""

    def __init__(self):
        self.tables, self.is_whole = {}, True
        self.hooks = len(connection.run_on_commit)

    def before(self, table):
        if table is None or table not in _models():
            self.is_whole = False
        elif table not in self.tables:
            self.tables[table] = _content(table)

    def changes(self):
        """Table, rows to delete, rows to write: each as it stands in SQL."""
        found = []
        for table, before in self.tables.items():
            after = _content(table)
            gone = [key for key in before if key not in after]
            changed = [key for key, row in after.items() if before.get(key) != row]
            # a row that ends goes before the one that begins: some tables have one of a kind at a time
            written = [after[key] for key in sorted(changed, key=lambda key: key not in before)]
            found.append((table, gone, written))
        return found


class Kept:
    """The changes of a builder, and copies of what it was given and gave back, as they were afterwards."""

    def __init__(self, recording, given, result):
        self.changes = recording.changes()
        self.hooks = connection.run_on_commit[recording.hooks :]
        self.given, self.result = _copied((given, result), {})

    def put_back(self, given):
        cursor = connection.connection.cursor()
        for table, gone, written in self.changes:
            for recording in _now.recordings:
                recording.before(table)
            for statement in _statements(table, gone, written):
                cursor.execute(statement)
        for _ids, hook, robust in self.hooks:
            connection.run_on_commit.append((set(connection.savepoint_ids), hook, robust))
        copies, lives = _objects(self.given), _objects(given)
        memo = {}
        for place in lives.keys() & copies.keys():
            memo[id(copies[place])] = lives[place]
        for place in lives.keys() & copies.keys():
            content = _copied({**vars(copies[place])}, memo)
            vars(lives[place]).clear()
            vars(lives[place]).update(content)
        return _copied(self.result, memo)


def kept(build):
    """Marks a builder of rows."""

    @wraps(build)
    def built(*args, **kwargs):
        if _now is None or not connection.in_atomic_block or connection.needs_rollback:
            return build(*args, **kwargs)
        _now.begin()
        if (key := _key(build, args, kwargs)) is None:
            return build(*args, **kwargs)
        given = (args, kwargs)
        if key in _kept:
            result = _kept[key].put_back(given)
        else:
            recording = Recording()
            _now.recordings.append(recording)
            try:
                result = build(*args, **kwargs)
            finally:
                _now.recordings.remove(recording)
            if not recording.is_whole:
                return result
            _kept[key] = Kept(recording, given, result)
        _now.state = key
        return result

    return built


@contextlib.contextmanager
def a_test(patches, *, keeps):
    """The database is as the migrations left it, and is so again afterwards. A test that really commits has none of
    this, and nothing that was kept outlives it: emptied tables get other rows of permissions."""
    global _now  # noqa: PLW0603 - one test runs at a time
    if not keeps:
        _kept.clear()
        yield
        return
    before, _now = _now, Running(patches)
    try:
        with connection.execute_wrapper(_now.watch):
            yield
    finally:
        _now = before


def _key(build, args, kwargs):
    """Names the state after this builder; None where it is not to be known."""
    if _now.state is None or _now.is_patched:
        return None
    now = datetime.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate()  # noqa: DTZ005
    if isinstance(now, datetime) and now != datetime.now():  # noqa: DTZ005
        return None  # time goes on, and nothing would be the same
    try:
        said = _said((_now.state, build.__module__, build.__qualname__, args, kwargs))
    except Unkeepable:
        return None
    chosen = [translation.get_language(), now, _settings()]
    return hashlib.sha256(f"{said} {chosen!r}".encode()).hexdigest()


def _after(state, sql, params):
    """Names the state after a write of the test's own; None where the same again would not leave the same."""
    said = repr(params)
    if state is None or _PASSING.search(said) or (sql.startswith("INSERT") and connection.vendor != "sqlite"):
        return None  # PostgreSQL numbers rows on from what was undone
    return hashlib.sha256(f"{state} {sql} {said}".encode()).hexdigest()


def _settings():
    """What this test has set otherwise."""
    found, holder = {}, settings._wrapped  # noqa: SLF001 - as the test has it
    while isinstance(holder, UserSettingsHolder):
        own = {name: value for name, value in vars(holder).items() if name.isupper()}
        found, holder = own | found, holder.default_settings
    return sorted(found.items())


def _said(value):
    """A text that differs where the value does."""
    if isinstance(value, Model):
        columns = {field.attname: vars(value).get(field.attname) for field in value._meta.concrete_fields}
        return f"{value._meta.label} {columns!r}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_said(each) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_said(key)}: {_said(each)}" for key, each in value.items()) + "}"
    if is_dataclass(value):
        return type(value).__qualname__ + _said(
            {each.name: getattr(value, each.name) for each in fields(value)}
        )
    if value is None or isinstance(value, str | int | bytes | date | timedelta | Decimal):
        return repr(value)
    raise Unkeepable


def is_box(value):
    """Something that holds rows, such as a city of the tests."""
    return is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("tests.")


def _objects(given):
    """The rows that were handed over, and the file of a case, by where they were: tests hold on to them."""
    found = {}

    def find(place, value):
        if isinstance(value, Model):
            found[place] = value
            file = value._state.fields_cache.get("assessment")  # noqa: SLF001 - without a query
            if isinstance(file, Model):
                found[*place, "assessment"] = file
        elif isinstance(value, list | tuple):
            for number, each in enumerate(value):
                find((*place, number), each)
        elif isinstance(value, dict):
            for key, each in value.items():
                find((*place, key), each)
        elif is_box(value):
            found[place] = value
            find(place, vars(value))

    find((), given)
    return found


def _copied(value, memo):
    """Rows and what holds them anew, so that no test sees what another does to them; everything else is shared."""
    if id(value) in memo:
        return memo[id(value)]
    if isinstance(value, Model | QuerySet | ModelState) or is_box(value):
        copy = memo[id(value)] = type(value).__new__(type(value))
        for name, each in vars(value).items():
            vars(copy)[name] = _copied(each, memo)
        return copy
    kind = type(value)
    if kind is dict:
        return {key: _copied(each, memo) for key, each in value.items()}
    if kind in (list, set, tuple):
        return kind(_copied(each, memo) for each in value)
    return value


def _models():
    if not (found := _models.__dict__):
        found.update({row._meta.db_table: row for row in apps.get_models(include_auto_created=True)})
    return found


def _columns(table):
    return [field.column for field in _models()[table]._meta.local_concrete_fields]


def _content(table):
    """Every row as a list of literals, by that of its key."""
    literal = LITERAL[connection.vendor]
    key = literal.format(_models()[table]._meta.pk.column)
    row = " || ',' || ".join(literal.format(column) for column in _columns(table))
    return dict(_rows(f'SELECT {key}, {row} FROM "{table}"'))  # noqa: S608 - names of our own tables


def _rows(question):
    """Asked beside Django, so that nobody counts it."""
    connection.ensure_connection()
    return connection.connection.cursor().execute(question).fetchall()


def _statements(table, gone, written):
    key = _models()[table]._meta.pk.column
    columns = _columns(table)
    if gone:
        yield f'DELETE FROM "{table}" WHERE "{key}" IN ({", ".join(gone)})'  # noqa: S608 - literals that the database wrote
    if written:
        names = ", ".join(f'"{column}"' for column in columns)
        changed = ", ".join(f'"{column}" = excluded."{column}"' for column in columns if column != key)
        rows = ", ".join(f"({row})" for row in written)
        then = f"UPDATE SET {changed}" if changed else "NOTHING"
        into = f'INSERT INTO "{table}" ({names})'
        yield f'{into} VALUES {rows} ON CONFLICT ("{key}") DO {then}'
