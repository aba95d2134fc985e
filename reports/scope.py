"""Who is affected and how children take part, as the record writes it."""

from collections import defaultdict

from accounts.models import Organisation
from assessments.models import Assessment, Assignment
from reports.plain import Data, named, pair, text


def children(assessment: Assessment) -> list[Data]:
    """In the order of the edition's ages and groups, with their numbers as they are."""
    file = assessment.indicator_set.file
    ages, groups = [each.code for each in file.age_groups], [each.code for each in file.groups]
    counts = [each for each in assessment.child_counts.all() if each.group in groups]
    counts.sort(key=lambda each: (each.age in ages and ages.index(each.age), groups.index(each.group)))
    return [
        {
            "age": named(file.age_groups, each.age),
            "group": named(file.groups, each.group),
            "number": each.number,
            "source": each.source,
            "year": each.year,
            "basis": each.basis,
            "gap": each.gap,
        }
        for each in counts
    ]


def participation(assessment: Assessment) -> list[Data]:
    """By link, under the city's name for it where its procedure names it."""
    links = {each.link: text(each.name) for each in assessment.profile.participation}
    return [
        {"link": each.link, "name": links.get(each.link), **each.content()}
        for each in assessment.participation_plans.all()
    ]


def contributors(assessment: Assessment) -> list[Data]:
    """Other units that answered indicators, with the codes of these."""
    codes: dict[Organisation, list[str]] = defaultdict(list)
    finished = Assignment.objects.live().filter(assessment=assessment).exclude(done_at=None)
    for each in finished.select_related("unit", "indicator").order_by("unit__code", "indicator__position"):
        codes[each.unit].append(each.indicator.code)
    return [{"unit": pair(unit, "name"), "indicators": answered} for unit, answered in codes.items()]
