"""Signs of harm: to the officer for the protection of minors, and nowhere else."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.enums import Role
from accounts.operations import dismiss
from ledger.errors import Conflict, Refused
from ledger.models import Event, Job
from notices.enums import MailRhythm, NoticeKind
from notices.models import Notice, Preference
from participation.enums import Handling
from participation.models import Concern
from participation.operations.concerns import handle_concern, open_concern, raise_concern
from privacy.models import SensitiveReading
from tests import factories
from tests.factories import last_event, post_of

WORDS = "他说回家就挨打。"


@pytest.fixture
def concern(case, city):
    return raise_concern(assessment=case.assessment, context="周六座谈", text=WORDS, actor=city.drafter)


def handle(concern, city, handling, note="", *, version=None, actor=None):
    return handle_concern(
        concern=concern,
        version=Concern.objects.get().version if version is None else version,
        content={"handling": handling, "note": note},
        actor=actor or city.protector,
    )


def test_the_citys_officer_is_told_at_once_without_a_word_of_it(concern, city):
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (
        city.protector,
        NoticeKind.CONCERN,
        f"/concerns/{concern.pk}/",
    )
    said = " ".join([notice.title, notice.title_en, notice.text, notice.text_en])
    assert [word in said for word in (WORDS, "周六座谈", concern.case)] == [False] * 3


def test_the_ledger_knows_that_there_is_one_and_the_case_does_not(concern, case, city):
    event = last_event()
    assert (event.name, event.subject, event.data) == (
        "concern.raised",
        f"concern:{concern.pk}",
        {"city": city.place.code},
    )
    assert not Event.objects.filter(subject=case.assessment.subject, name__startswith="concern").exists()


def test_an_e_mail_goes_out_whatever_the_officer_has_chosen(case, city, settings):
    settings.MAIL_ENABLED = True
    city.protector.email = "officer@example.org"
    city.protector.save()
    Preference.objects.create(user=city.protector, mail=MailRhythm.NEVER)
    raise_concern(assessment=case.assessment, context="", text=WORDS, actor=city.drafter)
    assert list(Job.objects.values_list("kind", flat=True)) == ["notices.mail"]


def test_where_nobody_holds_the_post_the_office_is_told_to_have_somebody_appointed(case, city):
    dismiss(user=city.protector, post=post_of(city.protector), actor=city.office)
    raise_concern(assessment=case.assessment, context="", text=WORDS, actor=city.drafter)
    assert {each.recipient for each in Notice.objects.all()} == {city.office, city.office_two}
    assert [Concern.objects.visible_to(person).count() for person in (city.office, city.protector)] == [0, 0]


def test_a_childs_own_telephone_raises_one_without_a_person(case, city):
    concern = raise_concern(assessment=case.assessment, context="", text=WORDS)
    assert (concern.raised_by, last_event().actor.is_system) == (None, True)


@pytest.mark.parametrize("person", ["drafter", "head", "office"])
def test_whoever_reads_the_case_raises_one(case, city, person):
    raised = raise_concern(assessment=case.assessment, context="", text=WORDS, actor=city.people[person])
    assert raised.raised_by == city.people[person]


@pytest.mark.parametrize("person", ["outsider", "expert_d", "protector"])
def test_nobody_else_does(case, city, unchanged, person):
    with unchanged(PermissionDenied, Concern):
        raise_concern(assessment=case.assessment, context="", text=WORDS, actor=city.people[person])


def test_without_words_there_is_nothing_to_pass_on(case, city, unchanged):
    with unchanged(Refused, Concern, match="what you have heard or seen"):
        raise_concern(assessment=case.assessment, context="", text="  ", actor=city.drafter)


def test_every_opening_is_kept(concern, city):
    for _time in range(2):
        assert open_concern(concern=concern, actor=city.protector).text == WORDS
    readings = SensitiveReading.objects.values_list("subject", "what", "reader", "rows")
    assert list(readings) == [(f"concern:{concern.pk}", "concern", city.protector.pk, 1)] * 2
    assert (last_event().name, last_event().subject) == ("words.opened", f"concern:{concern.pk}")


def test_only_the_citys_own_officer_opens_and_handles(concern, city, unchanged):
    other = factories.make_city("xx")
    strangers = [person for name, person in city.people.items() if name != "protector"]
    for person in [*strangers, other.protector]:
        with unchanged(PermissionDenied, Concern, SensitiveReading):
            open_concern(concern=concern, actor=person)
        with unchanged(PermissionDenied, Concern):
            handle(concern, city, Handling.TAKEN, actor=person)


def test_it_is_taken_up_and_reported_with_a_note(concern, city):
    assert handle(concern, city, Handling.TAKEN).handling == Handling.TAKEN
    done = handle(concern, city, Handling.REPORTED, "6月3日9时报市公安局。")
    assert (done.version, done.updated_by, list(Concern.objects.unfinished())) == (2, city.protector, [])
    assert (last_event().name, last_event().data) == (
        "concern.handled",
        {"handling": "reported", "version": 2},
    )


@pytest.mark.parametrize("handling", [Handling.REPORTED, Handling.CLOSED])
def test_it_does_not_end_without_a_note(concern, city, unchanged, handling):
    with unchanged(Refused, Concern, match="say what was done"):
        handle(concern, city, handling, "  ")


def test_what_was_reported_stays_reported_and_its_note_may_grow(concern, city, unchanged):
    handle(concern, city, Handling.REPORTED, "已报市公安局。")
    with unchanged(Refused, Concern, match="cannot go there"):
        handle(concern, city, Handling.CLOSED, "撤回。")
    assert handle(concern, city, Handling.REPORTED, "已报市公安局，已受理。").version == 2


def test_what_was_closed_may_be_taken_up_again(concern, city, unchanged):
    handle(concern, city, Handling.CLOSED, "误会，已核实。")
    with unchanged(Refused, Concern, match="cannot go there"):
        handle(concern, city, Handling.OPEN)
    assert handle(concern, city, Handling.TAKEN, "又有新情况。").handling == Handling.TAKEN


def test_sending_the_same_again_changes_nothing_and_a_stale_page_says_so(concern, city, unchanged):
    handle(concern, city, Handling.TAKEN, "联系民政。")
    position = last_event().position
    handle(concern, city, Handling.TAKEN, "联系民政。", version=0)
    assert last_event().position == position
    with unchanged(Conflict, Concern):
        handle(concern, city, Handling.TAKEN, "别的。", version=0)


def test_no_post_but_one_sees_a_row(concern, city):
    seen = {name for name, person in city.people.items() if Concern.objects.visible_to(person)}
    assert (seen, Role.PROTECTION in {post.role for post in city.protector.posts}) == ({"protector"}, True)
