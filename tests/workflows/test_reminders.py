"""The morning's digest, and word to whoever answers for what is overdue."""

from datetime import date

import pytest
import time_machine

from accounts.enums import Role
from accounts.models import Post, User
from accounts.operations import appoint, create_post, dismiss
from assessments.models import Assessment
from ledger import outbox
from ledger.models import Job
from notices.enums import NoticeKind
from notices.models import Notice
from tests import factories
from tests.factories import bring_to
from workflows.clock import calendars
from workflows.days import Word, set_days
from workflows.enums import Stage
from workflows.models import Case
from workflows.reminders import escalate, remind, send_digests
from workflows.summaries import refresh
from workflows.tasks import ask_for_reminders

OPENED = "2026-03-02T09:00+08:00"  # a Monday; 15 working days end on Monday 23 March


def morning(day):
    """Everything that a worker does on this day, as often as beat and outbox ask for it."""
    with time_machine.travel(f"{day}T08:00+08:00", tick=False):
        for _twice in range(2):
            ask_for_reminders()
            for job in Job.objects.filter(kind="workflows.remind"):
                outbox.deliver(job.pk)


def told(person, kind=NoticeKind.DIGEST):
    return list(Notice.objects.filter(recipient=person, kind=kind).order_by("pk"))


@pytest.fixture
def early(city, tiny):
    with time_machine.travel(OPENED, tick=False):
        case = factories.make_case(city, tiny, title="修路", title_en="A road")
    Assessment.objects.update(responsible=None)  # whoever drafts in the unit
    refresh(case)
    return case


def test_whoever_has_something_to_do_is_told_once_a_day(city, early):
    for day in ("2026-03-03", "2026-03-03", "2026-03-04"):
        morning(day)
    assert [len(told(person)) for person in (city.drafter, city.colleague)] == [2, 2]
    notice = told(city.drafter)[0]
    assert (notice.key, notice.title_en, notice.url) == (
        f"digest:2026-03-03:{city.drafter.pk}",
        "1 thing waits for you",
        "/desk/",
    )
    (line,) = notice.lines
    assert line.pop("text").startswith("修路")
    assert line == {
        "text_en": "A road: 3 indicators left to answer",
        "url": f"/cases/{early}/",
        "due": "2026-03-23",
    }


def test_whoever_has_nothing_to_do_is_not_told(city, early):
    morning("2026-03-03")
    assert set(Notice.objects.values_list("recipient", flat=True)) == {city.drafter.pk, city.colleague.pk}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-09-27", False),  # a Sunday
        ("2026-10-01", False),  # 国庆
        ("2026-10-10", True),  # a Saturday made up for
        ("2026-10-12", True),
    ],
)
def test_nothing_comes_on_days_off(city, early, day, works):
    morning(day)
    assert bool(told(city.drafter)) == works


def test_the_office_s_own_day_off_counts(city, early):
    with time_machine.travel(OPENED, tick=False):
        set_days(city=city.place, days={date(2026, 3, 3): Word(works=False)}, actor=city.office)
    morning("2026-03-03")
    assert not Notice.objects.exists()


def test_overdue_comes_first_and_what_is_near_is_counted(city, tiny):
    for day in ("16", "02", "04", "05", "06"):
        with time_machine.travel(f"2026-03-{day}T09:00+08:00", tick=False):
            factories.make_case(city, tiny, title=f"3月{day}日")
    morning("2026-03-24")
    notice = told(city.drafter)[0]
    assert [line["due"] for line in notice.lines] == [
        "2026-03-23",
        "2026-03-25",
        "2026-03-26",
        "2026-03-27",
        "2026-04-07",
    ]
    assert (notice.title_en, notice.text_en) == (
        "5 things wait for you",
        "1 is overdue.\n3 are due within three working days.",
    )


def test_a_day_that_is_over_is_not_told_late(city, early):
    with time_machine.travel("2026-03-03T18:00+08:00", tick=False):
        ask_for_reminders()
    with time_machine.travel("2026-03-04T07:00+08:00", tick=False):
        assert outbox.deliver(Job.objects.get(kind="workflows.remind").pk)
    assert not Notice.objects.exists()


def test_a_run_that_broke_off_is_finished_without_telling_anybody_twice(city, early):
    with time_machine.travel("2026-03-03T08:00+08:00", tick=False):
        send_digests([city.place.pk], date(2026, 3, 3))
        Notice.objects.filter(recipient=city.colleague).delete()
        remind({"day": "2026-03-03"})
    assert [len(told(person)) for person in (city.drafter, city.colleague)] == [1, 1]


def test_the_head_hears_once_of_what_the_unit_left_lying_for_two_working_days(city, early):
    for day, count in (("2026-03-24", 0), ("2026-03-25", 1), ("2026-03-26", 1), ("2026-04-01", 1)):
        morning(day)
        assert len(told(city.head, NoticeKind.ESCALATION)) == count
    notice = told(city.head, NoticeKind.ESCALATION)[0]
    assert (notice.title_en, notice.url) == ("Overdue: A road", f"/cases/{early}/")
    assert "was due on" in notice.text_en
    assert "2 working days ago" in notice.text_en
    assert not told(city.office, NoticeKind.ESCALATION)


def test_a_deadline_that_was_moved_and_missed_again_is_told_again(city, early):
    morning("2026-03-25")
    with time_machine.travel("2026-03-25T09:00+08:00", tick=False):
        set_days(city=city.place, days={date(2026, 3, 23): Word(works=False)}, actor=city.office)
    for day in ("2026-03-25", "2026-03-26", "2026-03-27"):
        morning(day)
    assert len(told(city.head, NoticeKind.ESCALATION)) == 2


def test_weekends_are_no_delay(city, tiny):
    with time_machine.travel("2026-02-26T09:00+08:00", tick=False):  # due on Thursday 19 March
        case = factories.make_case(city, tiny)
    assert Case.objects.get(pk=case.pk).due == date(2026, 3, 18)
    with time_machine.travel("2026-02-27T09:00+08:00", tick=False):
        set_days(city=city.place, days={date(2026, 3, 17): Word(works=False)}, actor=city.office)
        set_days(city=city.place, days={date(2026, 3, 18): Word(works=False)}, actor=city.office)
    assert Case.objects.get(pk=case.pk).due == date(2026, 3, 20)  # a Friday
    for day in ("2026-03-21", "2026-03-22", "2026-03-23"):
        morning(day)
    assert not told(city.head, NoticeKind.ESCALATION)
    morning("2026-03-24")
    assert len(told(city.head, NoticeKind.ESCALATION)) == 1


@pytest.mark.parametrize("stage", [Stage.OFFICE_CHECK, Stage.EXPERT_PANEL, Stage.COMMITTEE])
def test_lateness_of_office_experts_and_members_goes_to_the_office(city, tiny, stage):
    with time_machine.travel(OPENED, tick=False):
        bring_to(stage, factories.make_case(city, tiny), city)
    morning("2026-05-20")
    assert {notice.recipient for notice in Notice.objects.filter(kind=NoticeKind.ESCALATION)} == {
        city.office,
        city.office_two,
    }


def test_a_unit_without_a_head_is_the_office_s_matter(city, early):
    dismiss(user=city.head, post=factories.post_of(city.head), actor=city.office)
    morning("2026-03-25")
    assert len(told(city.office, NoticeKind.ESCALATION)) == 1


def test_an_expert_reads_nothing_of_the_others(city, tiny):
    with time_machine.travel(OPENED, tick=False):
        case = bring_to(Stage.EXPERT_PANEL, factories.make_case(city, tiny), city)
        factories.score_all(case, city.expert_b)
    morning("2026-05-20")
    others = [name for expert in city.experts for name in (expert.name, expert.name_en, expert.username)]
    for expert in city.experts:
        (notice,) = told(expert)
        said = [notice.title, notice.title_en, notice.text, notice.text_en, *map(str, notice.lines)]
        assert not [name for name in others if any(name in text for text in said)]
    texts = [
        (told(expert)[0].text_en, told(expert)[0].lines[0]["text_en"])
        for expert in (city.expert_a, city.expert_c)
    ]
    assert texts[0] == texts[1]
    assert not Notice.objects.filter(recipient__in=city.experts).exclude(kind=NoticeKind.DIGEST)


def test_whoever_has_left_or_may_not_sign_in_is_not_told(city, early):
    User.objects.filter(pk=city.drafter.pk).update(is_active=False)
    dismiss(
        user=city.colleague,
        post=Post.objects.get(role=Role.DRAFTER, organisation=city.units["planning"]),
        actor=city.office,
    )
    User.objects.filter(pk=city.head.pk).update(is_active=False)
    morning("2026-03-25")
    assert {notice.recipient for notice in Notice.objects.all()} == {city.office, city.office_two}


def test_a_very_long_title_fits(city, tiny):
    with time_machine.travel(OPENED, tick=False):
        factories.make_case(city, tiny, title="长" * 200)
    morning("2026-03-25")
    assert max(len(notice.title) for notice in Notice.objects.all()) == 200


def reading(run, count_queries, places):
    """Queries of a run whose notices are there already, so that only what is read for everybody is counted."""
    run()
    return count_queries(run) - Notice.objects.filter(key__startswith=places).count()


@pytest.mark.parametrize("rows", [1, 4])
def test_reading_asks_as_often_for_many_people_and_cases_as_for_few(city, tiny, count_queries, rows):
    with time_machine.travel(OPENED, tick=False):
        for number in range(rows):
            factories.make_case(city, tiny)
            bring_to(Stage.OFFICE_CHECK, factories.make_case(city, tiny), city)
            post = create_post(organisation=city.units["planning"], role=Role.DRAFTER, actor=city.office)
            appoint(user=factories.make_person(f"more-{number}"), post=post, actor=city.office)
    day = date(2026, 5, 20)
    with time_machine.travel(f"{day}T08:00+08:00", tick=False):
        found = calendars()
        digests = reading(lambda: send_digests([city.place.pk], day), count_queries, "digest")
        overdue = reading(lambda: escalate([city.place.pk], found, day), count_queries, "overdue")
    assert (digests, overdue) == (20, 4)
