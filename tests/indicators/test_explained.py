"""Sentences of steps on a page."""

from indicators.templatetags.explained import unbroken


def test_a_code_keeps_its_figure_and_stays_on_one_line():
    assert unbroken("From QZ-A1 +1, QZ-C2 −2 & B1.") == (
        'From <span class="unbroken">QZ-A1 +1</span>, <span class="unbroken">QZ-C2 −2</span> &amp; B1.'
    )
