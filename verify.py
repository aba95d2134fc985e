#!/usr/bin/env python3
"""核验童评报告，无需联网 / Check a Tongping report, offline. Needs Python 3.9 or later and nothing else.

  verify.py REPORT.pdf [--key FINGERPRINT]        verify.py record.json proof.json [--key FINGERPRINT]
FINGERPRINT 是发布单位公布的公钥指纹，可给多个 / of a key that the publisher names; may be repeated.
退出码 / exit code: 0 未变 / unchanged, 1 不可信 / not to be trusted.
"""

import argparse
import hashlib
import json
import re
import sys
import zlib
from pathlib import Path

SEALED = rb"(%Tongping-Seal-1 (H) (H) (H)) (HH)\n(?=startxref\n\d+\n%%EOF\n?\Z)"
SEAL = re.compile(SEALED.replace(b"H", b"[0-9a-f]{64}"))
ENCLOSED = re.compile(rb"/EmbeddedFile\b(?:(?!endobj).){0,900}?>>\s{0,9}stream\r?\n", re.DOTALL)
OTHERS = "可在核验页查文件的哈希 / The checking page knows files by their hash."
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TRUSTED = "✓ 未变；是否已撤回见网页 / unchanged; whether it was taken back, the page says"
UNKNOWN = "△ 未变，但不知谁签的：请核对公钥 / unchanged, but who signed is unknown: compare the key"
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, RFC 8032
D = -121665 * pow(121666, P - 2, P) % P


class Refused(Exception):
    """Why this is not what was published."""


def check(files: list[bytes], trusted: list[str]) -> dict[str, str]:
    """What a PDF says, or a record with its proof; Refused where anything does not fit."""
    facts = check_seal(files[0]) if files[0].startswith(b"%PDF-") else {}
    if len(files) != (1 if facts else 2):
        raise Refused(f"应是一份 PDF，或记录和证明 / give one PDF, or a record with its proof. {OTHERS}")
    files = attached(files[0]) if facts else files
    proof = next((each for each in files if each.startswith(b'{"check":')), b"")
    record = next((each for each in files if each != proof), b"")
    if proof or not facts:
        facts |= check_record(record, proof, facts.get("记录 record", ""))
    keys = {facts[name] for name in ("封印 sealed by", "公钥 key") if name in facts}
    if not keys <= {*trusted} if trusted else len(keys) > 1:
        raise Refused("公钥与所给的或彼此不符 / the keys are not the ones given, or not the same")
    number = int(facts["记录 record"][:15], 16)
    return facts | {"代码 code": "".join(LETTERS[number >> shift & 31] for shift in range(55, -1, -5))}


def check_seal(pdf: bytes) -> dict[str, str]:
    """Every byte of a PDF: the hash of all but the seal, and the signature on it."""
    seal = SEAL.search(pdf)
    if seal is None:
        raise Refused(f"没有完整的封印：早于签名，或被改动 / no whole seal: not signed, or changed. {OTHERS}")
    stated, record, digest, key, signature = seal.groups()
    if sha256(pdf[: seal.start()] + pdf[seal.end() :]) != digest.decode():
        raise Refused("文件被改动 / the file has been changed")
    sealed_by = check_signature(key.decode(), stated, signature.decode())
    return {"文件 file": sha256(pdf), "封印 sealed by": sealed_by, "记录 record": record.decode()}


def check_record(record: bytes, proof: bytes, expected: str) -> dict[str, str]:
    """The record's hash, the event of the ledger that names it, and the signature on that."""
    try:
        content = json.loads(proof)
        known = (content["format"], content["event"]["name"]) == ("tongping-proof/1", "report.frozen")
        if not known or canonical(content) != proof:
            raise Refused("证明不合格式，或被改动 / the proof is of another kind, or has been changed")
        signature, event = content.pop("signature"), content["event"]
        if not sha256(record) == event["data"]["record"] == (expected or sha256(record)):
            raise Refused("记录被改动，或属于别的文件 / the record is changed, or another file's")
        key = check_signature(content["key"], canonical(content), signature)
        if key != event["data"]["key"]:
            raise Refused("台账记的是另一把公钥 / the ledger names another key")
        facts = {"事项 case": "{code} {title[zh]}".format(**json.loads(record)), "公钥 key": key}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("记录或证明无法读取 / the record or the proof cannot be read") from None
    place = f"{event['position']}, {event['at']}, sha256 {sha256(canonical(event))}"
    return facts | {"记录 record": sha256(record), "台账 ledger": place, "网页 page": str(content["check"])}


def attached(pdf: bytes) -> list[bytes]:
    """The JSON files inside a PDF. A report has few; no more are unpacked."""
    packed = [pdf[each.end() :] for each in list(ENCLOSED.finditer(pdf))[:8]]
    plain = (zlib.decompressobj().decompress(each, 2**25) for each in packed)
    return [each for each in plain if each.startswith(b"{")]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def check_signature(key: str, message: bytes, signature: str) -> str:
    """Ed25519; the fingerprint of the key."""
    public, signed = bytes.fromhex(key), bytes.fromhex(signature)
    a, r, s = point(public), point(signed[:32]), int.from_bytes(signed[32:], "little")
    k = int.from_bytes(hashlib.sha512(signed[:32] + public + message).digest(), "little")
    p, q = times(s, point(b"\x58" + 31 * b"\x66")), add(r, times(k % ORDER, a))
    exact = (public.hex(), signed.hex(), len(signed), s < ORDER) == (key, signature, 64, True)
    if not exact or (p[0] * q[2] - q[0] * p[2]) % P or (p[1] * q[2] - q[1] * p[2]) % P:
        raise Refused("签名无效 / the signature is not valid")
    return sha256(public)


def point(text: bytes) -> tuple[int, int, int, int]:
    """A point of the curve in extended coordinates."""
    sign, y = divmod(int.from_bytes(text, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or sign > 1 or (x == 0 and sign):
        raise Refused("签名无效 / the signature is not valid")
    x = x if x % 2 == sign else P - x
    return x, y, 1, x * y % P


def add(p: tuple[int, int, int, int], q: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n: int, p: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    q = times(n // 2, add(p, p)) if n else (0, 1, 1, 0)
    return add(q, p) if n % 2 else q


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("files", type=Path, nargs="+")
    options.add_argument("--key", action="append", default=[])
    given = options.parse_args()
    try:
        facts = check([file.read_bytes() for file in given.files], given.key)
        lines = [f"  {name:<14} {' '.join(facts[name].split())[:120]}" for name in facts]
        lines.append(TRUSTED if given.key else UNKNOWN)
    except (Refused, OSError, zlib.error) as reason:
        lines = [f"✗ 不可信 / not to be trusted: {reason}"]
    for line in lines:  # nothing that moves a cursor; question marks where a terminal lacks the characters
        shown = "".join(each if each.isprintable() else "?" for each in line)
        print(shown.encode(sys.stdout.encoding, "replace").decode(sys.stdout.encoding))
    return int(lines[0].startswith("✗"))


if __name__ == "__main__":
    sys.exit(main())
