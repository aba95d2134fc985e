"""Our own Word template: the report in the order of its printed edition, on a page of GB/T 9704. It is an ordinary
template as any city may bring one, and made to be taken as a beginning for that."""

from collections.abc import Iterable, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.localised import english_is_active
from assessments.offline.docx_parts import paragraph, run, wrapped
from reports.documents import template_parts as parts
from reports.documents.names import FACTS, folded

WIDTH = 8844  # between the margins, in twentieths of a point
TERM = 2200


def default_template() -> bytes:
    """In the active language, heads and place-holders alike."""
    body = [
        *_cover(),
        *_summary(),
        *_matter(),
        *_screening(),
        *_affected(),
        *_heard(),
        *_findings(),
        *_panel(),
        *_decision(),
        *_reckoning(),
        *_origin(),
    ]
    return parts.packed("".join(body), language=get_language() or "")


def hold(place: str, sign: str = "") -> str:
    """A place-holder in the active language."""
    return f"{{{{{sign}{'.'.join(_names(place))}}}}}"


def label(place: str) -> str:
    """What the fact is called."""
    return _names(place)[-1]


def _names(place: str) -> list[str]:
    language, names, within = "en" if english_is_active() else "zh", [], FACTS
    for key in place.split("."):
        within = within.by_spelling[folded(key)]
        names.append(within.said(language))
    return names


def _cover() -> Iterable[str]:
    yield paragraph(f"{hold('case_number')}　{hold('code')}", style="Folio")
    yield paragraph("", style="Folio")
    yield paragraph(hold("title"), style="Title")
    yield paragraph(hold("kind"), style="Kind")
    yield paragraph(hold("other_title"), style="Second")
    yield parts.table(
        [
            (_("City"), hold("city")),
            (hold("unit_term"), hold("drafting_unit")),
            (_("Indicator set"), f"{hold('set_name')} {hold('set_edition')}"),
            (hold("concluded_term"), hold("concluded")),
            (_("Verification code"), hold("code")),
        ],
        (TERM, WIDTH - TERM),
        plain=True,
    )
    yield from _where_any("reconstruction", [paragraph(hold("reconstruction"), style="Note")])
    yield from _where_any("sample", [paragraph(hold("sample"), style="Note")])
    yield parts.NEW_SECTION


def _summary() -> Iterable[str]:
    yield paragraph(_("Summary"), style="Heading1")
    yield paragraph(hold("result"), style="Verdict")
    yield paragraph(hold("basis"))
    yield from _where_any("vote", [paragraph(hold("vote"))])
    points = ("red_lines", "negative", "uncertain", "disputed", "worst_off")
    names = {
        "red_lines": _("Red lines touched"),
        "negative": _("Negative"),
        "uncertain": _("Uncertain"),
        "disputed": _("Experts apart"),
        "worst_off": _("Worst off"),
    }
    for key in points:
        yield from _where_any(key, [wrapped(run(f"{names[key]}　", parts.BOLD) + run(hold(key)))])
    heads = (_("Aspect"), _("Self"), _("Experts"), _("Lowest item"))
    yield from _listed("aspects", heads, ("name", "own", "experts", "lowest"), (4944, 1300, 1300, 1300))


def _matter() -> Iterable[str]:
    yield paragraph(_("The matter"), style="Heading1")
    yield paragraph(hold("summary"))
    rows = {
        "case_number": _("Case number"),
        "matter_class": _("Class of matter"),
        "tier": _("Tier"),
        "depth": _("Depth"),
        "gate": _("Assessed at"),
        "ages": _("Ages concerned"),
        "plan": _("Annual plan"),
        "drafting_unit": hold("unit_term"),
        "contributors": _("With answers by"),
        "started": _("Drafting began"),
        "screened": _("Screened"),
        "handed_in": _("Self-assessment handed in"),
        "signed": _("Signed by the head of the unit"),
        "round": _("Round"),
    }
    yield parts.table_of(
        parts.section(
            hold(key, "?"), [parts.row((label, hold(key)), (TERM, WIDTH - TERM))], hold(key, "/"), columns=2
        )
        for key, label in rows.items()
    )


def _screening() -> Iterable[str]:
    within = [
        paragraph(_("Screening"), style="Heading1"),
        paragraph(hold("screening_result")),
        paragraph(hold("screening_grounds")),
        *_table(
            "screening",
            (_("Question"), _("Answer"), _("Remark")),
            ("question", "answer", "remark"),
            (4644, 1600, 2600),
        ),
    ]
    yield from _where_any("screening_result", within)


def _affected() -> Iterable[str]:
    heads = (_("Group"), _("Age"), _("Children"), _("Source, or what is not known"))
    columns = ("group", "age", "number", "source")
    yield from _chapter("children", _("Children affected"), heads, columns, (2200, 1700, 1400, 3544))
    links = (label("participation.link"), label("participation.plan"))
    yield from _chapter(
        "participation", _("Children’s part, as planned"), links, ("link", "plan"), (TERM, WIDTH - TERM)
    )


def _heard() -> Iterable[str]:
    links = (label("heard.link"), label("heard.state"), label("heard.children"), label("heard.reason"))
    yield from _chapter(
        "heard",
        _("Children’s part"),
        links,
        ("link", "state", "children", "reason"),
        (2000, 2000, 1200, 3644),
    )
    told = (_("No."), _("Children said"), _("Uptake"), _("Reply"))
    yield from _chapter(
        "themes",
        _("You said, we did, and why not"),
        told,
        ("number", "said", "uptake", "reply"),
        (800, 3322, 1400, 3322),
    )
    held = ("number", "date", "setting", "children", "told")
    heads = tuple(label(f"sessions.{key}") for key in held)
    yield from _chapter("sessions", _("Sessions with children"), heads, held, (800, 1700, 3744, 1100, 1500))
    comments = ("said", "comments", "uptake", "reply")
    heads = tuple(label(f"comments.{key}") for key in comments)
    title = _("What the public said of the draft conclusion")
    yield from _chapter("comments", title, heads, comments, (3322, 900, 1300, 3322))


def _findings() -> Iterable[str]:
    labels = {
        "own": _("Self"),
        "experts": _("Experts"),
        "scores": label("indicators.scores"),
        "flags": label("indicators.flags"),
        "groups": _("Groups"),
        "reach": _("Children reached"),
        "numbers": _("By group"),
        "effect": _("Effect"),
        "clause": _("Clause"),
        "facts": _("Facts"),
        "mitigation": _("Mitigation"),
        "remaining": _("Remaining"),
        "grounds": _("Grounds"),
        "strength": _("Strength of evidence"),
        "evidence_named": _("Evidence"),
    }
    rows = (
        parts.section(
            hold(f"indicators.{key}", "?"),
            [parts.row((label, hold(f"indicators.{key}")), (TERM, WIDTH - TERM))],
            hold(f"indicators.{key}", "/"),
            columns=2,
        )
        for key, label in labels.items()
    )
    within = [
        paragraph(hold("aspects", "#")),
        paragraph(hold("aspects.name"), style="Heading2"),
        paragraph(hold("indicators", "#")),
        paragraph(f"{hold('indicators.number')}　{hold('indicators.name')}", style="Heading3"),
        paragraph(hold("indicators.question"), style="Question"),
        parts.table_of(rows),
        paragraph(hold("indicators", "/")),
        paragraph(hold("aspects", "/")),
    ]
    yield from _where_any("aspects", [paragraph(_("Findings"), style="Heading1"), *within])
    heads = (_("Group"), _("Impact"), _("Grounds"))
    columns = ("name", "impact", "grounds")
    yield from _chapter("special_groups", _("Special groups of children"), heads, columns, (2200, 1900, 4744))


def _panel() -> Iterable[str]:
    heads = (
        label("discussed.number"),
        _("Indicator"),
        _("As sealed"),
        _("Range"),
        _("After the discussion"),
        _("Range"),
    )
    columns = ("number", "name", "first", "first_spread", "second", "second_spread")
    discussed = [
        paragraph(_("What was discussed"), style="Heading2"),
        *_table("discussed", heads, columns, (1200, 3144, 1125, 1125, 1125, 1125)),
    ]
    within = [
        paragraph(_("Expert panel"), style="Heading1"),
        paragraph(hold("panel")),
        *_where_any("robustness", _titled(_("Does the conclusion stand?"), "robustness")),
        *_where_any("agreement", _titled(_("Do the experts agree?"), "agreement")),
        *_where_any("discussed", discussed),
    ]
    yield from _where_any("panel", within)
    title = _("Opinions, and what became of them")
    replied = (_("No."), _("Opinion"), _("Uptake"), _("Reply"))
    told = ("number", "text", "uptake", "reply")
    yield from _chapter("opinions", title, replied, told, (800, 3522, 1200, 3322))


def _decision() -> Iterable[str]:
    heads = (
        _("No."),
        _("What must be done"),
        _("Indicator"),
        _("By whom"),
        _("Due"),
        label("conditions.proof"),
    )
    columns = ("number", "text", "indicator", "owner", "due", "proof")
    dissents = [
        paragraph(_("Other opinions"), style="Heading2"),
        paragraph(hold("dissents", "#")),
        wrapped(run(hold("dissents.choice"), parts.BOLD)),
        paragraph(hold("dissents.opinion")),
        paragraph(hold("dissents", "/")),
    ]
    within = [
        paragraph(_("Decision"), style="Heading1"),
        wrapped(run(hold("result"), parts.BOLD) + run(f"　{hold('vote')}")),
        *_where_any("note", [paragraph(hold("note"))]),
        *_where_any("superseded", [paragraph(_("It supersedes: ") + hold("superseded"))]),
        *_where_any("deviation", _titled(_("Why it differs from the proposed conclusion"), "deviation")),
        *_where_any(
            "conditions",
            [
                paragraph(_("Conditions"), style="Heading2"),
                *_table("conditions", heads, columns, (700, 3044, 1000, 1500, 1300, 1300)),
            ],
        ),
        *_where_any("dissents", dissents),
        *_where_any("follow_up", _titled(_("Follow-up"), "follow_up")),
    ]
    yield from _where_any("vote", within)


def _reckoning() -> Iterable[str]:
    within = [
        paragraph(_("How the conclusion was worked out"), style="Heading1"),
        paragraph(hold("steps", "#")),
        paragraph(hold("steps.about"), style="Heading3"),
        paragraph(hold("steps.text"), style="Small"),
        paragraph(hold("steps", "/")),
    ]
    yield from _where_any("steps", within)
    yield from _chapter(
        "withheld",
        _("What is withheld"),
        (_("No."), _("What"), _("Ground: Regulations on Open Government Information (2019)")),
        ("number", "what", "ground"),
        (900, 2500, 5444),
    )
    heads = (_("Indicator"), _("Evidence"), _("Page"), _("Dated"), label("evidence.access"))
    columns = ("indicator", "name", "page", "dated", "access")
    yield from _chapter("evidence", _("Evidence"), heads, columns, (1300, 4344, 900, 1300, 1000))


def _origin() -> Iterable[str]:
    yield paragraph(_("Origin of the indicators"), style="Heading1")
    yield paragraph(hold("provenance"), style="Small")
    yield from _where_any(
        "sources",
        [
            paragraph(hold("sources", "#")),
            paragraph(hold("sources.text"), style="Small"),
            paragraph(hold("sources", "/")),
        ],
    )
    yield paragraph(_("Check this document"), style="Heading1")
    rows = {
        "code": _("Verification code"),
        "checking_page": _("Checking page"),
        "record_hash": _("Hash of the record (SHA-256)"),
        "ledger_place": _("Place in the ledger"),
        "set_hash": _("Hash of the indicator set"),
    }
    yield parts.table([(label, hold(key)) for key, label in rows.items()], (TERM, WIDTH - TERM))
    yield paragraph(
        _(
            "A Word document can be changed by anyone. What was decided is the public record: enter the code on the "
            "checking page to read it."
        ),
        style="Note",
    )


def _titled(title: str, key: str) -> list[str]:
    return [paragraph(title, style="Heading2"), paragraph(hold(key))]


def _where_any(key: str, within: Iterable[str]) -> Iterable[str]:
    return (paragraph(hold(key, "?")), *within, paragraph(hold(key, "/")))


def _chapter(
    key: str, title: str, heads: Sequence[str], columns: Sequence[str], widths: Sequence[int]
) -> Iterable[str]:
    """A list's own chapter, left out where there is nothing in it."""
    return _where_any(key, [paragraph(title, style="Heading1"), *_table(key, heads, columns, widths)])


def _listed(key: str, heads: Sequence[str], columns: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    return _where_any(key, _table(key, heads, columns, widths))


def _table(key: str, heads: Sequence[str], columns: Sequence[str], widths: Sequence[int]) -> list[str]:
    """With a row that is repeated for each entry."""
    cells = [hold(f"{key}.{column}") for column in columns]
    return [parts.table([cells], widths, heads=heads)]
