"""The forms of a draft's parts: what they show is what they send back."""

from pathlib import Path

import pytest
from django.http import QueryDict

from indicators.checking import check_set
from indicators.editor import parts
from indicators.editor.fields import CODES_OF
from indicators.editor.forms import PartForm
from indicators.editor.posted import posted_content
from indicators.editor.problems import check_data
from tests.indicators.files import SMALL

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = sorted(
    [*FIXTURES.glob("*.yaml"), *FIXTURES.glob("editions/*.yaml"), *FIXTURES.glob("examples/*.yaml")]
)


def plain(raw):
    return check_set(raw, file="f.yaml").model_dump(mode="json", exclude_defaults=True)


@pytest.fixture
def small():
    return plain(SMALL.encode())


def sent(controls):
    """What a browser posts for these controls, nothing touched; the spare rows too."""
    post = QueryDict(mutable=True)
    for control in controls:
        inside = [*control.children, *filter(None, [control.spare])]
        if inside:
            post.update(sent(inside))
        elif control.kind == "codes":
            post.setlist(control.name, control.value)
        elif control.kind == "tick":
            post.update({control.name: "1"} if control.value else {})
        elif control.kind == "choice":
            offered = [value for value, _words in control.choices]
            post[control.name] = control.value if control.value in offered else offered[0]
        else:
            post[control.name] = "" if control.value is None else str(control.value)
    return post


def form(data, part):
    return sent(PartForm(part, data).controls(parts.read(data, part)))


def with_rows(post, **typed):
    for name, value in typed.items():
        post[name.replace("__", ".")] = value
    return post


def control(controls, name):
    """The control of this name, wherever it stands."""
    for each in controls:
        if each.name == name:
            return each
        if found := control([*each.children, *filter(None, [each.spare])], name):
            return found
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_part_of_every_set_comes_back_as_it_was(path):
    data = plain(path.read_bytes())
    for part in parts.every_part(data):
        assert posted_content(part, form(data, part)) == parts.read(data, part), part


def test_a_spare_row_becomes_an_entry_once_something_is_written(small):
    post = with_rows(form(small, "groups"), groups__1__code="RUR", groups__1__name__zh="农村儿童")
    assert posted_content("groups", post)["groups"] == [
        *small["groups"],
        {"code": "RUR", "name": {"zh": "农村儿童"}},
    ]


def test_a_row_emptied_is_dropped(small):
    post = with_rows(form(small, "scale"))
    for name in ("value", "name.zh", "name.en"):
        post[f"scale.levels.1.{name}"] = ""
    levels = posted_content("scale", post)["scale"]["levels"]
    assert [level["value"] for level in levels] == [-1, 1]


@pytest.mark.parametrize(
    ("press", "kept"),
    [
        ("up:scale.levels.1", [0, -1, 1]),
        ("down:scale.levels.1", [-1, 1, 0]),
        ("remove:scale.levels.1", [-1, 1]),
        ("up:scale.levels.0", [-1, 0, 1]),
        ("remove:scale.levels.99", [-1, 0, 1]),
        ("nonsense", [-1, 0, 1]),
    ],
)
def test_buttons_move_and_remove_rows(small, press, kept):
    post = with_rows(form(small, "scale"), press=press)
    assert [level["value"] for level in posted_content("scale", post)["scale"]["levels"]] == kept


def test_what_cannot_be_right_is_kept_as_typed(small):
    post = with_rows(
        form(small, "workflow"), workflow__stages__0__days="zwei", workflow__stages__3__quorum="alle"
    )
    stages = posted_content("workflow", post)["workflow"]["stages"]
    assert (stages[0]["days"], stages[3]["quorum"]) == ("zwei", "alle")


def test_full_width_digits_and_separators_are_understood(small):
    typed = {"crc": "\N{FULLWIDTH DIGIT SIX}，18、 24", "weight": "\N{FULLWIDTH DIGIT ONE}0"}
    post = with_rows(form(small, "indicators/A1"), **typed)
    content = posted_content("indicators/A1", post)
    assert (content["crc"], content["weight"]) == ([6, 18, 24], 10)


def test_a_minus_from_a_word_processor_is_a_minus(small):
    post = with_rows(form(small, "scale"), scale__levels__0__value="\N{MINUS SIGN}1")
    assert posted_content("scale", post) == parts.read(small, "scale")


def test_what_no_file_may_hold_does_not_get_in(small):
    post = with_rows(form(small, "indicators/A1"), question__zh="一\x0b二\u202e三\x00\t四\r\n")
    assert posted_content("indicators/A1", post)["question"]["zh"] == "一\n二三 四"


def test_choosing_a_stage_gives_it_its_own_fields(small):
    post = with_rows(
        form(small, "workflow"), workflow__stages__5__kind="sign_off", workflow__stages__5__days="3"
    )
    content = posted_content("workflow", post)
    assert content["workflow"]["stages"][5] == {"kind": "sign_off", "name": {}, "days": 3}
    content["workflow"]["stages"][5]["kind"] = "committee"
    shown = PartForm("workflow", small).controls(content)
    assert control(shown, "workflow.stages.5.quorum").value is None
    assert control(shown, "workflow.stages.4.quorum") is None


def test_codes_that_the_section_lacks_stay_and_can_be_unticked(small):
    content = parts.read(small, "indicators/A1") | {"groups": ["GONE"]}
    shown = control(PartForm("indicators/A1", small).controls(content), "groups")
    assert shown.choices == [("ALL", "All children"), ("GONE", "GONE?")]


def test_empty_sections_are_not_offered(small):
    shown = PartForm("indicators/A1", small).controls(parts.read(small, "indicators/A1"))
    assert [each.name for each in control(shown, "applies").children] == ["applies.classes"]


def test_the_first_language_comes_first(small):
    for language, order in (("zh", ["name.zh", "name.en"]), ("en", ["name.en", "name.zh"])):
        shown = PartForm("about", small | {"language": language}).controls(parts.read(small, "about"))
        assert [side.name for side in control(shown, "name").children] == order


def test_what_the_check_says_stands_beside_the_field(small):
    del small["aspects"][0]["indicators"][0]["question"]["zh"]
    small["workflow"]["stages"][3]["quorum"] = "alle"
    small["workflow"]["stages"][0].pop("days")
    found = {(problem.part, problem.place) for problem in check_data(small)[1]}
    assert found == {
        ("indicators/A1", ("question",)),
        ("workflow", ("workflow", "stages", 3, "quorum")),
        ("workflow", ("workflow", "stages", 0, "days")),
    }
    said = {place: ["!"] for _part, place in found}
    shown = PartForm("workflow", small, said).controls(parts.read(small, "workflow"))
    marked = [f"workflow.stages.{row}" for row in ("0.days", "3.quorum", "1.days")]
    assert [control(shown, name).errors for name in marked] == [["!"], ["!"], []]


def test_fields_with_codes_are_known(small):
    assert set(CODES_OF.values()) <= set(parts.SECTIONS)


def test_help_for_choosing_tiers_does_not_stand_over_their_list(small):
    data = small | {"tiers": [{"code": "T1", "name": {"zh": "类"}, "gates": []}]}
    shown = {part: PartForm(part, data).controls(parts.read(data, part)) for part in ("tiers", "workflow")}
    listed, chosen = control(shown["tiers"], "tiers"), control(shown["workflow"], "workflow.stages.0.tiers")
    assert [(each.kind, str(each.help)) for each in (listed, chosen)] == [
        ("rows", ""),
        ("codes", "Tick nothing for all."),
    ]
