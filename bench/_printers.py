"""Those that print the same text beside us, as far as they are installed, and how long something takes."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median


def seconds_of(make: Callable[[], bytes]) -> float:
    """The median of five times."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        make()
        taken.append(time.perf_counter() - began)
    return median(taken)


def printers(html: str, docx: bytes, folder: Path) -> dict[str, Callable[[], bytes]]:
    """WeasyPrint makes PDF/UA-1 of a page, LibreOffice PDF/UA of a Word file, which is laid into `folder`."""
    found: dict[str, Callable[[], bytes]] = {}
    try:
        import weasyprint
    except ImportError:
        print("WeasyPrint is not installed (the demo group has it).")
    else:
        found["WeasyPrint"] = lambda: weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed.")
    else:
        (folder / "text.docx").write_bytes(docx)
        found["LibreOffice"] = lambda: _converted(office, folder)
    return found


def _converted(office: str, folder: Path) -> bytes:
    options = '{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
        f"pdf:writer_pdf_Export:{options}", "--outdir", str(folder), str(folder / "text.docx"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return (folder / "text.pdf").read_bytes()
