"""Cases that were there before the ledger get their row in it, worked out from the plain content of their edition."""

import unicodedata
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations

ENDED, NEVER = ("published", "withdrawn"), 9_999_999_999
PARTIES = {
    "screening": "drafters",
    "self_assessment": "drafters",
    "sign_off": "heads",
    "office_check": "office",
    "expert_panel": "experts",
    "committee": "members",
}
PUBLISHERS = {"office": "office", "head": "heads"}


def summarise(apps, schema_editor):
    Case = apps.get_model("workflows", "Case")
    CaseSummary = apps.get_model("workflows", "CaseSummary")
    related = ("assessment__indicator_set", "assessment__drafting_unit__parent__parent")
    for case in Case.objects.filter(summary=None).select_related(*related).order_by("pk").iterator(chunk_size=200):
        CaseSummary.objects.create(case=case, **_row(apps, case))


def _row(apps, case):
    file, unit = case.assessment, case.assessment.drafting_unit
    content = file.indicator_set.content
    stages = {stage["kind"]: stage for stage in _path(content, file)}
    depth = next((each for each in content.get("depths", []) if each["code"] == file.depth), None)
    stage, depth_name = _name(stages.get(case.state)), _name(depth)
    ended = case.state in ENDED
    known = (file.code, file.title, file.title_en, unit.name, unit.name_en)
    return {
        "city": _city(unit),
        "unit": unit,
        "handler_id": case.handler_id,
        "responsible_id": file.responsible_id,
        "code": file.code,
        "title": file.title,
        "title_en": file.title_en,
        "search": unicodedata.normalize("NFKC", "\n".join(known)).casefold(),
        "year": file.plan_year or file.created_at.astimezone(ZoneInfo(settings.TIME_ZONE)).year,
        "set_code": file.indicator_set.code,
        "depth": file.depth,
        "depth_name": depth_name.get("zh") or depth_name.get("en", ""),
        "depth_name_en": depth_name.get("en", ""),
        "triggered": bool(file.trigger),
        "stage": case.state,
        "stage_name": stage.get("zh") or stage.get("en", ""),
        "stage_name_en": stage.get("en", ""),
        "waits_for": _waits_for(stages, case.state),
        "round": case.round,
        "returns": file.returns.count(),
        "stage_since": case.stage_since,
        "due_at": case.due_at,
        "ended": ended,
        "outcome": _outcome(apps, case, "screening" in stages),
        "order": _order(case, ended),
        **_counts(file),
    }


def _path(content, file):
    """The stages of the file's tier and depth."""
    classes = content.get("matter_classes", [])
    tier = next((each.get("tier") or "" for each in classes if each["code"] == file.matter_class), "")
    depths = [each["code"] for each in content.get("depths", [])]
    depth = file.depth or (depths[-1] if depths else "")
    for stage in content.get("workflow", {}).get("stages", []):
        if tier in (stage.get("tiers") or [tier]) and depth in (stage.get("depths") or [depth]):
            yield stage


def _name(part):
    return (part or {}).get("name") or {}


def _city(unit):
    while unit.parent is not None:
        unit = unit.parent
    return unit


def _waits_for(stages, state):
    if state == "publication":
        return PUBLISHERS[stages.get("publication", {}).get("by", "office")]
    return PARTIES.get(state, "")


def _outcome(apps, case, is_screened):
    Decision = apps.get_model("committees", "Decision")
    meetings = {"meeting__assessment": case.assessment_id, "meeting__round": case.round}
    if decision := Decision.objects.filter(**meetings).first():
        return decision.outcome
    Screening = apps.get_model("assessments", "Screening")
    found = Screening.objects.filter(assessment=case.assessment_id, conclusion="not_needed")
    return "not_needed" if is_screened and case.state != "screening" and found.exists() else ""


def _order(case, ended):
    if ended:
        return f"1{NEVER - int(case.stage_since.timestamp()):010d}"
    return f"0{int(case.due_at.timestamp()) if case.due_at else NEVER:010d}"


def _counts(file):
    answers = list(file.answers.values_list("rating", "complete"))
    return {
        "answers_total": len(answers),
        "answers_complete": sum(complete for _rating, complete in answers),
        "negatives": sum(rating.startswith("-") for rating, _complete in answers),
        "unknowns": sum(rating == "unknown" for rating, _complete in answers),
    }


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0007_ledger_columns"),
        ("assessments", "0007_evidence_without_indicator"),
        ("committees", "0002_editions"),
    ]

    operations = [migrations.RunPython(summarise, migrations.RunPython.noop)]
