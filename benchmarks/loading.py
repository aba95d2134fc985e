"""Reading and checking a set file: how it grows with the set, and what it costs beside the bare YAML parse.

python -m benchmarks.loading
"""

from typing import NamedTuple

from ruamel.yaml import YAML

from benchmarks.sets import set_of
from benchmarks.timing import RUNS, seconds
from indicators.checking import check_set

SIZES = (25, 100, 300, 1000)
GROWTH = 1.5  # time per indicator of the largest set, at most, in times of that of the smallest
COST = 5.0  # check_set, at most, in times of ruamel.yaml's own safe load


class Figures(NamedTuple):
    size: int
    kib: int
    bare: float
    checked: float

    @property
    def each(self) -> float:
        return self.checked / self.size

    @property
    def cost(self) -> float:
        return self.checked / self.bare


def measure(size: int, *, runs: int = RUNS) -> Figures:
    raw = set_of(size)
    check_set(raw, file="warm.yaml")
    return Figures(
        size,
        len(raw) // 1024,
        bare=seconds(lambda: YAML(typ="safe", pure=True).load(raw.decode()), runs=runs),
        checked=seconds(lambda: check_set(raw, file="made.yaml"), runs=runs),
    )


def main() -> None:
    measured = [measure(size) for size in SIZES]
    print("indicators      KiB   bare YAML   load + check   per indicator   ÷ bare")
    for each in measured:
        print(
            f"{each.size:10} {each.kib:8} {each.bare:9.3f} s {each.checked:12.3f} s"
            f" {each.each * 1000:12.3f} ms {each.cost:8.2f}"
        )
    growth = measured[-1].each / measured[0].each
    cost = max(each.cost for each in measured)
    print(f"time per indicator, {SIZES[-1]} against {SIZES[0]}: {growth:.2f} (at most {GROWTH})")
    print(f"load + check against the bare YAML parse: {cost:.2f} (at most {COST})")


if __name__ == "__main__":
    main()
