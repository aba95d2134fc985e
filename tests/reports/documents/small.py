"""Small Word files for the tests, and what a reader sees in one."""

from assessments.offline.docx_parts import paragraph
from reports.documents.names import FACTS
from reports.documents.package import filled
from reports.documents.template_parts import packed
from reports.documents.tree import parsed
from reports.documents.zipped import unzipped, zipped

DOCUMENT = "word/document.xml"


def template(*paragraphs, body=""):
    """A template of these paragraphs, and of whatever XML."""
    return packed("".join(paragraph(each) for each in paragraphs) + body, language="zh")


def words(within=FACTS, **facts):
    """A report that says these things and nothing else."""
    return {each.key: facts.get(each.key, [] if each.many else "") for each in within.many}


def entry(key, **facts):
    """An entry of the list."""
    return words(FACTS.by_spelling[key.replace("_", "")], **facts)


def read(document):
    """The text of each paragraph, where there is any."""
    root = parsed(unzipped(document)[DOCUMENT])
    said = (_text(each) for each in root.walk() if each.name == "w:p")
    return [each for each in said if each]


def fill(*paragraphs, body="", **facts):
    return read(filled(template(*paragraphs, body=body), words(**facts), title=""))


def changed(document, **parts):
    """With some parts put in or replaced; `None` takes one out. Names are given with __ for / and _dot_ for a dot."""
    found = unzipped(document)
    for name, content in parts.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        found.pop(path, None)
        if content is not None:
            found[path] = content
    return zipped(found)


def replaced(document, old, new, part=DOCUMENT):
    parts = unzipped(document)
    assert old.encode() in parts[part]
    return zipped(parts | {part: parts[part].replace(old.encode(), new.encode())})


def _text(element):
    return "".join(
        "\n" if each.name == "w:br" else "".join(child for child in each.children if isinstance(child, str))
        for each in element.walk()
        if each.name in {"w:t", "w:br"}
    )
