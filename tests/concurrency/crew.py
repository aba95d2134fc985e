"""Real processes that do something at the same moment."""

import itertools
import multiprocessing

from django.db import connection

from tests.concurrency import worker

PATIENCE = 30.0
# One process reads all the modules, the others are forked from it.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([worker.__name__])


class Worker:
    def __init__(self, locks):
        self.line, theirs = PROCESSES.Pipe()
        database = connection.settings_dict["NAME"]
        self.process = PROCESSES.Process(target=worker.work, args=(theirs, database, locks))
        self.process.start()
        theirs.close()

    def tell(self, what):
        self.line.send(what)

    def hear(self):
        assert self.line.poll(PATIENCE), "a worker is silent"
        return self.line.recv()

    def close(self):
        self.tell(None)
        self.process.join(PATIENCE)
        self.process.close()
        self.line.close()


class Crew:
    """Workers with or without locks, started when they are first needed and kept for the next race."""

    def __init__(self):
        self.workers = {"locked": [], "unlocked": [], "chain": []}

    def take(self, parts, locks):
        """As many workers as there are parts, each ready to begin."""
        crew = self.workers[locks]
        crew += [Worker(locks) for _missing in range(len(parts) - len(crew))]
        taken = crew[: len(parts)]
        for each, (part, case, actor, *text) in zip(taken, parts, strict=True):
            each.tell((part, str(case), actor.username, *(text or [""])))
        assert [each.hear() for each in taken] == ["ready"] * len(taken)
        return taken

    def race(self, *parts, locks="locked"):
        """All at once; how it went for each, in order of the parts."""
        crew = self.take(parts, locks)
        for each in crew:
            each.tell("go")
        return [each.hear() for each in crew]

    def overtake(self, holding, passing, locks="locked"):
        """The second starts while the first holds its transaction open; the first commits once the second waits for it
        or has gone by."""
        first, second = self.take((holding, passing), locks)
        first.tell("go")
        assert first.hear() == "holding"
        second.tell("go")
        while not (second.line.poll(0.01) or _somebody_waits()):
            pass
        first.tell("commit")
        return [first.hear(), second.hear()]

    def close(self):
        for each in itertools.chain.from_iterable(self.workers.values()):
            each.close()


def _somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0] > 0
