"""Personal data in free text, found by their form. It does not understand the text: what it finds stops or warns, and a
person decides; what it does not find is no proof."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from rjieba import tag

from ledger.errors import Refused


class Personal(StrEnum):
    ID_NUMBER = "id_number"
    MOBILE = "mobile"
    NAME = "name"
    SCHOOL_CLASS = "school_class"


# What stops a save where minors' words or themes are written.
CHILDREN = frozenset(Personal)
# What stops elsewhere: no reader of a file needs it and no chance makes it (a check digit, the form of a mobile).
OFFICERS = frozenset({Personal.ID_NUMBER, Personal.MOBILE})


class Found(NamedTuple):
    """`excerpt`: the place in the text, for those who wrote it."""

    kind: Personal
    excerpt: str


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 1900

_ID = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9A-Za-z])"
    r"(?!\s*(?:[.%]|万|亿|元|人|平方|米|吨))"
)

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳史"
    "唐费薛雷贺倪汤罗毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒项祝董梁杜阮蓝闵季贾江郭林钟徐邱骆高夏"
    "蔡田樊胡凌霍万柯卢莫房丁邓洪崔龚程裴陆翁侯段宁仇甘厉武刘景詹龙叶黎温庄阎向易廖"
)
_GIVEN = r"(?![某同])[一-龥]{1,2}"
_PERSON = rf"[{_SURNAMES}]{_GIVEN}"
_LISTED = rf"[{_SURNAMES}](?!某)[一-龥]{{1,2}}"
_NAME = re.compile(
    rf"姓名\s*[：:]\s*{_PERSON}"
    rf"|(?:学生|儿童|小学生|中学生|患儿|孩子|家长|监护人)(?:姓名|名叫|叫)?[：:“\"]?\s*{_PERSON}(?=[，。、；,;”\"\s（(]|$)"
    rf"|{_PERSON}(?:小朋友|同学)(?!们)"
    rf"|(?:(?<![一-龥]){_LISTED}[、，,\s]\s*){{2,}}{_LISTED}"
    r"|\b(?:[Nn]ame\s*:\s*|(?:pupil|student|child|boy|girl|parent)s?\s+(?:named\s+|called\s+)?)"
    r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s+[A-Z][a-z]+\b"
)
_NO_NAMES = frozenset({"康复", "高峰", "安康", "江山", "常山"})
_SEVERAL = re.compile(r"[、,]")
_NUMBER = r"[一二三四五六七八九十0-9]{1,3}"
_SCHOOL_CLASS = re.compile(
    rf"(?:小学|中学|学校|幼儿园|初中|高中)[（(]?[^。；，,;\n]{{0,8}}?(?:{_NUMBER}年级|[初高][一二三]|[大中小]班)?"
    rf"\s*[（(]?{_NUMBER}[)）]?\s*班(?![车次组])"
    r"|\b(?:[Cc]lass|[Gg]rade|[Yy]ear)\s+[0-9]{1,2}[A-Z]?(?:\s*,?\s*[Cc]lass\s+[0-9]{1,2})?\s+(?:of|at|in)\s+"
    r"(?:the\s+)?[A-Z][\w ]{1,40}?(?:School|Kindergarten|Academy|College)\b"
    r"|\b[A-Z][\w ]{1,40}?(?:School|Kindergarten|Academy),?\s+(?:[Cc]lass|[Gg]rade|[Yy]ear)\s+[0-9]{1,2}[A-Z]?\b"
)


def found_in(text: str) -> list[Found]:
    """Every piece, whichever width its digits have and however they are grouped."""
    plain = unicodedata.normalize("NFKC", text)
    return [*_ids(plain), *_mobiles(plain), *_names(plain), *_classes(plain)]


def refuse_personal(*texts: str, kinds: Collection[Personal] = CHILDREN) -> None:
    """Refused where one of the texts holds such a piece; the sentence names the first one."""
    for found in (found for text in texts for found in found_in(text) if found.kind in kinds):
        raise Refused(_REFUSED[found.kind]() % {"excerpt": found.excerpt})


_REFUSED = {
    Personal.ID_NUMBER: lambda: _(
        "An identity card number seems to stand in the text (%(excerpt)s). Please take it out; nothing was saved."
    ),
    Personal.MOBILE: lambda: _(
        "A mobile phone number seems to stand in the text (%(excerpt)s). Please take it out; nothing was saved."
    ),
    Personal.NAME: lambda: _(
        "A person seems to be named (“%(excerpt)s”). Please write without the name; nothing was saved."
    ),
    Personal.SCHOOL_CLASS: lambda: _(
        "School and class seem to be named (“%(excerpt)s”). Please write without them; nothing was saved."
    ),
}


def is_id_number(digits: str) -> bool:
    """Eighteen characters with a day of birth that there was and the right check digit (GB 11643)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", digits):
        return False
    try:
        born = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return born.year >= _OLDEST and digits[17] == _CHECKS[total % 11]


def _ids(text: str) -> Iterator[Found]:
    for hit in _ID.finditer(text):
        if is_id_number(re.sub(r"[ -]", "", hit[0]).upper()):
            yield Found(Personal.ID_NUMBER, _hidden(hit[0]))


def _mobiles(text: str) -> Iterator[Found]:
    for hit in _MOBILE.finditer(text):
        yield Found(Personal.MOBILE, _hidden(hit[0]))


def _names(text: str) -> Iterator[Found]:
    """By their form; in Chinese only what the dictionary takes for a name as well, so not 安全、方便、舒适."""
    for hit in _NAME.finditer(text):
        words = [word for word, kind in tag(hit[0]) if kind == "nr" and word not in _NO_NAMES]
        if hit[0].isascii() or len(words) > bool(_SEVERAL.search(hit[0])):
            yield Found(Personal.NAME, hit[0].strip())


def _classes(text: str) -> Iterator[Found]:
    for hit in _SCHOOL_CLASS.finditer(text):
        yield Found(Personal.SCHOOL_CLASS, hit[0].strip())


def _hidden(number: str) -> str:
    """Enough to find the place by, without repeating the number in full."""
    return f"{number[:3]}…{number[-2:]}"
