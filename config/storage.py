"""Where files are kept so that a name never stands for half a file, whatever happens to the machine."""

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Written beside its place, brought to the disk, and only then given its name. What stood there before is replaced
    in one step: files lie under their own hash, so that the same name means the same bytes."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, prefix="incoming-", delete=False) as made:
            try:
                for chunk in content.chunks():
                    made.write(chunk)
                made.flush()
                os.fsync(made.fileno())
                Path(made.name).chmod(self.file_permissions_mode or 0o600)
                Path(made.name).replace(place)
            except BaseException:
                Path(made.name).unlink(missing_ok=True)
                raise
        _settle(place.parent)
        return name


def _settle(folder: Path) -> None:
    """Make the new name outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
