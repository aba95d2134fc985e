"""What the sample's record says of its panel, opinions and decision, in the shape of the fourth format."""

from collections import Counter
from datetime import date, timedelta

from ledger.canonical import sha256

DECIDED = date(2026, 11, 20)


def _coefficient(name, value, low, high):
    return {"name": name, "items": 25, "value": value, "undefined": None, "low": low, "high": high}


COEFFICIENTS = [
    _coefficient("alpha_ordinal", "2/5", "1/5", "3/5"),
    _coefficient("alpha_interval", "3/8", "1/5", "3/5"),
    _coefficient("ac2", "17/20", "3/4", "9/10"),
    _coefficient("icc_single", "2/5", "1/5", "3/5"),
    _coefficient("icc_panel", "2/3", "2/5", "4/5"),
    {**_coefficient("kendall_w", None, None, None), "undefined": "no_variance"},
]


def panel(experts):
    return {
        "experts": experts,
        "recused": 1,
        "opened": "2026-11-12",
        "aggregation": "median",
        "commitments": sorted(sha256(f"seat {number}") for number in range(experts)),
        "discussed": [
            {"code": "QZ-A2", "first": "1", "first_spread": 3, "second": "1", "second_spread": 2},
            {"code": "QZ-C2", "first": "-2", "first_spread": 1, "second": "-3/2", "second_spread": 1},
        ],
        "agreement": {
            "scopes": [{"about": "overall", "raters": experts, "items": 25, "coefficients": COEFFICIENTS}]
        },
        "robustness": {
            "outcome": "approve_with_changes",
            "fragile": True,
            "mean": "2/5",
            "tried": {
                "rule": {"readings": 2, "lowest": "1/3", "highest": "2/5"},
                "weight": {"readings": 58, "lowest": "3/8", "highest": "1/2"},
                "expert": {"readings": experts, "lowest": "1/4", "highest": "1/2"},
            },
            "flips": [
                {"kind": "rule", "what": "mean", "outcome": "return"},
                {"kind": "expert", "what": "", "outcome": "return"},
            ],
        },
    }


OPINIONS = [
    {
        "number": 1,
        "source": "expert",
        "indicator": "QZ-C2",
        "text": "农村学校布局调整一律先通校车、后搬迁，逐校列清单。",
        "reference": "第五章第二节",
        "uptake": "partly",
        "reason": "先通校车、后搬迁已写入；逐校清单由各县在布局方案中列出。",
        "clause": "第五章第二节第一款",
    },
    {
        "number": 2,
        "source": "children",
        "indicator": "",
        "text": "课间想到操场上去，不想待在教室里。",
        "reference": "",
        "uptake": "adopted",
        "reason": "",
        "clause": "第二章第六节",
    },
    {
        "number": 3,
        "source": "public",
        "indicator": "",
        "text": "希望把规划期延长到十年。",
        "reference": "第一章",
        "uptake": "not_adopted",
        "reason": "规划期由上级文件规定，不能由本市改变。",
        "clause": "",
    },
]

DECISION = {
    "deviation": "委员会采纳答复，附条件通过。",
    "lapses_on": "2031-11-20",
    "quorum": "2/3",
    "majority": "1/2",
    "recused": 1,
    "superseded": [{"outcome": "return", "date": "2026-11-18"}],
}
FOLLOW_UP = [6, 12, 24]


def decision(case):
    votes, decided = case["votes"], case["decision"]
    counts = Counter(vote["choice"] for vote in votes.values())
    return DECISION | {
        "outcome": "approve_with_changes",
        "proposed": "approve_with_changes",
        "required_voter": None,
        "note": decided["note"],
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
            for each in decided["conditions"]
        ],
        "dissents": [
            {"choice": vote["choice"], "opinion": vote["dissent"]}
            for vote in votes.values()
            if vote["dissent"]
        ],
    }
