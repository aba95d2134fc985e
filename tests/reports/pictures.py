"""Sheets of the sample report as small grey pictures, beside the ones that were looked at and kept.

`python -m tests.reports.pictures REPORT.pdf` draws the kept ones anew from the sample report, after a change of looks
that somebody has looked at.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

KEPT = Path(__file__).parent / "pictures"
DOTS = 40  # to the inch: enough to see where everything stands, and not which version of a rasteriser drew it
SHEETS = {
    "cover": 1,
    "summary": 2,
    "contents": 3,
    "matter": 4,
    "findings": 6,
    "heat": 14,
    "voices": 15,
    "ratings": 23,
}
DARK = 60  # of 255: from here on a dot is another one


def drawn(path, sheet):
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-f", str(sheet), "-l", str(sheet), path]
    return Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))


def apart(one, other):
    """The share of dots in which two pictures differ clearly, a little blurred, so that half a dot is none."""
    if one.size != other.size:
        return 1.0
    blurred = [each.convert("L").filter(ImageFilter.GaussianBlur(1)) for each in (one, other)]
    histogram = ImageChops.difference(*blurred).histogram()
    return sum(histogram[DARK:]) / sum(histogram)


def keep(path):
    KEPT.mkdir(exist_ok=True)
    for name, sheet in SHEETS.items():
        drawn(path, sheet).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    keep(sys.argv[1])
