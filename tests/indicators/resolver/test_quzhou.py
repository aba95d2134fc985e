"""The published case under the edition it was published with: its figures stay what they were."""

from fractions import Fraction
from pathlib import Path

from ruamel.yaml import YAML

from indicators.checking import check_set
from indicators.resolver.applicability import Matter
from indicators.resolver.resolution import Judgement, resolve

FIXTURES = Path(__file__).parents[3] / "fixtures"
EDITION = FIXTURES / "editions" / "quzhou_25_2026-01.yaml"
CASE = FIXTURES / "demo" / "quzhou" / "qz-2021-01.yaml"


def test_an_edition_without_weights_gives_what_it_always_gave():
    case = YAML(typ="safe").load(CASE.read_text())
    whole = [scores for scores in case["scores"].values() if "as_self" not in scores]
    said = {
        code: Judgement(
            own=answer["rating"],
            mitigated=bool(answer["mitigation"]),
            ratings=tuple(scores[code]["rating"] for scores in whole),
        )
        for code, answer in case["answers"].items()
    }
    file = check_set(EDITION.read_bytes(), file=EDITION.name)
    resolution = resolve(file, Matter("", case["matter_class"]), said, {})
    assert [(each.aspect, each.own, each.experts, each.lowest) for each in resolution.aspects] == [
        ("A", Fraction(7, 6), 1, 0),
        ("B", 1, 1, 0),
        ("C", Fraction(2, 5), Fraction(1, 6), -1),
        ("D", Fraction(-1, 5), Fraction(-1, 5), -1),
    ]
    proposal = resolution.proposal
    assert (proposal.outcome, proposal.barred) == ("approve_with_changes", ("approve",))
    assert (proposal.red_lines, proposal.unmitigated) == (("QZ-C2", "QZ-D3"), ())
    assert proposal.negative == ("QZ-C2", "QZ-D1", "QZ-D3")
    assert (proposal.uncertain, proposal.disputed) == ((), ("QZ-A2",))
