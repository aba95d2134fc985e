"""Numbers of children so small that they are withheld in tables, where they stand in words. By their form only: most
of what it finds is such a number, and what it does not find may be one."""

import re
import unicodedata

from django.utils.translation import gettext as _

from ledger.errors import Refused

_CHILD = (
    "(?:儿童|孩子|学生|同学|小朋友|未成年人|女孩|男孩|女童|男童|女生|男生|幼儿|婴儿|孤儿|青少年|少年)"
    "(?!友好|之家|活动|中心|食堂|公寓|宿舍|社团|代表团|主任|督导|工作|的?(?:老师|教师|家长|父母|医生))"
)
# What stands between the number and the children: of "名" anything short but grown-ups, of "个" kinds of children.
_ANY = r"(?:(?![员师长干]|医生|志愿|社工|专家|司机|主任)[\u4e00-\u9fff]){0,6}?"
_KIND = "(?:小|残疾|留守|流动|困境|孤独症|农村|山区|村里|班里)*(?:的)?"
_CHINESE = re.compile(
    r"(?<![\d.十百千万亿每第满逢])(?:"
    rf"(?:[1-4]|[一二两三四])\s?[名位]{_ANY}|(?:[1-4]|[二两三四])\s?个{_KIND}){_CHILD}"
)
_ENGLISH = re.compile(
    r"(?<![\d.,–-])(?<!grade )(?<!year )(?<!class )(?<!age )\b(?:[1-4]|two|three|four) "
    r"(?:(?!adult|teacher|parent|schools?\b|groups?\b)[a-z]+ ){0,2}?"
    r"(?:child|children|pupils?|students?|girls?|boys?|kids?)\b(?![-’'])",
    re.IGNORECASE,
)


def few_children_in(text: str) -> list[str]:
    """Such as “3名留守儿童”, in the order of the text."""
    plain = unicodedata.normalize("NFKC", text)
    found = [match for form in (_CHINESE, _ENGLISH) for match in form.finditer(plain)]
    return [match[0] for match in sorted(found, key=lambda each: each.start())]


def refuse_few_children(*texts: str) -> None:
    """Where words are read by everybody and no second person looks through them first."""
    for excerpt in (each for text in texts for each in few_children_in(text)):
        raise Refused(
            _(
                "So few children are counted here (“%(excerpt)s”) that they could be recognised. Please write it "
                "without the number; nothing was saved."
            )
            % {"excerpt": excerpt}
        )
