"""Where a child can be found, and the day of birth: school with class, home address, by their form."""

import re
from collections.abc import Iterator

from privacy.personal import Found, Personal

_NUMBER = r"[一二三四五六七八九十0-9]{1,3}"
_SCHOOL = r"(?:小学|中学|学校|幼儿园|初中|高中)"
_SCHOOL_CLASS = re.compile(
    rf"{_SCHOOL}[(]?[^。；，,;\n]{{0,8}}?(?:{_NUMBER}年级|[初高][一二三]|[大中小]班)?\s*[(]?{_NUMBER}[)]?\s*班"
    rf"(?![车次组])"
    rf"|{_SCHOOL}[的,， ]{{0,2}}[初高]?(?:[一二三四五六七八九1-9]\s*[(]\s*{_NUMBER}\s*[)]"
    rf"|[一二三四五六七八九]\s?[0-9]{{1,2}}(?![0-9.%年月日时点人个名位米元、])|[1-9]0[1-9](?![0-9.%年月日时点人个名位米元、号路线]))"
    r"|\b(?:[Cc]lass|[Gg]rade|[Yy]ear)\s+[0-9]{1,2}[A-Z]?(?:\s*,?\s*(?:[Cc]lass|[Gg]rade)\s+[0-9]{1,2})?"
    r"(?:\s+(?:of|at|in)\s+(?:the\s+)?|,\s*)[A-Z][\w ]{1,40}?(?:School|Kindergarten|Academy|College)\b"
    r"|\b[A-Z][\w ]{1,40}?(?:School|Kindergarten|Academy),?\s+(?:[Cc]lass|[Gg]rade|[Yy]ear)\s+[0-9]{1,2}[A-Z]?\b"
)
_ONE = r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?|[0-9]{1,2})"
_CLASS = re.compile(
    rf"(?:[一二三四五六七八九1-9]年级|[初高][一二三123])\s*[(（]?\s*{_ONE}\s*[)）]?\s*班(?![车次组])"
    rf"|[一二三四五六七八九1-9]\s*[(（]\s*{_ONE}\s*[)）]\s*(?:班|中队)"
    rf"|(?<![0-9第])[1-9](?:0[1-9]|1[0-9])\s*班(?![车次组])"
    rf"|(?<![加最多少])[大中小][一二三四五六1-6]班(?![车次组])"
)

_YEAR = r"(?:(?:19|20)?[0-9]{2}|[一二][九〇零○0-9][〇零○一二三四五六七八九0-9]{2})"
_FEW = r"[一二三四五六七八九十0-9]{1,3}"
_DAY = (
    rf"(?:{_YEAR}\s*年\s*{_FEW}\s*月\s*{_FEW}\s*[日号]?"
    rf"|(?:19|20)[0-9]{{2}}\s*[./-]\s*[0-9]{{1,2}}\s*[./-]\s*[0-9]{{1,2}}日?)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH_DAY = (
    rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?:19|20)[0-9]{{2}}"
    rf"|{_MONTH}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}[./-][0-9]{{1,2}}[./-][0-9]{{1,2}}"
    r"|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2})"
)
_BIRTH = re.compile(
    rf"(?:出生|生日|生于|诞生)[^0-9。；;\n一二]{{0,8}}{_DAY}"
    rf"|{_DAY}[^0-9。；;，,\n]{{0,6}}?(?:出生|生的|生日|诞生|来到这个世界|生(?=[，,。;；!]|$))"
    rf"|生日(?:是|在|为|:)?\s*(?:农历|阴历|阳历)?{_FEW}月{_FEW}[日号]?"
    rf"|\b(?:born|birthday|birth|dob)\b[^0-9\n]{{0,14}}?{_ENGLISH_DAY}",
    re.IGNORECASE,
)

_N = r"[一二三四五六七八九十百0-9]{1,4}"
_WAY = r"(?:路|街|巷|弄|大道|胡同|里|坊)"
_ESTATE = r"(?:小区|花园|家园|公寓|新村|佳苑|苑|府|城|庭|湾|里|村|[一-龥])"
_HOME = r"(?:住址|地址|住在|家住|住|家在|家就在|回|寄到|搬到|老家)"
_ADDRESS = re.compile(
    rf"[一-龥]{_WAY}{_N}(?:弄)?{_N}?号[^。；，,;\n]{{0,6}}?{_N}(?:幢|栋|单元|室|楼上|层)"
    rf"|[一-龥]{_WAY}{_N}弄{_N}号"
    rf"|{_ESTATE}(?:{_N}期)?{_N}(?:幢|栋|号楼|座)\s*(?:{_N}(?:单元|室|[-])|[0-9]{{3,4}}(?![0-9]))"
    rf"|{_ESTATE}\s*[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{2,4}}(?![0-9-])"
    rf"|村(?:[一-龥]?{_N}[组队社])?{_N}号(?![线口地楼])"
    rf"|{_HOME}[^。；，,;\n]{{2,18}}?{_N}(?:号(?!线|口|地|楼(?!上))|号楼(?=[一-龥0-9]*(?:{_N}室"
    rf"|[0-9]{{3}}))|幢|栋|单元)(?![地])"
    r"|\b(?:lives?|living|home|address|stays?)\b[^.\n]{0,16}?\b[0-9]{1,4}[A-Z]?,?\s+(?:[A-Z][\w']+\s+){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Court|Close|Way)\b"
)


def places(text: str) -> Iterator[Found]:
    """Of a text in normal width."""
    taken = bytearray(len(text))
    for hit in _SCHOOL_CLASS.finditer(text):
        taken[hit.start() : hit.end()] = b"1" * len(hit[0])
        yield Found(Personal.SCHOOL_CLASS, hit[0].strip())
    for hit in _CLASS.finditer(text):
        if not any(taken[hit.start() : hit.end()]):
            yield Found(Personal.CLASS, hit[0].strip())
    for kind, form in ((Personal.BIRTH, _BIRTH), (Personal.ADDRESS, _ADDRESS)):
        for hit in form.finditer(text):
            yield Found(kind, hit[0].strip())
