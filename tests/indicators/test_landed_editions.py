"""Editions that cases have pinned: the canonical content of each is what was loaded, however its file is written."""

import pytest

from ledger.canonical import canonical_json, sha256
from tests.indicators.files import FIXTURES, shipped

LANDED = {
    "quzhou_25_2026-01": "f4cab3ee473a6f12def9b41dbc0404d7d791d414b4d27084e357fa45cbdf5654",
    "quzhou_25_2026-11": "d6b25e4d91622617f280c1625cabea3bdd7c67fbb7658620973b32b8cffa1595",
    "harbin_13_2026-11": "00a9dd7c2b34eec43082cc8722cc896147782094d9adb7b68dc3a85f50c111f1",
    "dongguan_tiers_2026-11": "c2b6867161c8251f7a7b47654770be38063f55e79a633e53256e968a0cf61c7a",
    "quzhou_25_2026-12": "1b97417e5e8c21de1e86a11dde476b730321fe74dea7eb7f8ba91b12d063af6a",
    "harbin_13_2026-12": "f071feae66446c6806fecfb855b0cc5d4ffa863979a795fde7f5574133b9b73c",
    "dongguan_tiers_2026-12": "50879d07d48041c72a5c2b24f52dcbd8762c4ddc0204105b26e3affd50b76d78",
    "quzhou_25_2027-01": "3460baa103441f10a3336bcf8df37b0cff34099c483378abf336f8589628572c",
    "harbin_13_2027-01": "8bb0da3555de65b76ab837f4b2123afba081aa3725276045569ccb276ae0ff5f",
    "dongguan_tiers_2027-01": "25fd3d2eb8e73a8b2f49f004d7d1c529bb0893cdf3610f5d64172ed81ebf14e0",
}


@pytest.mark.parametrize("name", LANDED)
def test_a_landed_edition_is_what_running_cases_have_pinned(name):
    file = shipped(f"editions/{name}.yaml")
    assert file.edition == name[-7:]
    assert sha256(canonical_json(file.content())) == LANDED[name]


def test_every_landed_edition_is_pinned():
    assert {file.stem for file in (FIXTURES / "editions").iterdir()} == set(LANDED)
