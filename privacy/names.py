"""Names of people, by their form and by what stands around them. In Chinese a dictionary says where words begin; what
it does not know as a name has to stand where only a name stands."""

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
    NO_NICKNAMES,
    NOT_AFTER,
    NOT_GIVEN,
    PLACES,
    RARE,
    SHORT_TITLES,
    SURNAMES,
    TITLES,
)
from privacy.personal import Found, Personal

_HAN = "一-龥"
_S = "".join(sorted(SURNAMES))
_FULL = rf"(?:(?:{'|'.join(COMPOUND)})[{_HAN}]{{1,2}}|[{_S}](?!某)[{_HAN}]{{1,2}})"
_SCHOOL = re.compile(
    rf"小学|中学|学校|幼儿园|初中|高中|中专|职高|职校|附小|附中|书院|校区"
    rf"|(?:[一二三四五六七八九十]|实验|实小|外国语|中心)(?:小|中|幼)(?![{_HAN}]?型|心|国|午|孩)"
    r"|实验(?=的|[(，,])|年级|[初高][一二三]|[0-9]班|[大中小]班"
)
_PERSON = (
    r"(?:我|他|她|它|TA|ta|孩子|娃|娃娃|同学|同桌|朋友|小朋友|伙伴|邻居|弟弟|妹妹"
    r"|哥哥|姐姐|弟|妹|哥|姐|妈妈|爸爸|妈|爸|父亲|母亲|奶奶|爷爷|外公|外婆|姑姑|舅舅"
    r"|"
    r"儿子|女儿|闺女|老大|老二|老三|表弟|表妹|表哥|表姐|班长|组长|队长|老师|学生"
    r"|儿童|女孩|男孩|小孩|女生|男生|家长|监护人|代表|患儿)"
)
_STOP = r"(?=[^一-龥]|$|在|是|今年|来自|住|读|上|就|也|从|和|说|的|，)"
# Only after these words does any short row of Hanzi count as a name.
_INTRODUCED = re.compile(
    rf"(?:(?:我|他|她|孩子|弟弟|妹妹|哥哥|姐姐|我弟|我妹|我哥|我姐|儿子|女儿|同桌"
    rf"|同学|朋友)(?:的?(?:大?名字?|小名|全名))?(?:就?叫|名叫|叫做"
    rf"|叫作)|(?:名字|小名|大名|全名)(?:就?是|叫|:))\s*"
    rf"(?!妈|爸|爷|奶|老师|大家|你|我|他|她|它|人|了|好|不|过|家|警|得|着|这|那|一声"
    rf"|醒|到|来|去|做|作|什么|啥|过|哥|姐|叔|阿姨|车|外卖|同学|救)"
    rf"([{_HAN}]{{2,6}}?){_STOP}"
)
_LABELLED = re.compile(
    rf"姓名\s*[:]\s*({_FULL}|[{_HAN}]{{2,4}})(?=[^{_HAN}]|$)|(?<![{_HAN}])(?:学生|儿童|受访儿童|受访者|记录|发言人"
    rf"|发言者|家长|署名)\s*[:]\s*({_FULL})"
)
_ENGLISH_LABEL = re.compile(
    r"\b(?:[Nn]ame\s*(?::|is)\s*|(?:pupil|student|child|boy|girl|parent)s?\s+(?:named\s+|called\s+)?)"
    r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s+[A-Z][a-z]+\b"
    r"|\b(?:(?:[Mm]y|[Hh]is|[Hh]er) (?:\w+ )?name is|(?:named|called))\s+[A-Z][a-z]+\b"
)
_ENGLISH_SCHOOL = re.compile(
    r"\b(?:[A-Z][\w.]*\s+|[0-9]+\s+){1,8}(?:School|Kindergarten|Academy)\b|\b(?:Grade|Class)\s+[0-9]"
)
_ENGLISH_NEAR = re.compile(
    r"\b(?:I am|I'm|I’m|[Ww]e are|[Tt]his is|[Aa]nd|[Ff]riend|[Bb]rother|[Ss]ister|[Ss]on|[Dd]aughter"
    r"|[Cc]lassmate)\s+(?!(?:At|From|In|The)\b)[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?"
    r"|(?:^|[.;!?]\s+)(?!(?:The|Our|My|Pupils|Children|New|Dear|Please|All|Both|Every|At|In|From"
    r"|Some|We|Many|Most)\b)"
    r"[A-Z][a-z]+(?:\s+(?!(?:Road|Street|Park|School|Primary|Kindergarten|District|City)\b)[A-Z][a-z]+)?"
    r"(?=\s+(?:from|at|of|in|goes|is at|studies|attends)\s|\s*[,(:])"
)
_LIST = re.compile(rf"(?:(?<![{_HAN}]){_FULL}\s*[、，,\s]\s*){{1,}}{_FULL}(?![{_HAN}]{{3}})")
_CALLED = re.compile(rf"({_FULL})(?:小朋友|同学)(?!们)")
_BARE_CALLED = re.compile(rf"叫({_FULL})")
_CUE = re.compile(rf"(?:{_PERSON}|代表|记者|队员|队长|学长|学姐|作者|让|请|姓名|签名|名字是)(?=[{_S}])")
_AFTER_PERSON = re.compile(
    rf"(?:{_PERSON}|采访|听说|听|问|找|受访者?|记得写上|因为)(?:姓名|名叫|叫|是|:"
    rf"|“|\"|\s)*({_FULL})(?=[^{_HAN}]|$|在|也"
    rf"|说|就|的|告诉|讲|上|认为|觉得|希望|想|要|读|来自|建议|每天|转|坐|走|住|去"
    rf"|没|有|会|能|不|很|常|总|被|骑|跟|和|都|想|讲)"
)
_RELATED = re.compile(rf"{_PERSON}([{_HAN}]{{2,5}})(?=[^{_HAN}])")
_OF_SCHOOL = re.compile(
    rf"(?:小学|中学|学校|幼儿园|[一二三四五六七八九]中|[一二三]小|初中|高中|中专|年级(?:[0-9一二三四五六七八九]+班)?"
    rf"|[0-9]班)(?:[(][^)]*[)])?\s*(?:的"
    rf"|:|,|，|、|学生|同学|有个孩子叫|\s)*({_FULL})(?=[^{_HAN}]|$|同学|小朋友|在"
    rf"|要|也|说|就|被|认为|每天|觉得|希望|想|老|提|建议"
    rf"|反映|的)"
)
_NAMED_SO = "".join(sorted(GIVEN))
_DIRECTLY = re.compile(
    rf"(?:小学|中学|学校|幼儿园)(?:的|学生|同学)?([{_S}][{_NAMED_SO}]{{2}})(?=\s*(?:[:,，(（、]|$))"
)
_BEFORE_SCHOOL = re.compile(
    rf"(?<![{_HAN}])({_FULL}|[{_HAN}]{{2,3}})(?:同学|小朋友)?\s*(?:[,，:(（、—\-/;]|\s)\s*[^。;\n]{{0,12}}?(?:小学"
    rf"|中学|学校|幼儿园|[一二三四五六七八九]中|[一二三]小|[初高][一二三])"
)
_AT_SCHOOL = re.compile(
    rf"(?:^|[，。,;；！!？?\s:]|和|跟|与|隔壁的|我家|我弟弟|我妹妹|我朋友|班上的|我的)([{_HAN}]{{2,4}}?)"
    rf"(?:弟弟|妹妹|哥哥|姐姐|同学)?(?:他们"
    rf"|她们|也)?(?:都|就|还|今年)?(?:在|就读|读|上的?是|转学?[去到]|是)[^。;\n，,]{{0,10}}?(?:小学"
    rf"|中学|学校|幼儿园|[一二三四五六七八九]中"
    rf"|[一二三]小|[大中小]班|[0-9]班|初[一二三]|[一二三四五六七八九]年级)"
)
_NICK = r"(?:小[一-龥]{1,2}|阿[一-龥]|大[一-龥]|(?P<one>[一-龥])(?P=one)|[一-龥]{1,2}(?:宝|仔|妹|娃|哥儿|妞))"
_NICKNAME = re.compile(
    rf"(?:^|[，。,;；！!？?\s:、(（]|和|跟|与|隔壁的|我家|我弟弟?|我妹妹?|我哥哥?"
    rf"|我姐姐?|同桌|朋友|同学|的|叫)(?P<nick>{_NICK})(?:弟弟"
    rf"|妹妹|哥哥|姐姐|同学)?(?=(?:他们|她们)?(?:都|就|还|也)?(?:在|是|读|上|说|老被"
    rf"|老|转|和|每|今年|不|总)|[，,:(（、]|(?<=(?P=one)(?P=one))(?![的地得了着]))"
)


def names(text: str) -> Iterator[Found]:
    """Of a text in normal width, line by line: what a line says of a school holds for its own names."""
    for line in re.split(r"\n|(?<=[。！？!?])(?=.{40})", text):
        yield from _names(line)


def _names(line: str) -> Iterator[Found]:
    words = _Words(line)
    school = bool(_SCHOOL.search(line))
    taken: list[tuple[int, int]] = []
    for start, end in (
        *words.named(near=school),
        *_told(line, words),
        *(_schooled(line, words) if school else ()),
        *_english(line),
    ):
        if end > start and all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            yield Found(Personal.NAME, line[start:end].strip())


# Pronouns, prepositions, conjunctions, adverbs, particles, places: no name begins like them.
_NEVER_GIVEN = frozenset({"r", "p", "c", "d", "u", "uj", "ul", "uv", "f", "y"})


_FIRST = SURNAMES | {each[0] for each in COMPOUND}
_PLACE_ENDS = frozenset("路街巷弄桥村镇乡县区市门口店楼馆站场班校室机灯")


_THREE = re.compile(rf"[{_S}][{_NAMED_SO}]{{2}}")


@lru_cache(4096)
def _is_word(word: str) -> bool:
    """In the dictionary, not only guessed."""
    return len(word) > 1 and cut(word, False) == [word] and word not in COMPOUND


class _Words:
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
        if name in KNOWN or name[:2] in KNOWN or set(given) & NOT_GIVEN or re.match(TITLES, given):
            return False
        if given in NOT_AFTER or (
            name[0] in RARE and not (introduced and len(given) == 2 and set(given) <= GIVEN)
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

    def named(self, *, near: bool) -> Iterator[tuple[int, int]]:
        """Full names that stand anywhere; those of two Hanzi only near a school."""
        for start, (word, kind) in self.at.items():
            surname = next((each for each in COMPOUND if self.line.startswith(each, start)), word[:1])
            if surname not in SURNAMES and surname not in COMPOUND:
                continue
            for length in (2, 1):
                end = start + len(surname) + length
                given = self.line[start + len(surname) : end]
                if len(given) < length or not re.fullmatch(rf"[{_HAN}]+", given) or not self._ends(end):
                    continue
                sure = kind.startswith("nr") and word == self.line[start:end]
                likely = set(given) <= GIVEN
                if not (likely or (sure and set(given) & GIVEN and given[-1] not in _PLACE_ENDS)):
                    continue
                if not sure and self._described(start, end):
                    continue
                if length == 1 and len(surname) == 1 and not (near and sure and likely):
                    continue
                if self.possible(start, end, introduced=near and length == 2 and likely):
                    yield start, end
                    break
        if near:
            for hit in _every(_THREE, self.line):
                if hit[0][0] not in RARE and not self._described(*hit.span()) and self.likely(*hit.span()):
                    yield hit.span()

    def _described(self, start: int, end: int) -> bool:
        """A word with its quality, a place, the second of two things, no name: 金桂花, 明月山, 操场和大树."""
        given, first = self.line[start + 1 : end], self.line[start]
        is_joined = first == "和" and re.match(f"[{_HAN}]", self.line[start - 1 : start])
        return given[-1] in "山江河溪湖园" or bool(
            (first in LIKE_ADJECTIVES or is_joined) and _is_word(given)
        )

    def _ordinary(self, start: int, end: int) -> bool:
        """Whether a word of the dictionary goes over the surname: one that ends with it, or that begins with it."""
        before = max((at for at in self.at if at < start), default=start)
        over, _ = self.at.get(before, ("", ""))
        word, kind = self.at.get(start, ("", ""))
        if start not in self.at:
            return before + len(over) <= start + 1 and _is_word(over)
        return len(word) > 1 and not kind.startswith("nr") and _is_word(word)

    def foreign(self, start: int, end: int) -> bool:
        """A name of another people as the dictionary knows it."""
        word, kind = self.at.get(start, ("", ""))
        return (
            kind in {"nr", "nrt", "nrfg"}
            and word == self.line[start:end]
            and word not in KNOWN
            and word[0] not in _FIRST
        )

    def likely(self, start: int, end: int) -> bool:
        """Made of what names are made of, and no word goes on behind it."""
        name = self.line[start:end]
        given = name[2:] if name[:2] in COMPOUND else name[1:]
        return (
            1 <= len(given) <= 2
            and set(given) <= GIVEN
            and self._ends(end)
            and self.possible(start, end, introduced=True)
        )

    def _ends(self, end: int) -> bool:
        """Whether no word goes on over the place; what the dictionary only guesses is no word."""
        if end in self.at or end == len(self.line):
            return True
        before = max(at for at in self.at if at < end)
        return end < len(self.line) and not _is_word(self.at[before][0])


def _told(line: str, words: _Words) -> Iterator[tuple[int, int]]:
    for hit in _INTRODUCED.finditer(line):
        yield hit.span(1)
    for hit in _LABELLED.finditer(line):
        place = 1 if hit[1] else 2
        if not re.match(r"某|和|及|等|电话|学校|班级|年龄|性别|住址", hit[place]):
            yield hit.span(place)
    for form in (_CALLED, _AFTER_PERSON):
        for hit in _every(form, line):
            if words.possible(*hit.span(1), introduced=True):
                yield hit.span(1)
    yield from _cued(line, words)
    yield from _listed(line, words)


def _cued(line: str, words: _Words) -> Iterator[tuple[int, int]]:
    """After a word behind which people are named."""
    for hit in _every(_BARE_CALLED, line):
        if words.likely(*hit.span(1)):
            yield hit.span(1)
    for hit in _CUE.finditer(line):
        for length in (4, 3, 2):
            if words.likely(hit.end(), hit.end() + length):
                yield hit.end(), hit.end() + length
                break


def _listed(line: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Several names in a row, and nothing else among them."""
    for hit in _LIST.finditer(line):
        whole = [
            m
            for m in re.finditer(_FULL, hit[0])
            if words.possible(hit.start() + m.start(), hit.start() + m.end())
        ]
        if len(whole) > 1 and len(whole) == len(re.findall(rf"[{_HAN}]+", hit[0])):
            yield hit.span()


def _schooled(line: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Places where, beside a school, hardly anything but a name stands."""
    for hit in _DIRECTLY.finditer(line):
        if hit[1] not in KNOWN and hit[1][:2] not in KNOWN and not _is_word(hit[1]):
            yield hit.span(1)
    for hit in _every(_OF_SCHOOL, line):
        if words.possible(*hit.span(1), introduced=True):
            yield hit.span(1)
    for form in (_BEFORE_SCHOOL, _AT_SCHOOL):
        for hit in _every(form, line):
            if words.foreign(*hit.span(1)) or (
                hit[1][0] in _FIRST and words.possible(*hit.span(1), introduced=True)
            ):
                yield hit.span(1)
    for hit in _RELATED.finditer(line):
        if words.foreign(*hit.span(1)):
            yield hit.span(1)
    for hit in _every(_NICKNAME, line):
        nick = hit["nick"]
        if (
            nick not in NO_NICKNAMES
            and nick[:2] not in NO_NICKNAMES
            and not nick.startswith(
                ("大家", "大人", "大班", "大部", "大多", "大树", "大门", "大桥", "大路", "大楼", "大车")
            )
        ):
            yield hit.span("nick")


def _every(form: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Also those that begin within another."""
    place = 0
    while hit := form.search(line, place):
        yield hit
        place = hit.start() + 1


def _english(line: str) -> Iterator[tuple[int, int]]:
    for hit in _ENGLISH_LABEL.finditer(line):
        yield hit.span()
    if _ENGLISH_SCHOOL.search(line):
        for hit in _ENGLISH_NEAR.finditer(line):
            yield hit.span()
