"""How far a deadline is away."""

from django import template

register = template.Library()


@register.filter
def late(days_left: int) -> int:
    """Working days since a deadline."""
    return -days_left
