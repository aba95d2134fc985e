"""The small indicator set of the tests, in the shapes they need."""

# A1 and B1 are ordinary, A2 is a red line. Stages and shares are like those of a city's own set.
SET = """\
code: tiny
edition: "{edition}"
name: {{zh: 小指标集, en: Tiny set}}
provenance:
  status: own
  statement: {{zh: 测试用。, en: For tests.}}
  sources: []
scale:
  levels:
    - {{value: -2, name: {{zh: 显著负面, en: Strongly negative}}}}
    - {{value: -1, name: {{zh: 轻微负面, en: Slightly negative}}}}
    - {{value: 0, name: {{zh: 中性, en: Neutral}}}}
    - {{value: 1, name: {{zh: 轻微正面, en: Slightly positive}}}}
    - {{value: 2, name: {{zh: 显著正面, en: Strongly positive}}}}
  not_applicable: {{zh: 不适用, en: Not applicable}}
  uncertain: {{zh: 不确定, en: Uncertain}}
groups:
{groups}
{ages}{depths}matter_classes:
  - {{code: M1, name: {{zh: 重大规划, en: Major plans}}}}
{screening}workflow:
  stages:
{stages}
{participation}{follow_up}aspects:
  - code: A
    name: {{zh: 公共服务, en: Public services}}
    indicators:
{a_indicators}
  - code: B
    name: {{zh: 社会环境, en: Social environment}}
    indicators:
{b_indicators}
"""
INDICATOR = """\
      - code: {code}
        name: {{zh: 指标{code}, en: Indicator {code}}}
        question: {{zh: 有何影响？, en: What is the effect?}}
        evidence: {{zh: 数据, en: Data}}
        crc: [3]
        groups: [ALL]
        red_line: {red}
{applies}"""
AGES = """\
age_groups:
  - {code: LOW, name: {zh: 0—6岁, en: 0–6}}
  - {code: HIGH, name: {zh: 6—18岁, en: 6–18}}
"""
# The light depth asks A1, and A3 where there is one, and goes from the self-assessment to the signature.
DEPTHS = """\
depths:
  - {code: LIGHT, name: {zh: 登记表, en: Sheet}, guidance: {zh: 影响轻微。, en: Slight effects.}}
  - {code: DEEP, name: {zh: 报告书, en: Report}, guidance: {zh: 影响重大。, en: Strong effects.}}
"""
DEPTH_OF = {"A2": "DEEP", "B1": "DEEP", "A3": "LIGHT"}
DEEP_STAGES = ("office_check", "expert_panel", "discussion", "reply", "committee")
PARTICIPATION = """\
  participation:
    - {link: needs, name: {zh: 事先座谈, en: A talk before}, stage: self_assessment}
    - {link: notice, name: {zh: 公示, en: Notice}, stage: committee}
"""
GROUPS = {"ALL": "{zh: 全体儿童, en: All children}", "RUR": "{zh: 农村儿童, en: Rural children}"}
SCREENING = """\
screening:
  - {code: S1, question: {zh: 是否涉及儿童？, en: Does it concern children?}}
  - {code: S2, question: {zh: 影响是否显著？, en: Is the effect a strong one?}}
"""
STAGES = {
    "screening": "days: 3",
    "self_assessment": "days: 15",
    "sign_off": "days: 3",
    "office_check": "days: 5",
    "expert_panel": "days: 10, experts: 3, aggregation: median",
    "discussion": "days: 5",
    "reply": "days: 5",
    "committee": "days: 10, quorum: 2/3, majority: 1/2",
    "publication": "days: 20",
}
USUAL = ("self_assessment", "office_check", "expert_panel", "committee", "publication")
VOTER = "{zh: 儿童权益委员, en: Children’s rights planner}"


def set_file(
    *,
    edition="1",
    stages=USUAL,
    without=(),
    indicators=("A1", "A2", "B1"),
    special=(),
    publisher="office",
    required_voter=False,
    asks=(),
    ages=False,
    depths=False,
    participation=False,
    gates=None,
    follow_up=(),
    panel="",
):
    """The bytes of a set file; `without` names stages that its procedure leaves out, `special` groups for which every
    department answers, `asks` what the self-assessment holds beside impacts, `gates` the links at which children must be heard, each with its
    stage, `panel` more rules of the expert panel."""
    rest = STAGES | {"publication": f"{STAGES['publication']}, by: {publisher}"}
    if required_voter:
        rest |= {"committee": f"{STAGES['committee']}, required_voter: {VOTER}"}
    if asks:
        rest |= {"self_assessment": f"{STAGES['self_assessment']}, asks: [{', '.join(asks)}]"}
    if panel:
        rest |= {"expert_panel": f"{STAGES['expert_panel']}, {panel}"}
    if depths:
        rest |= {kind: f"{rest[kind]}, depths: [DEEP]" for kind in DEEP_STAGES}
    kinds = [kind for kind in stages if kind not in without]
    limits = {code: f"        applies: {{depths: [{depth}]}}\n" for code, depth in DEPTH_OF.items() if depths}
    rows = {
        code: INDICATOR.format(code=code, red=str(code == "A2").lower(), applies=limits.get(code, ""))
        for code in indicators
    }
    parts = {aspect: "".join(row for code, row in rows.items() if code[0] == aspect) for aspect in "AB"}
    return SET.format(
        edition=edition,
        groups="\n".join(
            f"  - {{code: {code}, name: {name}, special: {str(code in special).lower()}}}"
            for code, name in GROUPS.items()
        ),
        ages=AGES if ages else "",
        depths=DEPTHS if depths else "",
        participation=_gates(gates) if gates else PARTICIPATION if participation else "",
        follow_up=f"  follow_up: [{', '.join(map(str, follow_up))}]\n" if follow_up else "",
        screening=SCREENING if "screening" in kinds else "",
        stages="\n".join(
            f"    - {{kind: {kind}, name: {{zh: {kind}, en: {kind}}}, {rest[kind]}}}" for kind in kinds
        ),
        a_indicators=parts["A"].rstrip(),
        b_indicators=parts["B"].rstrip(),
    ).encode()


def _gates(links):
    rows = (
        f"    - {{link: {link}, name: {{zh: 环节{link}, en: Link {link}}}, stage: {stage}, gate: true}}\n"
        for link, stage in links.items()
    )
    return "  participation:\n" + "".join(rows)
