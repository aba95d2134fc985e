"""Small numbers: what is shown, and that nobody can work out the rest."""

import random
from fractions import Fraction
from itertools import product

import pytest

from privacy.suppression import SUPPRESSED, suppressed_linked

S = SUPPRESSED


def shown_list(numbers, *, total=True):
    """The list as it is shown, and its total where one is published."""
    published = {place: [place] for place in range(len(numbers))}
    if total:
        published["total"] = range(len(numbers))
    shown = suppressed_linked(dict(enumerate(numbers)), published)
    return [shown[place] for place in range(len(numbers))], shown.get("total")


def test_a_small_number_is_withheld_and_the_smallest_other_with_it_where_a_total_is_published():
    assert shown_list([3, 20, 8]) == ([S, 20, S], 31)
    assert shown_list([3, 20, 8], total=False) == ([S, 20, 8], None)


def test_zero_and_five_are_shown():
    assert shown_list([0, 5, 6]) == ([0, 5, 6], 11)


def test_a_total_under_five_is_withheld_as_well():
    assert shown_list([1, 2]) == ([S, S], S)
    assert shown_list([0, 0]) == ([0, 0], 0)


def test_two_small_numbers_that_could_not_be_five_take_a_third_with_them():
    assert shown_list([1, 1, 20, 9]) == ([S, S, 20, S], 31)


def test_a_single_row_that_is_small_takes_its_total_with_it():
    assert shown_list([4, 0, 0]) == ([S, 0, 0], S)


def test_a_small_cell_of_a_table_is_covered_in_its_row_and_its_column():
    shown = suppressed_linked(*as_linked([[3, 10, 12], [8, 20, 7], [15, 6, 30]]))
    cells = [[shown[row, column] for column in range(3)] for row in range(3)]
    assert cells == [[S, S, 12], [S, S, 7], [15, 6, 30]]
    sums = [[shown[kind, place] for place in range(3)] for kind in ("row", "column")]
    assert (sums, shown["all"]) == ([[25, 35, 51], [26, 36, 49]], 111)


def test_an_empty_table_has_nothing_to_withhold():
    assert suppressed_linked({}, {"all": []}) == {"all": 0}


def values(counts, published):
    return {name: sum(counts[cell] for cell in cells) for name, cells in published.items()}


def vectors(cells, published):
    return {name: [Fraction(cell in inside) for cell in cells] for name, inside in published.items()}


def can_be_worked_out(cells, published, shown):
    """Withheld numbers that are sums and differences of shown ones: exact elimination over the fractions."""
    named = vectors(cells, published)
    basis = []
    for name, value in shown.items():
        if value is not S:
            row = reduced(named[name], basis)
            if any(row):
                basis.append(row)
    return [name for name, value in shown.items() if value is S and not any(reduced(named[name], basis))]


def reduced(row, basis):
    for known in basis:
        lead = next(place for place, entry in enumerate(known) if entry)
        if row[lead]:
            factor = row[lead] / known[lead]
            row = [left - factor * right for left, right in zip(row, known, strict=True)]
    return row


def sessions(draw, many, ages, groups):
    """The same children by session and age, by link, by age, by group and in all."""
    cells = list(product(range(many), range(ages), range(groups)))
    counts = {cell: draw.choice([0, 0, 1, 2, 3, 4, 5, 7, 12]) for cell in cells}
    published = {
        "all": cells,
        **{("session", each): [cell for cell in cells if cell[0] == each] for each in range(many)},
        **{("link", each): [cell for cell in cells if cell[0] % 2 == each] for each in range(2)},
        **{("age", each): [cell for cell in cells if cell[1] == each] for each in range(ages)},
        **{("group", each): [cell for cell in cells if cell[2] == each] for each in range(groups)},
        **{
            ("session and age", one, two): [cell for cell in cells if cell[:2] == (one, two)]
            for one in range(many)
            for two in range(ages)
        },
    }
    return counts, published


def as_linked(table):
    counts = {(row, column): value for row, line in enumerate(table) for column, value in enumerate(line)}
    published = {cell: [cell] for cell in counts}
    published |= {("row", row): [cell for cell in counts if cell[0] == row] for row in range(len(table))}
    published |= {
        ("column", column): [cell for cell in counts if cell[1] == column] for column in range(len(table[0]))
    }
    return counts, published | {"all": list(counts)}


def random_table(draw):
    return [
        [draw.choice([0, 0, 1, 2, 3, 4, 5, 6, 8, 15]) for _ in range(width)]
        for width in [draw.randint(2, 4)]
        for _ in range(draw.randint(2, 4))
    ]


@pytest.fixture(scope="module")
def tables():
    """Five hundred, each with what may be shown of it."""
    draw = random.Random(2)  # noqa: S311
    drawn = [as_linked(random_table(draw)) for _ in range(500)]
    return [(counts, published, suppressed_linked(counts, published)) for counts, published in drawn]


def test_what_is_shown_is_true_and_no_small_number_is_among_it(tables):
    for counts, published, shown in tables:
        for name, right in values(counts, published).items():
            value = shown[name]
            assert value is S if 0 < right < 5 else value in (right, S)
            assert value == 0 or right != 0


def test_no_withheld_cell_of_five_hundred_tables_is_a_difference_of_shown_numbers(tables):
    for counts, published, shown in tables:
        assert can_be_worked_out(list(counts), published, shown) == []


def test_no_withheld_number_of_linked_tables_is_a_difference_of_shown_numbers():
    draw = random.Random(3)  # noqa: S311
    for _ in range(80):
        counts, published = sessions(draw, draw.randint(2, 3), 2, 2)
        shown = suppressed_linked(counts, published)
        assert can_be_worked_out(list(counts), published, shown) == []


def test_differencing_is_seen_to_work_on_tables_whose_small_cells_alone_are_withheld():
    counts, published = as_linked([[3, 10], [8, 20]])
    careless = {name: S if 0 < value < 5 else value for name, value in values(counts, published).items()}
    assert can_be_worked_out(list(counts), published, careless) == [(0, 0)]


def possible(counts, published, shown, most):
    """For each withheld number all values that it might have: every table of whole numbers is tried."""
    cells = list(counts)
    known = {name: value for name, value in shown.items() if value is not S}
    seen = {name: set() for name, value in shown.items() if value is S}

    def fill(place, table):
        if place == len(cells):
            now = values(table, published)
            if all(now[name] == value for name, value in known.items()) and all(now[name] for name in seen):
                for name, found in seen.items():
                    found.add(now[name])
            return
        cell = cells[place]
        over = [name for name in known if cell in published[name]]
        left = [
            known[name] - sum(table.get(each, 0) for each in published[name] if each != cell) for name in over
        ]
        exact = [
            room
            for name, room in zip(over, left, strict=True)
            if all(each in table for each in published[name] if each != cell)
        ]
        highest = min([*left, most])
        for value in range(highest + 1) if not exact else {exact[0]} & set(range(highest + 1)):
            fill(place + 1, {**table, cell: value})

    fill(0, {})
    return seen


@pytest.mark.parametrize("seed", range(4))
def test_every_withheld_number_might_be_five_and_has_room_as_trying_all_tables_shows(seed):
    draw = random.Random(seed)  # noqa: S311
    tried = 0
    for _ in range(40):
        table = [[draw.choice([0, 1, 2, 3, 5, 6, 8]) for _ in range(draw.choice([2, 3]))]]
        table += [[draw.choice([0, 1, 2, 3, 5, 6, 8]) for _ in table[0]]]
        counts, published = as_linked(table)
        shown = suppressed_linked(counts, published)
        for found in possible(counts, published, shown, most=12).values():
            assert max(found) >= 5
            assert max(found) - min(found) >= 4
            tried += 1
    assert tried > 100
