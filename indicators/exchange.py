"""A set's content as a file: YAML for people who edit text, XLSX for people who edit tables."""

from typing import Any

from indicators.writing import yaml_text

KINDS = {
    "yaml": "application/yaml; charset=utf-8",
}


def exported(content: dict[str, Any], kind: str) -> bytes:
    return yaml_text(content).encode()
