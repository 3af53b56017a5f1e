"""Small office files and e-books, written for one test each, from the XML of their text alone."""

import io
import zipfile

from firsthand.documents.model import Block, Document, Run, Runs

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "meta": "meta",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, links: dict[str, tuple[str, str]] | None = None, **parts: str | bytes) -> bytes:
    """A Word document. `parts` are XML without root ("styles": "<w:style .../>") or bytes by their name.

    `links` are the relationships beside: id to kind and target.
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    related = dict(links or {})
    for name, content in parts.items():
        if isinstance(content, bytes):
            members[f"word/{name.replace('_', '.')}"] = content
        elif name == "core":
            members["docProps/core.xml"] = content
        else:
            members[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>"
            related[f"own-{name}"] = (name, f"{name}.xml")
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_TYPES}{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for key, (kind, target) in related.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    members["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{space}">{entries}</Relationships>'
    return packed(members)


def paragraph(text: str, style: str = "", properties: str = "") -> str:
    """A Word paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def odt(body: str, automatic: str = "", named: str = "", meta: str = "", **parts: bytes) -> bytes:
    """An OpenDocument text."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {ODF}><office:styles>{named}</office:styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    members.update({name.replace("__", "/").replace("_", "."): data for name, data in parts.items()})
    return packed(members)


def epub(chapters: dict[str, str], metadata: str = "", spine: str | None = None, **parts: str | bytes) -> bytes:
    """An EPUB 3 book; `chapters` are bodies by file name, in the order of the spine."""
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    order = spine or "".join(f'<itemref idref="{name}"/>' for name in chapters)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{order}</spine></package>",
    }
    for name, body in chapters.items():
        members[f"OPS/{name}"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            f"<head><title>x</title></head><body>{body}</body></html>"
        )
    members.update(parts)
    return packed(members)


def blocks(document: Document) -> list[Block]:
    """Every block in reading order."""
    return [block for section in document.walk() for block in section.blocks]


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of every heading."""
    return [(section.level, words(section.heading)) for section in document.walk() if section.level]


def words(runs: Runs) -> str:
    """The text of runs with its marks."""
    return "".join(run.text for run in runs)


def texts(document: Document) -> list[str]:
    """The text of every block that has runs."""
    return [words(getattr(block, "runs", ())) for block in blocks(document)]


def run(document: Document, text: str) -> Run:
    """The run with exactly this text."""
    found = [run for block in blocks(document) for run in getattr(block, "runs", ()) if run.text == text]
    assert found, f"no run {text!r} in {texts(document)}"
    return found[0]
