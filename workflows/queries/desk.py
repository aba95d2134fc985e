"""My desk: what waits for a person, the most urgent first; drafts; and the cases of others that the person can read."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.models import Organisation, Post, User
from indicators.models import DraftSet
from workflows.models import CaseSummary
from workflows.queries.waiting import CityLights, DeskRow, read_only, waiting_for

OTHERS = 20


@dataclass(frozen=True)
class Desk:
    """`others` are the next to be due; `has_more` says that there are more of them. `drafts` are sets of the office
    in the making."""

    waiting: list[DeskRow]
    others: list[DeskRow]
    has_more: bool
    drafts: list[DraftSet]
    drafting_units: list[Organisation]
    lists_cases: bool


def desk(user: User) -> Desk:
    """In a fixed number of queries, however many cases there are."""
    waiting = waiting_for([user])[user.pk]
    posts = list(Post.objects.filter(group__user=user).select_related("organisation"))
    visible = CaseSummary.objects.visible_to(user).exclude(code__in={row.code for row in waiting})
    others = list(visible.select_related("case__assessment").order_by("order", "pk")[: OTHERS + 1])
    lights = CityLights() if others else {}
    return Desk(
        waiting=waiting,
        others=[read_only(row, lights[row.city_id]) for row in others[:OTHERS]],
        has_more=len(others) > OTHERS,
        drafts=list(DraftSet.objects.visible_to(user).open()[:OTHERS]),
        drafting_units=[post.organisation for post in posts if post.role == Role.DRAFTER],
        lists_cases=any(post.role in {Role.OFFICE, Role.DRAFTER, Role.HEAD} for post in posts),
    )
