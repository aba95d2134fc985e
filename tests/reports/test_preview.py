"""The picture beside a link: from the record alone, and the same bytes each time."""

from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from reports import preview
from tests.reports.fresh import told_by_two
from tests.reports.sample import first_format, sample_record, without_panel

LONG = "关于农村寄宿制学校布局调整、校车线路优化、课后服务与留守儿童关爱保护工作的实施方案" * 5
FRESH = """
from hashlib import sha256
from reports.preview import draw
from tests.reports.sample import sample_record
print(sha256(draw(sample_record(), "zh-hans")).hexdigest())
"""


def opened(record, language="zh-hans"):
    return Image.open(BytesIO(preview.draw(record, language))).convert("RGB")


def ink(image, box):
    """How many pixels of a part are not paper."""
    part = image.crop(box)
    return sum(
        count for count, colour in part.getcolors(part.width * part.height) if colour != (255, 255, 255)
    )


def test_it_has_the_size_that_messengers_ask_for_and_is_small():
    content = preview.draw(sample_record(), "zh-hans")
    assert (opened(sample_record()).size, len(content) < 120_000) == ((1200, 630), True)


def test_two_processes_make_the_same_bytes():
    here = sha256(preview.draw(sample_record(), "zh-hans")).hexdigest()
    assert told_by_two(FRESH) == [[here], [here]]


def test_languages_and_results_look_different():
    record = sample_record()
    rejected = record | {"result": "reject"}
    pictures = [
        preview.draw(record, "zh-hans"),
        preview.draw(record, "en"),
        preview.draw(rejected, "zh-hans"),
    ]
    assert len(set(pictures)) == 3
    assert opened(rejected).getpixel((600, 5)) == (154, 42, 16)


@pytest.mark.parametrize(
    "title", [LONG, "W" * 200, "字", "🎉𠮷\u202e\x00\ntitle", "Wellbeing of children " * 9]
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_title_runs_out_of_its_place(title, language):
    image = opened(sample_record(title={"zh": title, "en": title}), language)
    margins = [(0, 20, 60, 630), (1145, 110, 1200, 630), (72, 384, 1200, 400)]
    assert [ink(image, box) for box in margins] == [0, 0, 0]
    assert ink(image, (72, 128, 1128, 384)) > 100


def test_records_of_every_shape_have_a_picture():
    for record in (first_format(sample_record()), without_panel(sample_record())):
        assert opened(record).size == (1200, 630)


def test_sample_data_is_marked():
    corner = (940, 50, 1135, 110)
    real = sample_record() | {"illustrative": False}
    assert (ink(opened(sample_record()), corner) > 0, ink(opened(real), corner)) == (True, 0)
