"""The parts that PyPI does not bring: what each is for, how to see it, which Debian packages hold it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Without libharfbuzz-subset WeasyPrint still works, but one page takes seconds instead of a fraction of one.
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)
PROBE = "import ctypes, sys; [ctypes.CDLL(name) for name in sys.argv[1:]]"


@dataclass(frozen=True)
class Part:
    name: str
    zh: str
    en: str
    packages: tuple[str, ...]
    programs: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def present(self) -> bool:
        there = all(program(name) for name in self.programs) and all(
            Path(file).exists() for file in self.files
        )
        return there and _loadable(self.libraries)

    @property
    def command(self) -> str:
        """What an administrator types to get it."""
        return f"apt-get install {' '.join(self.packages)}"


PARTS = {
    part.name: part
    for part in (
        Part(
            "pdf",
            "PDF 报告",
            "PDF reports",
            ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
            libraries=LIBRARIES,
        ),
        Part("chromium", "浏览器测试", "browser tests", ("chromium",), ("chromium",)),
        Part(
            "poppler",
            "PDF 检查",
            "reading PDFs in tests",
            ("poppler-utils",),
            ("pdffonts", "pdftotext", "pdftoppm"),
        ),
        Part("qpdf", "PDF 结构检查", "checking PDF structure in tests", ("qpdf",), ("qpdf",)),
        Part(
            "verapdf",
            "PDF/A、PDF/UA 检验",
            "validating PDF/A and PDF/UA in tests",
            ("default-jdk-headless", "libjaxb-java"),
            ("java", "javac"),
            files=("/usr/share/java/jaxb-runtime.jar",),
        ),
        Part(
            "libreoffice",
            "Word 与 Excel 检查",
            "opening Word and Excel files in tests",
            ("libreoffice-writer", "libreoffice-calc"),
            ("soffice",),
        ),
        Part("gettext", "译文目录", "message catalogues", ("gettext",), ("msgfmt", "xgettext")),
        Part("postgresql", "PostgreSQL 测试", "tests on PostgreSQL", ("postgresql",), ("initdb", "postgres")),
        Part("redis", "Redis 测试", "tests on Redis", ("redis-server",), ("redis-server",)),
    )
}
TEST_PARTS = tuple(PARTS)


def program(name: str) -> str | None:
    """Where a program is; PostgreSQL's server programs live off the PATH on Debian."""
    if found := shutil.which(name):
        return found
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    return next((str(folder / name) for folder in versions if os.access(folder / name, os.X_OK)), None)


def missing(names: tuple[str, ...]) -> list[Part]:
    return [PARTS[name] for name in names if not PARTS[name].present()]


def _loadable(libraries: tuple[str, ...]) -> bool:
    """Asked of a fresh process: the loader reads LD_LIBRARY_PATH only when a process starts."""
    if not libraries:
        return True
    probe = subprocess.run([sys.executable, "-I", "-c", PROBE, *libraries], capture_output=True, check=False)
    return probe.returncode == 0
