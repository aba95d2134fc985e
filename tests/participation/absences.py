"""Saying in tests why no children are heard."""

from participation.models import Absence
from participation.operations.absences import sign_absence, write_absence
from tests.kept import kept

REASON = "事项只涉及内部流程，不影响任何儿童。"


@kept
def excuse(case, link, actor, reason=REASON):
    """Written over whatever stands there."""
    stored = Absence.objects.filter(assessment=case.assessment, link=link).first()
    return write_absence(
        assessment=case.assessment,
        link=link,
        version=stored.version if stored else 0,
        content={"reason": reason},
        actor=actor,
    )


@kept
def sign(case, link, actor):
    stored = Absence.objects.get(assessment=case.assessment, link=link)
    return sign_absence(assessment=case.assessment, link=link, version=stored.version, actor=actor)


def excused(case, city, *links):
    """Written by an officer, signed by the head."""
    for link in links:
        excuse(case, link, city.drafter)
        sign(case, link, city.head)
