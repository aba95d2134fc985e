"""The check of a report on the site, and all that it takes to check it elsewhere."""

from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

import verify
from accounts.models import User
from ledger.models import Event
from ledger.operations import record
from reports.editions import MAKERS, Maker
from reports.enums import EditionKind
from reports.models import Publication, Retraction
from reports.operations import make_edition
from reports.queries.checking import check_code
from reports.templatetags.record import eights
from tests import factories
from tests.reports.proofs import pdf_with
from tests.reports.publishing import freeze, release
from tests.test_tree import ROOT
from workflows.enums import Stage

VERIFY, KEYS = "/verify/", "/verify/keys/"


@pytest.fixture
def reader(as_user):
    """Anybody, in English."""
    return as_user()


@pytest.fixture
def later(published, city, tiny):
    """A second report, signed with the key that took over from the first one's; the two keys, old and new."""
    call_command("rotate_signing_key")
    case = factories.make_case(city, tiny, title="另一示例事项")
    case = factories.bring_to(Stage.ISSUING, case, city)
    return release(freeze(case), b"%PDF-1.7 another")


def page(reader, path, status=200, **query):
    response = reader.get(path, query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def files(reader, publication):
    """record.json and proof.json as the site hands them out."""
    code = publication.assessment.code
    return [reader.get(reverse(f"reports:show_{name}", args=[code])).content for name in ("record", "proof")]


def test_a_frozen_report_is_signed_with_its_event(frozen, settings):
    event = Event.objects.get(position=frozen.ledger_position)
    facts = verify.check([frozen.record.encode(), frozen.proof.encode()], [frozen.key])
    assert facts["台账 ledger"] == f"{event.position}, {event.at.isoformat()}, sha256 {event.hash}"
    assert facts["代码 code"] == frozen.code
    assert frozen.checking_url == f"{settings.SITE_URL}/verify/{frozen.spaced_code}/"


def test_what_the_site_hands_out_is_checked_without_it(published, reader):
    assert verify.check(files(reader, published), [published.key])["记录 record"] == published.record_hash


def test_a_new_key_leaves_earlier_reports_valid(published, later, reader):
    assert published.key != later.key
    for each in (published, later):
        assert verify.check(files(reader, each), [each.key])["公钥 key"] == each.key
        assert "The signature on both is valid" in page(reader, f"{VERIFY}{each.spaced_code}/")


def test_every_key_is_listed_with_what_it_signed(published, later, reader):
    said = page(reader, KEYS)
    for each in (published, later):
        assert [part for part in eights(each.key) if part not in said] == []
        pem = reader.get(f"{KEYS}{each.key}.pem").content.decode()
        assert " ".join(pem.split()) in said
    assert said.index(later.key[:8]) < said.index(published.key[:8])
    assert f">--key</span> {later.key}" in said


def test_before_the_first_report_there_is_no_key(reader, frozen):
    assert "No published report has been signed yet" in page(reader, KEYS)
    page(reader, f"{KEYS}{frozen.key}.pem", status=404)
    page(reader, f"{KEYS}none.pem", status=404)


def test_the_page_says_what_it_has_checked(published, reader):
    said = page(reader, f"{VERIFY}{published.spaced_code}/")
    event = Event.objects.get(position=published.ledger_position)
    for words in (
        "The record has the hash that the ledger names",
        "The entry stands in the ledger",
        "The signature on both is valid",
        f'href="{KEYS}#key-{published.key[:8]}"',
        *eights(event.hash),
    ):
        assert words in said
    assert "is-bad" not in said


@pytest.mark.parametrize(
    "change",
    [
        lambda proof: proof.replace('"position":', '"place":'),
        lambda proof: proof.replace("report.frozen", "report.drafted"),
        lambda proof: proof[:-4] + ("0" if proof[-4] != "0" else "1") + proof[-3:],
        lambda proof: "{}",
        lambda proof: "[",
    ],
)
def test_a_proof_that_does_not_fit_the_ledger_is_found_out(published, reader, change):
    Publication.objects.filter(pk=published.pk).update(proof=change(published.proof))
    said = page(reader, f"{VERIFY}{published.spaced_code}/")
    assert "Changed" in said
    assert "The signature does not fit" in said


def test_an_event_that_is_gone_is_found_out(published, reader):
    Publication.objects.filter(pk=published.pk).update(ledger_position=published.ledger_position + 1000)
    assert "The entry in the ledger is gone" in page(reader, f"{VERIFY}{published.spaced_code}/")


def test_a_report_of_an_earlier_version_has_no_signature_and_says_so(published, reader):
    event = record(
        name="report.frozen",
        subject=published.assessment.subject,
        actor=User.objects.system(),
        data={"record": published.record_hash},
    )
    Publication.objects.update(proof="", signature="", key="", ledger_position=event.position)
    said = page(reader, f"{VERIFY}{published.spaced_code}/")
    assert "The report is unchanged" in said
    assert "there is no signature to check" in said
    assert "proof.json" not in said
    page(reader, f"/register/{published.assessment.code}/proof.json", status=404)
    assert 'class="qr"' not in page(reader, published.get_absolute_url())


@pytest.mark.parametrize("typed", [str, str.upper, lambda digest: " ".join(eights(digest))])
def test_a_file_is_known_by_its_hash(published, reader, typed):
    edition = published.edition(EditionKind.FORMAL)
    said = page(reader, VERIFY, file=typed(edition.sha256))
    assert "This file is, to the byte, the “Report (PDF)” that was published" in said
    assert published.get_absolute_url() in said


def test_the_record_is_known_by_its_hash(published, reader):
    digest = sha256(files(reader, published)[0]).hexdigest()
    assert "The report is unchanged" in page(reader, VERIFY, file=digest)


@pytest.mark.parametrize("digest", ["0" * 64, "x" * 64, "7K2M-9QXD-4TPA", "%00", "<b>", "0" * 300])
def test_a_hash_of_no_published_file_is_answered_with_what_to_do(published, reader, digest):
    said = page(reader, VERIFY, status=404, file=digest)
    assert "This is no file of a published report" in said
    assert "<b>" not in said


def test_a_file_is_not_known_before_its_report_is_public(frozen, reader):
    frozen.editions.create(kind=EditionKind.FORMAL, sha256="ab" * 32, size=1, suffix=".pdf")
    for digest in ("ab" * 32, frozen.record_hash):
        page(reader, VERIFY, status=404, file=digest)
    page(reader, f"/register/{frozen.assessment.code}/proof.json", status=404)


def test_a_report_that_was_taken_back_says_so(published, reader, city):
    Retraction.objects.create(
        publication=published,
        reason="示例：数据有误。",
        retracted_by=city.office,
        retracted_at=timezone.now(),
    )
    for query in ({"code": published.code}, {"file": published.edition(EditionKind.FORMAL).sha256}):
        said = page(reader, VERIFY, **query)
        assert "Taken back on" in said
        assert "示例：数据有误。" in said
        assert "record.json" not in said


def test_a_check_asks_the_database_little(published, reader, count_queries):
    assert count_queries(lambda: page(reader, f"{VERIFY}{published.spaced_code}/")) == 3
    digest = published.edition(EditionKind.FORMAL).sha256
    assert count_queries(lambda: page(reader, VERIFY, file=digest)) == 5


def test_the_keys_cost_the_same_however_many_there_are(published, later, reader, count_queries):
    assert count_queries(lambda: page(reader, KEYS)) == 2


def test_the_verifier_is_handed_out_as_it_is(reader, db):
    response = reader.get(f"{VERIFY}verify.py")
    assert b"".join(response.streaming_content) == (ROOT / "verify.py").read_bytes()
    assert 'filename="verify.py"' in response["Content-Disposition"]


def test_the_report_page_has_its_qr_code(published, reader):
    said = page(reader, published.get_absolute_url())
    assert 'class="qr"' in said
    assert published.checking_url in said


@pytest.mark.parametrize(("suffix", "is_sealed"), [(".pdf", True), (".xlsx", False)])
def test_every_pdf_is_sealed_on_its_way_to_its_place(frozen, monkeypatch, suffix, is_sealed):
    content = pdf_with(frozen.record.encode(), frozen.proof.encode())
    maker = Maker(lambda _publication: content, suffix, "application/pdf")
    monkeypatch.setitem(MAKERS, EditionKind.FORMAL, maker)
    edition = make_edition(frozen, EditionKind.FORMAL)
    with default_storage.open(edition.path) as stored:
        kept = stored.read()
    assert (kept != content, sha256(kept).hexdigest()) == (is_sealed, edition.sha256)
    if is_sealed:
        facts = verify.check([kept], [frozen.key])
        assert (facts["记录 record"], facts["封印 sealed by"]) == (frozen.record_hash, frozen.key)


@pytest.mark.parametrize("path", [KEYS, f"{VERIFY}verify.py", f"{KEYS}x.pem"])
def test_reading_is_all_that_these_pages_do(reader, db, path):
    assert reader.post(path).status_code == 405


@pytest.mark.parametrize("proof", ["", "{}", "none", '{"key":"00","signature":"00"}'])
def test_a_report_whose_event_names_a_key_is_not_unchanged_without_its_proof(published, reader, proof):
    Publication.objects.update(proof=proof)
    said = page(reader, f"{VERIFY}{published.spaced_code}/")
    assert "The signature does not fit what stands in the ledger." in said
    assert check_code(published.code).unchanged is False
