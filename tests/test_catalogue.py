"""The zh-Hans catalogue: nothing missing, nothing half done, written as docs/translation.md says."""

import ast
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

from tests.needs import needs

ROOT = Path(__file__).parent.parent
CATALOGUE = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
ROOMS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
TRANSLATORS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sd]|</?\w+>")
HALF_WIDTH = re.compile(rf"""{HAN}(?:\.|\s*[,;:!?()'"])|[,;:!?()'"]\s*{HAN}""")
UNSPACED = re.compile(rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9]{HAN}")
SPACED = re.compile(rf"{HAN} {HAN}|[，。；：？！、（）《》“”] | [，。；：？！、（）《》”]")


def read(path):
    with path.open("rb") as source:
        return read_po(source, locale="zh_Hans", abort_invalid=True)


def messages(path=ROOT / CATALOGUE):
    return [message for message in read(path) if message.id]


def ids(path):
    return {(message.context, message.id) for message in messages(path)}


def words(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def faulty(found):
    """The entries for which there is something to say."""
    return {str(message.id): said for message in messages() if (said := found(message))}


@pytest.fixture
def house(tmp_path, monkeypatch, settings):
    """A copy of what users can read, for gettext works beside the files."""
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("static", "migrations", "__pycache__")
        )
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    shutil.copy(ROOT / CATALOGUE, tmp_path / CATALOGUE)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    monkeypatch.chdir(tmp_path)
    return tmp_path


def gathered(house):
    needs("gettext")
    call_command("makemessages", verbosity=0)
    return ids(house / CATALOGUE)


def test_every_string_of_the_source_is_in_the_catalogue_and_no_other(house):
    asked, kept = gathered(house), ids(ROOT / CATALOGUE)
    assert (asked - kept, kept - asked) == (set(), set())


def test_a_new_string_is_seen(house):
    before = gathered(house)
    (house / "config" / "templates" / "planted.html").write_text("{% load i18n %}{% translate 'Planted' %}")
    assert gathered(house) - before == {(None, "Planted")}


def test_no_entry_is_empty():
    assert faulty(lambda message: not all(words(message))) == {}


def test_no_entry_is_fuzzy():
    assert faulty(lambda message: message.fuzzy) == {}


def test_no_entry_is_left_from_an_older_text():
    assert read(ROOT / CATALOGUE).obsolete == {}


def test_placeholders_and_tags_are_those_of_the_english():
    def differs(message):
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        allowed = [sorted(PLACEHOLDER.findall(text)) for text in english]
        return any(sorted(PLACEHOLDER.findall(text)) not in allowed for text in words(message) if text)

    assert faulty(differs) == {}


@pytest.mark.parametrize("pattern", [HALF_WIDTH, UNSPACED, SPACED], ids=["half-width", "no space", "a space"])
def test_chinese_is_set_as_chinese(pattern):
    def slips(message):
        return [slip for text in words(message) for slip in pattern.findall(PLACEHOLDER.sub("*", text))]

    assert faulty(slips) == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HALF_WIDTH, "没有保存:网络中断"),
        (HALF_WIDTH, "没有保存, 请重试"),
        (UNSPACED, "等2位专家"),
        (SPACED, "没有 保存"),
        (SPACED, "没有保存。 请重试"),
    ],
)
def test_a_slip_is_seen(pattern, text):
    assert pattern.findall(text) != []


def test_no_string_hides_in_an_f_string():
    """The tool that gathers strings does not look into them."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        for f_string in ast.walk(ast.parse(path.read_text()))
        if isinstance(f_string, ast.JoinedStr)
        for call in ast.walk(f_string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATORS
    ]
    assert hidden == []


def test_the_header_tells_of_no_date_and_no_person():
    header = (ROOT / CATALOGUE).read_text().split("\n\n")[0]
    assert re.findall(r"Date|Translator|Team", header) == []
