"""Packages of parts, as DOCX and XLSX are, that are the same bytes whenever and wherever they are written."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ANYWHERE = 3  # what the package says of the system that it was written on


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """In the order given, without the time of day."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in parts.items():
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, ANYWHERE
            package.writestr(entry, content, compresslevel=9)
    return target.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
