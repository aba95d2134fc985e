"""Numbers that lead to one person: identity cards, telephones, accounts. Read in any width, in Chinese numerals, and
with blanks or strokes between the digits."""

import re
from collections.abc import Iterator
from datetime import date

from privacy.personal import Found, Personal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST = 1900
# The first two digits: the province that issued the card.
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"

# One character for one character, so that places stay the same in both readings.
_SPOKEN = str.maketrans("零〇○一壹二贰三叁四肆五伍六陆七柒八捌九玖幺", "0001122334455667788991")
# The letter that somebody took for a nought.
_LETTER_O = re.compile(r"(?<=[0-9])[oO](?=[0-9])")
_GAP = r"[\s\-\u2010-\u2015_./,·、*|~:]{0,3}"
_START = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"

# Pupils' numbers are the card's with a letter before it; two and more letters are its name.
_ID = re.compile(rf"(?:{_START}|(?<=[GLgl])|(?<=[A-Za-z]{{2}}))[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]{_END}")
_OLD_ID = re.compile(rf"{_START}{_PROVINCE}[0-9]{{4}}[ -]?[0-9]{{6}}[ -]?[0-9]{{3}}{_END}")
_PASSPORT = re.compile(
    r"(?:护照|通行证|[Pp]assport)[^A-Za-z0-9。；;\n]{0,6}[A-Za-z]{1,2}[0-9]{7,9}(?![0-9A-Za-z])"
)
# 138开头，后面是…
_IN_PARTS = re.compile(rf"1[3-9][0-9](?:开头|打头)[^0-9。；;\n]{{0,8}}[0-9]{{4}}{_GAP}[0-9]{{4}}{_END}")
_MOBILE = re.compile(
    rf"(?<![0-9.])(?:\+?86{_GAP})?(1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}){_END}(?!\s*(?:[.][0-9]"
    rf"|%|万|亿|元|人|平方|米|吨|份|次))"
)
_LANDLINE = re.compile(
    rf"{_START}\(?0(?:10|2[0-9]|[3-9][0-9]{{2}})\)?[ \-–—]{{0,3}}[2-9][0-9]{{2,3}}[ -]?[0-9]{{4}}(?![0-9A-Za-z.])"
)
_LOCAL = re.compile(
    r"(?:电话|座机|固话|号码|手机|家里打|联系方式|\b[Tt]el\b|\b[Pp]hone\b)[^0-9。；;\n]{0,8}"
    r"([2-8][0-9]{2,3}[ -]?[0-9]{4})"
    r"(?![0-9A-Za-z.])"
)
_ACCOUNT = re.compile(
    r"(?:微信|薇信|[Ww]e[Cc]hat|(?<![A-Za-z])[Vv][Xx]|加[Vv]|[Qq]{2}|扣扣|抖音|快手|小红书|账号|帐号)"
    r"\s*(?:我|号码|群号|号|名|id|ID)?\s*(?:是|为|叫|搜索?|[:\-])?\s*"
    r"(?:[A-Za-z][-_A-Za-z0-9]{4,29}|[1-9][0-9]{4,11}|[零〇一二三四五六七八九幺]{5,12})(?![A-Za-z0-9])"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{2,}\s?@\s?[\w-]+(?:\.[\w-]+)+", re.ASCII)


_USUAL = ([3, 4, 4], [3, 3, 5], [3, 8], [7, 4])


def numbers(text: str) -> Iterator[Found]:
    """Of a text in normal width."""
    text = _LETTER_O.sub("0", text)
    spoken = text.translate(_SPOKEN)
    taken = bytearray(len(text))
    for reading in dict.fromkeys((text, spoken)):
        for kind, start, end in (*_ids(reading), *_telephones(reading)):
            if not any(taken[start:end]):
                taken[start:end] = b"1" * (end - start)
                yield Found(kind, _hidden(text[start:end].strip()))
    for kind, form in ((Personal.ACCOUNT, _ACCOUNT), (Personal.EMAIL, _EMAIL)):
        for hit in form.finditer(text):
            if not any(taken[hit.start() : hit.end()]):
                yield Found(kind, hit[0].strip())


def is_id_number(digits: str) -> bool:
    """Eighteen characters with a day of birth that there was and the right check digit (GB 11643)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", digits) or not _is_day(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return digits[17] == _CHECKS[total % 11]


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year >= _OLDEST
    except ValueError:
        return False


def _ids(text: str) -> Iterator[tuple[Personal, int, int]]:
    place = 0
    while hit := _ID.search(text, place):
        right = is_id_number(re.sub(r"[^0-9Xx]", "", hit[0]).upper())
        place = hit.end() if right else hit.start() + 1
        if right:
            yield Personal.ID_NUMBER, hit.start(), hit.end()
    for hit in _OLD_ID.finditer(text):
        if _is_day("19" + re.sub(r"[^0-9]", "", hit[0])[6:12]):
            yield Personal.ID_NUMBER, hit.start(), hit.end()
    for hit in _PASSPORT.finditer(text):
        yield Personal.ID_NUMBER, hit.start(), hit.end()


def _telephones(text: str) -> Iterator[tuple[Personal, int, int]]:
    for hit in _MOBILE.finditer(text):
        if _one_number(hit[1]):
            yield Personal.MOBILE, hit.start(), hit.end()
    for hit in _IN_PARTS.finditer(text):
        yield Personal.MOBILE, hit.start(), hit.end()
    for hit in _LANDLINE.finditer(text):
        yield Personal.PHONE, hit.start(), hit.end()
    for hit in _LOCAL.finditer(text):
        yield Personal.PHONE, hit.start(1), hit.end(1)


def _one_number(written: str) -> bool:
    """Not several numbers in a row: besides blanks the same mark everywhere, a comma only at the usual places."""
    groups = [len(group) for group in re.findall(r"[0-9]+", written)]
    marks = {gap.strip() for gap in re.findall(r"[^0-9]+", written)} - {""}
    return len(groups) == 1 or groups in _USUAL or (len(marks) <= 1 and not marks & {",", "、", "/", ":"})


def _hidden(number: str) -> str:
    """Enough to find the place by, without repeating the number in full."""
    return f"{number[:3]}…{number[-2:]}"
