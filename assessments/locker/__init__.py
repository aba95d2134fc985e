"""The evidence locker: a file's type by its content, its bytes under their hash, outside the web root."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from assessments.locker import names
from assessments.locker.content import TYPES, examine
from ledger.errors import Refused

MOST_FILES, MOST_BYTES = 200, 2 * 2**30  # of one case


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its safe name, its real type, its size and hash."""

    name: str
    content_type: str
    size: int
    sha256: str

    @property
    def path(self) -> str:
        return f"evidence/{self.sha256[:2]}/{self.sha256}"


def check(file: "File[bytes]", name: str) -> Checked:
    """Measure an uploaded file. Refused: too large, empty, a type not kept here, content that is not what the name
    says, and whatever `content.examine` finds in it."""
    limit = settings.EVIDENCE_MAX_BYTES
    if file.size > limit:
        size, most = file.size // 2**20 + 1, limit // 2**20
        raise Refused(
            _("The file is %(size)s MB; at most %(most)s MB can be kept. Please split or compress it.")
            % {"size": size, "most": most}
        )
    if not file.size:
        raise Refused(_("The file is empty. Please choose another one."))
    tidy = names.tidy(name)
    suffix = PurePath(tidy).suffix.lstrip(".")
    if suffix not in TYPES:
        raise Refused(_("Files of this type are not accepted. Please use PDF, DOCX, XLSX, PNG or JPEG."))
    file.seek(0)
    data = file.read()
    examine(data, suffix)
    return Checked(tidy, TYPES[suffix], len(data), hashlib.sha256(data).hexdigest())


def keep(file: "File[bytes]", checked: Checked) -> None:
    """Write the bytes under their hash, once: under another name first, so that the final one always has all of them.
    What something else left there, of another size, is replaced."""
    place = Path(default_storage.path(checked.path))
    if place.exists() and place.stat().st_size == checked.size:
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix="incoming-", delete=False) as made:
        try:
            file.seek(0)
            for chunk in file.chunks():
                made.write(chunk)
            made.flush()
            os.fsync(made.fileno())
            Path(made.name).replace(place)
        except BaseException:
            Path(made.name).unlink()
            raise
    _settle(place.parent)


def _settle(folder: Path) -> None:
    """Make the new name outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
