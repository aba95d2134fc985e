"""Looking at everything that somebody can look at, as bytes and as numbers of queries."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from indicators.models import IndicatorSet
from notices.enums import NoticeKind
from notices.models import Notice
from tests.blindness.worlds import SHOUTS, World
from workflows.reminders import send_digests

# What differs from one look to the next by itself, and says nothing: drawn anew for each page.
NONCES = [
    re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"'),
    re.compile(rb'"X-CSRFToken": *"[^"]*"'),
    re.compile(rb"<dcterms:modified[^>]*>[^<]*<"),
]
ARCHIVE = b"PK\x03\x04"
# A reader may look for the secret, sort by it, ask for it: none of it may help.
QUESTIONS = ("", f"?q={SHOUTS}&sort=-scores&order=sealed&stage=expert_panel&expert=1&year=2026")
SUBJECTS = (
    None,
    "drafter",
    "head",
    "outsider",
    "office",
    "expert_a",
    "expert_c",
    "expert_d",
    "member_a",
    "member_b",
    "rights_member",
)
EXAMPLES = {
    "aspect": "A",
    "indicator": "A1",
    "group": "ALL",
    "action": "accept",
    "link": "needs",
    "kind": "docx",
    "day": "2026-12-25",
    "username": "nobody",
    "fmt": "yaml",
    "language": "zh",
}
LEAVING = {"accounts:sign_out"}  # who has signed out sees nothing more


def every_route(prefix: str = "", resolver=None, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Name and the parts of its address, as the resolver has them: a new page is looked at by itself."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{space}{entry.name}", re.findall(r"<(?:\w+:)?(\w+)>", path)
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_route(path, entry, inner)


def addresses(world: World) -> list[str]:
    """Every route: with each of the world's cases where it names one, and with all questions where it names nothing."""
    edition = IndicatorSet.objects.get()
    fixed = EXAMPLES | {"edition": edition.edition, "newer": edition.edition}
    found = []
    for name, parts in every_route():
        if name in LEAVING:
            continue
        of_case = "code" in parts and "edition" not in parts
        for code in [str(case) for case in world.cases] if of_case else [edition.code]:
            address = reverse(name, kwargs={part: (fixed | {"code": code}).get(part, "1") for part in parts})
            found += [address] if parts else [f"{address}{question}" for question in QUESTIONS]
    return found


class Counted:
    """Queries, without keeping them."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute, sql, params, many, context):
        self.queries += 1
        return execute(sql, params, many, context)


class Onlooker:
    """One person before a browser, signed in before anything is kept secret."""

    def __init__(self, world: World, name: str | None) -> None:
        self.name, self.client = name, Client(raise_request_exception=False)
        if name:
            self.client.force_login(getattr(world.city, name))

    def sees(self, address: str) -> tuple[int, bytes, str, int]:
        """Status, body, what the header says of a file, and how many queries it took; as if nobody had looked
        before."""
        cache.clear()
        count = Counted()
        with connection.execute_wrapper(count):
            response = self.client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        if body.startswith(ARCHIVE):
            body = _inside(body)
        for nonce in NONCES:
            body = nonce.sub(b"", body)
        return response.status_code, body, response.headers.get("Content-Disposition", ""), count.queries


def _inside(archive: bytes) -> bytes:
    """What a document or workbook holds, without when it was packed."""
    with ZipFile(BytesIO(archive)) as packed:
        return b"\n".join(name.encode() + b": " + packed.read(name) for name in packed.namelist())


def letters(world: World) -> dict[str, list[str]]:
    """What the morning's digest says, by reader; e-mail is made of nothing else."""
    send_digests([world.city.place.pk], timezone.localdate())
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(kind=NoticeKind.DIGEST).select_related("recipient").order_by("pk"):
        said = [notice.title, notice.title_en, notice.text, notice.text_en, repr(notice.lines), notice.url]
        found.setdefault(notice.recipient.username, []).append("\n".join(said))
    return found
