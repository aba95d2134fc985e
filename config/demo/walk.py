"""Driving a demonstration case through the real operations, as far as its file goes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from ruamel.yaml import YAML

from accounts.models import Organisation, User
from assessments.operations import attach_evidence, save_answer
from committees.operations import Obligation, cast_vote
from config.demo.papers import paper
from indicators.models import Indicator, IndicatorSet
from panels.operations import record_score, seal_seat, seat_experts
from workflows.enums import Action
from workflows.models import Case
from workflows.operations import advance, decide, open_case

Say = Callable[[str], None]
OFFICE = "office"


def walk(file: Path, say: Say) -> Case:
    """Open the file's case and play answers, scores, votes, decision; what the file lacks stays to be done by hand."""
    return _Walk(YAML(typ="safe").load(file), say).run()


def load_case_code(file: Path) -> str:
    return str(YAML(typ="safe").load(file)["code"])


class _Walk:
    """One case on its way. Each step ends where the file has nothing more to say."""

    def __init__(self, script: dict[str, Any], say: Say) -> None:
        self.script, self.say = script, say
        self.unit = Organisation.objects.get(code=script["drafting_unit"])
        self.drafter = User.objects.filter(
            groups__post__organisation=self.unit, groups__post__role="drafter"
        ).earliest("pk")
        self.office = User.objects.get(username=OFFICE)
        indicator_set = IndicatorSet.objects.filter(code=script["indicator_set"]).latest("loaded_at")
        self.indicators: dict[str, Indicator] = {each.code: each for each in indicator_set.indicators.all()}
        self.case = self._open(indicator_set)

    def run(self) -> Case:
        self.say("自评 / self-assessment")
        self._answer()
        if "scores" not in self.script:
            return self.case
        self._move(Action.HAND_IN, self.drafter)
        self.say("专家评分 / expert panel")
        if not self._score():
            return self.case
        self._move(Action.OPEN_SCORES, self.office)
        self.say("审定 / committee")
        self._vote()
        if "decision" in self.script:
            self._decide()
            self.say("公布 / publication")
            self._move(Action.ISSUE, self.office)
        return self.case

    def _open(self, indicator_set: IndicatorSet) -> Case:
        script = self.script
        return open_case(
            code=script["code"],
            indicator_set=indicator_set,
            drafting_unit=self.unit,
            title=script["title"]["zh"],
            title_en=script["title"]["en"],
            summary=script["summary"],
            summary_en=script["summary_en"],
            matter_class=script["matter_class"],
            drafting_started=script["drafting_started"],
            illustrative=True,
            actor=self.drafter,
        )

    def _answer(self) -> None:
        for code, content in self.script["answers"].items():
            self._write(save_answer, code, version=0, content=content)
        for entry in self.script.get("evidence", []):
            content = ContentFile(paper(entry["name"], entry["title"], entry["body"]))
            self._write(attach_evidence, entry["indicator"], file=content, name=entry["name"])

    def _write(self, operation: Callable[..., object], code: str, **what: object) -> None:
        operation(
            assessment=self.case.assessment, indicator=self.indicators[code], actor=self.drafter, **what
        )

    def _score(self) -> bool:
        """Seat the panel, enter the scores; True when every expert has finished and sealed."""
        sheets = {User.objects.get(username=name): scores for name, scores in self.script["scores"].items()}
        panel = self.case.panel
        seat_experts(panel=panel, experts=list(sheets), actor=self.office)
        self._move(Action.ACCEPT, self.office)
        for expert, scores in sheets.items():
            for code, content in scores.items():
                record_score(
                    panel=panel, indicator=self.indicators[code], version=0, content=content, actor=expert
                )
            if len(scores) == len(self.indicators):
                seal_seat(panel=panel, actor=expert)
        return all(len(scores) == len(self.indicators) for scores in sheets.values())

    def _vote(self) -> None:
        for name, vote in self.script["votes"].items():
            member = User.objects.get(username=name)
            cast_vote(meeting=self.case.meeting, choice=vote["choice"], opinion=vote["dissent"], actor=member)

    def _decide(self) -> None:
        decision = self.script["decision"]
        conditions = [
            Obligation(each["text"], each["owner"], each["due"], self.indicators[each["indicator"]])
            for each in decision["conditions"]
        ]
        decide(case=self.case, note=decision["note"], obligations=conditions, actor=self.office)
        self.case.refresh_from_db()

    def _move(self, action: Action, actor: User) -> None:
        self.case = advance(case=self.case, action=action, actor=actor)
