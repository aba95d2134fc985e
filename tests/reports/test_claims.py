"""What the PDF says of itself, and whether its inside bears it out: metadata, tags, enclosures, a clean structure."""

import subprocess
from hashlib import sha256
from itertools import pairwise
from xml.etree import ElementTree as ET

import pypdf
import pytest

from reports import pdf
from tests.needs import needs
from tests.reports.proofs import signed_publication

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
PUBLICATION = signed_publication()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    needs("pdf")
    path = tmp_path_factory.mktemp("claims") / "report.pdf"
    path.write_bytes(pdf.render(PUBLICATION))
    return path


@pytest.fixture(scope="module")
def root(made):
    return pypdf.PdfReader(made).trailer["/Root"]


@pytest.fixture(scope="module")
def metadata(root):
    return ET.fromstring(root["/Metadata"].get_data())  # noqa: S314  our own file


@pytest.fixture(scope="module")
def elements(root):
    """Every element of the structure, parents before their children."""
    found, waiting = [], [root["/StructTreeRoot"]["/K"][0].get_object()]
    while waiting:
        element = waiting.pop()
        found.append(element)
        kids = element.get("/K", [])
        waiting += [
            kid.get_object()
            for kid in reversed(kids if isinstance(kids, list) else [kids])
            if not isinstance(kid, int) and "/S" in kid.get_object()
        ]
    return found


def test_it_claims_to_be_archivable_and_accessible(metadata):
    claims = {
        name.partition("}")[2] + "/" + name.partition("}")[0].strip("{").rstrip("/").split("/")[-3]: value
        for each in metadata.iter(f"{{{SPACES['rdf']}}}Description")
        for name, value in each.attrib.items()
        if "aiim" in name
    }
    assert claims == {"part/pdfa": "3", "conformance/pdfa": "A", "part/pdfua": "1"}
    assert len(list(metadata.iter(f"{{{SPACES['rdf']}}}RDF"))) == 1
    prefixes = [each.text for each in metadata.iter("{http://www.aiim.org/pdfa/ns/schema#}prefix")]
    assert prefixes == ["pdfuaid"], "PDF/A wants every schema that is not its own to be described"


def test_metadata_say_what_the_old_ones_say(metadata, made):
    old = pypdf.PdfReader(made).metadata
    title, author = (metadata.find(f".//dc:{name}//rdf:li", SPACES).text for name in ("title", "creator"))
    assert (title, author) == (old.title, old.author)
    assert title.startswith("衢州市儿童发展“十四五”规划")
    assert author == "市儿童发展规划起草专班（示例）"
    assert metadata.find(".//xmp:CreateDate", SPACES).text.replace("-", "") in old["/CreationDate"]


def test_it_has_a_language_a_colour_space_and_shows_its_title(root):
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [each["/S"] for each in root["/OutputIntents"]] == ["/GTS_PDFA1"]


def test_nothing_in_it_acts(root):
    assert {"/OpenAction", "/AA", "/AcroForm"} & set(root) == set()
    assert "/JavaScript" not in root["/Names"]


def test_the_record_and_its_proof_travel_inside_to_the_byte(made, root):
    attached = {name: content for name, (content,) in pypdf.PdfReader(made).attachments.items()}
    assert set(attached) == {"record.json", "proof.json"}
    assert attached["record.json"] == PUBLICATION.record.encode()
    assert sha256(attached["record.json"]).hexdigest() == PUBLICATION.record_hash
    assert attached["proof.json"] == PUBLICATION.proof.encode()
    files = [each.get_object() for each in root["/AF"]]
    assert {(each["/UF"], each["/AFRelationship"]) for each in files} == {
        ("record.json", "/Source"),
        ("proof.json", "/Supplement"),
    }
    assert {each["/EF"]["/F"].get_object()["/Subtype"] for each in files} == {"/application/json"}


def test_headings_descend_one_step_at_a_time(elements):
    levels = [int(each["/S"][2]) for each in elements if each["/S"] in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert [(one, two) for one, two in pairwise(levels) if two > one + 1] == []


def test_every_figure_says_what_it_shows(elements):
    figures = [each for each in elements if each["/S"] == "/Figure"]
    assert len(figures) >= 26  # a strip for every indicator, and the radar
    assert [each for each in figures if not each.get("/Alt")] == []


def test_every_cell_of_a_table_with_heads_is_told_its_heads(elements):
    cells = [each for each in elements if each["/S"] == "/TD"]
    assert len(cells) > 300
    told = [each for each in cells if each["/A"].get("/Headers")]
    assert len(told) / len(cells) > 0.99


def test_links_are_in_the_structure_and_say_where_they_lead(made, elements):
    reader = pypdf.PdfReader(made)
    links = [
        each.get_object() for page in reader.pages for each in page.get("/Annots", []) if each.get_object()
    ]
    assert len(links) >= 18  # the contents
    assert [each for each in links if "/Contents" not in each or "/StructParent" not in each] == []
    assert {each["/F"] for each in links} == {4}, "they are printed"
    assert {page["/Tabs"] for page in reader.pages} == {"/S"}
    assert sum(each["/S"] == "/Link" for each in elements) >= len(links)


def test_its_structure_is_clean(made):
    needs("qpdf")
    done = subprocess.run(["qpdf", "--check", made], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_no_larger_than_a_megabyte(made):
    assert made.stat().st_size <= 10**6
