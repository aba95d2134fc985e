"""The office's ledger: its page, its workbook, its figures, and what is done with many cases at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from workflows import bulk
from workflows.enums import Stage
from workflows.forms import ReminderForm
from workflows.lights import Light
from workflows.queries.bulk import chosen, preview_reminders
from workflows.queries.figures import figures
from workflows.queries.ledger import Reach, every_row, ledger
from workflows.queries.ledger_words import said_of
from workflows.spreadsheet import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def show_ledger(request: HttpRequest) -> HttpResponse:
    context = {"ledger": ledger(request.user, request.GET), "stages": Stage.choices, "lights": Light.choices}
    return render(request, "workflows/ledger.html", context)


@login_required
@require_safe
def export_ledger(request: HttpRequest) -> FileResponse:
    """The rows of the page's filters, all of them, as a workbook."""
    rows = every_row(request.user, request.GET)
    about = said_of(request.user, request.GET)
    name = _("Case ledger") + f"-{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(workbook(rows, about), as_attachment=True, filename=name, content_type=XLSX)


@login_required
@require_safe
def show_figures(request: HttpRequest) -> HttpResponse:
    return render(request, "workflows/figures.html", {"figures": figures(request.user, request.GET)})


@login_required
@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest) -> HttpResponse:
    """First who would be told what; then, with a note, they are told."""
    rows = chosen(request.user, _ticked(request))
    form = ReminderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = bulk.remind(cases=[row.pk for row in rows], note=form.cleaned_data["note"], actor=request.user)
        said = ngettext("%(count)s person was reminded.", "%(count)s people were reminded.", done.people)
        messages.success(request, said % {"count": done.people})
        return redirect("workflows:ledger")
    context = {"previews": preview_reminders(rows), "form": form, "rows": rows}
    return render(request, "workflows/remind.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """First which cases would change hands; then they do. The officer chosen stands in the address."""
    rows, reach = chosen(request.user, _ticked(request)), Reach(request.user)
    handlers = reach.handlers()
    handler = _handler(handlers, request)
    if request.method == "POST":
        count = bulk.assign_handler(cases=[row.pk for row in rows], handler=handler, actor=request.user)
        said = ngettext("%(count)s case has changed hands.", "%(count)s cases have changed hands.", count)
        messages.success(request, said % {"count": count})
        return redirect("workflows:ledger")
    context = {"rows": rows, "handlers": handlers, "handler": handler}
    return render(request, "workflows/assign.html", context)


def _ticked(request: HttpRequest) -> list[str]:
    return (request.POST if request.method == "POST" else request.GET).getlist("case")


def _handler(handlers: list[User], request: HttpRequest) -> User | None:
    """The officer asked for; nobody where nobody is. Not found: somebody who is not of the office."""
    given = (request.POST if request.method == "POST" else request.GET).get("handler", "")
    if not given:
        return None
    found = next((each for each in handlers if str(each.pk) == given), None)
    if found is None:
        raise Http404
    return found
