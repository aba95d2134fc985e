"""What a file really is, and what it may not hold. Nothing here trusts a name or what the browser said."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from assessments.locker.packages import examine_package
from assessments.locker.pdf import examine_pdf
from assessments.locker.pictures import examine_jpeg, examine_png
from ledger.errors import Refused

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = re.compile(rb"<\s*(!doctype|html|script|svg|iframe|body)\b", re.IGNORECASE)


def examine(data: bytes, suffix: str) -> None:
    """Refused where the bytes are not of this kind through and through, or could do anything when opened."""
    if not data.startswith(BEGINS[suffix]):
        if data.startswith(OLD_OFFICE):
            raise Refused(
                _(
                    "This is a Word or Excel file of the old format, or one with a password. Please save it as DOCX or "
                    "XLSX without a password."
                )
            )
        raise Refused(
            _(
                "The content of the file is not what its name says (.%(suffix)s). Please save it again in that format."
            )
            % {"suffix": suffix}
        )
    if PAGE.search(data[:1024]):
        raise Refused(_("The file is a web page as well. Please save it again in its own program."))
    if suffix in {"docx", "xlsx"}:
        examine_package(data, suffix)
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused(_("The file is an archive as well. Please save it again in its own program."))
    {"pdf": examine_pdf, "png": examine_png, "jpg": examine_jpeg, "jpeg": examine_jpeg}[suffix](data)
