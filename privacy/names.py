"""Names of people, by their form and by what stands around them. In Chinese a dictionary says where words begin; what
it does not know as a name has to stand where only a name stands."""

import re
from collections.abc import Iterator

from privacy.cutting import FIRST, Words, every, is_word
from privacy.naming import COMPOUND, GIVEN, KNOWN, NO_NICKNAMES, SURNAMES
from privacy.personal import Found, Personal
from privacy.pupils import pupils

_HAN = "一-龥"
_S = "".join(sorted(SURNAMES))
_FULL = rf"(?:(?:{'|'.join(COMPOUND)})[{_HAN}]{{1,2}}|[{_S}](?!某)[{_HAN}]{{1,2}})"
_SCHOOL = re.compile(
    rf"小学|中学|学校|幼儿园|初中|高中|中专|职高|职校|附小|附中|书院|校区"
    rf"|(?:[一二三四五六七八九十]|实验|实小|外国语|中心)(?:小|中|幼)(?![{_HAN}]?型|心|国|午|孩)"
    r"|实验(?=的|[(，,])|年级|[初高][一二三]|[0-9)]班|[大中小]班|[一二三四五六七八九1-9][(][0-9一二三四五六七八九]{1,2}[)]"
    r"|\bG[1-9]\b|班上|[一-龥]班的"
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
    rf"姓\s?名\s*[:_ ]\s*({_FULL}|[{_HAN}]{{2,4}})(?=[^{_HAN}]|$)|(?<![{_HAN}])(?:学生|儿童|受访儿童|受访者|记录|发言人"
    rf"|发言者|家长|署名)\s*[:]\s*({_FULL})"
)
_ENGLISH_LABEL = re.compile(
    r"\b(?:[Nn]ame\s*(?::|is)\s*|(?:pupil|student|child|boy|girl|parent)s?\s+(?:named\s+|called\s+)?)"
    r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s+[A-Z][a-z]+\b"
    r"|\b[A-Z][a-z]+\s+(?!(?:School|Kindergarten|Academy|Park|Road|Street)\b)[A-Z][a-z]+\s+(?:is|was)\s+(?:a|an|the)\s+"
    r"(?:\w+\s+){0,3}(?:pupil|student|girl|boy|child|kid)\b"
    r"|(?:[我他她]叫|英文名[是叫:]?)\s*[A-Z][a-z]+\b"
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


# A form that was filled in: what one short line says of a school holds for the next ones.
_SHORT_LINES = re.compile(r"(?<![^\n]{20})\n(?=[^\n]{1,20}(?:\n|$))")
# 罗 子 琪, as in a table.
_SPACED = re.compile(rf"(?<![{_HAN}])[{_S}][ ]+[{_HAN}](?:[ ]+[{_HAN}])?(?![{_HAN}])")


# So that the time grows as the text does: no form looks beyond its piece.
_PIECE = re.compile(r".{1,300}(?:[。；;，,、\s]|$)|.{1,300}")


def names(text: str) -> Iterator[Found]:
    """Of a text in normal width, line by line: what a line says of a school holds for its own names."""
    for line in re.split(r"\n|(?<=[。！？!?])(?=.{40})", _SHORT_LINES.sub("，", text)):
        before = False
        for piece in _PIECE.findall(_SPACED.sub(lambda hit: re.sub(r"\s", "", hit[0]), line)):
            school = bool(_SCHOOL.search(piece))
            yield from _names(piece, school=school or before)
            before = school


def _names(line: str, *, school: bool) -> Iterator[Found]:
    words = Words(line)
    taken = bytearray(len(line))
    for start, end in (
        *words.named(near=school),
        *_told(line, words),
        *(_schooled(line, words) if school else ()),
        *(pupils(line, words) if school else ()),
        *_english(line),
    ):
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"1" * (end - start)
            yield Found(Personal.NAME, line[start:end].strip())


def _told(line: str, words: Words) -> Iterator[tuple[int, int]]:
    for hit in _INTRODUCED.finditer(line):
        yield hit.span(1)
    for hit in _LABELLED.finditer(line):
        place = 1 if hit[1] else 2
        if not re.match(r"某|和|及|等|电话|学校|班级|年龄|性别|住址", hit[place]):
            yield hit.span(place)
    for form in (_CALLED, _AFTER_PERSON):
        for hit in every(form, line):
            if words.possible(*hit.span(1), introduced=True):
                yield hit.span(1)
    yield from _cued(line, words)
    yield from _listed(line, words)


def _cued(line: str, words: Words) -> Iterator[tuple[int, int]]:
    """After a word behind which people are named."""
    for hit in every(_BARE_CALLED, line):
        if words.likely(*hit.span(1)):
            yield hit.span(1)
    for hit in _CUE.finditer(line):
        for length in (4, 3, 2):
            if words.likely(hit.end(), hit.end() + length):
                yield hit.end(), hit.end() + length
                break


def _listed(line: str, words: Words) -> Iterator[tuple[int, int]]:
    """Several names in a row, and nothing else among them."""
    for hit in _LIST.finditer(line):
        whole = [
            m
            for m in re.finditer(_FULL, hit[0])
            if words.possible(hit.start() + m.start(), hit.start() + m.end())
        ]
        if len(whole) > 1 and len(whole) == len(re.findall(rf"[{_HAN}]+", hit[0])):
            yield hit.span()


def _schooled(line: str, words: Words) -> Iterator[tuple[int, int]]:
    """Places where, beside a school, hardly anything but a name stands."""
    for hit in _DIRECTLY.finditer(line):
        if hit[1] not in KNOWN and hit[1][:2] not in KNOWN and not is_word(hit[1]):
            yield hit.span(1)
    for hit in every(_OF_SCHOOL, line):
        if words.possible(*hit.span(1), introduced=True):
            yield hit.span(1)
    for form in (_BEFORE_SCHOOL, _AT_SCHOOL):
        for hit in every(form, line):
            if words.foreign(*hit.span(1)) or (
                hit[1][0] in FIRST and words.possible(*hit.span(1), introduced=True)
            ):
                yield hit.span(1)
    for hit in _RELATED.finditer(line):
        if words.foreign(*hit.span(1)):
            yield hit.span(1)
    for hit in every(_NICKNAME, line):
        nick = hit["nick"]
        if (
            nick not in NO_NICKNAMES
            and nick[:2] not in NO_NICKNAMES
            and not nick.startswith(
                ("大家", "大人", "大班", "大部", "大多", "大树", "大门", "大桥", "大路", "大楼", "大车")
            )
        ):
            yield hit.span("nick")


def _english(line: str) -> Iterator[tuple[int, int]]:
    for hit in _ENGLISH_LABEL.finditer(line):
        yield hit.span()
    if _ENGLISH_SCHOOL.search(line):
        for hit in _ENGLISH_NEAR.finditer(line):
            yield hit.span()
