"""Posts and who holds them."""

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from accounts.operations import appoint, create_post, dismiss
from tests import factories
from tests.factories import last_event, post_of


def test_a_post_is_made_once_and_recorded(city):
    event = last_event()
    post = create_post(organisation=city.units["housing"], role=Role.MEMBER, actor=city.office)
    made = last_event()
    assert (made.name, made.subject, made.data) == (
        "post.created",
        "organisation:tc-housing",
        {"role": "member"},
    )
    assert made.position == event.position + 1
    before = factories.rows_of(Post)
    assert create_post(organisation=city.units["housing"], role=Role.MEMBER, actor=city.office) == post
    assert factories.rows_of(Post) == before


def test_the_database_keeps_one_post_for_each_role(city):
    post = post_of(city.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(organisation=post.organisation, role=post.role, group=post_of(city.drafter).group)


def test_appointing_is_recorded_and_twice_is_once(city):
    person = factories.make_person("newcomer")
    appoint(user=person, post=post_of(city.office), actor=city.office)
    event = last_event()
    appoint(user=person, post=post_of(city.office), actor=city.office)
    assert last_event() == event
    assert (event.name, event.subject, event.actor) == ("person.appointed", f"user:{person.pk}", city.office)
    assert event.data == {"organisation": "tc-office", "role": "office"}


def test_dismissing_is_recorded_and_twice_is_once(city):
    post = post_of(city.office_two)
    dismiss(user=city.office_two, post=post, actor=city.office)
    event = last_event()
    dismiss(user=city.office_two, post=post, actor=city.office)
    assert (last_event(), event.name) == (event, "person.dismissed")
    assert event.data == {"organisation": "tc-office", "role": "office"}


def test_holding_lists_active_people_of_the_city_once(city):
    other = factories.make_city("other")
    appoint(user=city.expert_a, post=post_of(city.expert_own), actor=city.office)
    city.expert_b.is_active = False
    city.expert_b.save()
    found = User.objects.holding(Role.EXPERT, city.place).order_by("pk")
    assert list(found) == [city.expert_own, city.expert_a, city.expert_c, city.expert_d]
    assert other.expert_a in User.objects.holding(Role.EXPERT, other.place)


def test_a_unit_belongs_to_its_city_and_a_city_to_itself(city):
    assert (city.units["office"].city, city.place.city) == (city.place, city.place)
    assert set(city.place.with_children()) == set(Organisation.objects.all())


def test_there_is_no_account_above_the_rules(city):
    fields = {field.name for field in User._meta.get_fields()}
    assert fields & {"is_superuser", "is_staff"} == set()


def test_the_engine_s_account_has_no_usable_password(db):
    assert User.objects.system().has_usable_password() is False


def test_a_person_is_shown_in_the_reader_s_language(english):
    assert str(User(name="专家甲", name_en="Expert A")) == "Expert A"
    assert str(User(name="专家甲")) == "专家甲"
