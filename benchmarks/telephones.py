"""A web server with open links for groups, as the demonstration runs it, and what has come in under them.

Its rows are made by a process of its own, so that whoever asks for it keeps the database at hand.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import django

from launcher import demo, ports, services
from launcher.paths import MANAGE, PYTHON, ROOT
from launcher.supervisor import Supervisor

QUESTIONS = [
    {
        "kind": "face",
        "text": "你住的地方怎么样？",
        "text_en": "How do you like it here?",
        "pictogram": "home",
    },
    {"kind": "face", "text": "玩耍的地方怎么样？", "text_en": "And the places to play?", "pictogram": "play"},
    {
        "kind": "face",
        "text": "上学路上感觉怎么样？",
        "text_en": "And your way to school?",
        "pictogram": "road",
    },
    {"kind": "words", "text": "你希望这里有什么？", "text_en": "What do you wish for?", "pictogram": "idea"},
]


@dataclass(frozen=True)
class Room:
    """`address` ends with a slash. `logs`: what the server wrote down."""

    address: str
    tokens: list[str]
    logs: Path

    def page(self, number: int = 0) -> str:
        return f"{self.address}v/{self.tokens[number]}/"

    def ask(self, what: str, *words: str) -> Any:
        """Run one of the functions below beside the server."""
        return json.loads(_python("-m", "benchmarks.telephones", what, *words))


@contextlib.contextmanager
def served(links: int, *, database: str = "", minutes: int = 60) -> Iterator[Room]:
    """SQLite as on one machine, or the database at this URL, which is filled."""
    with (
        ports.listen(0) as door,
        services.short_folder() as short,
        Supervisor(short / "logs") as children,
        mock.patch.dict(os.environ),
    ):
        demo.stand_alone()
        os.environ["TONGPING_VAR"] = str(short / "var")
        if database:
            os.environ["DATABASE_URL"] = database
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            _python(str(MANAGE), *command)
        tokens = json.loads(_python("-m", "benchmarks.telephones", "fill", str(links), str(minutes)))
        yield Room(demo.start_web(children, door), tokens, children.logs)


def fill(links: str, minutes: str) -> list[str]:
    """As many sessions of one case, each with its link."""
    from benchmarks.autosave import case_and_officer  # noqa: PLC0415
    from participation.enums import Facilitator, Method, PlaceType  # noqa: PLC0415
    from participation.operations.collecting import open_collection  # noqa: PLC0415
    from participation.operations.sessions import record_session  # noqa: PLC0415

    case, officer = case_and_officer()
    held: dict[str, object] = {
        "link": "needs",
        "held_on": date.today(),  # noqa: DTZ011 — the machine's own day will do
        "place": PlaceType.SCHOOL,
        "method": Method.QUESTIONNAIRE,
        "facilitator": Facilitator.TEACHER,
        "guardian_consent": True,
        "child_assent": True,
        "may_use": True,
    }
    tokens = []
    for _link in range(int(links)):
        session = record_session(assessment=case.assessment, content=held, actor=officer)
        link = open_collection(
            session=session,
            questions=QUESTIONS,
            minutes=int(minutes),
            promise=date.today() + timedelta(days=14),  # noqa: DTZ011
            actor=officer,
        )
        tokens.append(link.token)
    return tokens


def received() -> dict[str, list[object]]:
    """The keys of all sheets, the texts of all remarks, the numbers of concerns."""
    from participation.models import Concern, Remark, Sheet  # noqa: PLC0415

    return {
        "sheets": sorted(str(key) for key in Sheet.objects.values_list("key", flat=True)),
        "faces": list(Sheet.objects.order_by("pk").values_list("faces", flat=True)),
        "words": sorted(Remark.objects.values_list("text", flat=True)),
        "concerns": list(Concern.objects.values_list("text", flat=True)),
    }


def close(token: str, seconds: str) -> bool:
    """Let a link close by itself in so many seconds."""
    from django.utils import timezone  # noqa: PLC0415

    from participation.models import Collection  # noqa: PLC0415

    moment = timezone.now() + timedelta(seconds=int(seconds))
    return Collection.objects.filter(token=token).update(closes_at=moment) == 1


def _python(*words: str) -> str:
    done = subprocess.run([str(PYTHON), *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    what, *words = sys.argv[1:]
    print(json.dumps({"fill": fill, "received": received, "close": close}[what](*words)))


if __name__ == "__main__":
    main()
