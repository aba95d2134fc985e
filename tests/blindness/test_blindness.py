"""Two worlds that differ in secrets look the same, byte for byte, to everybody who may not know them."""

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from panels.models import Panel
from tests.blindness.looking import SUBJECTS, Onlooker, addresses, letters
from tests.blindness.worlds import SECRETS, build
from tests.needs import needs

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MORNING = "2026-12-01T08:00:00+08:00"
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


class Watch:
    """Everybody before everything, in the plain world and in others."""

    def __init__(self):
        self.world = build()
        self.onlookers = {name: Onlooker(self.world, name) for name in SUBJECTS}
        self.places = addresses(self.world)

    def look(self, name, places):
        return {place: self.onlookers[name].sees(place) for place in places}

    def keeping(self, secrets, name, places):
        """What somebody sees of these places while these secrets are kept."""
        with transaction.atomic():
            for secret in secrets:
                secret.keep(self.world)
            after = self.look(name, places)
            transaction.set_rollback(True)
        return after

    def noticed(self, name):
        """Which secrets the person notices where. All are kept at once, and one by one only where something differs:
        a look at everything takes its time. What was remembered since the first look, such as the kinds of rights,
        makes a page cheaper in either world, so that such places are looked at once more."""
        others = [each for each in SECRETS if name not in each.entitled]
        before, after = self.look(name, self.places), self.keeping(others, name, self.places)
        doubtful = [place for place in self.places if before[place] != after[place]]
        again = self.look(name, doubtful)
        leaking = [place for place in doubtful if again[place] != after[place]]
        return before, [
            f"{secret.name}: {place}"
            for secret in others
            if leaking
            for place, sight in self.keeping([secret], name, leaking).items()
            if sight != again[place]
        ]


@pytest.fixture(scope="module")
def watch(django_db_setup, django_db_blocker):
    """Built once, for it is only looked at."""
    needs("pdf")
    with (
        override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN}),
        time_machine.travel(MORNING, tick=False),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield Watch()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", SUBJECTS)
def test_who_may_not_know_notices_nothing(watch, name):
    seen, noticed = watch.noticed(name)
    assert noticed == []
    assert sum(status == 200 for status, *_rest in seen.values()) >= 5  # there is something to see


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.name)
def test_a_secret_makes_a_difference(watch, secret):
    with transaction.atomic():
        assert secret.keep(watch.world)
        transaction.set_rollback(True)


def test_scores_opened_by_mistake_are_noticed(watch):
    """Planted: the panel's door stands open before every expert has sealed."""
    [secret] = [each for each in SECRETS if each.name == "why a colleague scored so"]
    places = [f"/cases/{watch.world.scoring}/panel/"]
    with transaction.atomic():
        Panel.objects.filter(pk=watch.world.scoring.panel.pk).update(opened_scores_at=timezone.now())
        before, after = watch.look("office", places), watch.keeping([secret], "office", places)
        transaction.set_rollback(True)
    assert before != after


def test_the_morning_mail_says_nothing_either(watch):
    with transaction.atomic():
        before = letters(watch.world)
        transaction.set_rollback(True)
    assert before != {}
    for secret in SECRETS:
        entitled = {getattr(watch.world.city, name).username for name in secret.entitled}
        with transaction.atomic():
            secret.keep(watch.world)
            after = letters(watch.world)
            transaction.set_rollback(True)
        differing = {who for who in {*before, *after} - entitled if before.get(who) != after.get(who)}
        assert (secret.name, differing) == (secret.name, set())
