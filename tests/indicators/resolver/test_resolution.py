"""What holds for the figures of every file, whatever its edition says."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indicators.resolver.applicability import asked
from indicators.resolver.proposal import APPROVE
from indicators.resolver.resolution import Judgement, resolve
from indicators.schema import SetFile
from tests.indicators.resolver.builders import (
    MATTER,
    RATINGS,
    aspect,
    cases,
    edition,
    indicator,
    judgements,
    resolved,
)

HIDDEN = {"classes": ["M2"]}


def figures(resolution):
    """All that a reader would see of a file."""
    profiles = [(each.aspect, each.own, each.experts, each.lowest) for each in resolution.aspects]
    whole = resolution.overall
    return profiles, (whole.own, whole.experts, whole.lowest), resolution.proposal, resolution.worst_off


def heavier_by(factor, file):
    """The edition with all weights of indicators multiplied."""
    plain = file.model_dump(mode="python", exclude_none=True)
    for part in plain["aspects"]:
        for row in part["indicators"]:
            if row["answer"] == "impact":
                row["weight"] *= factor
    return SetFile.model_validate(plain)


@given(cases(), st.data())
def test_what_is_not_asked_never_counts(case, data):
    file, said, findings = case
    hidden = {code for code, text in file.indicators.items() if not asked(text, MATTER)}
    other = said | {code: data.draw(judgements(file))[code] for code in hidden}
    without = {code: judgement for code, judgement in said.items() if code not in hidden}
    resolution = resolve(file, MATTER, said, findings)
    assert resolution == resolve(file, MATTER, other, findings) == resolve(file, MATTER, without, findings)
    assert hidden == set(resolution.hidden)


@given(cases(), st.sampled_from(RATINGS))
def test_an_answer_in_words_never_counts(case, rating):
    file, said, findings = case
    in_words = [code for code, text in file.indicators.items() if text.answer == "text"]
    other = said | {
        code: replace(said[code], own=rating, ratings=(rating,), mitigated=True) for code in in_words
    }
    assert resolve(file, MATTER, said, findings) == resolve(file, MATTER, other, findings)


@given(cases(), st.integers(2, 20))
def test_weights_say_only_how_items_compare(case, factor):
    file, said, findings = case
    heavier = heavier_by(factor, file)
    assert figures(resolve(file, MATTER, said, findings)) == figures(resolve(heavier, MATTER, said, findings))


@given(cases(), st.randoms())
def test_neither_the_order_of_answers_nor_that_of_experts_matters(case, random):
    file, said, findings = case
    codes = random.sample(list(said), len(said))
    mixed = {
        code: replace(said[code], ratings=tuple(random.sample(said[code].ratings, len(said[code].ratings))))
        for code in codes
    }
    assert figures(resolve(file, MATTER, said, findings)) == figures(resolve(file, MATTER, mixed, findings))


@given(cases(), st.randoms())
def test_the_order_of_the_indicators_does_not_matter(case, random):
    file, said, findings = case
    plain = file.model_dump(mode="python", exclude_none=True)
    for part in plain["aspects"]:
        random.shuffle(part["indicators"])
    one = resolve(file, MATTER, said, findings)
    other = resolve(SetFile.model_validate(plain), MATTER, said, findings)
    assert figures(one)[:2] == figures(other)[:2]
    assert one.proposal.outcome == other.proposal.outcome
    assert set(one.proposal.red_lines) == set(other.proposal.red_lines)


@given(cases())
def test_an_average_never_hides_the_gravest_level(case):
    file, said, findings = case
    resolution = resolve(file, MATTER, said, findings)
    gravest = {each.item.code for each in resolution.items if each.judged == file.scale.gravest}
    if gravest:
        assert resolution.proposal.outcome != APPROVE
        assert APPROVE in resolution.proposal.barred
        assert resolution.overall.lowest == file.scale.gravest
        assert set(resolution.overall.lowest_of_all.items) == gravest
        assert gravest <= set(resolution.proposal.red_lines)
    for profile in (*resolution.aspects, resolution.overall):
        assert (profile.own is None) == (profile.lowest_of_own.value is None)
        assert profile.experts is None or profile.lowest is not None


@given(cases())
def test_grave_harm_to_a_special_group_is_never_approved_as_it_stands(case):
    resolution = resolve(case[0], MATTER, case[1], case[2])
    if any(each.gravely for each in resolution.groups):
        assert resolution.proposal.outcome != APPROVE
        assert APPROVE in resolution.proposal.barred


@given(cases(), st.sampled_from(["", "unknown", "na"]))
def test_empty_uncertain_and_not_applicable_are_no_zeros(case, nothing):
    """A further item without a level moves no figure; one with a zero may."""
    file, said, findings = case
    plain = file.model_dump(mode="python", exclude_none=True)
    plain["aspects"][0]["indicators"].append(indicator("A9"))
    longer = SetFile.model_validate(plain)
    experts = max(len(each.ratings) for each in said.values())
    ratings = (nothing or "na",) * experts
    more = said | {"A9": Judgement(own=nothing, ratings=ratings)}
    before, after = resolve(file, MATTER, said, findings), resolve(longer, MATTER, more, findings)
    if "A" in [profile.aspect for profile in before.aspects]:
        assert figures(before)[:2] == figures(after)[:2]
    assert after.by_code["A9"].judged is None


def test_a_zero_is_a_figure():
    file = edition(aspect("A", indicator("A1"), indicator("A2")))
    means = [resolved(file, A1="2", A2=second).overall.own for second in ("0", "unknown", "na", "")]
    assert means == [1, 2, 2, 2]


def test_what_a_file_is_made_of():
    file = edition(
        aspect("A", indicator("A1"), indicator("A2", answer="text"), indicator("A3", applies=HIDDEN)),
        aspect("B", indicator("B1", applies=HIDDEN)),
        special=("POV",),
    )
    resolution = resolved(file, A1="1")
    assert [each.item.code for each in resolution.items] == ["A1"]
    assert (resolution.words, resolution.hidden) == (("A2",), ("A3", "B1"))
    assert [each.aspect for each in resolution.aspects] == ["A"]
    assert (resolution.complete, resolution.to_answer, resolution.provisional) == (1, 3, True)
