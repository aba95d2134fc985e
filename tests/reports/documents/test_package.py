"""What a template may hold: what acts or fetches is refused with its reason, what tells of its writer stays behind."""

import pytest

from assessments.offline.docx_parts import W, paragraph, run
from reports.documents.dangers import Unfit
from reports.documents.filling import Fault
from reports.documents.package import filled
from reports.documents.zipped import unzipped
from tests.reports.documents.small import changed, read, replaced, template, words

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
PNG = b"\x89PNG\r\n\x1a\n"
HELD = "{{标题}}"


def fault(content):
    with pytest.raises(Unfit) as told:
        filled(content, words(), title="")
    (only,) = told.value.faults
    return only


def related(kind, target, *, external=False):
    """A template with one more relation."""
    mode = ' TargetMode="External"' if external else ""
    more = f'<Relationship Id="more" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(template(HELD), "</Relationships>", more, RELATIONS)


def field(instruction):
    pieces = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction[:3]}</w:instrText></w:r>'
        f'<w:r><w:instrText>{instruction[3:]}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return template(HELD, body=f"<w:p>{pieces}</w:p>")


def header(inside):
    return f'<w:hdr xmlns:w="{W}"><w:p>{inside}</w:p></w:hdr>'.encode()


def with_part(kind, name, content):
    """A template with one more part, to which a relation leads."""
    return changed(related(kind, name), **{f"word__{name.replace('.', '_dot_')}": content})


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
        (template(body='<w:p><w:pPr><w:pPrChange w:author="甲"/></w:pPr></w:p>'), Fault("tracked")),
        (
            template(body='<w:p><x:webVideoPr xmlns:x="urn:x" embeddedHtml="x"/></w:p>'),
            Fault("embedded", "webVideoPr"),
        ),
        (
            template(body='<w:p><v:x xmlns:v="urn:x" src="//server/x.png"/></w:p>'),
            Fault("external", "//server/x.png"),
        ),
        (field(' HYPERLINK \\l "x" "file://server/x"'), Fault("external", 'file://server/x"')),
        (with_part("image", "x.png", b"<svg/>"), Fault("picture", "x.png")),
        (with_part("hyperlink", "x.docm", b"x"), Fault("external", "x.docm")),
        (
            with_part(
                "header",
                "header9.dat",
                header('<w:fldSimple w:instr="LINK x"/>'),
            ),
            Fault("field", "LINK"),
        ),
    ],
)
def test_what_acts_or_fetches_is_refused(content, told):
    assert fault(content) == told


@pytest.mark.parametrize("space", [W, STRICT])
@pytest.mark.parametrize(
    "written",
    [
        '<x:document xmlns:x="{space}"><x:body>{inside}</x:body></x:document>',
        '<document xmlns="{space}"><body>{inside}</body></document>',
        '<w:document xmlns:w="{space}"><w:body><x:p xmlns:x="{space}">{inside}</x:p></w:body></w:document>',
        '<w:document xmlns:w="urn:x"><x:body xmlns:x="{space}">{inside}</x:body></w:document>',
    ],
)
def test_word_s_own_names_have_but_one_prefix(written, space):
    """Else what is dangerous would stand there under another name, and no place-holder would be seen."""
    inside = '<x:fldSimple xmlns:x="{space}" x:instr="DDEAUTO c:/cmd.exe"/><x:ins xmlns:x="{space}" x:author="甲"/>'
    document = written.replace("{inside}", inside).replace("{space}", space).encode()
    assert fault(changed(template(HELD), word__document_dot_xml=document)) == Fault("no_document")


def test_a_strict_document_is_filled():
    document = f'<w:document xmlns:w="{STRICT}"><w:body><w:p>{run(HELD)}</w:p></w:body></w:document>'.encode()
    assert read(
        filled(changed(template(HELD), word__document_dot_xml=document), words(title="甲"), title="")
    ) == ["甲"]


def test_a_part_is_what_its_relation_says_whatever_its_name():
    made = unzipped(
        filled(with_part("header", "header9.dat", header(run(HELD))), words(title="甲"), title="")
    )
    assert ">甲<" in made["word/header9.dat"].decode()
    assert b'PartName="/word/header9.dat" ContentType="application/vnd' in made["[Content_Types].xml"]


@pytest.mark.parametrize(
    "content",
    [
        with_part("header", "header9.xml", f'<w:ftr xmlns:w="{W}"/>'.encode()),
        with_part(
            "font", "_rels/footer1.xml.rels", f'<x><y Type="{OFFICE}/people" Target="x"/></x>'.encode()
        ),
        with_part("font", "../[Content_Types].xml", b"x"),
        replaced(
            with_part("header", "x.xml", header("")),
            "</Relationships>",
            f'<Relationship Id="font" Type="{OFFICE}/font" Target="x.xml"/></Relationships>',
            RELATIONS,
        ),
    ],
    ids=["another sort", "relations as a font", "the list as a font", "two sorts"],
)
def test_a_part_is_of_the_sort_that_its_relation_says(content):
    assert fault(content) == Fault("no_document")


def test_a_template_without_a_place_holder_is_refused():
    assert fault(template("标题")) == Fault("nothing")


@pytest.mark.parametrize(
    "instruction",
    [" PAGE ", " NUMPAGES", ' HYPERLINK "https://example.org/"', ' HYPERLINK \\l "x"', " TOC \\o"],
)
def test_fields_that_say_the_same_everywhere_stay(instruction):
    assert filled(field(instruction), words(), title="")


def test_links_to_pages_and_pictures_of_its_own_stay():
    linked = related("hyperlink", "https://example.org/", external=True)
    assert b"example.org" in unzipped(filled(linked, words(), title=""))[RELATIONS]
    pictured = changed(related("image", "media/logo.png"), word__media__logo_dot_png=PNG)
    assert unzipped(filled(pictured, words(), title=""))["word/media/logo.png"] == PNG


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
    body = paragraph("{{标题}}&<>\"'　一") + '<w:p><w:r><w:t xml:space="preserve"> </w:t></w:r></w:p>'
    document = unzipped(filled(template(body=body), words(), title=""))["word/document.xml"].decode()
    assert 'mc:Ignorable="w14"' in document
    assert document.count("xmlns:") == 4
    assert read(filled(template(body=body), words(), title="")) == ["&<>\"'　一", " "]
