"""The name of an uploaded file, as it may be kept, shown and saved again anywhere."""

import re
import unicodedata
from pathlib import PurePath

MOST_BYTES = 240  # of UTF-8: file systems take 255, with the suffix
PUNCTUATION = "+（）《》〈〉【】「」、，·—“”-"  # what Chinese titles are written with
# Windows opens a device under these, whatever the suffix.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def tidy(name: str) -> str:
    """The last part of the name, without what a file system or a reader's eye could trip over: no control or direction
    marks, no suffix but the last, no device, not too long."""
    visible = "".join(char for char in unicodedata.normalize("NFC", name) if char.isprintable())
    path = PurePath(visible.replace("\\", "/"))
    stem = re.sub(rf"[^\w.{PUNCTUATION}]", "", path.stem.strip().replace(" ", "_"))
    stem = re.sub(r"\.(?=[A-Za-z]\w{0,5}(\.|$))", "_", stem).strip(".")
    stem = stem.encode()[:MOST_BYTES].decode(errors="ignore")
    if not stem.strip("._-"):
        stem = "file"
    elif DEVICES.match(stem):
        stem = f"_{stem}"
    return f"{stem}{path.suffix.lower()}"
