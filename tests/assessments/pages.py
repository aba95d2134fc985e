"""Pages as a reader has them."""

import html
import re


def unmarked(response):
    """Entities resolved, and what differs between two texts not marked."""
    return re.sub("</?mark>", "", html.unescape(response.content.decode()))
