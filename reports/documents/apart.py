"""Filling a template in the cage, in a process of its own."""

import json
from base64 import b64decode, b64encode

from reports import cage
from reports.documents.faults import in_words
from reports.documents.filling import Fault, Words
from reports.errors import Broken

LIMITS = cage.Limits(computing=30, patience=60)


class Refusing(Broken):
    """The template is to blame; each reason says what to change."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def filled_apart(template: bytes, words: Words, *, title: str) -> bytes:
    """Refusing, or what the cage raises."""
    order = {"template": b64encode(template).decode(), "words": words, "title": title}
    answer = json.loads(cage.run("reports.documents.filler", order, LIMITS))
    if "faults" in answer:
        raise Refusing([in_words(Fault(*each)) for each in answer["faults"]])
    return b64decode(answer["document"])
