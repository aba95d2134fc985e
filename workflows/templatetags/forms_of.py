"""The fields of one part on the office's check page."""

from django import forms, template

from assessments.parts import FilePart

register = template.Library()


@register.simple_tag
def mark_fields(form: forms.Form, part: FilePart) -> dict[str, forms.BoundField]:
    return {name: form[f"{name}-{part.key}"] for name in ("mark", "reason", "note")}
