"""What a careful reader would ask, row by row and of the file as a whole."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.enums import Role
from accounts.models import Post
from accounts.operations import appoint
from assessments.models import Evidence
from assessments.operations import attach_evidence
from assessments.queries import questionnaire
from assessments.trap_rows import rows_that_stop, traps_of
from assessments.traps import Kind, Row, traps
from indicators.checking import check_set
from ledger.errors import Refused
from tests import factories
from tests.factories import answer, consider, move
from tests.set_files import STAGES, set_file
from workflows.enums import Action, Stage

TODAY = date(2026, 11, 22)
SCALE = check_set(set_file(), file="tiny.yaml").scale


def row(code="A1", rating="1", text="", **rest):
    return Row(code, rating, (text,), **rest)


def found(*rows):
    with translation.override("en"):
        return [(trap.kind, trap.code) for trap in traps(rows, SCALE, today=TODAY)]


def test_a_sound_file_has_none():
    assert (
        found(
            row("A1", "1", "新增校车三辆。"),
            row("A2", "-1", "施工八周。"),
            row("B1", "na", grounds="与儿童无关。"),
        )
        == []
    )


def test_the_same_text_in_three_rows_is_asked_about():
    same = "依据充分，影响不大，已采取措施。"
    rows = [row(f"A{n}", str(n % 2), same.replace("，", "," * (n % 2 + 1))) for n in range(3)]
    assert found(*rows) == [(Kind.SAME_TEXT, "A0")]
    assert found(*rows[:2]) == []
    assert found(*(row(f"A{n}", str(n % 2), "见附件。") for n in range(3))) == []


@pytest.mark.parametrize(
    ("ratings", "traps"), [("00000", 1), ("11111", 1), ("00001", 0), ("0000", 0), ("0000n", 0)]
)
def test_one_answer_everywhere_is_asked_about(ratings, traps):
    rows = [row(str(n), "na" if rating == "n" else rating, str(n)) for n, rating in enumerate(ratings)]
    assert found(*rows) == [(Kind.ALL_ALIKE, "")] * traps


@pytest.mark.parametrize(
    ("day", "stale"),
    [
        (date(2023, 11, 21), True),
        (date(2023, 11, 22), False),
        (date(2026, 1, 1), False),
        (date(2020, 2, 29), True),
    ],
)
def test_evidence_is_stale_after_three_years(day, stale):
    assert found(row(dated=(day,))) == [(Kind.STALE, "A1")] * stale


@pytest.mark.parametrize(
    ("grounds", "trapped"),
    [
        ("", True),
        ("不涉及", True),
        ("N/A", True),
        ("无。。。。。。。。。。。。。。", True),
        ("本事项只调整机关内部流程，不改变任何儿童服务。", False),
    ],
)
def test_not_applicable_to_a_special_group_needs_grounds(grounds, trapped):
    assert found(row(rating="na", grounds=grounds, special=True)) == [(Kind.UNGROUNDED, "A1")] * trapped
    assert found(row(rating="na", grounds=grounds)) == []


@pytest.mark.parametrize(
    ("reach", "numbers", "trapped"),
    [
        (None, {"ALL": 9}, False),
        (100, {}, False),
        (100, {"ALL": 101}, True),
        (100, {"ALL": 40, "RUR": 59}, True),
        (100, {"ALL": 100, "RUR": 40}, False),
        (100, {"ALL": 60, "RUR": 40}, False),
    ],
)
def test_numbers_that_do_not_agree_with_the_reach(reach, numbers, trapped):
    assert found(row(reach=reach, numbers=numbers)) == [(Kind.NUMBERS, "A1")] * trapped


def test_what_stops_comes_first_and_is_told_without_the_number():
    with translation.override("en"):
        told = traps([row("A1", text="学生张三，"), row("A2", text="电话13812345678")], SCALE, today=TODAY)
    assert [(trap.code, trap.stops) for trap in told] == [("A2", True), ("A1", False)]
    assert "138…78" in told[0].said
    assert "13812345678" not in told[0].said


@given(
    st.lists(
        st.builds(row, st.sampled_from(["A1", "B1"]), st.sampled_from(SCALE.codes), st.text(max_size=30))
    )
)
def test_any_rows_can_be_looked_at(rows):
    traps(rows, SCALE, today=TODAY)


@pytest.fixture
def full(city):
    return factories.make_case(
        city, factories.make_set(stages=[kind for kind in STAGES if kind != "screening"], special=("RUR",))
    )


def board(case):
    return questionnaire(case.assessment)


def test_numbers_of_people_stop_the_handing_in_wherever_they_stand(full, city, unchanged):
    factories.answer_all(full, city)
    consider(full, city.drafter)
    answer(full, "A1", city.drafter, mitigation="联系人13812345678")
    consider(full, city.drafter, "RUR", grounds="家长身份证11010519491231002X")
    assert rows_that_stop(full.assessment) == ["A1", "RUR"]
    with unchanged(Refused, match="An identity card or mobile phone number stands in: A1, RUR."):
        move(full, Action.HAND_IN, city.drafter)
    answer(full, "A1", city.drafter)
    consider(full, city.drafter, "RUR")
    assert move(full, Action.HAND_IN, city.drafter).state == Stage.SIGN_OFF


def test_a_head_who_has_written_is_named(full, city):
    post = Post.objects.get(organisation=city.units["planning"], role=Role.DRAFTER)
    appoint(user=city.head, post=post, actor=city.office)
    assert [trap.kind for trap in traps_of(board(full))] == []
    answer(full, "A1", city.head)
    assert [trap.kind for trap in traps_of(board(full))] == [Kind.SIGNER]


def test_evidence_out_of_date_leads_to_its_row(full, city):
    file = factories.upload()
    where = {"assessment": full.assessment, "indicator": factories.indicator(full, "A1")}
    attach_evidence(**where, file=file, name=file.name, actor=city.drafter)
    Evidence.objects.update(dated=date(2019, 5, 1))
    assert [(trap.kind, trap.code) for trap in traps_of(board(full))] == [(Kind.STALE, "A1")]


def test_the_case_page_shows_them_to_who_moves_it(full, city, as_user):
    answer(full, "A1", city.drafter, facts="学生张三，住得远。")
    page = as_user(city.drafter).get(full.get_absolute_url()).content.decode()
    assert "A person seems to be named (“张三”)." in page
    assert 'id="traps"' not in as_user(city.office).get(full.get_absolute_url()).content.decode()
