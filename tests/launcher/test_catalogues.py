import gettext
import os

import pytest
from babel.messages.pofile import PoFileError

from launcher import setup
from launcher.catalogues import compile_catalogue

HEADER = 'msgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def source(tmp_path):
    source = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        HEADER + 'msgctxt "case"\nmsgid "Open"\nmsgstr "开卷"\n\n#, fuzzy\nmsgid "Close"\nmsgstr "关"\n'
    )
    return source


def test_a_compiled_catalogue_translates_and_leaves_fuzzy_entries_out(source):
    compile_catalogue(source)
    with source.with_suffix(".mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    assert catalogue.pgettext("case", "Open") == "开卷"
    assert catalogue.gettext("Close") == "Close"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_broken_catalogue_is_refused(source):
    source.write_text(HEADER + "msgid no quotes\n")
    with pytest.raises(PoFileError):
        compile_catalogue(source)


def test_only_a_catalogue_that_changed_is_compiled(source):
    assert setup.is_stale(source)
    compile_catalogue(source)
    os.utime(source, (0, 0))
    assert not setup.is_stale(source)
    os.utime(source)
    assert setup.is_stale(source)
