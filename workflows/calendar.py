"""Working days of mainland China, with the make-up days of the published holiday tables."""

from datetime import date, timedelta

from chinese_calendar import is_workday


def after_working_days(start: date, days: int) -> date:
    """The `days`-th working day after `start`. Years whose table is not out yet count Monday to Friday."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= _works(day)
    return day


def working_days_left(today: date, due: date) -> int:
    """Working days from tomorrow to `due`; 0 on the day itself, negative when it is over."""
    if due < today:
        return -working_days_left(due, today)
    return sum(_works(today + timedelta(days=n)) for n in range(1, (due - today).days + 1))


def _works(day: date) -> bool:
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
