"""Depths: what the screening may choose among, and what each then has."""

from indicators.checking import check_set
from indicators.diff.compare import compare
from indicators.editor.forms import PartForm
from indicators.editor.parts import read
from indicators.editor.posted import posted_content
from indicators.procedure import lanes
from indicators.resolver.applicability import asked_of
from tests.indicators.files import SMALL, problems_of, spoilt
from tests.indicators.test_part_forms import form, plain

DEEP = (
    SMALL.replace(
        "matter_classes:\n",
        """\
depths:
  - {code: SHEET, name: {zh: 登记表, en: Record sheet}, guidance: {zh: 影响轻微。, en: A light touch.}}
  - {code: REPORT, name: {zh: 报告书, en: Full report}}
matter_classes:
""",
    )
    .replace(
        "    - {kind: self_assessment, name: {zh: 自评, en: Self}, days: 15}\n",
        """\
    - {kind: self_assessment, name: {zh: 登记, en: Sheet}, days: 5, depths: [SHEET]}
    - {kind: self_assessment, name: {zh: 自评, en: Self}, days: 15, depths: [REPORT], asks: [effect, evidence]}
    - {kind: sign_off, name: {zh: 签发, en: Signing}, days: 2}
""",
    )
    .replace("days: 5}\n    - {kind: expert_panel", "days: 5, depths: [REPORT]}\n    - {kind: expert_panel")
    .replace("experts: 3, aggregation", "experts: 3, depths: [REPORT], aggregation")
    .replace("majority: 1/2}", "majority: 1/2, depths: [REPORT]}")
    .replace("        red_line: true\n", "        red_line: true\n        applies: {depths: [REPORT]}\n")
)
WHOLE = ("self_assessment", "sign_off", "office_check", "expert_panel", "committee", "publication")
SHEET = ("self_assessment", "sign_off", "publication")


def file(text=DEEP):
    return check_set(text.encode(), file="f.yaml")


def test_each_depth_has_its_stages_and_its_indicators():
    paths = {depth: file().workflow.on_path("", depth) for depth in ("SHEET", "REPORT")}
    assert {depth: path.kinds for depth, path in paths.items()} == {"SHEET": SHEET, "REPORT": WHOLE}
    assert [path.stage("self_assessment").asks for path in paths.values()] == [[], ["effect", "evidence"]]
    asked = {depth: asked_of(file(), matter_class="M1", depth=depth) for depth in ("SHEET", "REPORT", "")}
    assert {depth: [text.code for text in texts] for depth, texts in asked.items()} == {
        "SHEET": ["A1"],
        "REPORT": ["A1", "A2"],
        "": ["A1", "A2"],
    }


def test_every_depth_is_walked_when_a_set_is_loaded():
    signed = "name: {zh: 签发, en: Signing}, days: 2}"
    (problem,) = problems_of(spoilt(signed, signed.replace("2}", "2, depths: [REPORT]}"), DEEP))
    assert problem.split(" — ")[0].endswith("SHEET")


def test_an_unknown_depth_is_told_where_it_stands():
    stage = problems_of(spoilt("majority: 1/2, depths: [REPORT]", "majority: 1/2, depths: [DEEP]", DEEP))
    applies = problems_of(spoilt("applies: {depths: [REPORT]}", "applies: {depths: [DEEP]}", DEEP))
    said = "“DEEP” is not in the list “depths” — add it there, or correct the spelling"
    assert any(line.endswith(said) for line in stage)
    assert [line.split(" ", 1)[1] for line in applies] == [said]


def test_a_depth_that_asks_nothing_is_refused():
    only = DEEP.replace(
        "        crc: [6, 18]\n", "        crc: [6, 18]\n        applies: {depths: [REPORT]}\n"
    )
    (problem,) = problems_of(only.encode())
    assert problem.split(" — ")[0].endswith("“M1” would be asked nothing · SHEET")


def test_depths_that_part_ways_are_lanes_of_their_own():
    assert [(lane.title, lane.profile.kinds) for lane in lanes(file())] == [
        ("Record sheet", SHEET),
        ("Full report", WHOLE),
    ]


def test_what_a_file_holds_is_ticked_on_a_form():
    data = plain(DEEP.encode())
    assert posted_content("workflow", form(data, "workflow")) == read(data, "workflow")
    post = form(data, "workflow")
    post.setlist("workflow.stages.1.asks", ["children"])
    assert posted_content("workflow", post)["workflow"]["stages"][1]["asks"] == ["children"]
    controls = PartForm("workflow", data).controls(read(data, "workflow"))
    (stages,) = [each for each in controls if each.name == "workflow.stages"]
    asks = next(each for each in stages.children[1].children if each.name.endswith(".asks"))
    assert (asks.kind, [code for code, _words in asks.choices], asks.value) == (
        "codes",
        ["children", "participation", "effect", "evidence"],
        ["effect", "evidence"],
    )


def test_the_difference_names_depths_and_what_is_asked():
    old, new = file(), file(DEEP.replace("asks: [effect, evidence]", "asks: [evidence, children]"))
    (change,) = compare(old, new).changes
    assert (change.field, change.code) == ("asks", "self_assessment REPORT")
    light = file(DEEP.replace("{zh: 登记表, en: Record sheet}", "{zh: 登记, en: Record}"))
    assert [(each.part, each.code, each.field) for each in compare(old, light).changes] == [
        ("depths", "SHEET", "name")
    ]
