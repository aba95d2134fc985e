"""What a record withholds, for pages and paper."""

from typing import Any

from django import template

from reports.places import Withheld, withheld_rows

register = template.Library()


@register.simple_tag
def withheld(record: dict[str, Any]) -> list[Withheld]:
    return withheld_rows(record)
