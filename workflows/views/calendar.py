"""The city's calendar: read by everybody with a post in it, changed by its committee's office."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from workflows.clock import calendar_of, would_move
from workflows.days import YEARS_BACK, keeps_calendar, set_days
from workflows.forms import DayForm, DayListForm
from workflows.queries.calendar import cities_of, open_years, year_page


@login_required
@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    return _page(request, _year(request))


@login_required
@require_POST
def save_day(request: HttpRequest, day: str) -> HttpResponse:
    when, city = _date(day), _kept_city(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, when.year, chosen=when, form=form, status=422)
    moved = set_days(city=city, days={when: form.word()}, actor=request.user)
    return _saved(request, city, when.year, moved)


@login_required
@require_POST
def import_days(request: HttpRequest) -> HttpResponse:
    """First what would change; with `confirm` it is done."""
    city = _kept_city(request)
    form = DayListForm(request.POST)
    if not form.is_valid():
        return _page(request, _year(request), day_list=form, status=422)
    days = form.cleaned_data["table"]
    if "confirm" in request.POST:
        moved = set_days(city=city, days=days, actor=request.user)
        return _saved(request, city, min(days).year, moved)
    changed = calendar_of(city).with_words({day: word.works for day, word in days.items()})
    context = {
        "city": city,
        "days": sorted(days.items()),
        "moving": would_move(city=city, calendar=changed),
        "table": request.POST["table"],
    }
    return render(request, "workflows/calendar_preview.html", context)


def _page(
    request: HttpRequest,
    year: int,
    *,
    chosen: date | None = None,
    form: DayForm | None = None,
    day_list: DayListForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The year; for the office with a form for the chosen day and one for a list of days."""
    city, cities = _city(request)
    page, keeps = year_page(city, cities, year), keeps_calendar(request.user, city)
    chosen = chosen or (_date(request.GET["day"]) if keeps and request.GET.get("day") else None)
    day = page.days.get(chosen) if chosen else None
    if day is not None and form is None:
        says = DayForm.AS_PUBLISHED if day.word is None else DayForm.WORKS if day.word.works else DayForm.FREE
        form = DayForm(initial={"says": says, "note": day.word.note if day.word else ""})
    context = {
        "page": page,
        "keeps": keeps,
        "chosen": day,
        "form": form,
        "day_list": day_list or DayListForm(),
    }
    return render(request, "workflows/calendar.html", context, status=status)


def _saved(request: HttpRequest, city: Organisation, year: int, moved: int) -> HttpResponse:
    said = ngettext("Saved; %(count)s deadline has moved.", "Saved; %(count)s deadlines have moved.", moved)
    messages.success(request, said % {"count": moved} if moved else _("Saved; no deadline has moved."))
    return redirect(f"{reverse('workflows:calendar')}?year={year}&city={city.code}")


def _city(request: HttpRequest) -> tuple[Organisation, list[Organisation]]:
    """The one that is asked for, else the person's first; nobody without a post in it sees it."""
    cities = cities_of(request.user)
    wanted = request.GET.get("city") or request.POST.get("city")
    city = next((each for each in cities if wanted in (None, "", each.code)), None)
    if city is None:
        raise Http404
    return city, cities


def _kept_city(request: HttpRequest) -> Organisation:
    city, _cities = _city(request)
    if not keeps_calendar(request.user, city):
        raise PermissionDenied("calendar")
    return city


def _year(request: HttpRequest) -> int:
    years = open_years()
    wanted = request.GET.get("year", "")
    if not wanted:
        return years[YEARS_BACK]
    found = next((year for year in years if str(year) == wanted), None)
    if found is None:
        raise Http404
    return found


def _date(text: str) -> date:
    """Of a year that is open; 404 for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if found.year not in open_years():
        raise Http404
    return found
