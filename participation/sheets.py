"""What a telephone sends, read. Pure: nothing that stands in it is trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from participation.enums import Face
from privacy.plain import visible

FACE, WORDS = "face", "words"
LONGEST_WORDS = 140
READ = (
    2000  # characters of what no telephone of ours sends, so that nobody keeps this machine busy with reading
)
Question = Mapping[str, str]


@dataclass(frozen=True)
class Filled:
    """One child's answers, to the questions that were asked; what was left out is in neither."""

    key: UUID
    faces: dict[str, str]
    words: dict[str, str]


def filled(sent: object, questions: Sequence[Question]) -> Filled | None:
    """None where it is no sheet at all. Answers that do not fit their question are no answers."""
    if not isinstance(sent, dict) or (key := _key(sent.get("key"))) is None:
        return None
    faces = {code: face for code, face in _pairs(sent.get("faces"), questions, FACE) if face in Face.values}
    words = {
        code: text for code, said in _pairs(sent.get("words"), questions, WORDS) if (text := _plain(said))
    }
    return Filled(key, faces, words)


def _key(sent: object) -> UUID | None:
    try:
        return UUID(sent) if isinstance(sent, str) else None
    except ValueError:
        return None


def _pairs(sent: object, questions: Sequence[Question], kind: str) -> list[tuple[str, str]]:
    given = sent if isinstance(sent, dict) else {}
    codes = [question["code"] for question in questions if question["kind"] == kind]
    return [(code, given[code]) for code in codes if isinstance(given.get(code), str)]


def _plain(said: str) -> str:
    """Without what no database takes: control characters and halves of letters."""
    whole = visible(said.encode("utf-8", "ignore").decode())
    return " ".join("".join(each if each.isprintable() else " " for each in whole).split())[:READ]
