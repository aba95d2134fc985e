"""`render`: the same record gives the same bytes, and no record, however odd, breaks it."""

import re
from hashlib import sha256

import pypdf
import pytest

from ledger.canonical import canonical_json
from reports import pdf
from reports.models import Publication
from tests.needs import needs
from tests.reports import paper
from tests.reports.fresh import fresh, told_by_two
from tests.reports.sample import (
    brief_record,
    first_format,
    sample_publication,
    sample_record,
    second_format,
    third_format,
    without_panel,
)

FRESH = """
import hashlib, resource
from reports import pdf
from tests.reports.sample import sample_publication
print(hashlib.sha256(pdf.render(sample_publication())).hexdigest())
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
OFFICIAL_NUMBER = r"[\u4e00-\u9fff]+\u3014\d+\u3015\d+号"  # of a paper that a set goes back to
QUIET = "import sys; print({'weasyprint', 'reports.typesetting'} & set(sys.modules))"


@pytest.fixture
def printed(tmp_path, caplog):
    """Set a record, hear no complaint, and give the file."""
    needs("pdf")
    needs("poppler")
    caplog.set_level("WARNING")

    def keep(record):
        path = tmp_path / "report.pdf"
        path.write_bytes(pdf.render(sample_publication(record)))
        assert caplog.text == ""
        assert paper.fonts(path) == {("Tongping-Serif", "yes"), ("Tongping-Sans", "yes")}
        return path

    return keep


def test_fresh_processes_set_the_same_bytes(sample_pdf):
    told = told_by_two(FRESH)
    assert {fingerprint for fingerprint, _peak in told} == {sha256(sample_pdf).hexdigest()}
    assert [peak for _fingerprint, peak in told if int(peak) > 250 * 1024] == [], "at most 250 MB at the peak"


def test_the_language_of_the_reader_changes_nothing(sample_pdf, english):
    assert pdf.render(sample_publication()) == sample_pdf


def test_another_record_gives_another_file(sample_pdf):
    assert pdf.render(sample_publication(sample_record(round=2))) != sample_pdf


def test_a_draft_says_so_on_every_sheet_and_proves_nothing(tmp_path):
    needs("pdf")
    needs("poppler")
    path = tmp_path / "draft.pdf"
    record = brief_record()
    path.write_bytes(pdf.render_draft(Publication(record=canonical_json(record))))
    reader = pypdf.PdfReader(path)
    assert dict(reader.attachments) == {}
    assert "草稿" in reader.metadata.title
    said = paper.flowing(path)
    assert "核验码6" not in said
    assert said.count("草稿，未发布") == len(reader.pages) - 1
    marked = [page for page in reader.pages if len(page["/Resources"]["/XObject"])]
    assert len(marked) == len(reader.pages)


def test_the_other_language_has_no_word_of_the_first_but_what_people_wrote(tmp_path):
    needs("pdf")
    needs("poppler")
    path = tmp_path / "other.pdf"
    silent = {"facts": "", "mitigation": "", "reason": "", "evidence": []}
    record = everywhere(brief_record(), **silent) | {"children": [], "participation": [], "screening": None}
    record |= {"heard": None, "notice": None}
    decision = record["decision"] | {"note": "", "deviation": "", "conditions": [], "dissents": []}
    publication = sample_publication(record | {"decision": decision})
    path.write_bytes(pdf.render_other(publication))
    reader = pypdf.PdfReader(path)
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [each.title for each in reader.outline if not isinstance(each, list)][:2] == [
        "Summary",
        "1. The matter",
    ]
    assert paper.fonts(path) == {("Tongping-Serif", "yes"), ("Tongping-Sans", "yes")}
    second_lines = [each["name"]["zh"] for part in record["aspects"] for each in part["indicators"]]
    second_lines += [record["title"]["zh"], "儿童影响评价报告"]
    said = re.sub(OFFICIAL_NUMBER, "", paper.flowing(path))
    for known in second_lines:
        said = said.replace("".join(known.split()), "")
    assert re.findall(r"[\u4e00-\u9fff]+", said) == []


def test_web_processes_start_without_the_typesetter():
    with fresh(QUIET) as process:
        assert process.stdout.read() == "set()\n"


def test_switched_off_says_so(settings, english):
    settings.PDF_ENABLED = False
    with pytest.raises(pdf.Unavailable, match="switched off"):
        pdf.render(sample_publication())


def test_without_a_panel_there_are_only_self_ratings(printed):
    """The sample's own texts do not speak of experts."""
    findings = paper.flowing(printed(without_panel(brief_record()))).partition("QZ-A1")[2]
    assert findings.startswith("普惠托育与早期发展")
    for word in ("专家中位", "专家评分", "Experts", "median"):
        assert word not in findings.partition("六、")[0]


def test_empty_texts_leave_no_holes(printed):
    empty = {
        "facts": "",
        "mitigation": "",
        "reason": "",
        "evidence": [],
        "groups": [],
        "reach": None,
        "own": "",
    }
    record = everywhere(brief_record(), **empty) | {"summary": {"zh": "", "en": ""}}
    decision = record["decision"] | {"note": "", "conditions": [], "dissents": []}
    assert "QZ-A2" in paper.flowing(printed(record | {"decision": decision}))


@pytest.mark.parametrize(
    "text",
    ["这一句很长，没有分段。" * 10_000, "一\n" * 50_000, "A" * 100_000, "🙂" * 20_000],
    ids=["prose", "lines", "word", "emoji"],
)
def test_a_text_of_a_hundred_thousand_characters_is_cut_and_says_so(printed, text):
    path = printed(brief_record(facts=text))
    assert f"{len(text):,}" in paper.flowing(path)
    assert len(pypdf.PdfReader(path).pages) < 40


def test_rare_characters_are_printed_and_the_rest_is_numbered(printed):
    said = paper.flowing(printed(brief_record(facts="𬭚、䶮、㛃。🙂☐한\u202e\ue000\0")))
    assert "𬭚、䶮、㛃。[U+1F642][U+2610][U+D55C][U+E000]" in said


def test_markup_in_a_text_is_text(printed):
    attack = "<b>&amp;</b><script>1</script><style>p{display:none}</style><img src=x>{{ record }}{% url %}"
    path = printed(brief_record(facts=attack, mitigation="]]>-->") | {"title": {"zh": attack, "en": attack}})
    said = paper.flowing(path)
    assert said.count("".join(attack.split())) >= 2
    assert "]]>-->" in said
    assert pypdf.PdfReader(path).metadata.title.startswith(attack)


def test_a_screening_that_found_no_need_leaves_a_short_report(printed):
    nothing = {
        "aspects": [],
        "not_asked": [],
        "groups": [],
        "proposal": None,
        "steps": [],
        "panel": None,
        "opinions": [],
        "decision": None,
        "follow_up": [],
        "children": [],
        "participation": [],
        "heard": None,
        "notice": None,
        "result": "not_needed",
    }
    said = paper.flowing(printed(sample_record(**nothing)))
    assert "二、" not in said
    assert "附件3核验本文件" in said


def test_five_hundred_opinions_are_printed_and_the_rest_is_counted(printed):
    one = sample_record()["opinions"][0]
    opinions = [one | {"number": number, "text": "略", "reason": ""} for number in range(1, 2501)]
    assert "本表共2500行" in paper.flowing(printed(brief_record() | {"opinions": opinions}))


def test_scripts_stand_beside_one_another(printed):
    text = "English, ελληνικά, кириллица, ひらがな, ①②③, 10 ㎡, “引号”, a\u0301, 𬭚与䶮"
    said = paper.flowing(printed(brief_record(facts=text)))
    for part in ("English", "ελλη", "кириллица", "ひらがな", "①②③", "㎡", "“引号”", "𬭚与䶮"):
        assert part in said


def test_three_hundred_indicators_are_printed(printed):
    record = everywhere(without_panel(sample_record()), facts="略。", mitigation="")
    aspects = [
        aspect
        | {
            "indicators": [
                each | {"code": f"{each['code']}.{copy}"}
                for copy in range(12)
                for each in aspect["indicators"]
            ]
        }
        for aspect in record["aspects"]
    ]
    codes = [each["code"] for aspect in aspects for each in aspect["indicators"]]
    proposal = dict.fromkeys(("red_lines", "negative", "uncertain", "disputed"), codes)
    path = printed(
        record
        | {
            "aspects": aspects,
            "steps": [],
            "proposal": {"outcome": "return", "worst_off": []} | proposal,
            "decision": record["decision"] | {"conditions": []},
        }
    )
    said = paper.flowing(path)
    assert [code for code in codes if code not in said] == []


def test_other_scales_are_printed(printed):
    levels = [
        {"code": str(value), "value": value, "zh": f"第{value}级", "en": f"level {value}"}
        for value in (1, 3, 5)
    ]
    scale = sample_record()["scale"] | {"levels": levels, "minimum": 1, "maximum": 5}
    record = everywhere(
        brief_record() | {"scale": scale}, own="3", residual="", ratings=["1", "5"], median="3", spread=4
    )
    assert "第3级" in paper.flowing(printed(record))


def everywhere(record, **changes):
    """Every indicator changed alike."""
    aspects = [
        aspect | {"indicators": [each | changes for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    return record | {"aspects": aspects}


@pytest.mark.parametrize("earlier", [first_format, second_format, third_format])
def test_a_record_of_an_earlier_format_is_still_printed(printed, earlier):
    said = paper.flowing(printed(earlier(sample_record())))
    assert ("修改后通过" in said, "审定日期" in said, "QZ-D6" in said) == (True, True, True)
