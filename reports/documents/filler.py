"""The trade of filling a Word template, as it is done in a process of its own: no city's file is read where others'
data are. Nothing here knows Django."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from reports.documents.dangers import Unfit
from reports.documents.package import filled


def work(order: Mapping[str, Any]) -> bytes:
    """The document, or why there is none, as JSON."""
    try:
        document = filled(b64decode(order["template"]), order["words"], title=order["title"])
    except Unfit as unfit:
        return json.dumps({"faults": unfit.faults}).encode()
    return json.dumps({"document": b64encode(document).decode()}).encode()
