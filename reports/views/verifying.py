"""The check of a code or a file, and what it takes to check without this site."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.proof import proof
from reports.queries.checking import check_code, check_hash, keys, replaced_by
from reports.queries.report import published

VERIFIER = settings.BASE_DIR / "verify.py"


@require_safe
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """The page for typing a code or choosing a file, and what they lead to. The file stays where it is: the browser
    sends its hash."""
    typed = (code or request.GET.get("code", "")).strip()[:40]
    digest = request.GET.get("file", "").strip()[:200]
    check = check_code(typed) if typed else check_hash(digest) if digest else None
    replaced = replaced_by(typed or digest) if check is None and (typed or digest) else None
    context = {"typed": typed, "digest": digest, "check": check, "replaced": replaced}
    missing = bool(typed or digest) and check is None and replaced is None
    return render(request, "reports/verify.html", context, status=404 if missing else 200)


@require_safe
def show_proof(request: HttpRequest, code: str) -> HttpResponse:
    """The record's proof to the byte; none where the version that published did not sign."""
    content = proof(get_object_or_404(published(), assessment__code=code))
    if not content:
        raise Http404
    return HttpResponse(content, content_type="application/json; charset=utf-8")


@require_safe
def list_keys(request: HttpRequest) -> HttpResponse:
    """Every key that a published report was signed with: fingerprints to compare, and how to check without us."""
    return render(request, "reports/keys.html", {"keys": keys()})


@require_safe
def show_key(request: HttpRequest, fingerprint: str) -> HttpResponse:
    found = next((each for each in keys() if each.fingerprint == fingerprint), None)
    if found is None:
        raise Http404
    return HttpResponse(found.pem, content_type="application/x-pem-file")


@require_safe
def download_verifier(request: HttpRequest) -> FileResponse:
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")
