"""The page that a group answers on, as one document: style, drawings, script and words are in it, so that it needs one
request to be there and none to go on. Its policy names the style and the script by their hashes; nothing else runs."""

import base64
import hashlib
import json
import time
from functools import cache
from pathlib import Path

from django.utils import formats
from django.utils.html import escape
from django.utils.translation import get_language, override

from participation.models import Collection
from participation.operations.collecting import is_open, takes_sheets
from participation.telephone.wording import LANGUAGES, SENTENCES, sentences

FOLDER = Path(__file__).parent
SCRIPTS = ("queue.js", "speech.js", "screens.js")
SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})  # as Django's json_script does


def document(collection: Collection) -> str:
    """`collection.session.assessment` should be at hand."""
    parts = {
        "lang": get_language(),
        "title": escape(SENTENCES["title"]),
        "noscript": escape(SENTENCES["no_script"]),
        "data": json.dumps(_data(collection), ensure_ascii=False, separators=(",", ":")).translate(SAFE),
    }
    return _file("document.html") % (
        parts | {"style": style(), "script": script(), "drawings": _file("drawings.svg")}
    )


@cache
def policy() -> str:
    """The content security policy of the document."""
    parts = {
        "default-src": "'none'",
        "style-src": _hash(style()),
        "script-src": _hash(script()),
        "connect-src": "'self'",
        "worker-src": "'self'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def worker() -> str:
    return _file("worker.js")


@cache
def style() -> str:
    return _file("page.css")


@cache
def script() -> str:
    """In a function of its own: names of one part are no names of the window."""
    inside = "\n".join(_file(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{inside}\n}})();\n'


def _data(collection: Collection) -> dict[str, object]:
    matter = collection.session.assessment
    questions = [
        {
            "code": each["code"],
            "kind": each["kind"],
            "pictogram": each["pictogram"],
            "text": _both(each, "text"),
        }
        for each in collection.questions
    ]
    return {
        "lang": "en" if (get_language() or "").startswith("en") else "zh",
        "say": sentences(),
        "now": round(time.time() * 1000),
        "closes": round(collection.closes_at.timestamp() * 1000),
        "open": is_open(collection),
        "promise": _in_both(collection),
        "about": {"zh": matter.title, "en": matter.title_en or matter.title},
        "questions": questions if takes_sheets(collection) else [],
    }


def _both(texts: dict[str, str], name: str) -> dict[str, str]:
    return {"zh": texts[name], "en": texts[f"{name}_en"] or texts[name]}


def _in_both(collection: Collection) -> dict[str, str]:
    days = {}
    for short, code in LANGUAGES.items():
        with override(code):
            days[short] = formats.date_format(collection.promise, "DATE_FORMAT")
    return days


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text()
