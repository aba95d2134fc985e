"""Two hundred children in twenty sessions send at once, and every third telephone sends twice: no answer is lost and
none is there twice, on the one machine's SQLite and on PostgreSQL."""

import http.client
import json
import threading
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from benchmarks.telephones import served

CHILDREN, SESSIONS, PATIENCE = 200, 20, 120


class Child(threading.Thread):
    """One telephone: it opens the page, and sends until it is told that its sheet is there."""

    def __init__(self, number, page, start):
        super().__init__()
        self.number, self.page, self.start_together = number, urlsplit(page), start
        self.key, self.answers = str(uuid4()), []
        self.words = f"第{number}个愿望：多种树"

    def run(self):
        self.start_together.wait()
        self.ask("GET")
        for _time in range(1 + (self.number % 3 == 0)):
            self.answers.append(self.ask("POST"))

    def ask(self, method):
        sheet = {"key": self.key, "faces": {"Q1": "5", "Q2": "1"}, "words": {"Q4": self.words}}
        body = json.dumps({"sheets": [sheet]}) if method == "POST" else None
        while True:
            line = http.client.HTTPConnection(self.page.netloc, timeout=PATIENCE)
            try:
                line.request(method, self.page.path, body, {"Content-Type": "application/json"})
                response = line.getresponse()
                said = response.read()
            except (OSError, http.client.HTTPException):  # cut off: it tries again, as the page does
                continue
            finally:
                line.close()
            if response.status == 200:
                return json.loads(said)["sheets"] if body else said
            assert response.status in {429, 502, 503}, (response.status, said)


@pytest.mark.once
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_hundred_children_at_once_lose_nothing(database, request):
    url = request.getfixturevalue("postgres_url") if database == "postgresql" else ""
    with served(SESSIONS, database=url) as room:
        start = threading.Barrier(CHILDREN)
        children = [Child(number, room.page(number % SESSIONS), start) for number in range(CHILDREN)]
        for child in children:
            child.start()
        for child in children:
            child.join(PATIENCE)
        there = room.ask("received")
        log = (room.logs / "web.log").read_text()
    kept = [{"state": "kept", "change": {}}]
    assert {json.dumps(answer) for child in children for answer in child.answers} == {json.dumps(kept)}
    assert there["sheets"] == sorted(child.key for child in children)
    assert there["words"] == sorted(child.words for child in children)
    assert there["faces"] == [{"Q1": "5", "Q2": "1"}] * CHILDREN
    assert [token for token in room.tokens if token in log] == []
    assert "/v/" not in log
