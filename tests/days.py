"""Days that are counted from the one on which a test runs: tests are read before, it may be on the day before."""

from datetime import timedelta

from django.utils import timezone


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def tomorrow():
    return in_days(1)


def yesterday():
    return in_days(-1)


def next_year():
    return str(timezone.localdate().year + 1)


def told_now(changes):
    """With what is a question of the day worked out."""
    return {name: said() if callable(said) else said for name, said in changes.items()}
