"""Personal data in free text: what is found, and what only looks like it."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import Refused
from privacy.detector import OFFICERS, Personal, found_in, is_id_number, refuse_personal
from privacy.harm import suggests_harm

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def kinds(text):
    return [found.kind for found in found_in(text)]


def wide(text):
    """In the full width in which Chinese input methods write digits."""
    return "".join(chr(ord(each) + 0xFEE0) for each in text)


def id_number(front):
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, front, strict=True))
    return front + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    "text",
    [
        "身份证号11010519491231002X。",
        "11010519491231002x",
        wide("11010519491231002X"),
        "110105 19491231 002X",
        "110105-19491231-002X",
        "ID 11010519491231002X, please",
    ],
)
def test_an_identity_card_number_is_found_however_it_is_written(text):
    assert kinds(text) == [Personal.ID_NUMBER]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # the check digit is X
        "11010519491331002X",  # there is no thirteenth month
        "11010517491231002X",  # too long ago
        "X11010519491231002X",
        "1234567890123456789012",
        "91330800MA29TUNK5H",  # a firm's number
    ],
)
def test_other_long_numbers_are_none(text):
    assert kinds(text) == []


@given(
    st.integers(100000, 999999),
    st.dates(date(1950, 1, 1), date(2029, 12, 31)),
    st.integers(0, 999),
)
def test_one_wrong_digit_is_always_noticed(region, born, serial):
    right = id_number(f"{region}{born:%Y%m%d}{serial:03}")
    assert is_id_number(right)
    wrong = right[:16] + str((int(right[16]) + 1) % 10) + right[17]
    assert not is_id_number(wrong)


@pytest.mark.parametrize(
    "text", ["电话13812345678", "138-1234-5678", "138 1234 5678", "+86 13812345678", wide("13812345678")]
)
def test_a_mobile_number_is_found(text):
    assert kinds(text) == [Personal.MOBILE]


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\ufe0f"])
def test_what_nobody_sees_hides_nothing(unseen):
    assert kinds(f"138{unseen}1234{unseen}5678") == [Personal.MOBILE]
    assert kinds(unseen.join(id_number("33080220120304001"))) == [Personal.ID_NUMBER]
    assert kinds(f"姓名：李{unseen}明") == [Personal.NAME]
    assert suggests_harm(f"爸爸{unseen}打{unseen}我")


@pytest.mark.parametrize(
    "text", ["投资13812345678元", "12812345678", "138123456789", "增长 13812345678.5 万"]
)
def test_other_numbers_are_no_telephones(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "学生张三，每天步行。",
        "姓名：李明",
        "王小明同学说",
        "张三、李四、王五参加座谈",
        "the pupil Anna Smith said",
    ],
)
def test_a_person_named_is_found(text):
    assert kinds(text) == [Personal.NAME]


@pytest.mark.parametrize(
    "text",
    [
        "学生张某，每天步行。",
        "学生安全，家长方便。",
        "安全、方便、舒适",
        "江山、龙游、常山、开化四县",
        "女童、男童、幼儿",
        "同学们希望保留操场",
        "学生家长代表参加座谈",
        "黄河、长江、金沙江",
        "the child benefits from Play Areas",
    ],
)
def test_words_that_only_look_like_names_are_none(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "某某小学三年级（2）班",
        "育才小学五年级3班的孩子",
        "实验中学初二4班",
        "Class 3B of Hill Primary School",
    ],
)
def test_a_school_with_its_class_is_found(text):
    assert kinds(text) == [Personal.SCHOOL_CLASS]


@pytest.mark.parametrize(
    "text", ["小学班车每天两班", "小学、中学共12个班", "全县小学开设24个班", "Year 4 pupils"]
)
def test_numbers_of_classes_are_none(text):
    assert kinds(text) == []


def test_a_number_is_not_repeated_in_full():
    assert [found.excerpt for found in found_in("13812345678")] == ["138…78"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("打13812345678", "138…78"),
        ("打0570-3012345", "057…45"),
        ("我叫王小明", "王小明"),
        ("我们是三年级2班", "三年级2班"),
        ("育才小学三年级2班", "小学三年级2班"),
        ("我是2015年3月2日出生的", "2015年3月2日出生"),
        ("住在解放路12号3幢402室", "解放路12号"),
        ("lele@example.com", "lele@example.com"),
        ("微信号 lele_2013", "微信号 lele_2013"),
    ],
)
def test_a_save_is_refused_with_the_place_in_the_text(text, told):
    with pytest.raises(Refused) as refused:
        refuse_personal("操场太小", text)
    assert told in str(refused.value)


def test_officers_are_stopped_by_numbers_only():
    refuse_personal("王小明同学说", "0570-3012345", kinds=OFFICERS)
    with pytest.raises(Refused):
        refuse_personal("13812345678", kinds=OFFICERS)


def test_what_names_nobody_is_not_refused():
    refuse_personal("", "操场太小，李老师说要排队", "The swings are broken.")


def test_two_things_joined_beside_a_school_are_no_name():
    assert found_in("操场和大树都留下来，上课要到新学校。") == []


@pytest.mark.parametrize(
    "text",
    [
        "小学五年级陈某某",
        "中学初二吴同学说",
        "学生：蒋*涵 学校：三小",
        "小学里有个叫豆豆的小朋友",
        "阿依古丽·买买提，实验幼儿园",
    ],
)
def test_who_is_half_hidden_beside_a_school_is_found(text):
    assert Personal.NAME in kinds(text)


@pytest.mark.parametrize(
    "text",
    ["某小学某班，某些同学说", "新同学和老同学都来学校", "书香校园·悦读童年，小学篇", "幼儿园大班孩子用贴纸"],
)
def test_who_is_nobody_beside_a_school_is_not(text):
    assert kinds(text) == []


def test_short_lines_of_a_form_belong_together():
    assert kinds("双桥小学\n六年级\n罗 子 琪") == [Personal.NAME]


def test_traditional_hanzi_are_read_as_simplified_ones():
    assert kinds("我係新華小學嘅學生，叫陳嘉欣") == kinds("我系新华小学的学生，叫陈嘉欣") == [Personal.NAME]


@pytest.mark.parametrize("name", ["欧阳", "司马", "王", "小", "阿", "某"])
@pytest.mark.parametrize(
    "form", ["{}、{}两位同学来自大成小学", "{}在小学", "小学的{}", "我叫{}", "{}同学，{}"]
)
def test_half_a_name_breaks_nothing(name, form):
    found_in(form.replace("{}", name))


@pytest.mark.parametrize(
    "piece", ["\u3000", " ", "\n ", "学校张小明、", "小学李同学和", "(王小明、", "豆豆、", "1 3-8."]
)
def test_no_text_takes_longer_than_its_length(piece):
    """Blanks alone took hours of a text as long as this one."""
    began = process_time()
    found_in("学校" + piece * (20_000 // len(piece)) + "。")
    assert process_time() - began < 10
