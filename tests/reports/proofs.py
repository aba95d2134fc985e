"""A publication with its proof, and a sealed PDF around them, without a database."""

import zlib
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.models import Event
from reports.proof import signed_columns
from reports.seal import sealed
from reports.signing import fingerprint, raw_public
from tests.reports.sample import sample_publication

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
CHECK = "https://tongping.example/verify/7K2M-9QXD-4TPA/"


def key_of(key):
    return fingerprint(raw_public(key))


def frozen_event(record_hash, key=KEY, **changes):
    facts = {
        "position": 128,
        "at": datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC),
        "actor_id": 1,
        "name": "report.frozen",
        "subject": "case:QZ-2021-01",
        "data": {"record": record_hash, "key": key_of(key)},
        "previous": "ab" * 32,
    }
    return Event(**facts | changes)


def signed_publication(key=KEY, record=None, **changes):
    publication = sample_publication(record)
    event = frozen_event(publication.record_hash, key, **changes)
    for name, value in signed_columns(event, key, check=CHECK).items():
        setattr(publication, name, value)
    return publication


def files(publication):
    """record.json and proof.json."""
    return publication.record.encode(), publication.proof.encode()


def pdf_with(*enclosed):
    """As small as a PDF with attachments can be, and still one that other programs read."""
    names = " ".join(f"(f{number}) {number * 2 + 4} 0 R" for number in range(len(enclosed)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[{names}]>>>>>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    for number, content in enumerate(enclosed):
        packed = zlib.compress(content)
        objects += [
            f"<</Type/Filespec/F(f{number})/UF(f{number})/EF<</F {number * 2 + 5} 0 R>>>>".encode(),
            b"<</Type/EmbeddedFile/Params<</Size %d>>/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream"
            % (len(content), len(packed), packed),
        ]
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def sealed_pdf(publication, key=KEY):
    return sealed(pdf_with(*files(publication)), publication.record_hash, key)
