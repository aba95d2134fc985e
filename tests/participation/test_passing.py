"""Lines that suggest harm leave the consultation at once, and once."""

import pytest
from django.core.exceptions import PermissionDenied

from ledger.errors import Conflict, Refused
from ledger.models import Event
from notices.models import Notice
from participation.models import Concern, Remark, Session
from participation.operations.passing import Passed, pass_on_harm
from participation.operations.remarks import UNSORTED, add_remarks
from tests import factories
from tests.factories import rows_of
from tests.participation.hearing import hear, say

MODELS = (Session, Remark, Concern)
HARM, SWINGS = "爸爸喝酒以后打我", "想要秋千"


@pytest.fixture
def case(city):
    return factories.make_case(city, factories.make_set(ages=True))


def pass_on(session, actor, *texts, version=1):
    return pass_on_harm(session=session, version=version, lines={UNSORTED: texts}, actor=actor)


def raised():
    return sorted(Concern.objects.values_list("text", flat=True))


def test_words_that_suggest_harm_leave_the_consultation(case, city):
    session = hear(case, city.drafter)
    passed = pass_on(session, city.drafter, SWINGS, HARM)
    assert passed == Passed(rest={UNSORTED: [SWINGS]}, lines=1, version=2)
    stored = add_remarks(session=session, version=passed.version, lines=passed.rest, actor=city.drafter)
    assert (stored, list(Remark.objects.values_list("text", flat=True))) == (1, [SWINGS])
    concern = Concern.objects.get()
    assert (concern.text, concern.case) == (HARM, str(case))
    assert concern.context.startswith(f"{case} #1 · 2026-03-09 · ")
    assert all("打我" not in str(event.data) for event in Event.objects.all())


def test_without_such_a_line_nothing_happens(case, city):
    session = hear(case, city.drafter)
    before = rows_of(*MODELS)
    assert pass_on(session, city.drafter, SWINGS) == Passed({UNSORTED: [SWINGS]}, 0, 1)
    assert rows_of(*MODELS) == before


def test_the_case_itself_does_not_tell_that_there_was_one(case, city):
    session = hear(case, city.drafter)
    events = Event.objects.filter(subject=case.assessment.subject).count()
    pass_on(session, city.drafter, HARM)
    assert Event.objects.filter(subject=case.assessment.subject).count() == events


@pytest.mark.parametrize("beside", ["打 13812345678 找我", "张小明同学说害怕", "长" * 501])
def test_no_other_line_holds_it_back(case, city, beside):
    session = hear(case, city.drafter)
    passed = pass_on(session, city.drafter, HARM, beside)
    with pytest.raises(Refused):
        add_remarks(session=session, version=passed.version, lines=passed.rest, actor=city.drafter)
    assert (raised(), Remark.objects.count()) == ([HARM], 0)


@pytest.mark.parametrize("consent", ["guardian_consent", "child_assent", "may_use"])
def test_no_missing_consent_holds_it_back(case, city, consent):
    session = hear(case, city.drafter, **{consent: False})
    pass_on(session, city.drafter, HARM)
    assert raised() == [HARM]


def test_no_version_holds_it_back_and_the_rest_stays_stale(case, city):
    session = hear(case, city.drafter)
    say(session, city.drafter, SWINGS)
    passed = pass_on(session, city.drafter, HARM, "想要路灯", version=1)
    assert (raised(), passed.version) == ([HARM], 1)
    with pytest.raises(Conflict):
        add_remarks(session=session, version=passed.version, lines=passed.rest, actor=city.drafter)
    assert pass_on(session, city.drafter, HARM, version=None).lines == 1


def test_sent_twice_it_is_raised_once_and_told_once(case, city):
    session = hear(case, city.drafter)
    first = pass_on(session, city.drafter, HARM, SWINGS)
    notices = Notice.objects.count()
    again = pass_on(session, city.drafter, HARM, SWINGS)
    assert (first.lines, again.lines, raised(), Notice.objects.count()) == (1, 1, [HARM], notices)


def test_two_children_who_say_the_same_are_two_concerns(case, city):
    session = hear(case, city.drafter)
    pass_on(session, city.drafter, HARM, HARM)
    assert raised() == [HARM, HARM]
    pass_on(session, city.drafter, HARM, version=2)  # another sending, by somebody who has read the page
    assert raised() == [HARM] * 3


def test_of_what_is_sent_again_only_what_is_new_is_raised(case, city):
    session = hear(case, city.drafter)
    pass_on(session, city.drafter, HARM)
    pass_on(session, city.drafter, HARM, HARM, "妈妈也打我")
    assert raised() == sorted([HARM, HARM, "妈妈也打我"])


def test_what_somebody_else_wrote_is_no_second_sending(case, city):
    session = hear(case, city.drafter)
    pass_on(session, city.office, HARM)
    pass_on(session, city.drafter, HARM)
    assert raised() == [HARM, HARM]


def test_who_hears_no_children_passes_nothing_on_here(case, city, unchanged):
    session = hear(case, city.drafter)
    with unchanged(PermissionDenied, *MODELS):
        pass_on(session, city.outsider, HARM)
