"""How pupils are named where a school stands beside: half hidden, by the surname alone, by a pet name, in brackets,
with names of other peoples, in Latin letters."""

import re
from collections.abc import Iterator

from privacy.cutting import Words, every, is_word
from privacy.naming import (
    COMPOUND,
    GIVEN,
    NO_NICKNAMES,
    OF_OTHER_PEOPLES,
    PINYIN_SURNAMES,
    RARE,
    SURNAMES,
    TRANSCRIBING,
)

_HAN = "一-龥"
_S = "".join(sorted(SURNAMES - RARE))
_FAMILY = rf"(?:{'|'.join(COMPOUND)}|[{_S}])"
_CHILD = r"(?:同学|学生|小朋友|孩子|女孩|男孩|女生|男生|女童|男童|女孩儿|男孩儿|娃)"
_SCHOOL = r"(?:小学|中学|学校|幼儿园|附小|附中|[一二三四五六七八九十][中小])"
_SAYS = r"(?=[也就还都曾]?(?:说|提|认为|建议|希望|想|觉得|反映|问|告诉|画|写|发言|表示|讲|[^一-龥]))"

# 陈某某, 林×妍, 孙xx; not 某小学, 某些.
_NO_PERSON = "某些个种人件天日年月地处一时位方项类班校村乡镇县市区街路社机单小中高初幼学"
_HIDDEN = re.compile(rf"{_FAMILY}(?:某{{1,3}}(?![{_NO_PERSON}])|[×xX*○□]{{1,2}}(?![A-Za-z0-9]))")
_SURNAME = re.compile(rf"{_FAMILY}姓?(?:同学|小朋友)(?![校们录会年])|姓{_FAMILY}的?{_CHILD}")
_SURNAMES = re.compile(
    rf"(?<![{_HAN}])[{_S}](?:[、,，和][{_S}]){{1,5}}等?(?:[两二三四五六七八2-9]|几)[位名个](?:{_CHILD})"
)
_PET = rf"(?:[小阿大老][{_HAN}]|(?P<twice>[{_HAN}])(?P=twice)|[{_HAN}](?:宝|仔|妞|豆|胖|丫))"
# Behind these words a pet name may stand, whatever follows.
_PET_NAMED = re.compile(
    rf"(?:{_CHILD}|儿童|队员|队长|班长|代表|记者|弟弟?|妹妹?|哥哥?|姐姐?|儿子|女儿|孙子|孙女|外孙|同桌|邻居|叫做?"
    rf"|绰号|外号|昵称|称呼|[小大本真化]名|(?:{_SCHOOL}|班|年级)[的里有]*)\s*[“\"‘'「『(:]?\s*(?P<pet>{_PET})"
)
_LITTLE_FRIEND = re.compile(rf"(?:^|[^{_HAN}]|(?:{_SCHOOL}|园|班)的?)([{_HAN}]{{2,4}}?)小朋友(?!们)")
_PET_CALLED = re.compile(rf"(?P<pet>(?P<twice>[{_HAN}])(?P=twice))(?:同学|小朋友)(?!们)")
# 余甜甜; no word that ends so (金灿灿).
_TWICE = re.compile(rf"[{_S}](?P<given>(?P<twice>[{_HAN}])(?P=twice))")
_PET_ROW = re.compile(
    rf"(?:[小阿][{_HAN}]|(?P<a>[{_HAN}])(?P=a))(?:[、,，和](?:[小阿][{_HAN}]|(?P<b>[{_HAN}])(?P=b)))+(?![{_HAN}]?们)"
)
# 樟潭小学的安全同学说: even a word, where hardly anything but a name stands.
_WORD_AS_NAME = re.compile(
    rf"(?:{_SCHOOL}|班|年级)的([{_S}](?![体部班年何段分个级届些位些中一二三])[{_HAN}][{_HAN}]?)(?:同学|小朋友){_SAYS}"
)
# 毕业生方便说: the same behind the word for a pupil; no word that says how somebody speaks.
_WORD_SPEAKS = re.compile(
    rf"(?:学生|毕业生|同学)([{_S}][{_HAN}]{{1,2}}?)(?=说(?![明服唱出过话法])|认为|反映|建议|觉得)"
)
_CALLED = re.compile(
    rf"(?:有|[个位名])叫做?([{_HAN}]{{2,4}}?)的(?={_CHILD})|(?:[本真化大]名|名叫|绰号|外号)(?:叫|是|:|\s)*([{_HAN}]{{2,4}})(?![{_HAN}])"
)
_NAME = rf"(?:(?:{'|'.join(COMPOUND)})[{_HAN}]{{1,2}}|[{_S}][{_HAN}]{{1,2}})"
_ALONE = re.compile(rf"(?:^|[^{_HAN}])\s*({_NAME})\s*(?=[^{_HAN}]|$)")
_NAMED = re.compile(rf"(?:{_CHILD}|儿)叫做?({_NAME})(?![{_HAN}])")
_DOTTED = re.compile(rf"(?<![{_HAN}])([{_HAN}]{{2,6}})[ ]?[·•・‧∙][ ]?([{_HAN}]{{2,6}})(?![·•・‧∙])")
_LATIN = re.compile(r"(?<![A-Za-z])([A-Z][a-z]+)\s([A-Z][a-z]+)(?![A-Za-z])")
_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:i?a(?:ng?|i|o)?|e(?:ng?|i|r)?|o(?:ng|u)?|i(?:ng?|e|u|a|ong)?|u(?:a(?:ng?|i)?|o|i|n|e)?|v)){1,3}",
    re.IGNORECASE,
)
_IN_NAMES = GIVEN | SURNAMES | TRANSCRIBING
_NAMING = frozenset({"nr", "nrt", "nrfg", "nz"})
_QUALITIES = frozenset("abt")  # what the dictionary calls adjectives and times


def pupils(line: str, words: Words) -> Iterator[tuple[int, int]]:
    """Of a line in which a school stands."""
    for form in (_HIDDEN, _SURNAME):
        for hit in every(form, line):
            if words.begins(hit.start()) or line[max(0, hit.start() - 1) : hit.start()] in {"小", "老", "阿"}:
                yield hit.span()
    for hit in every(_ALONE, line):
        if words.likely(*hit.span(1)):
            yield hit.span(1)
    for hit in _WORD_SPEAKS.finditer(line):
        if words.at.get(hit.start(1), ("", "-"))[1][0] in _QUALITIES:
            yield hit.span(1)
    yield from _called(line, words)
    yield from _pets(line, words)
    yield from _of_other_peoples(line, words)
    for hit in _LATIN.finditer(line):
        if hit[2].lower() in PINYIN_SURNAMES or (
            hit[1].lower() in PINYIN_SURNAMES and _PINYIN.fullmatch(hit[2])
        ):
            yield hit.span()


def _called(line: str, words: Words) -> Iterator[tuple[int, int]]:
    """Where it is said that these are pupils, or that a child is called so."""
    for form in (_SURNAMES, _WORD_AS_NAME):
        for hit in form.finditer(line):
            yield hit.span()
    for hit in _LITTLE_FRIEND.finditer(line):
        if set(hit[1]) <= _IN_NAMES and (
            not is_word(hit[1]) or words.at.get(hit.start(1), ("", ""))[1] in _NAMING
        ):
            yield hit.span(1)
    for hit in _CALLED.finditer(line):
        yield hit.span(1 if hit[1] else 2)
    for hit in _NAMED.finditer(line):
        if not is_word(hit[1]):
            yield hit.span(1)


def _pets(line: str, words: Words) -> Iterator[tuple[int, int]]:
    for form in (_PET_NAMED, _PET_CALLED):
        for hit in every(form, line):
            if _is_pet(words, *hit.span("pet")):
                yield hit.span("pet")
    for hit in every(_TWICE, line):
        if (
            words.begins(hit.start())
            and words.ends(hit.end())
            and hit["given"] not in NO_NICKNAMES
            and not is_word(hit[0])
        ):
            yield hit.span()
    for hit in _PET_ROW.finditer(line):
        if not set(re.split("[、,，和]", hit[0])) <= NO_NICKNAMES and words.ends(hit.end()):
            yield hit.span()


def _is_pet(words: Words, start: int, end: int) -> bool:
    """No ordinary word, and no word goes on behind it."""
    pet = words.line[start:end]
    kind = words.at.get(start, ("", ""))
    known = kind[0] == pet and kind[1][:2] not in {"nr", "nz"} and is_word(pet)
    if pet in NO_NICKNAMES or not words.ends(end):
        return False
    if pet[0] == pet[1] or pet[0] in "小阿大老":
        return pet[1] in _IN_PETS and not (pet[0] in "大老" and (known or pet[1] not in GIVEN))
    return pet[0] in GIVEN and not known


_IN_PETS = GIVEN | (SURNAMES - RARE) | frozenset("胖虎豆团丫圆贝甜糖七八九")


def _of_other_peoples(line: str, words: Words) -> Iterator[tuple[int, int]]:
    for hit in _DOTTED.finditer(line):
        if all(2 * len(set(part) & TRANSCRIBING) >= len(set(part)) for part in hit.groups()):
            yield hit.span()
    for start, (word, _kind) in words.at.items():
        if any(part in word for part in OF_OTHER_PEOPLES) and not re.match(
            "[花县泊镇乡路街]|牧骑|德勒", line[start + len(word) :]
        ):
            yield start, start + len(word)
