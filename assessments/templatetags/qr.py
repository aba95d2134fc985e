"""The QR code of an address, drawn alike on the page and on paper."""

import segno
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


@register.simple_tag
def qr(address: str) -> SafeString:
    """An inline drawing of one path, without styles; its size is the sheet's or the page's matter."""
    rows = segno.make(address, error="m", micro=False, boost_error=False).matrix
    side = len(rows) + 2 * QUIET
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{0}" height="{0}" role="img"'
        ' aria-label="{1}" shape-rendering="crispEdges"><title>{1}</title><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path fill="#000" d="{2}"/></svg>',
        side,
        _("QR code of the address %(address)s") % {"address": address},
        "".join(_runs(rows)),
    )


def _runs(rows: tuple[bytearray, ...]) -> list[str]:
    """One rectangle for each run of dark modules."""
    runs = []
    for y, row in enumerate(rows, QUIET):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x + QUIET} {y}h{length}v1h-{length}z")
            x += length + 1
    return runs
