"""docs/indicator-sets.md keeps its word."""

from pathlib import Path

from indicators.checking import check_set

PAGE = Path(__file__).parents[2] / "docs" / "indicator-sets.md"


def test_the_example_is_a_good_file():
    example = PAGE.read_text().split("```yaml\n")[1].split("```")[0]
    checked = check_set(example.encode(), file=PAGE.name)
    assert checked.workflow.kinds == (
        "self_assessment", "office_check", "expert_panel", "committee", "publication"
    )  # fmt: skip
