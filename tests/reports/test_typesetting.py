"""The typesetter fetches its own fonts and drawings and nothing else."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pypdf
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from reports.inside import Unfit
from tests.reports import paper

# the library leaves the file of its colour profile open; in the cage it goes with the process
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
SECRET = "wage list"
CHANNELS = {
    "img": '<img src="{url}" alt="">',
    "link": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url({url});</style>",
    "font-face": "<style>@font-face {{ font-family: F; src: url({url}) }} p {{ font-family: F }}</style>",
    "background": '<p style="background: url({url})">x</p>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    '<image href="{url}" xlink:href="{url}" width="9" height="9"/></svg>',
    "object": '<object data="{url}"></object><embed src="{url}">',
    "attachment": '<link rel="attachment" href="{url}"><a rel="attachment" href="{url}">x</a>',
}


@pytest.fixture
def spy():
    """A web server and the paths that were asked of it."""
    asked = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/probe", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_reaches_the_network(channel, spy, typesetting):
    url, asked = spy
    page = f'<html lang="zh-CN"><p>x</p>{CHANNELS[channel].format(url=url)}</html>'
    typesetting.HTML(string=page).write_pdf()
    assert asked, "the library's own fetcher is not tempted, so this probe shows nothing"
    asked.clear()
    assert typesetting.work({"page": page}).startswith(b"%PDF")
    assert asked == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_channel_reads_a_file(channel, tmp_path, typesetting):
    kept = tmp_path / "secret.txt"
    kept.write_text(SECRET)
    page = CHANNELS[channel].format(url=kept.as_uri())
    reader = pypdf.PdfReader(BytesIO(typesetting.work({"page": f'<html lang="zh-CN"><p>x</p>{page}</html>'})))
    assert dict(reader.attachments) == {}
    assert SECRET not in "".join(each.extract_text() for each in reader.pages)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/hostname",
        "data:text/css,p{}",
        "tongping:../settings.py",
        "serif.otf",
        "",
    ],
)
def test_whatever_is_no_asset_is_refused(url, typesetting):
    with pytest.raises(ValueError, match="no part of the report"):
        typesetting.Refusing(typesetting.FACES).fetch(url)


def test_assets_are_two_faces_the_marks_of_the_scale_and_the_word_for_a_draft(typesetting):
    marks = {"minus-2", "minus-1", "zero", "plus-1", "plus-2", "na", "unsure", "draft"}
    fetcher = typesetting.dress("pdf_style", ())["fetcher"]
    assert set(fetcher.assets) == {"serif.otf", "sans.otf"} | {f"{mark}.svg" for mark in marks}
    assert fetcher.fetch("tongping:na.svg").content_type == "image/svg+xml"


def test_a_city_s_own_face_is_used_and_lacking_characters_come_from_ours(typesetting, tmp_path):
    """A face with one character, as an example of one that lacks most."""
    face = tmp_path / "text.otf"
    font = TTFont(typesetting.FACES["sans.otf"])
    tailor = Subsetter()
    tailor.populate(text="童")
    tailor.subset(font)
    font.save(face)
    made = tmp_path / "report.pdf"
    page = '<html lang="zh-CN"><title>x</title><body>童评</body></html>'
    made.write_bytes(typesetting.work({"page": page, "fonts": {"text": str(face)}}))
    assert paper.fonts(made) == {("City-Text", "yes"), ("Tongping-Serif", "yes")}
    assert paper.flowing(made) == "童评"


def test_a_face_that_is_none_is_named(typesetting, tmp_path):
    face = tmp_path / "text.otf"
    face.write_text("not a font")
    with pytest.raises(Unfit, match=r"text\.otf"):
        typesetting.work({"page": "<html lang='zh-CN'>", "fonts": {"text": str(face)}})


def test_a_character_without_a_glyph_would_be_noticed(typesetting, caplog):
    """What `printable` prevents: the typesetter itself only grumbles."""
    caplog.set_level("WARNING")
    page = '<html lang="zh-CN"><p>\ue000</p></html>'
    typesetting.HTML(string=page).write_pdf()
    assert ".notdef" in caplog.text
    caplog.clear()
    typesetting.work({"page": page})
    assert caplog.text == ""
