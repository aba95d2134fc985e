"""What the sample's record says of how children were heard, in the shape of the sixth format."""

AGES = {
    "": None,
    "6-11": {"code": "6-11", "zh": "6至11岁", "en": "6 to 11"},
    "12-17": {"code": "12-17", "zh": "12至17岁", "en": "12 to 17"},
}
GROUPS = {"": None, "RUR": {"code": "RUR", "zh": "农村儿童", "en": "Rural children"}}
QUALITY = {
    "informed": "yes",
    "voluntary": "yes",
    "safe": "yes",
    "suited": "partly",
    "inclusive": "partly",
    "heard": "yes",
    "changed": "yes",
    "told_back": "yes",
}


def cell(number):
    return {"number": number, "few": False, "hidden": number is None}


def row(age, group, number):
    return {"age": AGES[age], "group": GROUPS[group], **cell(number)}


def session(number, date, children, attendance, **others):
    return {
        "number": number,
        "date": date,
        "method": "talk",
        "place": "school",
        "facilitator": "teacher",
        "children": cell(children),
        "attendance": attendance,
        "quality": QUALITY,
        "told_back": "大家说的四件事都写进了说明，三件要办，一件说了为什么办不了。",
        "told_back_on": "2026-10-20",
        **others,
    }


def link(code, state, sessions=(), children=0, attendance=(), **others):
    return {
        "link": code,
        "name": None,
        "state": state,
        "reason": "",
        "signed": None,
        "children": cell(children),
        "attendance": list(attendance),
        "sessions": list(sessions),
        "faces": [],
        **others,
    }


def faces(*numbers):
    return [{"face": str(place), **cell(number)} for place, number in enumerate(numbers, start=1)]


HEARD = {
    "links": [
        link(
            "needs",
            "heard",
            [
                session(1, "2026-09-09", 18, [row("6-11", "", 13), row("6-11", "RUR", 5)]),
                session(2, "2026-09-11", None, [row("12-17", "", None)], method="walk", place="site"),
            ],
            None,
            [row("6-11", "", 13), row("6-11", "RUR", 5), row("12-17", "", None)],
            faces=[
                {
                    "text": {"zh": "课间你开心吗？", "en": "Are breaks fun?"},
                    "faces": faces(0, 0, None, None, 9),
                }
            ],
        ),
        link(
            "drafting",
            "heard",
            [
                session(
                    3,
                    "2026-09-25",
                    9,
                    [row("12-17", "", 9)],
                    method="workshop",
                    place="community",
                    facilitator="social_worker",
                    told_back="",
                    told_back_on=None,
                )
            ],
            9,
            [row("12-17", "", 9)],
        ),
        link(
            "notice",
            "excused",
            name={"zh": "决策公示", "en": "Public notice"},
            reason="公示期与学校假期重合，开学后在反馈环节补听。",
            signed="2026-10-12",
        ),
        link("feedback", "not_heard"),
    ],
    "children": cell(None),
    "attendance": [row("6-11", "", 13), row("6-11", "RUR", 5), row("12-17", "", None)],
    "themes": [
        {
            "number": 1,
            "said": "课间想到操场上去。",
            "uptake": "adopted",
            "reason": "课间十五分钟，大家都可以到操场上去。",
            "remarks": cell(12),
            "quotes": ["我们想到外面跑一跑。", "教室里太闷了。"],
        },
        {
            "number": 2,
            "said": "村里的同学放学以后要等很久的车。",
            "uptake": "partly",
            "reason": "先加开三条路线的校车。其他路线明年再看。",
            "remarks": cell(6),
            "quotes": [],
        },
        {
            "number": 3,
            "said": "想让计划管十年。",
            "uptake": "not_adopted",
            "reason": "这件事要由上级来定，市里改不了。",
            "remarks": {"number": None, "few": True, "hidden": False},
            "quotes": [],
        },
    ],
}
NOTICE = {
    "notices": [
        {
            "opened": "2026-10-12",
            "closed": "2026-10-23",
            "ending": "done",
            "comments": 14,
            "under_18": None,
            "set_aside": 2,
            "groups": [
                {
                    "said": "担心校车在小路口停车不安全。",
                    "uptake": "adopted",
                    "reason": "站点改到有红绿灯的路口。",
                    "comments": 8,
                }
            ],
        }
    ]
}
