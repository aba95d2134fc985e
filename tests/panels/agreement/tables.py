"""Published tables, and tables made by hypothesis."""

from hypothesis import strategies as st

from panels.agreement.table import Table

LEVELS = (-2, -1, 0, 1, 2)


def table(*rows, levels=LEVELS):
    return Table(levels, tuple(rows))


def value(coefficient):
    """With every row counted once."""
    return coefficient.figure([1] * len(coefficient.table.rows))


def rounded(coefficient):
    return f"{float(value(coefficient)):.3f}"


# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, example C: four observers, twelve units, five
# values; K. L. Gwet's handbook has the same table for his coefficients.
OBSERVERS = table(
    (1, 1, None, 1),
    (2, 2, 3, 2),
    (3, 3, 3, 3),
    (3, 3, 3, 3),
    (2, 2, 2, 2),
    (1, 2, 3, 4),
    (4, 4, 4, 4),
    (1, 1, 2, 1),
    (2, 2, 2, 2),
    (None, 5, 5, 5),
    (None, None, 1, 1),
    (None, None, 3, None),
    levels=(1, 2, 3, 4, 5),
)
# P. E. Shrout and J. L. Fleiss, "Intraclass Correlations", 1979, table 2: six targets, four judges.
JUDGES = table(
    (9, 2, 5, 8),
    (6, 1, 3, 2),
    (8, 4, 6, 8),
    (7, 1, 2, 6),
    (10, 5, 6, 9),
    (6, 2, 4, 7),
    levels=tuple(range(1, 11)),
)


@st.composite
def tables(draw, *, gaps=True):
    """Two to five raters, two to eight items."""
    raters = draw(st.integers(2, 5))
    level = st.sampled_from((*LEVELS, None) if gaps else LEVELS)
    return table(*draw(st.lists(st.tuples(*[level] * raters), min_size=2, max_size=8)))
