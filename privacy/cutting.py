"""A line cut into words by the dictionary, and whether a name may stand at a place in it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from rjieba import cut, tag

from privacy.naming import (
    COMPOUND,
    GIVEN,
    KNOWN,
    LIKE_ADJECTIVES,
    NOT_AFTER,
    NOT_GIVEN,
    PLACES,
    QUANTITIES,
    RARE,
    SHORT_TITLES,
    SURNAMES,
    TITLES,
)

_HAN = "一-龥"
# Pronouns, prepositions, conjunctions, adverbs, particles, places: no name begins like them.
_NEVER_GIVEN = frozenset({"r", "p", "c", "d", "u", "uj", "ul", "uv", "f", "y"})


FIRST = SURNAMES | {each[0] for each in COMPOUND}
_PLACE_ENDS = frozenset("路街巷弄桥村镇乡县区市门口店楼馆站场班校室机灯")


_THREE = re.compile(rf"[{''.join(sorted(SURNAMES))}][{''.join(sorted(GIVEN))}]{{2}}")


@lru_cache(4096)
def is_word(word: str) -> bool:
    """In the dictionary, not only guessed."""
    return len(word) > 1 and cut(word, False) == [word] and word not in COMPOUND


_PEOPLE = re.compile(r"同学|小朋友|学生|家长|妈|爸|爷|奶|母|父|老师|女|男|孩|哥|姐|弟|妹|班|小学|中学|学校")


class Words:
    """A line cut into words, with where each begins."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.words = tag(line)
        starts = [0, *accumulate(len(word) for word, _ in self.words)]
        self.at = dict(zip(starts, self.words, strict=False))

    def possible(self, start: int, end: int, *, introduced: bool = False) -> bool:
        """Whether a name may stand here: no well-known one, no ordinary word, no title, no place.
        `introduced`: what stands around it leaves little else, so that a word may be a name."""
        name = self.line[start:end]
        given = name[2:] if name[:2] in COMPOUND else name[1:]
        if (
            name in KNOWN
            or name[:2] in KNOWN
            or set(given) & NOT_GIVEN
            or re.match(rf"{TITLES}|{QUANTITIES}", given)
        ):
            return False
        if (
            not given
            or given in NOT_AFTER
            or (name[0] in RARE and not (introduced and len(given) == 2 and set(given) <= GIVEN))
        ):
            return False
        if given[0] in SHORT_TITLES and not (len(given) > 1 and given[1] in GIVEN):
            return False
        if re.match(PLACES, self.line[end:]) or self.line[max(0, start - 1) : start] in {"第", "每"}:
            return False
        word, kind = self.at.get(start, ("", ""))
        if introduced and len(name) > 2 and set(given) <= GIVEN:
            return not self._ordinary(start, end)
        if len(word) == 1:
            return self.at.get(start + 1, ("", ""))[1] not in _NEVER_GIVEN
        return bool(word) and (
            word in COMPOUND or kind.startswith("nr") or (introduced and set(given) <= GIVEN)
        )

    def begins(self, start: int) -> bool:
        """Whether a name's word may begin here: alone, or as the dictionary guesses a name."""
        word, kind = self.at.get(start, ("", ""))
        return bool(word) and (len(word) == 1 or kind.startswith("nr")) and kind not in _NEVER_GIVEN

    def named(self, *, near: bool) -> Iterator[tuple[int, int]]:
        """Full names that stand anywhere; those of two Hanzi only near a school."""
        for start, (word, kind) in self.at.items():
            surname = next((each for each in COMPOUND if self.line.startswith(each, start)), word[:1])
            if surname not in SURNAMES and surname not in COMPOUND:
                continue
            for length in (2, 1):
                end = start + len(surname) + length
                given = self.line[start + len(surname) : end]
                if len(given) < length or not re.fullmatch(rf"[{_HAN}]+", given) or not self.ends(end):
                    continue
                sure = kind.startswith("nr") and word == self.line[start:end]
                likely = set(given) <= GIVEN
                if not (likely or (sure and set(given) & GIVEN and given[-1] not in _PLACE_ENDS)):
                    continue
                if self._described(start, end, sure=sure):
                    continue
                two = length == 1 and len(surname) == 1
                if two and not (near and sure and likely and not self._of_a_thing(end)):
                    continue
                if self.possible(start, end, introduced=near and length == 2 and likely):
                    yield start, end
                    break
        if near:
            for hit in every(_THREE, self.line):
                if hit[0][0] not in RARE and not self._described(*hit.span()) and self.likely(*hit.span()):
                    yield hit.span()

    def _of_a_thing(self, end: int) -> bool:
        """Whether a thing follows that bears the name: 吴越文化节."""
        word, kind = self.at.get(end, ("", ""))
        return kind.startswith("n") and not kind.startswith("nr") and not _PEOPLE.match(word)

    def _described(self, start: int, end: int, *, sure: bool = False) -> bool:
        """A word with its quality, a place, the second of two things, no name: 金桂花, 明月山, 操场和大树, 马金镇."""
        given, first = self.line[start + 1 : end], self.line[start]
        if given[-1] in "镇乡村县":
            return True
        is_joined = first == "和" and re.match(f"[{_HAN}]", self.line[start - 1 : start])
        return not sure and (
            given[-1] in "山江河溪湖园" or bool((first in LIKE_ADJECTIVES or is_joined) and is_word(given))
        )

    def _ordinary(self, start: int, end: int) -> bool:
        """Whether a word of the dictionary goes over the surname: one that ends with it, or that begins with it."""
        before = max((at for at in self.at if at < start), default=start)
        over, _ = self.at.get(before, ("", ""))
        word, kind = self.at.get(start, ("", ""))
        if start not in self.at:
            return before + len(over) <= start + 1 and is_word(over)
        return len(word) > 1 and not kind.startswith("nr") and is_word(word)

    def foreign(self, start: int, end: int) -> bool:
        """A name of another people as the dictionary knows it."""
        word, kind = self.at.get(start, ("", ""))
        return (
            kind in {"nr", "nrt", "nrfg"}
            and word == self.line[start:end]
            and word not in KNOWN
            and word[0] not in FIRST
        )

    def likely(self, start: int, end: int) -> bool:
        """Made of what names are made of, and no word goes on behind it."""
        name = self.line[start:end]
        given = name[2:] if name[:2] in COMPOUND else name[1:]
        return (
            1 <= len(given) <= 2
            and set(given) <= GIVEN
            and self.ends(end)
            and self.possible(start, end, introduced=True)
        )

    def ends(self, end: int) -> bool:
        """Whether no word goes on over the place; what the dictionary only guesses is no word."""
        if end in self.at or end == len(self.line):
            return True
        before = max(at for at in self.at if at < end)
        return end < len(self.line) and not is_word(self.at[before][0])


def every(form: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Also those that begin within another."""
    place = 0
    while hit := form.search(line, place):
        yield hit
        place = hit.start() + 1
