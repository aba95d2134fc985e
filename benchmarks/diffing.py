"""Comparing two editions with every mark in both languages, beside reading and checking the two files.

python -m benchmarks.diffing
"""

import os
from typing import Any, NamedTuple

import django

from benchmarks.sets import data_of
from benchmarks.timing import RUNS, seconds
from indicators.checking import check_set
from indicators.diff.compare import compare
from indicators.exchange import exported
from indicators.schema import SetFile

SIZES = (25, 100, 1000)
COST = 10.0  # the difference, at most, in times of the check of both files
EVERY = 3  # every third indicator reads differently; one in a hundred moves, goes or comes


class Figures(NamedTuple):
    size: int
    changes: int
    checked: float
    compared: float

    @property
    def cost(self) -> float:
        return self.compared / self.checked


def two_editions(size: int) -> tuple[bytes, bytes]:
    """A set, and an edition of it in which much has changed."""
    old, new = data_of(size), data_of(size, edition="2")
    for aspect in new["aspects"]:
        texts = [_reworded(text) if n % EVERY == 0 else text for n, text in enumerate(aspect["indicators"])]
        aspect["indicators"] = [*texts[1:-1], texts[0], texts[-1] | {"code": f"{texts[-1]['code']}-X"}]
    return exported(old, "yaml"), exported(new, "yaml")


def _reworded(text: dict[str, Any]) -> dict[str, Any]:
    zh, en = text["question"]["zh"], text["question"]["en"]
    question = {
        "zh": f"请说明：{zh.replace('儿童', '未成年人')}依据是什么？",
        "en": f"Please say: {en} How do you know?",
    }
    return text | {"question": question, "weight": 2}


def marked(old: SetFile, new: SetFile) -> int:
    """Every change with its marks, as a page shows them."""
    difference = compare(old, new)
    return sum(bool(change.wordings) for change in difference.changes)


def measure(size: int, *, runs: int = RUNS) -> Figures:
    old, new = two_editions(size)
    editions = check_set(old, file="old.yaml"), check_set(new, file="new.yaml")

    def check_both() -> None:
        check_set(old, file="old.yaml")
        check_set(new, file="new.yaml")

    return Figures(
        size,
        marked(*editions),
        checked=seconds(check_both, runs=runs),
        compared=seconds(lambda: marked(*editions), runs=runs),
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    measured = [measure(size) for size in SIZES]
    print("indicators  changes   check of both   difference   ÷ check")
    for each in measured:
        print(
            f"{each.size:10} {each.changes:8} {each.checked:13.3f} s {each.compared:10.3f} s {each.cost:9.2f}"
        )
    print(f"difference against the check of both: {measured[-1].cost:.2f} (at most {COST})")


if __name__ == "__main__":
    main()
