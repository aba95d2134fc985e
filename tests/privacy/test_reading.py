"""Raw words are opened with a reason, and every opening is written down."""

import pytest

from ledger.canonical import sha256
from ledger.errors import Refused
from ledger.models import Event
from privacy.models import SensitiveReading
from privacy.reading import open_sensitive


def opened(actor, reason="核对主题是否准确"):
    return open_sensitive(subject="assessment:7", what="remarks", rows=3, reason=reason, actor=actor)


def test_a_reading_is_kept_with_its_reason_and_told_in_the_ledger_without(city):
    reading = opened(city.office, reason="  核对主题\n是否准确 ")
    kept = SensitiveReading.objects.values("subject", "what", "rows", "reason", "reader").get()
    assert kept == {
        "subject": "assessment:7",
        "what": "remarks",
        "rows": 3,
        "reason": "核对主题 是否准确",
        "reader": city.office.pk,
    }
    event = Event.objects.latest("position")
    assert (event.name, event.subject, event.actor) == ("words.opened", "assessment:7", city.office)
    assert event.data == {
        "reading": reading.pk,
        "what": "remarks",
        "rows": 3,
        "reason": sha256("核对主题 是否准确"),
    }


@pytest.mark.parametrize("reason", ["", "    \n     ", "看看吧", "看 看 ", "字" * 301])
def test_nothing_is_opened_without_a_reason(city, unchanged, reason):
    with unchanged(Refused, SensitiveReading):
        opened(city.office, reason=reason)


@pytest.mark.parametrize("reason", ["核对王小明同学说的话", "家长电话13812345678要求撤回"])
def test_a_reason_that_is_never_erased_names_nobody(city, unchanged, reason):
    with unchanged(Refused, SensitiveReading):
        opened(city.office, reason=reason)


def test_each_opening_is_a_row_of_its_own(city):
    opened(city.office)
    opened(city.office)
    assert SensitiveReading.objects.count() == 2
