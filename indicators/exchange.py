"""A set's content as a file: YAML for people who edit text, XLSX for people who edit tables."""

from typing import Any

from indicators.spreadsheet.writing import xlsx_bytes
from indicators.writing import yaml_text

KINDS = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(content: dict[str, Any], kind: str) -> bytes:
    """Takes plain data in the shape of a set file; KeyError for a kind that is not in KINDS."""
    return {"yaml": _yaml, "xlsx": xlsx_bytes}[kind](content)


def _yaml(content: dict[str, Any]) -> bytes:
    return yaml_text(content).encode()
