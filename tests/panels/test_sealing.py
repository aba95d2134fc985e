"""The commitment to a seat's scores."""

import hashlib

from panels.sealing import commitment, new_salt

SCORES = {
    "B1": {"rating": "0", "reason": ""},
    "A1": {"rating": "-2", "reason": "夜间“绕行”\n1.2公里。"},
}


def test_the_commitment_is_the_hash_of_salt_and_canonical_scores():
    told = '{"A1":{"rating":"-2","reason":"夜间“绕行”\\n1.2公里。"},"B1":{"rating":"0","reason":""}}'
    assert commitment("5a" * 32, SCORES) == hashlib.sha256(("5a" * 32 + told).encode()).hexdigest()


def test_the_order_in_which_scores_are_read_does_not_matter():
    assert commitment("5a" * 32, dict(reversed(SCORES.items()))) == commitment("5a" * 32, SCORES)


def test_any_change_is_another_commitment():
    first = commitment("5a" * 32, SCORES)
    others = [
        commitment("5b" * 32, SCORES),
        commitment("5a" * 32, SCORES | {"B1": {"rating": "1", "reason": ""}}),
        commitment("5a" * 32, SCORES | {"B1": {"rating": "0", "reason": " "}}),
        commitment("5a" * 32, {"A1": SCORES["A1"]}),
    ]
    assert first not in others
    assert len({*others}) == 4


def test_salts_are_long_and_never_the_same():
    salts = {new_salt() for _time in range(100)}
    assert (len(salts), {len(salt) for salt in salts}) == (100, {64})
