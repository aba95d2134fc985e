"""Writing the scope of a case in tests."""

from assessments.operations import save_applicability, save_count, save_plan
from tests import factories

ASKS = ("children", "participation")
PLAN = {"method": "座谈", "when": "三月", "whom": "六年级学生", "reason_for_none": ""}
COUNT = {"age": "", "group": "ALL", "number": 120, "source": "学籍", "year": 2025, "basis": "", "gap": ""}


def count(case, actor, *, row=None, version=0, **changes):
    content = COUNT | changes
    return save_count(assessment=case.assessment, row=row, version=version, content=content, actor=actor)


def plan(case, actor, link="needs", *, version=0, **changes):
    return save_plan(
        assessment=case.assessment, link=link, version=version, content=PLAN | changes, actor=actor
    )


def applies(case, actor, rating="na", reason="与本事项无关。", *, version=0, code="A1"):
    return save_applicability(
        assessment=case.assessment,
        indicator=factories.indicator(case, code),
        version=version,
        content={"rating": rating, "reason": reason},
        actor=actor,
    )
