"""A record as `reports.record` makes it, out of the demonstration's own files and without a database."""

from collections import Counter
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from ruamel.yaml import YAML

from indicators.checking import check_set
from indicators.resolver.applicability import Matter
from indicators.resolver.resolution import Judgement, resolve
from indicators.resolver.steps import steps
from ledger.canonical import canonical_json, sha256
from ledger.codes import verification_code
from reports.models import Publication
from tests.reports.heard_sample import HEARD, NOTICE
from tests.reports.panel_sample import DECISION, FOLLOW_UP, OPINIONS, panel

FIXTURES = Path(__file__).parents[2] / "fixtures"
SET = FIXTURES / "editions" / "quzhou_25_2026-11.yaml"
CASE = FIXTURES / "demo" / "quzhou" / "qz-2021-01.yaml"
DECIDED = date(2026, 11, 20)


def sample_publication(record=None, position=128):
    """A frozen record that no database knows."""
    text = canonical_json(record or sample_record())
    fingerprint = sha256(text)
    return Publication(
        record=text, record_hash=fingerprint, code=verification_code(fingerprint), ledger_position=position
    )


def sample_record(**changes):
    """The case QZ-2021-01 as published: 25 indicators, 3 experts, 5 votes. `changes` replace whole keys. Nobody else
    holds any part of it, so that a test may change it where it likes."""
    the_set, case = check_set(SET.read_bytes(), file=SET.name), YAML(typ="safe").load(CASE.read_text())
    case["scores"] = {each: given for each, given in case["scores"].items() if "as_self" not in given}
    record = _heading(the_set, case) | _findings(the_set, case) | {"decision": _decision(case)}
    return deepcopy(record | changes)


def brief_record(**first):
    """The same case with the first two indicators only; `first` changes the first one."""
    record = sample_record()
    aspect = record["aspects"][0]
    head, second, *_others = aspect["indicators"]
    nothing = {key: [] for key in ("red_lines", "negative", "uncertain", "disputed", "worst_off")}
    return record | {
        "aspects": [aspect | {"indicators": [head | first, second]}],
        "proposal": {"outcome": "approve"} | nothing,
        "steps": [],
        "panel": record["panel"] | {"discussed": []},
        "opinions": [],
    }


def without_panel(record):
    """The same case in a city that asks no experts."""
    aspects = [
        aspect | {"experts": None, "indicators": [each | _UNSCORED for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    return record | {"panel": None, "opinions": [], "aspects": aspects, "steps": []}


LATER = ("recused", "aggregation", "commitments", "discussed", "agreement", "robustness")


def fifth_format(record):
    """The same case as it was frozen before children's part was told."""
    aspects = [
        aspect | {"indicators": [_counted(each) for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    children = [_without(each, "hidden") for each in record["children"]]
    earlier = {"format": "tongping-record/5", "aspects": aspects, "children": children}
    return _without(record, "heard", "notice") | earlier


def _counted(indicator):
    return indicator | {"numbers": [_without(each, "hidden") for each in indicator["numbers"]]}


def fourth_format(record):
    """The same case as it was frozen before anything could be withheld, and without words for children."""
    return _without(fifth_format(record), "child", "redactions") | {"format": "tongping-record/4"}


def third_format(record):
    """The same case as it was frozen before panels discussed and departments replied."""
    record = fourth_format(record)
    aspects = [
        aspect | {"indicators": [_without(each, "aggregate") for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    decision = _without(record["decision"], *DECISION)
    conditions = [_without(each, "proof") for each in decision["conditions"]]
    return _without(record, "opinions", "follow_up") | {
        "format": "tongping-record/3",
        "aspects": aspects,
        "panel": _without(record["panel"], *LATER),
        "decision": decision | {"conditions": conditions},
    }


CHILD = {
    "decided": "市里要写一份计划，说说今后五年怎样让孩子过得更好。\n大人们投了票，同意了，但是有几个地方要先改好。",
    "said": "我们问了三所小学的同学。\n同学们说：课间想到操场上去，不想待在教室里。",
    "changes": "课间大家可以到操场上去。\n先开校车，再搬学校。",
    "stays": "有人想让计划管十年。\n这件事要由上级来定，所以没有改。",
}
SCOPE = ("depth", "timing", "contributors", "children", "participation", "returns")
EFFECT = ("directness", "term", "reversibility", "numbers", "grade", "residual")


def second_format(record):
    """The same case as an earlier landed version froze it: records stand, and stay readable."""
    record = third_format(record)
    aspects = [
        aspect | {"indicators": [_without(each, *EFFECT) for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    return _without(record, *SCOPE) | {"format": "tongping-record/2", "aspects": aspects}


def first_format(record):
    """The same case as the first landed version froze it."""
    record = second_format(record)
    later = (
        "language",
        "tier",
        "gate",
        "ages",
        "plan_year",
        "trigger",
        "terms",
        "reference",
        "signed",
        "screening",
    )
    later += ("not_asked", "groups", "steps", "result", "concluded")
    kept = {key: value for key, value in record.items() if key not in later}
    aspects = [
        aspect
        | {"indicators": [_without(each, "answer", "weight", "reference") for each in aspect["indicators"]]}
        for aspect in record["aspects"]
    ]
    proposal = _without(record["proposal"], "worst_off")
    decision = _without(record["decision"], "required_voter")
    first = {"format": "tongping-record/1", "aspects": aspects, "proposal": proposal, "decision": decision}
    return kept | first


def _without(data, *keys):
    return {key: value for key, value in data.items() if key not in keys}


def _count(code, zh, en, number, *, few=False):
    group = {"code": code, "zh": zh, "en": en}
    source = {"source": "市统计局年鉴（示例）", "year": 2025, "basis": "resident", "gap": ""}
    return {"age": None, "group": group, "number": number, "few": few, "hidden": False, **source}


_UNSCORED = {
    "ratings": [],
    "median": None,
    "aggregate": None,
    "spread": 0,
    "far_from_self": False,
    "wide_spread": False,
}


def _heading(the_set, case):
    matter = next(each for each in the_set.matter_classes if each.code == case["matter_class"])
    provenance = the_set.provenance
    return {
        "format": "tongping-record/6",
        "language": "zh",
        "code": case["code"],
        "title": case["title"],
        "summary": {"zh": case["summary"], "en": case["summary_en"]},
        "matter_class": {"code": matter.code, **_text(matter.name)},
        "tier": None,
        "depth": {"code": "REPORT", "zh": "报告书", "en": "Full report"},
        "gate": None,
        "ages": [],
        "plan_year": None,
        "trigger": "",
        "city": {"zh": "衢州市", "en": "Quzhou"},
        "terms": {},
        "reference": "",
        "drafting_unit": {
            "zh": "市儿童发展规划起草专班（示例）",
            "en": "Drafting Team for the Municipal Child Development Plan (sample)",
        },
        "contributors": [
            {"unit": {"zh": "市统计局（示例）", "en": "Statistics (sample)"}, "indicators": ["QZ-A2"]}
        ],
        "drafting_started": case["drafting_started"].isoformat(),
        "children": [
            _count("MIG", "流动儿童", "Migrant children", 18400),
            _count("DIS", "残疾儿童", "Children with disabilities", None, few=True),
        ],
        "participation": [
            {
                "link": "needs",
                "name": None,
                "method": "座谈",
                "when": "2026-09",
                "whom": "三所小学各六名学生",
                "reason_for_none": "",
            },
            {
                "link": "notice",
                "name": {"zh": "决策公示", "en": "Public notice"},
                "method": "",
                "when": "",
                "whom": "",
                "reason_for_none": "公示期与学校假期重合。",
            },
        ],
        "heard": HEARD,
        "notice": NOTICE,
        "handed_in": "2026-11-02",
        "signed": None,
        "screening": None,
        "timing": {
            "began": "2020-12-01",
            "screened": "2021-02-01",
            "closes": "2021-06-01",
            "days": 62,
            "length": 182,
            "index": "31/91",
            "moment": "in_time",
        },
        "illustrative": True,
        "round": 1,
        "returns": 1,
        "set": {
            "code": the_set.code,
            "edition": the_set.edition,
            "hash": sha256(the_set.code),
            "name": _text(the_set.name),
            "provenance": {
                "status": provenance.status,
                "statement": _text(provenance.statement),
                "sources": [_text(source) for source in provenance.sources],
            },
        },
        "scale": {
            "levels": [
                {"code": level.code, "value": level.value, **_text(level.name)}
                for level in the_set.scale.levels
            ],
            "not_applicable": _text(the_set.scale.not_applicable),
            "uncertain": _text(the_set.scale.uncertain),
            "minimum": the_set.scale.minimum,
            "maximum": the_set.scale.maximum,
        },
        "panel": panel(len(case["scores"])),
        "opinions": OPINIONS,
        "follow_up": FOLLOW_UP,
        "redactions": [],
        "child": CHILD,
    }


def _findings(the_set, case):
    resolution = _resolution(the_set, case)
    groups = {group.code: _text(group.name) for group in the_set.groups}
    names = {code: [] for code in the_set.indicators}
    for piece in case["evidence"]:
        names[piece["indicator"]].append(
            {
                "name": piece["name"],
                "sha256": sha256(piece["body"]),
                "size": len(piece["body"]),
                "page": "",
                "dated": None,
                "on_request": False,
            }
        )
    proposal, profiles = resolution.proposal, {each.aspect: each for each in resolution.aspects}
    return {
        "aspects": [
            {
                "code": aspect.code,
                "name": _text(aspect.name),
                **_profile(profiles[aspect.code]),
                "indicators": [
                    _indicator(text, case["answers"][text.code], resolution.by_code[text.code], groups)
                    | {"evidence": names[text.code], "evidence_internal": 0}
                    for text in aspect.indicators
                ],
            }
            for aspect in the_set.aspects
        ],
        "proposal": {
            "outcome": proposal.outcome,
            "red_lines": list(proposal.red_lines),
            "negative": list(proposal.negative),
            "uncertain": list(proposal.uncertain),
            "disputed": list(proposal.disputed),
            "worst_off": [],
        },
        "not_asked": [],
        "groups": [],
        "steps": [step.plain() for step in steps(resolution)],
        "result": "approve_with_changes",
        "concluded": "2026-11-20",
    }


def _resolution(the_set, case):
    judgements = {
        code: Judgement(
            own=answer["rating"],
            mitigated=bool(answer["mitigation"]),
            ratings=tuple(scores[code]["rating"] for scores in case["scores"].values()),
            complete=True,
        )
        for code, answer in case["answers"].items()
    }
    return resolve(the_set, Matter(tier="", matter_class=case["matter_class"]), judgements, {})


def _profile(profile):
    return {"own": _exact(profile.own), "experts": _exact(profile.experts), "lowest": _exact(profile.lowest)}


def _indicator(text, answer, result, groups):
    return {
        "code": text.code,
        "name": _text(text.name),
        "question": _text(text.question),
        "crc_articles": list(text.crc),
        "answer": text.answer,
        "weight": text.weight,
        "red_line": text.red_line,
        "own": answer["rating"],
        "directness": "direct",
        "term": "long",
        "reversibility": "partly",
        "reach": answer["reach"],
        "groups": [groups[code] for code in answer["groups"]],
        "numbers": [
            {"group": {"code": code, **groups[code]}, "number": 1200, "few": False, "hidden": False}
            for code in answer["groups"]
        ],
        "facts": answer["facts"],
        "grade": "B",
        "mitigation": answer["mitigation"],
        "residual": "-1" if answer["mitigation"] else "",
        "reason": answer["reason"],
        "reference": "",
        "ratings": sorted(result.item.ratings),
        "median": _exact(result.median),
        "aggregate": _exact(result.aggregate),
        "spread": result.spread,
        "far_from_self": result.far_from_self,
        "wide_spread": result.wide_spread,
        "red_line_touched": result.red_line_touched,
    }


def _decision(case):
    votes, decision = case["votes"], case["decision"]
    counts = Counter(vote["choice"] for vote in votes.values())
    return DECISION | {
        "outcome": "approve_with_changes",
        "proposed": "approve_with_changes",
        "required_voter": None,
        "note": decision["note"],
        "date": "2026-11-20",
        "tally": {"roll": len(votes), "cast": len(votes), "needed_for_quorum": 4, "counts": dict(counts)},
        "conditions": [
            {
                "text": each["text"],
                "indicator": each["indicator"],
                "owner": each.get("owner", "市教育局（示例）"),
                "due": (DECIDED + timedelta(days=each["due"])).isoformat(),
                "proof": each.get("proof", ""),
            }
            for each in decision["conditions"]
        ],
        "dissents": [
            {"choice": vote["choice"], "opinion": vote["dissent"]}
            for vote in votes.values()
            if vote["dissent"]
        ],
    }


def _text(text):
    return {"zh": text.zh, "en": text.en}


def _exact(value: Fraction | None):
    return None if value is None else str(value)
