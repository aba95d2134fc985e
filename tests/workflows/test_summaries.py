"""The ledger's rows always equal what they would be if worked out anew."""

from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from random import Random

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from assessments.enums import Need, Part, ReturnReason
from assessments.operations.returning import Flaw
from assessments.signals import answered
from committees.enums import Outcome
from ledger.errors import Conflict, Refused
from tests import factories
from tests.factories import bring_to
from tests.set_files import STAGES
from workflows.bulk import assign_handler
from workflows.clock import extend_deadline
from workflows.enums import Action, Stage
from workflows.models import Case, CaseSummary
from workflows.operations import advance, hand_back, hand_over, reopen, send_back, withdraw
from workflows.summaries import page_key, recomputed, refresh, searchable


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def stored(case):
    return columns(CaseSummary.objects.get(case=case.pk))


def in_step(case):
    return stored(case) == columns(recomputed(case))


def test_an_opened_case_stands_in_the_ledger(case, city):
    row = CaseSummary.objects.get()
    assert (row.code, row.city, row.unit, row.stage, row.waits_for, row.answers_total, row.ended) == (
        str(case), city.place, city.units["planning"], Stage.SELF_ASSESSMENT, "drafters", 3, False,
    )  # fmt: skip
    assert in_step(case)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.WITHDRAWN])
def test_a_row_is_in_step_in_every_stage(city, stage):
    case = factories.make_case(city, factories.make_set(stages=STAGES, special=("RUR",)))
    case = bring_to(stage, case, city)
    assert (stored(case)["stage"], in_step(case)) == (stage, True)


def test_a_row_says_that_nothing_had_to_be_assessed(full_case, city):
    case = factories.screened_out(full_case, city)
    assert (stored(case)["outcome"], in_step(case)) == (Need.NOT_NEEDED, True)


def test_a_row_has_the_outcome_of_its_round_alone(case, city):
    case = factories.returned(case, city)
    assert (stored(case)["outcome"], stored(case)["round"], in_step(case)) == ("", 2, True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("", False), ("-1", True), (1, 1, 0)),
        (("", False), ("unknown", False), (0, 0, 1)),
        (("-2", True), ("unknown", False), (-1, -1, 1)),
        (("-2", True), ("-1", True), (0, 0, 0)),
    ],
)
def test_one_answer_moves_the_counts_by_its_difference(case, before, after, expected):
    CaseSummary.objects.update(answers_complete=5, negatives=5, unknowns=5)
    answered.send(None, assessment=case.assessment, before=before, after=after)
    row = stored(case)
    assert tuple(row[name] - 5 for name in ("answers_complete", "negatives", "unknowns")) == expected


@pytest.mark.parametrize(("after", "queries"), [(("1", True), 1), (("", False), 0)])
def test_one_answer_costs_one_update_or_none(case, count_queries, after, queries):
    sent = {"assessment": case.assessment, "before": ("", False), "after": after}
    assert count_queries(lambda: answered.send(None, **sent)) == queries


def test_writing_a_row_takes_two_queries(case, count_queries):
    assert count_queries(lambda: refresh(case)) == 2


def test_a_move_that_is_refused_leaves_the_row_alone(case, city):
    before = stored(case)
    with pytest.raises(Refused):
        advance(case=case, action=Action.HAND_IN, actor=city.drafter)
    assert stored(case) == before


def test_open_cases_come_by_their_deadline_and_ended_ones_last():
    early, late = (datetime(2026, month, 5, tzinfo=UTC) for month in (1, 2))
    keys = [
        page_key(ended=False, due_at=early, since=early),
        page_key(ended=False, due_at=late, since=early),
        page_key(ended=False, due_at=None, since=early),
        page_key(ended=True, due_at=None, since=late),
        page_key(ended=True, due_at=None, since=early),
    ]
    assert (keys, {len(key) for key in keys}) == (sorted(keys), {11})


def test_texts_are_looked_for_in_one_width_and_case():
    assert searchable("QZ-\uff12\uff10\uff12\uff16 Straße 学校") == "qz-2026 strasse 学校"


# What a walk may try next, whoever it is allowed to: what is refused changes nothing.
NEXT = dict(zip(STAGES, [*list(STAGES)[1:], Stage.ISSUING], strict=True))
RATINGS = ("-2", "-1", "0", "1", "2", "na", "unknown", "")


class Walk:
    """One case, taken through operations in an order that the seed decides."""

    def __init__(self, city, case, seed):
        self.city, self.case, self.chance = city, case, Random(seed)  # noqa: S311 - a walk, no secret

    def step(self):
        # Forward more often than anything else, so that a walk gets far.
        forward, seldom = (self.write, self.forward), (self.back, self.rest, self.hand_over, self.refused)
        ways = [*forward, *forward, *forward, *seldom]
        with suppress(Refused, Conflict, PermissionDenied):
            self.chance.choice(ways)()
        self.case = Case.objects.get(pk=self.case.pk)

    def write(self):
        code = self.chance.choice(factories.codes(self.case))
        rating = self.chance.choice(RATINGS)
        texts = {
            "facts": self.chance.choice(("", "数据。")),
            "mitigation": self.chance.choice(("", "错峰。")),
        }
        factories.answer(self.case, code, self.city.drafter, rating=rating, **texts)

    def forward(self):
        if self.case.state == Stage.COMMITTEE and self.chance.random() < 0.5:
            factories.vote_all(self.case, self.city, Outcome.RETURN)
            factories.decide(case=self.case, deviation="重新评价。", obligations=[], actor=self.city.office)
        elif self.case.state in NEXT:
            bring_to(NEXT[self.case.state], self.case, self.city)

    def back(self):
        if self.case.state == Stage.SIGN_OFF:
            hand_back(case=self.case, note="请修改。", actor=self.city.head)
        else:
            items = [Flaw(Part.ANSWER, "A1", ReturnReason.THIN)] if self.chance.random() < 0.5 else []
            send_back(case=self.case, note="请补充。", items=items, actor=self.city.office)

    def rest(self):
        """Withdrawn, and sooner or later taken up again."""
        turn = reopen if self.case.state == Stage.WITHDRAWN else withdraw
        turn(case=self.case, note="情况有变。", actor=self.city.drafter)

    def hand_over(self):
        officers = [self.city.drafter, self.city.colleague]
        if self.chance.random() < 0.5:
            hand_over(case=self.case, to=self.chance.choice(officers), note="", actor=self.city.drafter)
        else:
            handler = self.chance.choice([None, self.city.office, self.city.office_two])
            assign_handler(cases=[self.case.pk], handler=handler, actor=self.city.office)
            extend_deadline(case=self.case, days=3, reason="材料较多。", actor=self.city.office)

    def refused(self):
        factories.move(self.case, self.chance.choice(list(Action)), self.city.outsider)


@pytest.mark.parametrize("seed", range(6))
def test_a_row_stays_in_step_on_any_walk(city, seed):
    chosen = factories.make_set(stages=STAGES, special=("RUR",))
    walk = Walk(city, factories.make_case(city, chosen), seed)
    for _step in range(24):
        walk.step()
        assert in_step(walk.case)


def test_cases_from_before_the_ledger_get_the_same_rows(city):
    """The migration works them out by itself."""
    chosen = factories.make_set(stages=STAGES, special=("RUR",))
    for stage in (Stage.SCREENING, Stage.SELF_ASSESSMENT, Stage.COMMITTEE, Stage.PUBLICATION, Stage.ISSUING):
        bring_to(stage, factories.make_case(city, chosen, trigger="突发事件。"), city)
    factories.screened_out(factories.make_case(city, chosen), city)
    rows = [columns(row) for row in CaseSummary.objects.order_by("pk")]
    CaseSummary.objects.all().delete()
    import_module("workflows.migrations.0008_case_summaries").summarise(apps, None)
    assert [columns(row) for row in CaseSummary.objects.order_by("pk")] == rows
