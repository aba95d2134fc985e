"""Real processes that do something at the same moment, and the room of their own in which they do it."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

from django.db import connection

WORKER = Path(__file__).with_name("worker.py")
PATIENCE = 30.0


class Worker:
    def __init__(self, locks):
        named = connection.settings_dict
        address = f"postgres://{named['USER']}@{named['HOST']}:{named['PORT']}/{named['NAME']}"
        self.process = subprocess.Popen(
            [sys.executable, str(WORKER), locks],
            env={**os.environ, "DATABASE_URL": address},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def tell(self, line=""):
        self.process.stdin.write(line + "\n")

    def hear(self):
        assert self.spoke(PATIENCE), "a worker is silent"
        return self.process.stdout.readline().rstrip("\n")

    def spoke(self, seconds=0.01):
        return bool(select.select([self.process.stdout], [], [], seconds)[0])

    def prepare(self, part, case, actor, text=""):
        self.tell(json.dumps({"part": part, "case": str(case), "actor": actor.username, "text": text}))

    def close(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


class Crew:
    """Workers with or without locks, started when they are first needed and kept for the next race."""

    def __init__(self):
        self.workers = {"locked": [], "unlocked": []}

    def take(self, count, locks):
        crew = self.workers[locks]
        crew += [Worker(locks) for _missing in range(count - len(crew))]
        return crew[:count]

    def race(self, *parts, locks="locked"):
        """All at once; how it went for each, in order of the parts."""
        crew = self.take(len(parts), locks)
        for worker, part in zip(crew, parts, strict=True):
            worker.prepare(*part)
        assert [worker.hear() for worker in crew] == ["ready"] * len(crew)
        for worker in crew:
            worker.tell()
        return [worker.hear() for worker in crew]

    def overtake(self, holding, passing, locks="locked"):
        """The second starts while the first holds its transaction open; the first commits once the second waits for it
        or has gone by."""
        first, second = self.take(2, locks)
        for worker, part in ((first, holding), (second, passing)):
            worker.prepare(*part)
        assert [first.hear(), second.hear()] == ["ready", "ready"]
        first.tell()
        assert first.hear() == "holding"
        second.tell()
        while not (second.spoke() or _somebody_waits()):
            pass
        first.tell()
        return [first.hear(), second.hear()]

    def close(self):
        for worker in (*self.workers["locked"], *self.workers["unlocked"]):
            worker.close()


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0] > 0
