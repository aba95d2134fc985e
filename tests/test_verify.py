"""verify.py as readers run it: what is as it was published is accepted, and nothing else."""

import json
import random
import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pypdf
import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import example, given
from hypothesis import strategies as st

import verify
from ledger.canonical import canonical_json
from ledger.codes import verification_code
from ledger.operations import fingerprint
from reports.proof import signed_columns
from reports.seal import sealed
from reports.signing import raw_public
from tests.reports.proofs import (
    CHECK,
    KEY,
    OTHER,
    files,
    frozen_event,
    key_of,
    pdf_with,
    sealed_pdf,
    signed_publication,
)
from tests.reports.sample import sample_record
from tests.test_tree import ROOT

PROGRAM = ROOT / "verify.py"
EDITS = 10_000
PUBLICATION = signed_publication()
RECORD, PROOF = files(PUBLICATION)
PDF = sealed_pdf(PUBLICATION)


def run(*arguments, folder=None):
    """Isolated: with nothing but Python's own library."""
    command = [sys.executable, "-I", "-S", str(PROGRAM), *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def folder(tmp_path):
    for name, content in (("report.pdf", PDF), ("record.json", RECORD), ("proof.json", PROOF)):
        (tmp_path / name).write_bytes(content)
    return tmp_path


def refused(*contents, trusted=()):
    with pytest.raises(verify.Refused):
        verify.check(list(contents), list(trusted))


def test_it_is_short_and_needs_only_pythons_own_library():
    source = PROGRAM.read_text()
    imports = {line.split()[1] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imports <= sys.stdlib_module_names
    assert len(source.splitlines()) <= 150


@pytest.mark.parametrize("names", [["report.pdf"], ["record.json", "proof.json"]])
def test_what_was_published_is_unchanged(folder, names):
    result = run(*names, "--key", key_of(KEY), folder=folder)
    assert (result.returncode, result.stderr) == (0, "")
    *facts, verdict = result.stdout.splitlines()
    said = {line[2:16].split()[-1]: line[16:].strip() for line in facts}
    assert verdict.startswith("✓ 未变")
    assert said["record"] == PUBLICATION.record_hash
    assert said["code"] == verification_code(PUBLICATION.record_hash)
    assert said["ledger"].endswith(f"sha256 {fingerprint(frozen_event(PUBLICATION.record_hash))}")
    assert said["ledger"].startswith("128, 2026-11-20T09:30:15.123456+00:00")
    assert said["page"] == PUBLICATION.checking_url
    assert said["case"].startswith("QZ-2021-01 ")


def test_without_a_key_the_reader_is_told_to_compare_it(folder):
    result = run("report.pdf", folder=folder)
    assert (result.returncode, "✓" in result.stdout) == (0, False)
    assert result.stdout.splitlines()[-1].startswith("△ 未变，但不知谁签的：请核对公钥")
    assert key_of(KEY) in result.stdout


def test_another_key_than_the_one_given_is_refused(folder):
    result = run("report.pdf", "--key", key_of(OTHER), folder=folder)
    assert result.returncode == 1
    assert "the keys are not the ones given" in result.stdout
    both = ["--key", key_of(OTHER), "--key", key_of(KEY)]
    assert run("report.pdf", *both, folder=folder).returncode == 0


def test_a_file_that_is_not_there_is_said_without_a_traceback(folder):
    result = run("none.pdf", folder=folder)
    assert (result.returncode, result.stderr) == (1, "")
    assert "none.pdf" in result.stdout


def test_the_launcher_runs_it_with_nothing_installed(folder):
    command = [sys.executable, "-I", str(ROOT / "launcher"), "verify", "report.pdf"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.splitlines()[-1][:1]) == (0, "△")
    (folder / "report.pdf").write_bytes(PDF.replace(b"595", b"596"))
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout[:1]) == (1, "✗")


def test_a_sealed_pdf_is_a_pdf():
    reader = pypdf.PdfReader(BytesIO(PDF), strict=True)
    assert [content for [content] in reader.attachments.values()] == [RECORD, PROOF]


def edits(content, number):
    """Each is another byte at another place, the same on every machine."""
    chance = random.Random(20_261_122)  # noqa: S311 — nothing is kept secret with it
    for _edit in range(number):
        place, change = chance.randrange(len(content)), chance.randrange(1, 256)
        yield content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]


def accepted(variants, check):
    found = 0
    for variant in variants:
        try:
            check(variant)
        except verify.Refused:
            continue
        found += 1
    return found


def test_no_edit_of_a_byte_of_the_record_is_accepted():
    assert accepted(edits(RECORD, EDITS), lambda record: verify.check([record, PROOF], [])) == 0


def test_no_edit_of_a_byte_of_the_pdf_is_accepted():
    assert accepted(edits(PDF, EDITS), lambda pdf: verify.check([pdf], [])) == 0


def test_no_edit_of_a_byte_of_the_proof_is_accepted():
    """Every byte of it once."""
    for change in (1, 32):
        each = (
            PROOF[:place] + bytes([PROOF[place] ^ change]) + PROOF[place + 1 :] for place in range(len(PROOF))
        )
        assert accepted(each, lambda proof: verify.check([RECORD, proof], [])) == 0


def test_no_edit_of_a_byte_of_the_seal_is_accepted():
    start = PDF.index(b"%Tongping-Seal-1")
    each = (PDF[:place] + bytes([PDF[place] ^ 1]) + PDF[place + 1 :] for place in range(start, len(PDF)))
    assert accepted(each, lambda pdf: verify.check([pdf], [])) == 0


def test_a_pdf_cut_short_made_longer_or_without_its_seal_is_refused():
    for content in (PDF[:-1], PDF[:-7], PDF + b"\n", PDF + b"x", PDF + PDF, pdf_with(*files(PUBLICATION))):
        refused(content)


def test_a_page_changed_around_the_genuine_record_and_sealed_by_somebody_else_is_refused():
    """Without a key too. A publisher whose key changed between the record and its pages names both."""
    forged = sealed(pdf_with(RECORD, PROOF), PUBLICATION.record_hash, OTHER)
    refused(forged)
    refused(forged, trusted=[key_of(KEY)])
    assert verify.check([forged], [key_of(KEY), key_of(OTHER)])["封印 sealed by"] == key_of(OTHER)


def test_what_somebody_made_up_and_signed_shows_the_key_and_no_tick(folder):
    (folder / "forged.pdf").write_bytes(sealed_pdf(signed_publication(OTHER), OTHER))
    said = run("forged.pdf", folder=folder).stdout
    assert (said.count(key_of(OTHER)), "✓" in said, "△" in said) == (2, False, True)
    assert run("forged.pdf", "--key", key_of(KEY), folder=folder).returncode == 1


def test_a_made_up_title_cannot_write_lines_of_its_own(folder):
    """Nor move the cursor, nor push what is said of the key out of sight."""
    title = f"示例\n  公钥 key         {key_of(KEY)}\x1b[2K\r✓ 未变\u202e\u2028" + " " * 999 + "\ud800"
    record = sample_record(title={"zh": title, "en": "x"})
    publication = signed_publication(OTHER)
    publication.record = json.dumps(record)
    publication.record_hash = sha256(publication.record.encode()).hexdigest()
    event = frozen_event(publication.record_hash, OTHER)
    publication.proof = signed_columns(event, OTHER, check=CHECK)["proof"]
    (folder / "forged.pdf").write_bytes(sealed_pdf(publication, OTHER))
    result = run("forged.pdf", folder=folder)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 9
    assert [each for each in result.stdout.replace("\n", "") if not each.isprintable()] == []
    assert max(map(len, result.stdout.splitlines())) < 140


def test_what_is_packed_to_burst_is_not_unpacked_beyond_measure(folder):
    """Sealed in order, by whoever sends it: forty pieces that would be 2 GB together."""
    bomb = sealed(pdf_with(*[b"{" + bytes(50 * 2**20)] * 40), "ab" * 32, OTHER)
    (folder / "bomb.pdf").write_bytes(bomb)
    limited = 'ulimit -v 524288; exec "$0" -I -S "$1" bomb.pdf'
    command = ["sh", "-c", limited, sys.executable, str(PROGRAM)]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "ledger" not in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.docx", b"PK\x03\x04", "give one PDF"),
        ("empty.pdf", b"", "give one PDF"),
        ("unsigned.pdf", pdf_with(), "no whole seal: not signed, or changed"),
        ("short.pdf", PDF[: len(PDF) // 2], "no whole seal"),
    ],
)
def test_what_is_no_sealed_report_is_told_what_to_do(folder, name, content, said):
    (folder / name).write_bytes(content)
    result = run(name, folder=folder)
    assert (result.returncode, result.stderr) == (1, "")
    assert said in result.stdout
    assert "The checking page knows files by their hash" in result.stdout


def test_a_terminal_without_chinese_gets_the_english_words(folder):
    command = [sys.executable, "-S", "-X", "utf8=0", str(PROGRAM), "report.pdf"]
    plain = {"PYTHONIOENCODING": "ascii"}
    result = subprocess.run(command, cwd=folder, env=plain, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert "unchanged, but who signed is unknown" in result.stdout


def test_a_record_of_another_report_does_not_fit():
    other = signed_publication(record=sample_record(round=2))
    refused(files(other)[0], PROOF)
    refused(RECORD, files(other)[1])
    refused(sealed(pdf_with(*files(other)), PUBLICATION.record_hash, KEY))


def test_a_key_that_the_ledger_does_not_name_cannot_sign_the_event():
    forged = signed_publication(OTHER, data={"record": PUBLICATION.record_hash, "key": key_of(KEY)})
    refused(*files(forged))


@pytest.mark.parametrize(
    "changes", [{"name": "report.drafted"}, {"data": {"record": "0" * 64, "key": key_of(KEY)}}]
)
def test_only_the_event_that_froze_this_record_counts(changes):
    refused(*files(signed_publication(**changes)))


@pytest.mark.parametrize(
    "proof",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"7",
        b"\xff",
        b'{"format":"tongping-proof/1"}',
        b"[" * 100_000,
        PROOF + b" ",
        PROOF.replace(b'","', b'", "', 1),
        PROOF.replace(b"tongping-proof/1", b"tongping-proof/2"),
        b'{"check":1,' + PROOF[1:],
    ],
    ids=lambda proof: proof[:20].decode(errors="replace"),
)
def test_what_is_no_proof_is_refused_without_an_error(proof):
    refused(RECORD, proof)


def test_two_reports_at_once_are_refused():
    """Nobody may believe that the second was looked at."""
    refused(PDF, PDF)
    refused(RECORD)
    refused(RECORD, PROOF, PDF)


def test_a_sealed_pdf_without_a_record_inside_is_checked_by_its_seal():
    """The children's edition: its seal names the record."""
    facts = verify.check([sealed(pdf_with(), PUBLICATION.record_hash, KEY)], [key_of(KEY)])
    assert facts["代码 code"] == verification_code(PUBLICATION.record_hash)
    assert "台账 ledger" not in facts


# --- its own Ed25519 against OpenSSL's, and against RFC 8032


RFC_8032 = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard_are_valid(secret, public, message, signature):
    assert len(verify.check_signature(public, bytes.fromhex(message), signature)) == 64


@given(st.binary(max_size=200), st.integers(0, 511))
@example(b"", 0)
def test_it_agrees_with_openssl(message, place):
    public, signature = raw_public(KEY), KEY.sign(message)
    assert verify.check_signature(public.hex(), message, signature.hex()) == key_of(KEY)
    wrong = bytearray(signature)
    wrong[place // 8] ^= 1 << place % 8
    with pytest.raises(InvalidSignature):
        KEY.public_key().verify(bytes(wrong), message)
    with pytest.raises(verify.Refused):
        verify.check_signature(public.hex(), message, wrong.hex())


def test_a_signature_written_in_a_second_way_is_refused():
    """The same number plus the order of the group, or other letters."""
    public, signature = raw_public(KEY).hex(), KEY.sign(b"x")
    second = int.from_bytes(signature[32:], "little") + verify.ORDER
    for each in (
        (signature[:32] + second.to_bytes(32, "little")).hex(),
        signature.hex().upper(),
        signature.hex() + "00",
        signature.hex()[:-2],
    ):
        with pytest.raises(verify.Refused):
            verify.check_signature(public, b"x", each)


def test_what_is_signed_is_the_canonical_form_of_the_rest():
    """So that others can check it with other tools."""
    content = verify.json.loads(PROOF)
    signature = bytes.fromhex(content.pop("signature"))
    KEY.public_key().verify(signature, canonical_json(content).encode())
