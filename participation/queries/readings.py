"""Who opened raw words, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from assessments.models import Assessment
from participation.models import Concern
from privacy.models import SensitiveReading

WHAT = {
    "remarks": pgettext_lazy("reading", "Remarks of children"),
    "comments": pgettext_lazy("reading", "Comments on a public notice"),
    "concern": pgettext_lazy("reading", "A sign of harm"),
}


@dataclass(frozen=True)
class Reading:
    """A row of the page; `code` is the case's number where the reading was of a case. `posts` are those that the reader
    holds now."""

    row: SensitiveReading
    what: str
    posts: str
    code: str


def may_look(user: User) -> bool:
    return bool({post.role for post in user.posts} & {Role.OFFICE, Role.PROTECTION})


def readings_for(user: User) -> QuerySet[SensitiveReading]:
    """Of the cities whose office the person works in; and of concerns, for whom they are visible to: nobody else is to
    know that there were any. The newest first."""
    offices = [post.organisation for post in user.posts if post.role == Role.OFFICE]
    cities = {each.parent_id or each.pk for each in offices}
    theirs = _of_concerns(Concern.objects.visible_to(user))
    if cities:
        theirs |= of_cases(cities)
    return SensitiveReading.objects.filter(theirs).select_related("reader")


def listed(rows: Iterable[SensitiveReading]) -> list[Reading]:
    """In two queries, however many rows."""
    there = list(rows)
    posts = posts_of({row.reader_id for row in there})
    return [
        Reading(row=row, what=named(row.what), posts=posts.get(row.reader_id, ""), code=_code(row.subject))
        for row in there
    ]


def named(what: str) -> str:
    return str(WHAT.get(what, what))


def posts_of(people: set[int]) -> dict[int, str]:
    """By the key of a person, all posts in words."""
    found: dict[int, list[str]] = {}
    held = Post.objects.filter(group__user__in=people).order_by("pk").annotate(person=F("group__user"))
    for post in held.select_related("organisation"):
        found.setdefault(post.person, []).append(str(post))
    return {person: _("; ").join(posts) for person, posts in found.items()}


def of_cases(cities: set[int]) -> Q:
    """That a ledger's subject is a case of these cities."""
    files = Assessment.objects.filter(Q(drafting_unit__in=cities) | Q(drafting_unit__parent__in=cities))
    return Q(
        subject__in=files.annotate(named=Concat(Value("case:"), "code", output_field=CharField())).values(
            "named"
        )
    )


def of_city(city: Organisation) -> Q:
    """The same, with the city's concerns."""
    return of_cases({city.pk}) | _of_concerns(Concern.objects.filter(city=city))


def _of_concerns(concerns: QuerySet[Concern]) -> Q:
    named = Concat(Value("concern:"), Cast("pk", CharField()), output_field=CharField())
    return Q(subject__in=concerns.order_by().annotate(named=named).values("named"))


def _code(subject: str) -> str:
    kind, _colon, code = subject.partition(":")
    return code if kind == "case" else ""
