"""Every address of a case, as the URL resolver has them, and how tests fill them in."""

import re
from functools import cache

from django.urls import URLPattern, get_resolver, reverse

from assessments.operations import attach_evidence
from tests import factories

PUBLIC = ("reports",)
OF_A_SEAT = {"workflows:rule_on_declaration", "workflows:excuse_expert"}


def case_routes():
    """Names of all routes with a case's number in them."""
    return sorted(name for name, parts in _routes().items() if "code" in parts and "edition" not in parts)


@cache
def _routes():
    return dict(_walk(get_resolver(), ""))


def _walk(resolver, prefix):
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield (
                entry.lookup_str.split(".")[0] + ":" + str(entry.name),
                re.findall(r"<(?:\w+:)?(\w+)>", path),
            )
        else:
            yield from _walk(entry, path)


def attached(case, city):
    """Evidence for the routes that name one; it must be attached before the file is handed in."""
    first = factories.indicator(case, "A1")
    file = factories.upload()
    return attach_evidence(
        assessment=case.assessment, indicator=first, file=file, name=file.name, actor=city.drafter
    )


def address(name, case, evidence):
    """The route's address for this case; without evidence of a piece that does not exist."""
    parts = _routes()[name]
    values = {
        "code": str(case),
        "aspect": "A",
        "indicator": "A1",
        "group": "RUR",
        "action": "accept",
        "link": "needs",
        "kind": "docx",
        "number": 1,
        "months": 6,
        "pk": evidence.pk if evidence else 0,
    }
    if name == "reports:download":
        values["kind"] = "formal"
    if name == "reports:verify_code":
        publication = getattr(case.assessment, "publication", None)
        values["code"] = publication.code if publication else "0000-0000-0000"
    if name in OF_A_SEAT:
        seat = case.panel and case.panel.seats.first()
        values["pk"] = seat.pk if seat else 0
    return reverse(name, kwargs={part: values[part] for part in parts})
