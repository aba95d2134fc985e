"""The figures of the yearly audit of how minors' data were handled (未成年人网络保护条例, article 37)."""

from dataclasses import dataclass

from django.db.models import CharField, Count, Q, Sum, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Organisation, User
from assessments.models import Evidence, OfflineCopy
from ledger.models import Event
from participation.enums import Handling
from participation.models import Comment, Concern, Remark, Session, Sheet
from participation.queries.readings import named, of_city, posts_of
from privacy.models import Erasure, SensitiveReading


@dataclass(frozen=True)
class Opened:
    """How often one person opened one kind of words for one reason, and how many rows in all."""

    who: str
    posts: str
    what: str
    why: str
    times: int
    rows: int


@dataclass(frozen=True)
class Carried:
    """How often a retention rule was carried out, and how many rows it erased."""

    rule: str
    times: int
    rows: int


@dataclass(frozen=True)
class Audit:
    """Of one city and one year. `unproved`: erasures whose entry in the ledger says something else, or is gone.
    `exports` counts what left the system in files; none of them holds raw words of minors."""

    city: Organisation
    year: int
    sessions: int
    remarks: int
    comments: int
    opened: list[Opened]
    erased: list[Carried]
    unproved: int
    taken_back: int
    sheets_taken_back: int
    concerns: dict[Handling, int]
    copies: int
    downloads: int


def audit(city: Organisation, year: int) -> Audit:
    remarks = Remark.objects.filter(_of_session(city))
    sheets = Sheet.objects.filter(_of_session(city))
    erasures = Erasure.objects.filter(of_city(city), erased_at__year=year)
    handled = Concern.objects.filter(city=city, raised_at__year=year).order_by().values_list("handling")
    concerns = dict(handled.annotate(Count("pk")))
    proofs = Event.objects.in_bulk([each.ledger_position for each in erasures])
    return Audit(
        city=city,
        year=year,
        sessions=Session.objects.filter(_of_unit(city, "assessment"), held_on__year=year).count(),
        remarks=remarks.filter(recorded_at__year=year).count(),
        comments=Comment.objects.filter(_of_unit(city, "notice__assessment"), received_on__year=year).count(),
        opened=_opened(city, year),
        erased=[
            Carried(rule=rule, times=times, rows=rows)
            for rule, times, rows in erasures.order_by("rule")
            .values_list("rule")
            .annotate(Count("pk"), Sum("rows"))
        ],
        unproved=sum(not _proves(proofs.get(each.ledger_position), each) for each in erasures),
        taken_back=remarks.filter(taken_back_at__year=year).count(),
        sheets_taken_back=sheets.filter(taken_back_at__year=year).count(),
        concerns={handling: concerns.get(handling, 0) for handling in Handling},
        copies=OfflineCopy.objects.filter(_of_unit(city, "assessment"), taken_at__year=year).count(),
        downloads=_downloads(city, year),
    )


def _opened(city: Organisation, year: int) -> list[Opened]:
    rows = list(
        SensitiveReading.objects.filter(of_city(city), read_at__year=year)
        .order_by("reader", "what", "reason")
        .values_list("reader", "what", "reason")
        .annotate(Count("pk"), Sum("rows"))
    )
    readers = {reader for reader, *_rest in rows}
    people, posts = User.objects.in_bulk(readers), posts_of(readers)
    return [
        Opened(
            who=str(people[reader]),
            posts=posts.get(reader, ""),
            what=named(what),
            why=reason,
            times=times,
            rows=count,
        )
        for reader, what, reason, times, count in rows
    ]


def _proves(event: Event | None, erasure: Erasure) -> bool:
    said = {"rule": erasure.rule, "rows": erasure.rows, "keys": erasure.keys_hash}
    return event is not None and (event.subject, event.data) == (erasure.subject, said)


def _downloads(city: Organisation, year: int) -> int:
    files = Evidence.objects.filter(_of_unit(city, "assessment")).order_by()
    subjects = files.annotate(
        named=Concat(Value("evidence:"), Cast("pk", CharField()), output_field=CharField())
    ).values("named")
    return Event.objects.filter(name="evidence.downloaded", subject__in=subjects, at__year=year).count()


def _of_session(city: Organisation) -> Q:
    return _of_unit(city, "session__assessment")


def _of_unit(city: Organisation, file: str) -> Q:
    unit = f"{file}__drafting_unit"
    return Q(**{unit: city}) | Q(**{f"{unit}__parent": city})
