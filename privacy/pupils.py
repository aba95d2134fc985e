"""How pupils are named where a school stands beside: hidden names, surnames alone, pet names, names in brackets, names of
other peoples, names in Latin letters."""

import re
from collections.abc import Callable, Iterator

from privacy.naming import COMPOUND, GIVEN, KNOWN, NO_NICKNAMES, OTHER_PEOPLES, RARE, SURNAMES

_HAN = "一-龥"
_S = "".join(sorted(SURNAMES - RARE))
_COMPOUND = "|".join(COMPOUND)
_GIVEN = "".join(sorted(GIVEN))
_NAME = rf"(?:(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_S}][{_HAN}]{{1,2}})"

# 陈某某, 林×妍, 孙xx; no 某小学, 某些.
_HIDDEN = re.compile(
    rf"(?:{_COMPOUND}|[{_S}])"
    rf"(?:某{{1,3}}(?![些个种人件天日年月地处一时位方项类班校村乡镇县市区街路社机单小中高初幼学])[{_GIVEN}]?(?<!某某学)"
    rf"|[×xX*○〇□]{{1,2}}(?![A-Za-z0-9])(?:[{_GIVEN}](?![{_HAN}]))?)"
)
_SURNAME_ONLY = re.compile(rf"(?:{_COMPOUND}|[{_S}])姓?(?:同学|小朋友)(?![校们录会年])")
_SURNAMES_ONLY = re.compile(
    rf"(?<![{_HAN}])[{_S}](?:[、,，和][{_S}]){{1,5}}(?:等)?(?:[两二三四五六七八2-9]|几)[位名个](?:同学|学生|小朋友|孩子)"
)
_PETS = (
    rf"(?:[小阿大老][{_HAN}](?![{_HAN}]?[们])|(?P<two>[{_HAN}])(?P=two)|[{_HAN}](?:宝|仔|妞|豆|胖|虎|丫)"
    rf"|[{_HAN}]{{1,2}}(?:宝儿|妞儿|娃儿|哥儿))"
)
_WHO = (
    r"(?:同学|学生|儿童|孩子|小朋友|女孩|男孩|女生|男生|女童|男童|队员|队长|班长|代表|记者|弟弟|妹妹|哥哥|姐姐"
    r"|儿子|女儿|孙子|孙女|外孙|同桌|邻居|娃)"
)
# Behind these words a pet name follows, whatever comes then.
_PET = re.compile(
    rf"(?:{_WHO}|叫做?|名叫|绰号|外号|昵称|小名|[大本]名|真名|化名|(?:小学|中学|学校|幼儿园|班|年级)的|喊[他她])"
    rf"\s*[“\"‘'「『(:]?\s*(?P<pet>{_PETS})"
)
_PETS_ROW = re.compile(rf"(?<![{_HAN}])(?:[{_HAN}]{{0,12}}?的)?(?P<row>{_PETS}(?:[、,，和]{_PETS.replace('two', 'three')})+)")
# 樟潭小学的安全同学说: even a word, where only a name can stand.
_WORD_AS_NAME = re.compile(
    rf"(?:小学|中学|学校|幼儿园|附小|附中|[一二三四五六七八九][中小])的([{_S}](?!体|部|班|年|何|[中一二三]|届|些|位|个)[{_HAN}]{{1,2}})"
    r"(?:同学|小朋友)(?=[也就还都]?(?:说|提|认为|建议|希望|想|觉得|反映|问|告诉|画|写|发言|表示|讲|[:，,“]))"
)
_CALLED_SO = re.compile(
    rf"(?:名叫|叫做?|本名|真名|大名|化名|姓名)\s*[:_ ]*([{_HAN}]{{2,4}}?)(?=的(?:小朋友|同学|孩子|女孩|男孩|学生|男生|女生|娃)"
    rf"|[^{_HAN}]|$|就读|在|读|上|是)"
)
_BRACKETED = re.compile(rf"[(\[【「『“\"'_]\s*({_NAME})\s*(?=[)\]】」』”\"'_,，、])")
_ROW = re.compile(rf"(?:^|[^{_HAN}])(?:[0-9]{{1,2}}[.、)]\s*)?({_NAME})\s*(?=[、,，;；/ ]|[0-9]{{1,2}}[.、)]|$)")
_DOTTED = re.compile(rf"(?<![{_HAN}])[{_HAN}]{{2,6}}[·•・‧∙.][{_HAN}]{{2,6}}(?![·•・‧∙])")
_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][a-z]+[ ](?:[A-Z][a-z]+)(?![A-Za-z])"
    rf"|(?<=[的生学是叫和、])\s?[A-Z][a-z]{{2,}}(?=\s*(?:[(,，、。:]|[说也想认很在]|同学|$))"
)
_OTHER = re.compile("|".join(OTHER_PEOPLES))
_PLAIN_KNOWN = re.compile(r"[A-Z]{2,}")


def pupils(line: str, words) -> Iterator[tuple[int, int]]:
    ...
