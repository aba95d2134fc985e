"""What the detector finds, and what it takes for harm, in made lines: some parts were tuned on, the others kept aside
until the rules stood, then looked at once and the rules mended (ADR 30 has the figures at first sight). All names and
numbers are invented."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from privacy.detector import Personal, found_in
from privacy.harm import suggests_harm

CORPUS = Path(__file__).parent / "corpus"
PARTS = {"tuned on": ("tuning", "second", "third", "fourth"), "unseen": ("unseen", "aside", "last", "latest")}
NUMBERS = {
    "phone": {Personal.MOBILE, Personal.PHONE},
    "id": {Personal.ID_NUMBER},
    "name_school": {Personal.NAME, Personal.SCHOOL_CLASS},
    "school_class": {Personal.SCHOOL_CLASS, Personal.CLASS},
    "birth": {Personal.BIRTH},
    "address": {Personal.ADDRESS},
    "contact": {Personal.ACCOUNT, Personal.EMAIL},
}


def lines(*names):
    for name in names:
        for line in (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            label, text = line.split("\t")
            yield label, text.replace(r"\n", "\n").replace(r"\u200b", "\u200b")


def shares(files):
    """By label: how many lines there are, and in how many the label's own kind was found (anything, in clean ones)."""
    total, found = Counter(), Counter()
    for label, text in lines(*files):
        kinds = {each.kind for each in found_in(text)}
        total[label] += 1
        found[label] += bool(kinds if label == "clean" else kinds & NUMBERS[label])
    return total, found


@pytest.mark.parametrize("part", PARTS)
def test_the_detector_finds_what_it_must_and_little_else(part, capsys):
    total, found = shares(PARTS[part])
    with capsys.disabled():
        figures = ", ".join(f"{label} {found[label]}/{total[label]}" for label in sorted(total))
        sys.stdout.write(f"\ndetector, {part}: {figures}\n")
    assert found["phone"] * 100 >= total["phone"] * 99
    assert found["id"] * 100 >= total["id"] * 99
    assert found["name_school"] * 100 >= total["name_school"] * 95
    assert found["clean"] * 100 <= total["clean"] * 2
    for label in {"school_class", "birth", "address", "contact"} & set(total):
        assert found[label] * 100 >= total[label] * 90


def test_the_corpus_is_as_large_as_it_was_asked_to_be():
    total, _ = shares([name for part in PARTS.values() for name in part])
    personal = sum(total.values()) - total["clean"]
    assert (personal >= 300, total["clean"] >= 300) == (True, True)
    assert (total["phone"] >= 80, total["id"] >= 70, total["name_school"] >= 140) == (True, True, True)


@pytest.mark.parametrize(("file", "least"), [("harm_tuning", 95), ("harm_unseen", 90)])
def test_words_of_harm_are_noticed_and_few_others(file, least, capsys):
    told = {"harm": [], "clean": []}
    for label, text in lines(file):
        told[label].append(suggests_harm(text))
    others = [
        suggests_harm(text) for label, text in lines(*PARTS["tuned on"], *PARTS["unseen"]) if label == "clean"
    ]
    with capsys.disabled():
        sys.stdout.write(
            f"\nharm, {file}: {sum(told['harm'])}/{len(told['harm'])}; "
            f"false: {sum(told['clean'])}/{len(told['clean'])} near to it, {sum(others)}/{len(others)} of others\n"
        )
    assert sum(told["harm"]) * 100 >= len(told["harm"]) * least
    assert (sum(told["clean"]) + sum(others)) * 100 <= (len(told["clean"]) + len(others)) * 5


def test_what_officers_wrote_in_the_sample_cases_is_hardly_ever_taken_for_a_name():
    fixtures = Path(__file__).parents[2] / "fixtures"
    texts = {
        line
        for path in fixtures.rglob("*.yaml")
        for line in re.findall(r"[^\"\n:]*[一-龥][^\"\n]*", path.read_text(encoding="utf-8"))
    }
    named = [text for text in texts if any(found.kind == Personal.NAME for found in found_in(text))]
    assert len(texts) > 1000
    assert len(named) * 500 <= len(texts)
