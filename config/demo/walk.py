"""Driving a demonstration case through the real operations, as far as its file goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.enums import Need, Part, ReturnReason
from assessments.operations.returning import Flaw
from config.demo import notice, panel, publishing, sitting
from config.demo.clocks import date_decision, live_through
from config.demo.hearing import excuse, hear
from config.demo.plans import planned
from config.demo.writing import assess, correct, screen
from indicators.models import Indicator, IndicatorSet
from workflows.assigning import assign
from workflows.clock import calendar_of
from workflows.enums import Action, Stage
from workflows.models import Case
from workflows.operations import advance, hand_over, open_case, send_back, withdraw

Say = Callable[[str], None]


def walk(file: Path, say: Say) -> tuple[Case, dict[str, Any]]:
    """Open the file's case and take it along its path: through publication, or to the stage that the file says it
    `rests_in`; what it does not tell of that stage is left to be done by hand. With the case what its file says."""
    script = YAML(typ="safe").load(file)
    return _Walk(script, say).run(), script


def load_case_code(file: Path) -> str:
    """Without reading all of the file."""
    with file.open(encoding="utf-8") as lines:
        return next(line for line in lines if line.startswith("code: ")).removeprefix("code: ").strip()


class _Walk:
    """One case on its way: in each stage first what people write there, then the move out of it."""

    def __init__(self, script: dict[str, Any], say: Say) -> None:
        self.script, self.say = script, say
        self.unit = Organisation.objects.get(code=script["drafting_unit"])
        self.drafter = self._first(Role.DRAFTER, self.unit)
        self.office = self._first(Role.OFFICE, self.unit.city)
        indicator_set = IndicatorSet.objects.get(code=script["indicator_set"], edition=script["edition"])
        self.indicators: dict[str, Indicator] = {each.code: each for each in indicator_set.indicators.all()}
        self.to_return = script.get("returned")
        self.case = self._open(indicator_set)

    def run(self) -> Case:
        write: dict[Stage, Callable[[], None]] = {
            Stage.SCREENING: lambda: screen(self.case.assessment, self.script, self.drafter),
            Stage.SELF_ASSESSMENT: self._assess,
            Stage.OFFICE_CHECK: lambda: panel.seat(self.case, self.script, self.office),
            Stage.EXPERT_PANEL: self._score,
            Stage.DISCUSSION: lambda: panel.discuss(self.case, self.script, self.indicators, self.office),
            Stage.REPLY: lambda: panel.answer(self.case, self.script, self.drafter),
            Stage.COMMITTEE: lambda: sitting.meet(self.case, self.script, self.office),
            Stage.PUBLIC_NOTICE: lambda: notice.write(self.case, self.script, self.office),
            Stage.PUBLICATION: lambda: publishing.write(self.case, self.script, self.office),
        }
        leave: dict[Stage, Callable[[], None]] = {
            Stage.SCREENING: self._screened,
            Stage.SELF_ASSESSMENT: lambda: self._move(Action.HAND_IN, self.drafter),
            Stage.SIGN_OFF: lambda: self._move(Action.SIGN, self._first(Role.HEAD, self.unit)),
            Stage.OFFICE_CHECK: self._checked,
            Stage.EXPERT_PANEL: lambda: self._move(Action.OPEN_SCORES, self.office),
            Stage.DISCUSSION: lambda: self._move(Action.CLOSE_DISCUSSION, self.office),
            Stage.REPLY: lambda: self._move(Action.HAND_IN_REPLIES, self.drafter),
            Stage.COMMITTEE: self._decide,
            Stage.PUBLIC_NOTICE: self._close_notice,
            Stage.PUBLICATION: self._publish,
        }
        while (stage := Stage(self.case.state)) in leave:
            self.say(str(stage.label))
            if stage in write:
                write[stage]()
            if stage == self.script.get("rests_in") and self.to_return is None:
                break
            leave[stage]()
        if told := self.script.get("handed_over"):
            to = User.objects.get(username=told["to"])
            self.case = hand_over(case=self.case, to=to, note=told["note"], actor=self.drafter)
        if note := self.script.get("withdrawn"):
            self.case = withdraw(case=self.case, note=note, actor=self.drafter)
        live_through(self.case, self.script.get("days_left"), self.script.get("published_days_ago", 0))
        notice.date_notices(self.case)
        return self.case

    def _open(self, indicator_set: IndicatorSet) -> Case:
        script, item = self.script, None
        if script.get("plan_year"):
            item = planned(script, indicator_set, self.unit, drafter=self.drafter, office=self.office)
        return open_case(
            plan_item=item,
            code=script["code"],
            indicator_set=indicator_set,
            drafting_unit=self.unit,
            title=script["title"]["zh"],
            title_en=script["title"]["en"],
            summary=script["summary"],
            summary_en=script["summary_en"],
            matter_class=script["matter_class"],
            drafting_started=script["drafting_started"],
            draft_closes=script.get("draft_closes"),
            ages=script.get("ages", ()),
            gate=script.get("gate", ""),
            trigger=script.get("trigger", ""),
            illustrative=True,
            actor=self.drafter,
        )

    def _screened(self) -> None:
        needed = self.script["screening"]["conclusion"] == Need.NEEDED
        self._move(Action.SCREEN_IN if needed else Action.SCREEN_OUT, self.drafter)

    def _assess(self) -> None:
        file = self.case.assessment
        if file.returns.exists():
            correct(file, self.script, self.indicators, self.drafter)
        else:
            assess(file, self.script, self.indicators, self.drafter)
            hear(file, self.script, self.drafter, self.office)
            excuse(file, self.script, self.drafter, self._first(Role.HEAD, self.unit))
            self._ask_others()

    def _ask_others(self) -> None:
        calendar = calendar_of(self.unit.city)
        for told in self.script.get("assigned", []):
            assign(
                case=self.case,
                indicators=[self.indicators[code] for code in told["indicators"]],
                unit=Organisation.objects.get(code=told["unit"]),
                due=calendar.after_working_days(timezone.localdate(), told["days"]),
                note=told["note"],
                actor=self.drafter,
            )

    def _checked(self) -> None:
        """The office accepts it, or sends parts of it back once."""
        if self.to_return is None:
            self._move(Action.ACCEPT, self.office)
            return
        flaws = [
            Flaw(Part(item["part"]), item.get("code", ""), ReturnReason(item["reason"]), item["note"])
            for item in self.to_return["items"]
        ]
        self.case = send_back(case=self.case, note=self.to_return["note"], items=flaws, actor=self.office)
        self.to_return = None

    def _score(self) -> None:
        panel.declare_all(self.case, self.script)
        panel.score(self.case, self.script, self.indicators)
        panel.pass_on(self.case, self.script, self.indicators, self.office)

    def _decide(self) -> None:
        sitting.conclude(self.case, self.script, self.indicators, self.office)
        self.case.refresh_from_db()

    def _close_notice(self) -> None:
        notice.run_out(self.case)
        self._move(Action.CLOSE_NOTICE, self.office)

    def _publish(self) -> None:
        if days_ago := self.script.get("published_days_ago"):
            date_decision(self.case, days_ago)
            notice.date_notices(self.case)
        publishing.sign(self.case, self.office, self._first(Role.HEAD, self.unit))
        self._move(Action.ISSUE, self._publisher())

    def _publisher(self) -> User:
        by_head = self.case.assessment.profile.stage("publication").by == "head"
        return self._first(Role.HEAD, self.unit) if by_head else self.office

    def _move(self, action: Action, actor: User) -> None:
        self.case = advance(case=self.case, action=action, actor=actor)

    @staticmethod
    def _first(role: Role, within: Organisation) -> User:
        """The holder whom the sign-in page names first."""
        return User.objects.holding(role, within).earliest("pk")
