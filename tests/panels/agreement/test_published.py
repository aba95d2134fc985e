"""Every coefficient against a worked example that was published, to three decimals."""

from fractions import Fraction

import pytest

from panels.agreement.gwet import AC2, ordinal
from panels.agreement.intraclass import SingleRater, WholePanel
from panels.agreement.kendall import Concordance
from panels.agreement.krippendorff import Alpha
from panels.agreement.krippendorff import interval as interval_distance
from panels.agreement.krippendorff import ordinal as ordinal_distance
from tests.panels.agreement.tables import JUDGES, OBSERVERS, rounded, table


def nominal_distance(levels, chosen, low, high):
    return 1


def unweighted(apart, levels):
    return Fraction(apart == 0)


def quadratic(apart, levels):
    return 1 - Fraction(apart**2, (levels - 1) ** 2)


@pytest.mark.parametrize(
    ("distance", "published"),
    [(nominal_distance, "0.743"), (ordinal_distance, "0.815"), (interval_distance, "0.849")],
)
def test_alpha_is_krippendorff_s(distance, published):
    assert rounded(Alpha(OBSERVERS, distance)) == published


@pytest.mark.parametrize(
    ("weight", "published"), [(unweighted, "0.775"), (ordinal, "0.899"), (quadratic, "0.914")]
)
def test_ac2_is_gwet_s(weight, published):
    """Unweighted it is AC1."""
    assert rounded(AC2(OBSERVERS, weight)) == published


def test_ac2_has_ordinal_weights():
    assert rounded(AC2(OBSERVERS)) == "0.899"


@pytest.mark.parametrize(("kind", "published"), [(SingleRater, "0.290"), (WholePanel, "0.620")])
def test_the_intraclass_correlation_is_shrout_s_and_fleiss_s(kind, published):
    assert rounded(kind(JUDGES)) == published


def test_concordance_is_siegel_s():
    """S. Siegel, "Nonparametric Statistics", 1956: three executives put six applicants in order."""
    applicants = table((1, 1, 6), (6, 5, 3), (3, 6, 2), (2, 4, 5), (5, 2, 4), (4, 3, 1), levels=range(1, 7))
    assert rounded(Concordance(applicants)) == "0.162"


def test_concordance_with_ties_is_siegel_s():
    """The same book's example with ties; ranks are doubled to be whole."""
    rankings = (
        (2, 9, 4, 9, 6, 15, 12, 18, 15, 20),
        (5, 2, 5, 9, 9, 16, 18, 13, 20, 13),
        (4, 2, 9, 9, 9, 9, 16, 16, 16, 20),
    )
    assert rounded(Concordance(table(*zip(*rankings, strict=True), levels=range(21)))) == "0.828"
