"""What a template may hold: what acts or fetches is refused with its reason, what tells of its writer stays behind."""

import pytest

from assessments.offline.docx_parts import paragraph, run
from reports.documents.filling import Fault
from reports.documents.package import Unfit, filled
from reports.documents.zipped import unzipped
from tests.reports.documents.small import changed, read, replaced, template, words

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def fault(content):
    with pytest.raises(Unfit) as told:
        filled(content, words(), title="")
    (only,) = told.value.faults
    return only


def related(kind, target, *, external=False):
    """A template with one more relation."""
    mode = ' TargetMode="External"' if external else ""
    more = f'<Relationship Id="more" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(template("甲"), "</Relationships>", more, RELATIONS)


def field(instruction):
    pieces = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction[:3]}</w:instrText></w:r>'
        f'<w:r><w:instrText>{instruction[3:]}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return template(body=f"<w:p>{pieces}</w:p>")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", Fault("no_document")),
        (b"%PDF-1.7", Fault("no_document")),
        (b"PK\x03\x04 and nothing", Fault("no_document")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 of old", Fault("old_workbook")),
        (changed(template("甲"), word__document_dot_xml=None), Fault("no_document")),
        (changed(template("甲"), word__document_dot_xml=b"<w:document>"), Fault("no_document")),
        (changed(template("甲"), word__vbaProject_dot_bin=b"x"), Fault("macros")),
    ],
)
def test_what_is_no_document_is_refused(content, told):
    assert fault(content) == told


def test_a_document_type_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>'
    assert fault(changed(template("甲"), word__document_dot_xml=bomb)) == Fault("no_document")


def test_what_is_nested_without_end_is_refused():
    deep = b"<w:document>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:document>"
    assert fault(changed(template("甲"), word__document_dot_xml=deep)) == Fault("no_document")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (related("oleObject", "embeddings/1.bin"), Fault("embedded", "oleObject")),
        (related("package", "embeddings/1.xlsx"), Fault("embedded", "package")),
        (related("aFChunk", "chunk.html"), Fault("embedded", "aFChunk")),
        (
            related("image", "http://example.org/x.png", external=True),
            Fault("external", "http://example.org/x.png"),
        ),
        (
            related("hyperlink", "file://server/share", external=True),
            Fault("external", "file://server/share"),
        ),
        (field(" INCLUDETEXT c:/x.txt"), Fault("field", "INCLUDETEXT")),
        (field(" DDEAUTO excel x"), Fault("field", "DDEAUTO")),
        (field(" DATE "), Fault("field", "DATE")),
        (field(' HYPERLINK "file://server/x"'), Fault("external", 'file://server/x"')),
        (template(body=f"<w:p><w:ins>{run('甲')}</w:ins></w:p>"), Fault("tracked")),
        (template(body='<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>'), Fault("comments")),
        (template(body="<w:p><w:r><w:object/></w:r></w:p>"), Fault("embedded", "object")),
    ],
)
def test_what_acts_or_fetches_is_refused(content, told):
    assert fault(content) == told


@pytest.mark.parametrize(
    "instruction", [" PAGE ", " NUMPAGES", ' HYPERLINK "https://example.org/"', " TOC \\o"]
)
def test_fields_that_say_the_same_everywhere_stay(instruction):
    assert filled(field(instruction), words(), title="")


def test_links_to_pages_and_pictures_of_its_own_stay():
    linked = related("hyperlink", "https://example.org/", external=True)
    assert b"example.org" in unzipped(filled(linked, words(), title=""))[RELATIONS]
    pictured = changed(related("image", "media/logo.png"), word__media__logo_dot_png=b"png")
    assert unzipped(filled(pictured, words(), title=""))["word/media/logo.png"] == b"png"


def test_whose_computer_it_was_stays_behind():
    told = b'<w:p w:rsidR="00AB12CD" w14:paraId="1234"><w:r><w:t>canary</w:t></w:r></w:p>'
    parts = {
        "docProps__app_dot_xml": b"<Properties><Company>canary</Company></Properties>",
        "docProps__core_dot_xml": b"<core><creator>canary</creator></core>",
        "word__comments_dot_xml": b"<w:comments>canary</w:comments>",
        "customXml__item1_dot_xml": b"<x>canary</x>",
        "word__orphan_dot_xml": told,
    }
    made = changed(related("attachedTemplate", "file:///C:/Users/canary/x.dotm", external=True), **parts)
    made = replaced(made, "<w:body>", '<w:body><w:p w:rsidR="00AB12CD" w14:paraId="12345678"/>')
    document = unzipped(filled(made, words(), title="QZ-1 甲"))
    assert [
        name for name, content in document.items() if b"canary" in content or b"00AB12CD" in content
    ] == []
    assert "<dc:title>QZ-1 甲</dc:title>".encode() in document["docProps/core.xml"]
    assert "customXml/item1.xml" not in document


def test_running_heads_and_feet_are_filled():
    footed = replaced(template("甲"), ">1<", ">{{案件编号}}<", "word/footer1.xml")
    made = unzipped(filled(footed, words(case_number="QZ-1"), title=""))
    assert b">QZ-1<" in made["word/footer1.xml"]


def test_prefixes_and_signs_survive():
    """Word takes a file for damaged whose prefixes are renamed or not declared."""
    body = paragraph("&<>\"'　一") + '<w:p><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>'
    document = unzipped(filled(template(body=body), words(), title=""))["word/document.xml"].decode()
    assert 'mc:Ignorable="w14"' in document
    assert document.count("xmlns:") == 4
    assert read(filled(template(body=body), words(), title="")) == ["&<>\"'　一", " "]
