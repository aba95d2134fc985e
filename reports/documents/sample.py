"""A made-up report in which every fact has something to say, so that a template can be tried with all its
place-holders. It is a record as `reports.record` freezes it, of a case that never was."""

from datetime import date
from typing import Any

from ledger.canonical import canonical_json, sha256
from ledger.codes import verification_code
from reports.models import Publication

Data = dict[str, Any]
DAY = date(2026, 9, 1).isoformat()


def sample_publication() -> Publication:
    """As no database knows it."""
    text = canonical_json(sample_record())
    fingerprint = sha256(text)
    return Publication(
        record=text, record_hash=fingerprint, code=verification_code(fingerprint), ledger_position=1
    )


def sample_record() -> Data:
    return _matter() | _findings() | _conclusion()


def _two(zh: str, en: str) -> Data:
    return {"zh": zh, "en": en}


def _matter() -> Data:
    return {
        "format": "tongping-record/6",
        "language": "zh",
        "code": "SAMPLE-2026-01",
        "title": _two(
            "示例市中小学放学时间调整方案（示例数据）", "School hours of Sample City (sample data)"
        ),
        "summary": _two(
            "全市义务教育学校放学时间推迟一小时，并提供课后服务。\n农村学校另定班车。",
            "Schools close an hour later and offer care after class.",
        ),
        "matter_class": {"code": "EDU", **_two("教育", "Education")},
        "tier": {"code": "T1", **_two("市级", "City")},
        "depth": {"code": "REPORT", **_two("报告书", "Full report")},
        "gate": {"code": "G1", **_two("草案定稿", "Final draft")},
        "ages": [{"code": "P", **_two("6至12岁", "6 to 12")}],
        "plan_year": 2026,
        "trigger": "",
        "city": _two("示例市", "Sample City"),
        "terms": {},
        "drafting_unit": _two("市教育局（示例）", "Education Bureau (sample)"),
        "contributors": [{"unit": _two("市交通局（示例）", "Transport (sample)"), "indicators": ["A2"]}],
        "drafting_started": DAY,
        "children": [
            _count("农村儿童", "Rural children", 8200, few=False),
            _count("残疾儿童", "Children with disabilities", None, few=True),
        ],
        "participation": [
            {
                "link": "needs",
                "name": None,
                "method": "座谈",
                "when": "2026-09",
                "whom": "两所小学各八名学生",
                "reason_for_none": "",
            }
        ],
        "heard": _heard(),
        "notice": _notice(),
        "reference": "clause",
        "illustrative": True,
        "round": 1,
        "returns": 0,
        "handed_in": DAY,
        "signed": DAY,
        "timing": {
            "began": "2026-08-01",
            "screened": DAY,
            "closes": "2026-12-01",
            "days": 31,
            "length": 122,
            "index": "31/122",
            "moment": "in_time",
        },
        "screening": {
            "questions": [
                {
                    "code": "Q1",
                    "question": _two("是否直接涉及儿童？", "Does it concern children directly?"),
                    "answer": "yes",
                    "remark": "涉及全体小学生。",
                }
            ],
            "conclusion": "needed",
            "grounds": "直接涉及儿童作息与交通。",
            "countersigned": None,
        },
        "set": {
            "code": "SAMPLE",
            "edition": "2026-01",
            "hash": sha256("sample"),
            "name": _two("示例指标体系", "Sample set"),
            "provenance": {
                "status": "reconstruction",
                "statement": _two("据公开报道整理，仅作示例。", "Put together from reports, as a sample."),
                "sources": [_two("公开报道（示例）", "Public reports (sample)")],
            },
        },
        "scale": {
            "levels": [
                {"code": "-1", "value": -1, **_two("负面", "Negative")},
                {"code": "0", "value": 0, **_two("无影响", "None")},
                {"code": "1", "value": 1, **_two("正面", "Positive")},
            ],
            "not_applicable": _two("不适用", "Not applicable"),
            "uncertain": _two("不确定", "Uncertain"),
            "minimum": -1,
            "maximum": 1,
        },
    }


def _count(zh: str, en: str, number: int | None, *, few: bool) -> Data:
    source = {"source": "教育统计（示例）", "year": 2025, "basis": "resident", "gap": ""}
    group = {"code": en, **_two(zh, en)}
    age = {"code": "P", **_two("6至12岁", "6 to 12")}
    return {"age": age, "group": group, "number": number, "few": few, "hidden": False, **source}


def _heard() -> Data:
    children = {"number": 8, "few": False, "hidden": False}
    age = {"code": "P", **_two("6至12岁", "6 to 12")}
    attended = {"children": children, "attendance": [{"age": age, "group": None, **children}]}
    session = {
        "number": 1,
        "date": DAY,
        "method": "talk",
        "place": "school",
        "facilitator": "teacher",
        **attended,
        "quality": {"informed": "yes", "voluntary": "yes", "safe": "yes", "suited": "partly"},
        "told_back": "说了哪些采纳，哪些没有，为什么。",
        "told_back_on": DAY,
    }
    faces = [
        {"face": str(face), "number": number, "few": False, "hidden": False}
        for face, number in enumerate((0, 0, 0, 0, 8), start=1)
    ]
    heard = {
        "link": "needs",
        "name": None,
        "state": "heard",
        "reason": "",
        "signed": None,
        **attended,
        "sessions": [session],
        "faces": [{"text": _two("放学路上你开心吗？", "Is the way home fun?"), "faces": faces}],
    }
    theme = {
        "number": 1,
        "said": "冬天放学时天黑，走路害怕。",
        "uptake": "adopted",
        "reason": "路口安排大人陪着过马路。",
        "remarks": children,
        "quotes": ["天黑了我有点怕。"],
    }
    return {"links": [heard], **attended, "themes": [theme]}


def _notice() -> Data:
    group = {"said": "希望班车准点。", "uptake": "adopted", "reason": "公布时刻表。", "comments": 6}
    notice = {"opened": DAY, "closed": DAY, "ending": "done", "comments": 14, "under_18": 6}
    return {"notices": [notice | {"set_aside": 1, "groups": [group]}]}


def _findings() -> Data:
    first = _indicator("A1", "放学后的照料", "Care after class", own="1", ratings=["0", "1", "1"])
    second = _indicator("A2", "上下学路上的安全", "The way to school", own="1", ratings=["-1", "0", "1"])
    second |= {"red_line_touched": True, "far_from_self": True, "wide_spread": True, "aggregate": "0"}
    third = _indicator("B1", "休息与游戏", "Rest and play", own="0", ratings=["-1", "-1", "0"])
    return {
        "aspects": [
            _aspect("A", "安全与照料", "Safety and care", [first, second]),
            _aspect("B", "休息与游戏", "Rest and play", [third]),
        ],
        "not_asked": [],
        "groups": [
            {
                "code": "RUR",
                "name": _two("农村儿童", "Rural children"),
                "rating": "-1",
                "grounds": "路远，天黑早。",
            }
        ],
        "proposal": {
            "outcome": "approve_with_changes",
            "red_lines": ["A2"],
            "negative": ["B1"],
            "uncertain": ["A1"],
            "disputed": ["A2"],
            "worst_off": ["RUR"],
        },
        "steps": [{"about": "scope", "kind": "all_asked", "facts": {"all": 3}}],
    }


def _aspect(code: str, zh: str, en: str, indicators: list[Data]) -> Data:
    means = {"own": "1/2", "experts": "1/3", "lowest": "0"}
    return {"code": code, "name": _two(zh, en), **means, "indicators": indicators}


def _indicator(code: str, zh: str, en: str, *, own: str, ratings: list[str]) -> Data:
    group = {"code": "RUR", **_two("农村儿童", "Rural children")}
    return {
        "code": code,
        "name": _two(zh, en),
        "question": _two(f"{zh}是否因此改变？", f"Does this change: {en.lower()}?"),
        "answer": "rating",
        "weight": 2,
        "crc_articles": [3, 31],
        "red_line": True,
        "own": own,
        "directness": "direct",
        "term": "long",
        "reversibility": "partly",
        "reach": 42000,
        "groups": [group],
        "numbers": [{"group": group, "number": 8200, "few": False, "hidden": False}],
        "facts": "放学推迟一小时。\n家长问卷回收三千二百份。",
        "grade": "B",
        "mitigation": "班车随放学时间调整。",
        "residual": "0",
        "reason": "见第三章。",
        "reference": "第三章第二节",
        "evidence": [
            {
                "name": "家长问卷汇总（示例）",
                "sha256": sha256(code),
                "size": 2048,
                "page": "第3页",
                "dated": DAY,
                "on_request": False,
            }
        ],
        "evidence_internal": 0,
        "ratings": ratings,
        "median": ratings[1],
        "aggregate": ratings[1],
        "spread": 1,
        "far_from_self": False,
        "wide_spread": False,
        "red_line_touched": False,
    }


def _conclusion() -> Data:
    return {
        "result": "approve_with_changes",
        "concluded": DAY,
        "follow_up": [6, 12],
        "redactions": [{"number": 1, "place": "/summary/zh", "kind": "text", "ground": "privacy"}],
        "panel": _panel(),
        "opinions": [
            {
                "number": 1,
                "source": "children",
                "indicator": "A2",
                "text": "冬天放学天黑，希望有人陪着过马路。",
                "reference": "第三章",
                "uptake": "adopted",
                "reason": "增设护学岗。",
                "clause": "第三章第二节",
            }
        ],
        "decision": {
            "outcome": "approve_with_changes",
            "proposed": "approve",
            "note": "同意方案，附条件。",
            "deviation": "路上安全须先落实。",
            "date": DAY,
            "lapses_on": "2031-09-01",
            "quorum": "2/3",
            "majority": "1/2",
            "recused": 0,
            "required_voter": None,
            "tally": {
                "roll": 7,
                "cast": 6,
                "needed_for_quorum": 5,
                "counts": {"approve_with_changes": 5, "return": 1},
            },
            "superseded": [{"outcome": "return", "date": "2026-08-20"}],
            "conditions": [
                {
                    "text": "班车时刻随放学时间调整，先行公布。",
                    "indicator": "A2",
                    "owner": "市交通局（示例）",
                    "due": "2026-12-31",
                    "proof": "班车时刻表",
                },
                {
                    "text": "每校每天保留一小时户外活动。",
                    "indicator": "B1",
                    "owner": "市教育局（示例）",
                    "due": "2027-03-01",
                    "proof": "课表",
                },
            ],
            "dissents": [{"choice": "return", "opinion": "应先试点一学期。"}],
        },
    }


def _panel() -> Data:
    value = {"items": 3, "value": "2/5", "undefined": None, "low": "1/5", "high": "3/5"}
    names = ("alpha_ordinal", "alpha_interval", "ac2", "icc_single", "icc_panel", "kendall_w")
    tried = {"readings": 4, "lowest": "1/4", "highest": "1/2"}
    return {
        "experts": 3,
        "recused": 1,
        "opened": DAY,
        "aggregation": "median",
        "commitments": [sha256(f"seat {number}") for number in range(3)],
        "discussed": [{"code": "A2", "first": "0", "first_spread": 2, "second": "1/2", "second_spread": 1}],
        "agreement": {
            "scopes": [
                {
                    "about": "overall",
                    "raters": 3,
                    "items": 3,
                    "coefficients": [{"name": name, **value} for name in names],
                }
            ]
        },
        "robustness": {
            "outcome": "approve_with_changes",
            "fragile": True,
            "mean": "2/5",
            "tried": {"rule": tried, "weight": tried, "expert": tried},
            "flips": [{"kind": "rule", "what": "mean", "outcome": "return"}],
        },
    }
