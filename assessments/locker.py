"""The evidence locker: a file's type by its content, its bytes under their hash, outside the web root."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from ledger.errors import Refused

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
OFFICE_MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MACRO_PARTS = ("word/vbaProject.bin", "xl/vbaProject.bin")


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
    says, an office file with macros."""
    limit = settings.EVIDENCE_MAX_BYTES
    if file.size > limit:
        size, most = file.size // 2**20 + 1, limit // 2**20
        raise Refused(
            _("The file is %(size)s MB; at most %(most)s MB can be kept. Please split or compress it.")
            % {"size": size, "most": most}
        )
    if not file.size:
        raise Refused(_("The file is empty. Please choose another one."))
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if suffix not in TYPES:
        raise Refused(_("Files of this type are not accepted. Please use PDF, DOCX, XLSX, PNG or JPEG."))
    if not _content_is(file, suffix):
        raise Refused(
            _(
                "The content of the file is not what its name says (.%(suffix)s). Please save it again in that format."
            )
            % {"suffix": suffix}
        )
    return Checked(_tidy(name), TYPES[suffix], file.size, _sha256(file))


def keep(file: "File[bytes]", checked: Checked) -> None:
    """Write the bytes under their hash, once; a copy that a crash cut short is written again."""
    if default_storage.exists(checked.path):
        if default_storage.size(checked.path) == checked.size:
            return
        default_storage.delete(checked.path)
    file.seek(0)
    default_storage.save(checked.path, file)


def _content_is(file: "File[bytes]", suffix: str) -> bool:
    file.seek(0)
    try:
        candidates = puremagic.magic_string(file.read(4096))
    except puremagic.PureError:
        return False
    if not any(TYPES[suffix] == candidate.mime_type for candidate in candidates):
        return False
    return suffix not in OFFICE_MAIN_PART or _is_office_file(file, OFFICE_MAIN_PART[suffix])


def _is_office_file(file: "File[bytes]", main_part: str) -> bool:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return {"[Content_Types].xml", main_part} <= names and not names.intersection(MACRO_PARTS)


def _sha256(file: "File[bytes]") -> str:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _tidy(name: str) -> str:
    """The last part of the name, without what a file system or a reader's eye could trip over."""
    path = PurePath(name.replace("\\", "/"))
    visible = "".join(char for char in path.stem if char.isprintable())
    try:
        stem = get_valid_filename(visible)
    except SuspiciousFileOperation:  # nothing is left of it: blanks, brackets, emoji only
        stem = "file"
    return f"{stem[:120]}{path.suffix.lower()}"
