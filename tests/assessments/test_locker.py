"""What the locker takes in, under which name, and how it keeps the bytes."""

import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from assessments import locker
from assessments.locker import names, packages, parts, pictures
from assessments.locker import pdf as pdf_rules
from ledger.errors import Refused
from tests.assessments import benign, hostile
from tests.assessments.papers import docx_with, pdf, picture
from tests.factories import pdf_bytes

pytestmark = pytest.mark.usefixtures("english")


def refusal(name, data):
    try:
        locker.check(ContentFile(data), name)
    except Refused as refused:
        return str(refused)
    return "taken in"


@pytest.mark.parametrize("family", hostile.FILES)
def test_a_hostile_file_is_refused_for_its_own_reason(family):
    name, data, reason = hostile.FILES[family]
    assert reason in refusal(name, data)


def test_there_are_at_least_forty_hostile_and_thirty_ordinary_files():
    assert len({data for _name, data, _reason in hostile.FILES.values()}) >= 40
    assert len(benign.FILES) == 30


@pytest.mark.parametrize("name", benign.FILES)
def test_an_ordinary_file_is_taken_in_as_what_it_is(name):
    checked = locker.check(ContentFile(benign.FILES[name]), name)
    assert checked.content_type == locker.TYPES[name.rpartition(".")[2].lower()]


def test_no_file_of_the_corpus_takes_long():
    """A file that is expensive to look at is an attack by itself."""
    slow = {}
    for family, (name, data, _reason) in hostile.FILES.items():
        begun = time.process_time()
        refusal(name, data)
        if (spent := time.process_time() - begun) > 1:
            slow[family] = spent
    assert slow == {}


def missed():
    """Families that are not refused for their own reason."""
    return {
        family for family, (name, data, reason) in hostile.FILES.items() if reason not in refusal(name, data)
    }


# Without a rule these families get by it: the corpus is able to see a hole.
@pytest.mark.parametrize(
    ("where", "rule", "without", "families"),
    [
        (
            packages,
            "_walk",
            lambda *_: None,
            {"overlapping parts", "one part under two names", "zip before a docx"},
        ),
        (packages, "_judge_path", lambda _: None, {"way out", "absolute way", "drive"}),
        (packages, "MOST_PARTS", 10**6, {"bomb by number"}),
        (packages, "MOST_RATIO", 10**6, {"bomb by ratio"}),
        (packages, "LINK", -1, {"link as a part"}),
        (parts, "judge_name", lambda _: None, {"macros under an innocent type", "other workbook"}),
        (parts, "PROGRAMS", (), {"embedded object", "embedded program"}),
        (parts, "ARCHIVES", (), {"archive inside", "rar inside"}),
        (parts, "judge_relations", lambda _: None, {"template from afar", "hyperlink that runs"}),
        (parts, "_judge_formulas", lambda _: None, {"dde formula", "dde formula escaped"}),
        (pictures, "_measure", lambda *_: None, {"pixel flood png", "pixel flood jpeg"}),
        (pdf_rules, "ESCAPE", pdf_rules.re.compile(rb"(?!)()"), {"script in escapes"}),
        (pdf_rules, "SCRIPTS", set(), {"script on opening", "launch", "script inside a stream"}),
        (pdf_rules, "ATTACHED", set(), {"attached file", "attached by the catalog"}),
        (pdf_rules, "_unpacked", lambda *_: b"", {"script in an object stream", "object stream bomb"}),
    ],
)
def test_the_corpus_sees_each_rule_that_is_missing(monkeypatch, where, rule, without, families):
    monkeypatch.setattr(where, rule, without)
    assert families <= missed()


NAMES = {
    "../../../etc/passwd.pdf": "passwd.pdf",
    "..\\..\\系统.pdf": "系统.pdf",
    "报告\0.pdf": "报告.pdf",
    "报告\r\nX-Header: 1.pdf": "报告X-Header_1.pdf",
    "报告\u202efdp.exe.pdf": "报告fdp_exe.pdf",
    "发票.pdf.exe.pdf": "发票_pdf_exe.pdf",
    "2024.12.03 纪要.pdf": "2024.12.03_纪要.pdf",
    "《规划》（征求意见稿）.pdf": "《规划》（征求意见稿）.pdf",
    "CON.pdf": "_CON.pdf",
    "lpt1.2024.pdf": "_lpt1.2024.pdf",
    "🙂.pdf": "file.pdf",
    "  .  .pdf": "file.pdf",
    "名" * 150 + ".pdf": "名" * 80 + ".pdf",
    "\ufffd\ufffd.pdf": "file.pdf",
    "cafe\u0301.pdf": "café.pdf",
    "a%00b;rm -rf.pdf": "a00brm_-rf.pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_keeps_what_is_legible_and_harmless(name):
    tidied = names.tidy(name)
    assert tidied == NAMES[name]
    assert len(tidied.encode()) <= 255


def test_size_and_emptiness_are_told(settings):
    settings.EVIDENCE_MAX_BYTES = 2**20
    assert refusal("大.pdf", bytes(2**20 + 1)).startswith("The file is 2 MB; at most 1 MB can be kept.")
    assert refusal("空.pdf", b"") == "The file is empty. Please choose another one."


def test_a_large_ordinary_file_is_looked_at_quickly():
    """Twenty megabytes of picture in a PDF, and of numbers in a table."""
    noise = bytes(range(256)) * 4096 * 18
    begun = time.process_time()
    assert (
        refusal("扫描.pdf", pdf(b"<</Length %d>>\nstream\n" % len(noise) + noise + b"\nendstream"))
        == "taken in"
    )
    words = "<w:p><w:r><w:t>调查数据</w:t></w:r></w:p>" * 40_000
    long = refusal("长.docx", docx_with({"word/footnotes.xml": f'<w:f xmlns:w="w">{words}</w:f>'}))
    assert long == "taken in"
    assert time.process_time() - begun < 5


def kept(data, name="证据.pdf"):
    checked = locker.check(ContentFile(data), name)
    locker.keep(ContentFile(data), checked)
    return checked


def test_bytes_lie_under_their_hash_and_nothing_half_written_stays(db):
    checked = kept(pdf_bytes())
    with default_storage.open(checked.path) as stored:
        assert stored.read() == pdf_bytes()
    folder = checked.path.rpartition("/")[0]
    assert default_storage.listdir(folder)[1] == [checked.sha256]


def test_a_write_that_fails_leaves_nothing(monkeypatch):
    data = pdf_bytes("写到一半")
    checked = locker.check(ContentFile(data), "证据.pdf")
    folder = Path(default_storage.path(checked.path)).parent
    before = sorted(folder.glob("*"))

    def broken(handle):
        raise OSError("no space left")

    monkeypatch.setattr(locker.os, "fsync", broken)
    with pytest.raises(OSError, match="no space"):
        locker.keep(ContentFile(data), checked)
    assert sorted(folder.glob("*")) == before


def test_a_picture_s_type_is_told_apart_from_its_suffix():
    assert "is not what its name says (.png)" in refusal("图.png", picture("JPEG"))
