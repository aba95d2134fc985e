"""A file as a word processor or a spreadsheet program prints it."""

import subprocess

from tests.needs import needs


def converted(content, suffix, folder):
    """The text of its pages."""
    needs("poppler")
    needs("libreoffice")
    (folder / f"report.{suffix}").write_bytes(content)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", folder, folder / f"report.{suffix}"]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return subprocess.run(
        ["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
