"""Small editions and judgements, made by hand or by hypothesis."""

from types import SimpleNamespace

from hypothesis import strategies as st

from indicators.resolver.applicability import Matter
from indicators.resolver.items import Item, item_result
from indicators.resolver.resolution import Finding, Judgement, resolve
from indicators.schema import SetFile

MATTER = Matter(tier="", matter_class="M1")
RATINGS = ("-2", "-1", "0", "1", "2", "na", "unknown")
STAGES = (
    {"kind": "self_assessment", "days": 15},
    {"kind": "committee", "days": 10, "quorum": "2/3", "majority": "1/2"},
    {"kind": "publication", "days": 20},
)


def words(text):
    return {"zh": text, "en": text}


def scale(*values):
    levels = [{"value": value, "name": words(str(value))} for value in values]
    return {"levels": levels, "not_applicable": words("na"), "uncertain": words("unknown")}


def indicator(code, **changes):
    return {"code": code, "name": words(f"Indicator {code}"), "question": words("What changes?")} | changes


def aspect(code, *indicators, weight=1):
    return {"code": code, "name": words(f"Aspect {code}"), "weight": weight, "indicators": list(indicators)}


def edition(*aspects, special=(), levels=(-2, -1, 0, 1, 2), **changes):
    groups = [{"code": code, "name": words(f"Group {code}"), "special": True} for code in special]
    return SetFile.model_validate(
        {
            "code": "small",
            "edition": "1",
            "name": words("Small set"),
            "provenance": {"status": "own", "statement": words("For tests."), "sources": []},
            "scale": scale(*levels),
            "groups": [{"code": "ALL", "name": words("All")}, *groups],
            "matter_classes": [{"code": code, "name": words(code)} for code in ("M1", "M2")],
            "workflow": {"stages": [stage | {"name": words(stage["kind"])} for stage in STAGES]},
            "aspects": list(aspects),
        }
        | changes
    )


SCALE = edition(aspect("A", indicator("A1"))).scale


def item(own="1", *ratings, red_line=False, mitigated=False, code="A1", aspect="A", weight=1):
    return Item(code, aspect, red_line, mitigated, own, ratings, weight)


def result(*arguments, **options):
    return item_result(item(*arguments, **options), SCALE)


def resolved(file, findings=(), **own):
    """From self-ratings alone, by code."""
    judgements = {code: Judgement(own=rating, complete=True) for code, rating in own.items()}
    found = {group: Finding(rating, complete=True) for group, rating in dict(findings).items()}
    return resolve(file, MATTER, judgements, found)


def answer(**changes):
    """What a department wrote, as a row has it."""
    fields = {
        "rating": "",
        "reach": None,
        "groups": [],
        "facts": "",
        "mitigation": "",
        "directness": "",
        "term": "",
        "reversibility": "",
        "numbers": {},
        "grade": "",
        "residual": "",
        "reason": "",
        "reference": "",
    }
    content = fields | changes
    return SimpleNamespace(content=lambda: content, **content)


@st.composite
def indicators(draw, code):
    """The first one is asked of every matter, so that each is asked something."""
    applies = {"classes": draw(st.sampled_from([[], [], ["M1"], ["M2"]])) if code != "A1" else []}
    if draw(st.sampled_from(["impact", "impact", "impact", "text"])) == "text":
        return indicator(code, answer="text", applies=applies)
    weight, red_line = draw(st.integers(1, 5)), draw(st.booleans())
    return indicator(code, weight=weight, red_line=red_line, applies=applies)


@st.composite
def editions(draw):
    """One to three aspects; weights, red lines, hidden indicators, answers in words, special groups."""
    aspects = []
    for letter in "ABC"[: draw(st.integers(1, 3))]:
        rows = [draw(indicators(f"{letter}{number}")) for number in range(1, draw(st.integers(1, 4)) + 1)]
        aspects.append(aspect(letter, *rows, weight=draw(st.integers(1, 5))))
    return edition(*aspects, special=("POV", "DIS")[: draw(st.integers(0, 2))])


@st.composite
def judgements(draw, file, experts=None):
    """Something said of every indicator, asked or not; all by as many experts, or by none."""
    experts = draw(st.sampled_from([0, 1, 3])) if experts is None else experts
    ratings = st.tuples(*[st.sampled_from(RATINGS)] * experts)
    rated = st.builds(
        Judgement,
        own=st.sampled_from(["", *RATINGS]),
        mitigated=st.booleans(),
        ratings=ratings,
        complete=st.booleans(),
    )
    return {code: draw(rated) for code in file.indicators}


@st.composite
def cases(draw):
    """An edition with judgements and findings."""
    file = draw(editions())
    finding = st.builds(Finding, rating=st.sampled_from(["", *RATINGS]), complete=st.booleans())
    findings = {group.code: draw(finding) for group in file.groups if group.special}
    return file, draw(judgements(file)), findings
