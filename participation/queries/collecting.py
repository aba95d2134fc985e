"""What a group has answered with faces. Words are no part of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from accounts.localised import english_is_active
from participation.enums import Face
from participation.models import Collection, Session
from participation.sheets import FACE

# The drawing's units: a bar that all children chose, its height, and where bars begin beside their words.
FULL, HIGH, LEFT = 180, 28, 100


@dataclass(frozen=True)
class Bar:
    """How many chose a face. `width` is its share of all sheets."""

    face: Face
    number: int
    width: int
    top: int
    left: int = LEFT

    @property
    def figure_at(self) -> int:
        return self.left + self.width + 6


@dataclass(frozen=True)
class FaceRow:
    """One question. `unanswered`: sheets without a face here; a child may always leave a question out."""

    code: str
    text: str
    bars: list[Bar]
    answered: int
    unanswered: int


@dataclass(frozen=True)
class Faces:
    sheets: int
    rows: list[FaceRow]


def collection_of(session: Session) -> Collection | None:
    found: Collection | None = Collection.objects.filter(session=session).first()
    if found is not None:
        found.session = session
    return found


def faces_of(collection: Collection | None) -> Faces | None:
    """In one query; nothing where the session had no link. Sheets that were taken back count nowhere."""
    if collection is None:
        return None
    sheets: list[Mapping[str, str]] = list(
        collection.sheets.filter(taken_back_at=None).values_list("faces", flat=True)
    )
    asked = [question for question in collection.questions if question["kind"] == FACE]
    return Faces(len(sheets), [_row(question, sheets) for question in asked])


def asked_as(question: Mapping[str, str]) -> str:
    """The question in the reader's language."""
    return question["text_en"] if english_is_active() and question["text_en"] else question["text"]


def _row(question: Mapping[str, str], sheets: list[Mapping[str, str]]) -> FaceRow:
    chosen = Counter(faces[question["code"]] for faces in sheets if question["code"] in faces)
    most = len(sheets) or 1
    bars = [
        Bar(face, chosen[face.value], FULL * chosen[face.value] // most, HIGH * place)
        for place, face in enumerate(Face)
    ]
    answered = chosen.total()
    return FaceRow(question["code"], asked_as(question), bars, answered, len(sheets) - answered)
