"""The questionnaire as a Word document: page 1 says what it is and how to use it; then a heading for each aspect and a
table for each indicator, a row for each field."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.models import OfflineCopy
from assessments.offline.docx_parts import (
    LINE,
    MARK,
    NEW_PAGE,
    SOFT,
    checkbox,
    packed,
    paragraph,
    paragraphs,
    run,
    wrapped,
)
from assessments.offline.outline import Field, Item, Outline
from assessments.offline.spelling import normal
from assessments.offline.stamp import ADVICE, IN_DOCX, facts_of, written_mark
from assessments.offline.words import in_words

LEFT, RIGHT = 2438, 7200  # twentieths of a point; together the width between the margins
ROOM_FOR_TEXT = 1020


def docx_bytes(copy: OfflineCopy, found: Outline) -> bytes:
    """`found` is what the copy holds."""
    assessment = copy.assessment
    title = _("Self-assessment questionnaire")
    if assessment.illustrative:
        title = " · ".join((title, _("Sample data")))
    body = [paragraph(title, style="Title"), _facts(copy), paragraph("")]
    body.append(paragraph(_("How to use this document"), style="Heading2"))
    body += [paragraph(f"{number}. {advice}") for number, advice in enumerate((IN_DOCX, *ADVICE), start=1)]
    body.append(paragraph(str(assessment.indicator_set.file.provenance.statement), style="Note"))
    body.append(NEW_PAGE)
    body += _sections(found)
    numbered = _("copy %(number)s") % {"number": copy.number}
    running = f"{assessment.code} · {assessment.local.title} · {numbered}"
    return packed("".join(body), title=f"{assessment.code} {title}", running=normal(running))


def _facts(copy: OfflineCopy) -> str:
    rows = (
        _row(
            paragraph(label, style="Label") + _told("", written_mark(mark)),
            paragraphs(normal(words)),
        )
        for label, mark, words in facts_of(copy)
    )
    return _table(rows)


def _sections(found: Outline) -> Iterable[str]:
    for section in found.sections:
        yield paragraph(normal(section.name), style="Heading1")
        for item in section.items:
            yield _block(item)
            yield paragraph("")


def _block(item: Item) -> str:
    """The table of one indicator or special group."""
    name = normal(f"{item.shown_code} {item.name}")
    asked = paragraphs(normal(item.question), style="Question")
    if item.guidance:
        asked += paragraphs(normal(item.guidance), style="Guidance")
    mark = run(f"  {written_mark(item.key)}", MARK)
    head = _across(wrapped(run(name) + mark, style="Heading2"), fill=SOFT, repeated=True)
    return _table([head, _across(asked + wrapped(mark)), *(_field_row(item, each) for each in item.fields)])


def _field_row(item: Item, field: Field) -> str:
    value = item.row.content()[field.name]
    left = paragraph(field.label, style="Label") + _told(_hint(field), written_mark(item.key, field.name))
    if field.kind in {"choice", "choices"}:
        chosen = value if isinstance(value, list) else [value]
        return _row(left, _boxes(field, chosen))
    room = ROOM_FOR_TEXT if field.kind == "text" else 0
    return _row(left, paragraphs(in_words(field, value)), room=room, may_split=field.kind == "text")


def _hint(field: Field) -> str:
    match field.kind:
        case "choice":
            return _("tick one")
        case "choices":
            return _("tick all that apply")
        case "whole":
            return _("a whole number")
        case "numbers":
            return _("one group a line, as in “%(example)s: 120”") % {
                "example": next(iter(field.choices.values()), "")
            }
    return ""


def _told(hint: str, mark: str) -> str:
    """What stands under a label: the hint, and the mark by which the row is known."""
    return wrapped((run(f"{hint} ") if hint else "") + run(mark, MARK), style="Guidance")


def _boxes(field: Field, chosen: list[object]) -> str:
    """All choices with a box each; blanks within a choice do not break it over two lines."""
    options = "".join(
        checkbox(ticked=value in chosen) + run(f"\u00a0{normal(words).replace(' ', chr(0xA0))}   ")
        for value, words in field.choices.items()
    )
    return wrapped(options)


def _table(rows: Iterable[str]) -> str:
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{LEFT + RIGHT}" w:type="dxa"/><w:tblBorders>{edge}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="110" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="110" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{LEFT}"/><w:gridCol w:w="{RIGHT}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(left: str, right: str, *, room: int = 0, may_split: bool = False) -> str:
    """`room`: how high it is at least, to be written in by hand."""
    height = f'<w:trHeight w:val="{room}" w:hRule="atLeast"/>' if room else ""
    whole = "" if may_split else "<w:cantSplit/>"
    look = f"<w:trPr>{whole}{height}</w:trPr>" if whole or height else ""
    cells = _cell(left, LEFT, fill="F4F8F7") + _cell(right, RIGHT)
    return f"<w:tr>{look}{cells}</w:tr>"


def _across(content: str, *, fill: str = "", repeated: bool = False) -> str:
    header = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{_cell(content, LEFT + RIGHT, fill=fill, span=2)}</w:tr>"


def _cell(content: str, width: int, *, fill: str = "", span: int = 1) -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        look += f'<w:gridSpan w:val="{span}"/>'
    if fill:
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{content}</w:tc>"
