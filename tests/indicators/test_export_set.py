"""`./tongping manage export_set CODE EDITION`, the downloads, and what `load_set` makes of both kinds."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from indicators.checking import check_set
from indicators.models import IndicatorSet
from indicators.operations import load_set
from tests.indicators.files import SMALL
from tests.indicators.test_writing import SETS

KINDS = ["yaml", "xlsx"]


@pytest.fixture
def loaded(system):
    return load_set(raw=SMALL.encode(), file="small.yaml", actor=system)


def run(*arguments):
    said = StringIO()
    call_command(*arguments, stdout=said, stderr=said)
    return said.getvalue()


def test_yaml_goes_to_the_terminal(loaded):
    said = run("export_set", "small", "1")
    assert said.startswith("code: small\n")
    assert check_set(said.encode(), file="f.yaml") == loaded.file


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_written_and_loads_as_the_same_edition(loaded, tmp_path, kind):
    path = tmp_path / f"衢州 set.{kind}"
    assert run("export_set", "small", "1", "--format", kind, "--out", str(path)) == (
        f"small@1 is written to {path}.\n"
    )
    assert f"Content hash: {loaded.content_hash}" in run("load_set", str(path))
    assert IndicatorSet.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", SETS, ids=lambda path: path.stem)
def test_every_set_of_ours_goes_round(system, tmp_path, source, kind):
    loaded = load_set(raw=source.read_bytes(), file=source.name, actor=system)
    path = tmp_path / f"set.{kind}"
    run("export_set", loaded.code, loaded.edition, "--format", kind, "--out", str(path))
    assert load_set(raw=path.read_bytes(), file=path.name, actor=system) == loaded


def test_a_workbook_needs_a_file(loaded):
    with pytest.raises(CommandError, match=r"add --out FILE"):
        run("export_set", "small", "1", "--format", "xlsx")


def test_an_unknown_edition_names_the_known(loaded):
    with pytest.raises(CommandError, match=r"There is no edition small@2\. Loaded: small@1\."):
        run("export_set", "small", "2")


def test_a_place_that_cannot_be_written(loaded, tmp_path):
    with pytest.raises(CommandError, match=r"No such file or directory"):
        run("export_set", "small", "1", "--out", str(tmp_path / "missing" / "set.yaml"))


def test_load_set_takes_the_owner_and_the_note(db, tmp_path):
    city = Organisation.objects.create(code="quzhou", name="衢州市", level="city")
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    run("load_set", str(path), "--city", "quzhou", "--note", "第一版")
    loaded = IndicatorSet.objects.get()
    assert (loaded.owner, loaded.note) == (city, "第一版")


def test_load_set_knows_its_cities(db, tmp_path):
    Organisation.objects.create(code="harbin", name="哈尔滨市", level="city")
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    with pytest.raises(CommandError, match=r"There is no city quzhou\. Known: harbin\."):
        run("load_set", str(path), "--city", "quzhou")
    assert not IndicatorSet.objects.exists()


def test_load_set_names_the_cells_of_a_workbook(db, tmp_path):
    path = tmp_path / "set.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    complained = StringIO()
    with pytest.raises(CommandError, match=r"1 problem; nothing was loaded\."):
        call_command("load_set", str(path), stderr=complained)
    assert complained.getvalue() == (
        f"{path}:1:1 this is not a workbook that can be opened — "
        "save it as an Excel workbook (.xlsx), or start from a set that you download\n"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_everybody_may_download_an_edition(client, loaded, kind, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(f"/sets/small/1/download.{kind}")
    assert response["Content-Disposition"] == f'attachment; filename="small_1.{kind}"'
    assert check_set(response.content, file=f"f.{kind}") == loaded.file


@pytest.mark.parametrize("address", ["small/2/download.yaml", "small/1/download.pdf", "small/1/download."])
def test_what_is_not_there_is_404(client, loaded, address):
    assert client.get(f"/sets/{address}").status_code == 404


def test_the_page_offers_both(client, loaded):
    page = client.get("/sets/small/1/").content.decode()
    assert all(f'href="/sets/small/1/download.{kind}"' in page for kind in KINDS)
