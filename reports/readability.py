"""Whether children can read a text: the characters it uses, and how long its sentences are. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import rjieba

LIST = Path(__file__).parent / "common_characters.txt"
MOST_RARE = Fraction(5, 100)
LONGEST_AVERAGE = {"zh": 25, "en": 15}  # Chinese counts characters, English words
SHOWN = 3
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# What a reader reads as one: a Chinese character, or a word or number in other letters.
UNIT = re.compile(rf"{HAN.pattern}|[^\W_]+?(?={HAN.pattern}|\b)(?:['’.,][^\W_]+?(?={HAN.pattern}|\b))*")
END = re.compile(r"(?<=[。！？!?；;…])[”’」』）)]*|(?<=\.)\s|\n")


@dataclass(frozen=True)
class Reading:
    """What was found in a text. `rare` are the words that hold an uncommon character, the most frequent first; `long`
    the longest sentences of those that are longer than an average one may be."""

    language: str
    characters: int
    uncommon: int
    rare: list[str]
    units: int
    sentences: int
    long: list[str]

    @property
    def share(self) -> Fraction:
        return Fraction(self.uncommon, self.characters) if self.characters else Fraction(0)

    @property
    def average(self) -> Fraction:
        return Fraction(self.units, self.sentences) if self.sentences else Fraction(0)

    @property
    def percent(self) -> Decimal:
        """The share in per cent, to one decimal."""
        return _rounded(self.share * 100)

    @property
    def length(self) -> Decimal:
        """The average, to one decimal."""
        return _rounded(self.average)

    @property
    def limit(self) -> int:
        return LONGEST_AVERAGE[self.language]

    @property
    def too_rare(self) -> bool:
        return self.share > MOST_RARE

    @property
    def too_long(self) -> bool:
        return self.average > self.limit

    @property
    def passes(self) -> bool:
        return not (self.too_rare or self.too_long)


def read(texts: Iterable[str], language: str) -> Reading:
    """All texts together, each line a sentence of its own at least."""
    whole = "\n".join(texts)
    characters = HAN.findall(whole)
    sentences = [(sentence, length) for sentence in _sentences(whole) if (length := _length(sentence))]
    limit = LONGEST_AVERAGE[language]
    long = sorted((each for each in sentences if each[1] > limit), key=lambda each: -each[1])
    return Reading(
        language=language,
        characters=len(characters),
        uncommon=sum(char not in common() for char in characters),
        rare=_rare(whole),
        units=sum(length for _sentence, length in sentences),
        sentences=len(sentences),
        long=[sentence for sentence, _length in long[:SHOWN]],
    )


@cache
def common() -> frozenset[str]:
    """The 2 500 characters in common use."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def _rounded(value: Fraction) -> Decimal:
    return Decimal(round(value * 10)).scaleb(-1)


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in END.split(text) if each.strip()]


def _length(sentence: str) -> int:
    return len(UNIT.findall(sentence))


def _rare(text: str) -> list[str]:
    """In the words in which they stand, for nobody looks for a single character."""
    found = Counter(
        word for word in rjieba.cut(text) if any(char not in common() for char in HAN.findall(word))
    )
    return [word for word, _times in found.most_common()]
