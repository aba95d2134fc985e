"""What is known of relations to a matter, without asking anybody."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Level, Role
from accounts.models import Organisation, User
from accounts.operations import appoint, create_post
from panels.conflicts import Kind, conflicts_of_interest
from panels.models import Expert
from tests import factories


@pytest.fixture
def found(case, city):
    """The kind of what stands against the first expert, after the file and the entry were changed."""

    def find(*, file=None, entry=None, user=None):
        for name, value in (file or {}).items():
            setattr(case.assessment, name, value)
        case.assessment.save()
        Expert.objects.filter(user=city.expert_a).update(**(entry or {}))
        User.objects.filter(pk=city.expert_a.pk).update(**(user or {}))
        expert = User.objects.get(pk=city.expert_a.pk)
        interest = conflicts_of_interest(case.assessment, [expert]).get(expert.pk)
        return interest and interest.kind

    return find


def unit(city, code, **fields):
    fields = {"name": f"单位{code}", "level": Level.DEPARTMENT, "parent": city.place} | fields
    return Organisation.objects.create(code=code, **fields)


def test_whoever_has_no_relation_may_judge(found):
    assert found() is None


def test_who_is_not_in_the_pool_may_not(case, city):
    Expert.objects.filter(user=city.expert_a).delete()
    other = factories.make_city("other")
    people = [city.expert_a, city.member_a, other.expert_a]
    assert [each.kind for each in conflicts_of_interest(case.assessment, people).values()] == [
        Kind.NOT_IN_POOL
    ] * 3


def test_who_may_not_sign_in_is_not_in_the_pool(found):
    assert found(user={"is_active": False}) == Kind.NOT_IN_POOL


@pytest.mark.parametrize(
    ("since", "until", "kind"),
    [
        (0, None, None),
        (1, None, Kind.OUT_OF_TERM),
        (-9, 0, None),
        (-9, -1, Kind.OUT_OF_TERM),
    ],
)
def test_both_ends_of_a_term_belong_to_it(found, since, until, kind):
    today = timezone.localdate()
    days = {"since": today + timedelta(since), "until": None if until is None else today + timedelta(until)}
    assert found(entry=days) == kind


def test_the_drafting_unit_and_those_directly_above_and_below_it_are_close(case, city, found):
    bureau = unit(city, "bureau")
    station = unit(city, "station", parent=city.units["planning"])
    Organisation.objects.filter(pk=city.units["planning"].pk).update(parent=bureau)
    case.assessment.drafting_unit.refresh_from_db()
    assert [found(entry={"unit": each}) for each in (bureau, station, city.units["planning"])] == [
        Kind.UNIT
    ] * 3


def test_the_city_is_everybody_s_and_says_nothing(city, found):
    sister = unit(city, "sister")
    assert [found(entry={"unit": each}) for each in (sister, city.place)] == [None, None]


def test_a_post_in_the_unit_counts_whatever_the_entry_says(city, found):
    post = create_post(organisation=city.units["planning"], role=Role.MEMBER, actor=User.objects.system())
    appoint(user=city.expert_a, post=post, actor=User.objects.system())
    assert found() == Kind.UNIT


def test_an_employer_by_the_unit_s_name_is_the_unit(city, found):
    assert found(entry={"employer": "单位 planning", "unit": None}) is None
    assert found(entry={"employer": city.units["planning"].name, "unit": None}) == Kind.UNIT


def test_who_wrote_in_the_file_may_not_judge_it(case, city, found):
    post = create_post(organisation=city.units["housing"], role=Role.HEAD, actor=User.objects.system())
    appoint(user=city.expert_a, post=post, actor=User.objects.system())
    drafting = city.units["planning"].posts.get(role=Role.DRAFTER)
    drafting.group.user_set.add(city.expert_a)
    factories.answer(case, "A1", User.objects.get(pk=city.expert_a.pk))
    drafting.group.user_set.remove(city.expert_a)
    assert found() == Kind.AUTHOR


@pytest.mark.parametrize(
    ("where", "text", "kind"),
    [
        ("title", "专家甲牵头的学校布局", Kind.NAMED),
        ("summary", "方案由专家甲审阅。", Kind.NAMED),
        ("summary", "方案由 专　家 甲 审阅。", Kind.NAMED),
        ("summary_en", "Read by EXPERT Alpha, twice.", Kind.NAMED),
        ("summary_en", "Read by Expert Alphabet.", None),
        ("contractors", "专家甲", Kind.NAMED),
        ("summary", "方案由专家乙审阅。", None),
    ],
)
def test_who_is_named_in_the_matter_may_not_judge_it(found, where, text, kind):
    assert found(file={where: text}, user={"name": "专家甲", "name_en": "Expert Alpha"}) == kind


@pytest.mark.parametrize(
    ("employer", "employer_en", "contractors", "kind"),
    [
        ("示例规划设计院", "", "委托示例规划设计院编制", Kind.CONTRACTOR),
        ("", "Sample Institute (Design)", "sample  institute （design） wrote the draft", Kind.CONTRACTOR),
        ("示例规划设计院", "", "委托示例大学编制", None),
        ("", "", "委托某院编制", None),
    ],
)
def test_who_works_for_somebody_commissioned_may_not_judge(found, employer, employer_en, contractors, kind):
    entry = {"employer": employer, "employer_en": employer_en}
    assert found(file={"contractors": contractors}, entry=entry) == kind


def test_a_unit_commissioned_with_the_matter_is_found_by_its_name(city, found):
    name = city.units["university"].name
    assert found(file={"contractors": f"委托{name}开展调查"}) == Kind.CONTRACTOR


def test_the_sentence_names_the_person(case, city):
    found = conflicts_of_interest(case.assessment, [city.expert_own])
    assert str(found[city.expert_own.pk]) == (
        "Person tc-expert_own belongs to the drafting unit, or to one above or below it, and cannot judge its "
        "matter."
    )


def test_the_number_of_queries_is_the_same_for_a_large_pool(case, city, count_queries):
    few = count_queries(lambda: conflicts_of_interest(case.assessment, city.experts))
    people = [factories.make_person(f"many-{number}") for number in range(30)]
    for person in people:
        factories.in_pool(city, person, unit=city.units["university"], since=date(2020, 1, 1))
    many = count_queries(lambda: conflicts_of_interest(case.assessment, [*city.experts, *people]))
    assert (few, many) == (4, 4)
