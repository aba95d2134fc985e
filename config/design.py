"""The component gallery: every part of the design system with sample data."""

import re
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

ICONS = Path(__file__).parent / "static" / "tongping" / "icons.svg"
STAGES = ("提出", "范围", "自评", "签发", "核对", "专家", "答复", "审定", "公示", "公布", "跟踪")
NOW = 5


def gallery(request: HttpRequest) -> HttpResponse:
    levels = _levels()
    return render(
        request,
        "design.html",
        {
            "levels": levels,
            "scale": levels[:5],
            "stages": [_stage(number, name) for number, name in enumerate(STAGES)],
            "cells": ["complete"] * 12 + ["begun"] * 3 + ["waiting"] + ["empty"] * 9,
            "parts": [
                _part("for", pgettext("vote", "For"), 7),
                _part("against", pgettext("vote", "Against"), 1),
                _part("abstain", _("Abstained"), 1),
                _part("absent", _("Absent"), 2),
            ],
            "icons": re.findall(r'<symbol id="([^"]+)"', ICONS.read_text()),
        },
    )


def _levels() -> list[dict[str, str]]:
    return [
        {"value": "-2", "level": "-2", "figure": "\N{MINUS SIGN}2", "word": _("Serious harm")},
        {"value": "-1", "level": "-1", "figure": "\N{MINUS SIGN}1", "word": _("Slight harm")},
        {"value": "0", "level": "0", "figure": "0", "word": _("Neutral")},
        {"value": "1", "level": "1", "figure": "+1", "word": _("Slight benefit")},
        {"value": "2", "level": "2", "figure": "+2", "word": _("Strong benefit")},
        {"value": "na", "level": "na", "figure": "", "word": _("Not applicable")},
        {"value": "unsure", "level": "unsure", "figure": "", "word": _("Uncertain")},
    ]


def _stage(number: int, name: str) -> dict[str, str]:
    state = "done" if number < NOW else "current" if number == NOW else "todo"
    return {"name": name, "state": state, "note": f"11-{3 + number:02}" if number < NOW else ""}


def _part(kind: str, label: str, count: int) -> dict[str, object]:
    return {"kind": kind, "label": label, "count": count, "seats": range(count)}
