"""When and how children were heard, what they said and what became of it, as the record writes it.

Numbers are as they are; `reports.small_numbers` takes out those by which a child could be recognised, of all tables of
the record together. Raw words never come here: themes are the department's own sentences, and a quote is what the
office chose where the session's children allow words to be published.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assessments.enums import Link
from assessments.models import Assessment
from indicators.schema import Coded
from participation.enums import Face, Quality
from participation.gates import State, gates_of, is_heard
from participation.models import Absence, Attendance, Remark, Session, Sheet
from reports.plain import Data, day, named, text

HEARD, EXCUSED, NOT_HEARD = "heard", "excused", "not_heard"


def heard(assessment: Assessment) -> Data:
    """By link, in the order of the four; a link that the city's procedure does not name is told of where somebody was
    heard or excused there. At the last one children are heard, too, where all have been told what became of it."""
    sessions = _sessions(assessment)
    absences = {each.link: each for each in Absence.objects.filter(assessment=assessment).signed()}
    names: dict[str, Data] = {each.link: text(each.name) for each in assessment.profile.participation}
    held = {each.link for each in sessions}
    held |= {each.link for each in gates_of(assessment) if each.state == State.HEARD}
    everybody = [row for each in sessions for row in each.attendance.all()]
    return {
        "links": [
            {
                "link": link.value,
                "name": names.get(link),
                **_state(absences.get(link), is_held=link in held),
                **_link(assessment, [each for each in sessions if each.link == link]),
            }
            for link in Link
            if link in names or link in held or link in absences
        ],
        **_attended(assessment, everybody),
        "themes": _themes(assessment),
    }


def quoted(assessment: Assessment, record: Data) -> Iterator[tuple[str, Remark]]:
    """Where the record quotes whom. A record shows as many quotes of a theme as may be counted, the first ones."""
    by_theme = _quotations(assessment)
    for theme, row in enumerate(assessment.themes.order_by("number")):
        shown = record["heard"]["themes"][theme]["quotes"]  # type: ignore[index]
        for place, remark in enumerate(by_theme[row.pk][: len(shown)]):
            yield f"/heard/themes/{theme}/quotes/{place}", remark


def _quotations(assessment: Assessment) -> dict[int, list[Remark]]:
    """By theme, the remarks whose words may be published, in the order in which the record quotes them: by the words,
    so that nothing tells which session they are from."""
    found: dict[int, list[Remark]] = defaultdict(list)
    spoken = (
        Remark.objects.live()
        .filter(session__assessment=assessment, session__may_quote=True, session__may_publish=True)
        .exclude(quote="")
        .exclude(theme=None)
    )
    for each in spoken.order_by("quote", "pk"):
        found[each.theme_id].append(each)
    return found


def _sessions(assessment: Assessment) -> list[Session]:
    """Those that were held and are written down whole."""
    rows = assessment.hearing_sessions.prefetch_related("attendance").order_by("number")
    found = []
    for each in rows:
        each.children = sum(row.number for row in each.attendance.all())
        if is_heard(each):
            found.append(each)
    return found


def _state(absence: Absence | None, *, is_held: bool) -> Data:
    if is_held:
        return {"state": HEARD, "reason": "", "signed": None}
    if absence is None:
        return {"state": NOT_HEARD, "reason": "", "signed": None}
    return {"state": EXCUSED, "reason": absence.reason, "signed": day(absence.signed_at)}


def _link(assessment: Assessment, sessions: Sequence[Session]) -> Data:
    everybody = [row for each in sessions for row in each.attendance.all()]
    return {
        **_attended(assessment, everybody),
        "sessions": [_session(assessment, each) for each in sessions],
        "faces": _faces(sessions),
    }


def _session(assessment: Assessment, session: Session) -> Data:
    told = session.told_back_on
    return {
        "number": session.number,
        "date": session.held_on.isoformat(),
        "method": session.method,
        "place": session.place,
        "facilitator": session.facilitator,
        **_attended(assessment, session.attendance.all()),
        "quality": {each.value: session.quality[each.value]["verdict"] for each in Quality},
        "told_back": session.told_back,
        "told_back_on": told.isoformat() if told else None,
    }


def _attended(assessment: Assessment, rows: Iterable[Attendance]) -> Data:
    """How many, in all and by age and group; in the order of the edition."""
    file, counted = assessment.indicator_set.file, Counter[tuple[str, str]]()
    for row in rows:
        counted[row.age, row.group] += row.number
    ages, groups = _places(file.age_groups), _places(file.groups)
    return {
        "children": _cell(counted.total()),
        "attendance": [
            {
                "age": named(file.age_groups, age),
                "group": named(file.groups, group),
                **_cell(counted[age, group]),
            }
            for age, group in sorted(
                counted, key=lambda each: (ages.get(each[0], -1), groups.get(each[1], -1), each)
            )
        ],
    }


def _faces(sessions: Sequence[Session]) -> list[Data]:
    """How many chose which of the five faces, question by question, of a link's sessions together."""
    asked: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    answered = Sheet.objects.filter(session__in=sessions, session__may_use=True, taken_back_at=None)
    for sheet in answered.select_related("collection").order_by("pk"):
        for question in sheet.collection.questions:
            face = sheet.faces.get(question["code"])
            if face in Face.values:
                asked[question["text"], question["text_en"]][face] += 1
    return [
        {
            "text": {"zh": chinese, "en": english or chinese},
            "faces": [{"face": face, **_cell(counts[face])} for face in Face.values],
        }
        for (chinese, english), counts in sorted(asked.items())
    ]


def _themes(assessment: Assessment) -> list[Data]:
    usable = Remark.objects.live().filter(session__assessment=assessment, session__may_use=True)
    counted = Counter(usable.exclude(theme=None).values_list("theme_id", flat=True))
    by_theme = _quotations(assessment)
    return [
        {
            "number": theme.number,
            "said": theme.said,
            "uptake": theme.uptake,
            "reason": theme.reason,
            "remarks": _cell(counted[theme.pk]),
            "quotes": [each.quote for each in by_theme[theme.pk]],
        }
        for theme in assessment.themes.order_by("number")
    ]


def _places(entries: Sequence[Coded]) -> Mapping[str, int]:
    return {each.code: place for place, each in enumerate(entries)}


def _cell(number: int) -> Data:
    return {"number": number}
