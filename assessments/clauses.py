"""Places in a legal text as Chinese drafting names them: 第三条第二款第（一）项. Pure."""

import re

from django.utils.translation import gettext_lazy as _

NO_CLAUSE = _("Please name the clause as in 第三条第二款第（一）项; separate several with 、 or ；.")
_NUMBER = "(?:[1-9][0-9]{0,3}|[一二三四五六七八九十百][一二三四五六七八九十百零〇]{0,7})"
_ITEM = rf"(?:第{_NUMBER}项|第（{_NUMBER}）项)(?:第{_NUMBER}目)?"
_ARTICLE = rf"第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:{_ITEM})?"
_PART = rf"(?:第{_NUMBER}编)?第{_NUMBER}章(?:第{_NUMBER}节)?"
_PLACE = rf"(?:(?:{_PART})?{_ARTICLE}|{_PART})"
_PLACES = re.compile(rf"{_PLACE}(?:[、；至]{_PLACE})*")
_FULL_WIDTH_DIGITS = {ord("\N{FULLWIDTH DIGIT ZERO}") + digit: str(digit) for digit in range(10)}
_ONE_FORM = _FULL_WIDTH_DIGITS | str.maketrans("();,\N{FULLWIDTH COMMA}", "（）；、、")


def normalised(typed: str) -> str | None:
    """The places in one spelling: no blanks, half-width digits, full-width brackets and separators; numerals stay as
    they were typed. None for what names no place."""
    written = "".join(typed.split()).translate(_ONE_FORM)
    return written if not written or _PLACES.fullmatch(written) else None
