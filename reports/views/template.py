"""The Word template of a city's reports: seen by everybody with a post in the city, changed by its office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation
from reports.documents.default_template import default_template
from reports.documents.fact import said
from reports.documents.facts import facts_of
from reports.documents.forms import TemplateForm
from reports.documents.names import FACTS
from reports.documents.operations import Unsuitable, accept_template
from reports.documents.sample import sample_publication
from reports.documents.word import fill
from reports.editions import MAKERS
from reports.enums import EditionKind
from reports.models import WordTemplate
from workflows.days import keeps_calendar
from workflows.queries.calendar import cities_of


@login_required
@require_http_methods(["GET", "POST"])
def show_template(request: HttpRequest) -> HttpResponse:
    """Which one is used, and for the office a form for another. A refused one is told with every reason."""
    city, cities = _city(request)
    keeps, reasons = keeps_calendar(request.user, city), list[str]()
    if request.method == "POST" and not keeps:
        raise PermissionDenied("accept_template")
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            accept_template(city=city, name=file.name, content=file.read(), actor=request.user)
        except Unsuitable as unsuitable:
            reasons = unsuitable.reasons
        else:
            messages.success(request, _("The template was tried and is used from now on."))
            return redirect(f"{reverse('reports:show_template')}?city={city.code}")
    context = {
        "city": city,
        "others": [each for each in cities if each != city],
        "keeps": keeps,
        "template": _used(city),
        "form": form,
        "reasons": reasons,
        "holders": _holders(),
    }
    return render(request, "reports/template.html", context, status=422 if form.errors or reasons else 200)


@login_required
@require_safe
def download_template(request: HttpRequest, kind: str) -> HttpResponse:
    """`used`: the file itself, ours where the city has none; `ours`: ours, to begin with; `sample`: the used one filled
    with a made-up report."""
    city, _cities = _city(request)
    template = None if kind == "ours" else _used(city)
    content = default_template()
    if template is not None:
        with default_storage.open(template.path) as stored:
            content = stored.read()
    if kind == "sample":
        content = fill(sample_publication(), content if template else None)
    elif kind not in {"used", "ours"}:
        raise Http404
    return HttpResponse(
        content,
        content_type=MAKERS[EditionKind.WORD].media_type,
        headers={
            "Content-Disposition": f'attachment; filename="template-{kind}.docx"',
            "Content-Security-Policy": "sandbox",
        },
    )


def _city(request: HttpRequest) -> tuple[Organisation, list[Organisation]]:
    """The one that is asked for, else the person's first; nobody without a post in it sees it."""
    cities = cities_of(request.user)
    wanted = request.GET.get("city") or request.POST.get("city")
    city = next((each for each in cities if wanted in (None, "", each.code)), None)
    if city is None:
        raise Http404
    return city, cities


def _used(city: Organisation) -> WordTemplate | None:
    return WordTemplate.objects.filter(city=city).select_related("accepted_by").first()


def _holders() -> list[dict[str, object]]:
    """Every place-holder with what it says in the made-up report: first the single ones, then a table for each list."""
    facts = facts_of(sample_publication())
    single = [(name, said(facts[name.key])) for name in FACTS.many if not name.many]
    found: list[dict[str, object]] = [{"list": None, "rows": single}]
    for name in FACTS.many:
        entries = facts[name.key]
        if name.many and isinstance(entries, list):
            rows = [(each, said(entries[0][each.key])) for each in name.many if not each.many]
            found.append({"list": name, "rows": rows})
    return found
