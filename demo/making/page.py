"""Web pages and e-books: XHTML 1 in shape, so that one rendering serves both."""

import zipfile
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from markdown_it.tree import SyntaxTreeNode

from making.text import AUTHOR, Source, captioned, rows

BLOCKS = {"paragraph": "p", "bullet_list": "ul", "list_item": "li", "blockquote": "blockquote"}
DIRECTION = {"ar": "rtl"}
NOTES = {"en": "Notes", "fr": "Notes", "es": "Notas", "ru": "Примечания", "ar": "ملاحظات"}
CONTENTS = {"en": "Contents", "fr": "Table des matières", "es": "Índice", "ru": "Содержание", "ar": "المحتويات"}
STYLE = """\
body { font-family: "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif; line-height: 1.5; max-width: 40em;
  margin: 0 auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: bold; padding: 0.5em 0; }
th, td { border: 1px solid #767676; padding: 0.3em 0.5em; text-align: start; vertical-align: top; }
blockquote { border-inline-start: 3px solid #767676; margin-inline: 0; padding-inline-start: 1em; }
"""
PRINT = """\
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: counter(page); font: 9pt "Noto Sans"; } }
body { font-size: 10.5pt; max-width: none; padding: 0; }
h2, caption { break-after: avoid; } tr { break-inside: avoid; }
"""


def inner(node: SyntaxTreeNode) -> str:
    return "".join(render(child) for child in node.children)


def render(node: SyntaxTreeNode) -> str:
    """A block as XHTML. Only what the sources use is known; anything else is an error to be seen."""
    if node.type == "paragraph" and node.hidden:
        return inner(node)
    if tag := BLOCKS.get(node.type):
        return f"<{tag}>{inner(node)}</{tag}>\n"
    if node.type == "heading":
        return f"<{node.tag}>{inner(node)}</{node.tag}>\n"
    if node.type == "ordered_list":
        first = f' start="{node.attrs["start"]}"' if node.attrs.get("start", 1) != 1 else ""
        return f"<ol{first}>\n{inner(node)}</ol>\n"
    return run(node)


def run(node: SyntaxTreeNode) -> str:
    """What stands within a line."""
    match node.type:
        case "text":
            return escape(node.content, quote=False)
        case "softbreak":
            return " "
        case "inline":
            return inner(node)
        case "strong" | "em":
            return f"<{node.type}>{inner(node)}</{node.type}>"
        case "footnote_ref":
            number = node.meta["id"] + 1
            return f'<sup><a id="mark-{number}" href="#note-{number}" role="doc-noteref">{number}</a></sup>'
        case "footnote_anchor":
            return ""
    raise ValueError(f"no XHTML for {node.type}")


def table(node: SyntaxTreeNode, caption: str) -> str:
    head, *others = rows(node)
    out = ["<table>\n"]
    if caption:
        out.append(f"<caption>{escape(caption, quote=False)}</caption>\n")
    header = "".join(f'<th scope="col">{inner(cell)}</th>' if cell.children else "<td></td>" for cell in head)
    out.append(f"<thead><tr>{header}</tr></thead>\n<tbody>\n")
    out += ["<tr>" + "".join(f"<td>{inner(cell)}</td>" for cell in row) + "</tr>\n" for row in others]
    return "".join([*out, "</tbody>\n</table>\n"])


def notes(source: Source) -> str:
    """The notes at the end, each with a way back to its mark."""
    if not source.notes:
        return ""
    items = "".join(
        f'<li id="note-{number + 1}">{inner(note).replace("<p>", "").replace("</p>", "").strip()} '
        f'<a href="#mark-{number + 1}" role="doc-backlink">↩</a></li>\n'
        for number, note in source.notes.items()
    )
    return f'<section role="doc-endnotes">\n<h2>{NOTES[source.language]}</h2>\n<ol>\n{items}</ol>\n</section>\n'


def body(source: Source) -> str:
    subtitle = f"<p><em>{escape(source.subtitle, quote=False)}</em></p>\n" if source.subtitle else ""
    parts = [f"<h1>{escape(source.title, quote=False)}</h1>\n{subtitle}"]
    for block, caption in captioned(source.blocks):
        parts.append(table(block, caption) if block.type == "table" else render(block))
    return "".join([*parts, notes(source)])


def attributes(source: Source) -> str:
    direction = DIRECTION.get(source.language)
    return f'lang="{source.language}"' + (f' dir="{direction}"' if direction else "")


def page(source: Source, style: str = STYLE) -> str:
    return f"""<!DOCTYPE html>
<html {attributes(source)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(source.title, quote=False)}</title>
<meta name="author" content="{AUTHOR}">
<meta name="dcterms.date" content="{source.date.isoformat()}">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<style>
{style}</style>
</head>
<body>
{body(source)}</body>
</html>
"""


def save_page(source: Source, path: Path) -> None:
    path.write_text(page(source), encoding="utf-8")


def save_print(source: Source, path: Path) -> None:
    """A PDF in one column, as it comes from a browser's print dialogue: without tags."""
    from weasyprint import HTML

    HTML(string=page(source, STYLE + PRINT)).write_pdf(path, pdf_identifier=source.title.encode()[:16])


def chapters(source: Source) -> list[tuple[str, str]]:
    """Title and XHTML of each chapter; what stands before the first heading has the title of the book."""
    parts: list[tuple[str, list[str]]] = [(source.title, [f"<h1>{escape(source.title, quote=False)}</h1>\n"])]
    if source.subtitle:
        parts[0][1].append(f"<p><em>{escape(source.subtitle, quote=False)}</em></p>\n")
    for block, caption in captioned(source.blocks):
        if block.type == "heading" and block.tag == "h2":
            parts.append((inner(block), []))
        parts[-1][1].append(table(block, caption) if block.type == "table" else render(block))
    return [(title, "".join(content)) for title, content in parts]


def within_book(xhtml: str, names: dict[int, str]) -> str:
    """Notes live in a chapter of their own, so their links name the chapter."""
    for number, name in names.items():
        xhtml = xhtml.replace(f'<li id="note-{number}">', f'<li id="note-{number}" epub:type="footnote">')
        xhtml = xhtml.replace(f'href="#note-{number}"', f'epub:type="noteref" href="notes.xhtml#note-{number}"')
        xhtml = xhtml.replace(f'href="#mark-{number}"', f'href="{name}#mark-{number}"')
    return xhtml


def save_book(source: Source, path: Path) -> None:
    """An EPUB 3 with a chapter for each heading of the second level, and the notes at the end."""
    files = {}
    marks: dict[int, str] = {}
    entries = []
    for number, (title, content) in enumerate(chapters(source)):
        name = f"chapter-{number:02}.xhtml"
        marks |= {note + 1: name for note in source.notes if f'id="mark-{note + 1}"' in content}
        files[name] = content
        entries.append((name, title))
    if source.notes:
        files["notes.xhtml"] = notes(source)
        entries.append(("notes.xhtml", NOTES[source.language]))
    links = "".join(f'<li><a href="{name}">{title}</a></li>\n' for name, title in entries)
    contents = CONTENTS[source.language]
    files["contents.xhtml"] = f'<nav epub:type="toc" role="doc-toc">\n<h1>{contents}</h1>\n<ol>\n{links}</ol>\n</nav>\n'
    titles = dict(entries) | {"contents.xhtml": contents}
    with zipfile.ZipFile(path, "w") as book:
        put(book, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        put(book, "META-INF/container.xml", CONTAINER)
        put(book, "text/package.opf", package(source, [name for name, _ in entries]))
        put(book, "text/style.css", STYLE)
        for name, content in files.items():
            put(book, f"text/{name}", chapter(source, titles[name], within_book(content, marks)))


def put(book: zipfile.ZipFile, name: str, content: str, method: int = zipfile.ZIP_DEFLATED) -> None:
    """Without the time of making, so that the same source gives the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    book.writestr(entry, content)


def chapter(source: Source, title: str, content: str) -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{source.language}" \
{attributes(source)}>
<head><title>{title}</title><link rel="stylesheet" href="style.css"/></head>
<body>
{content}</body>
</html>
"""


CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="text/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def package(source: Source, names: list[str]) -> str:
    items = "".join(
        f'<item id="{name.removesuffix(".xhtml")}" href="{name}" media-type="application/xhtml+xml"/>\n'
        for name in names
    )
    spine = "".join(f'<itemref idref="{name.removesuffix(".xhtml")}"/>\n' for name in names)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{source.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid5(NAMESPACE_URL, source.title)}</dc:identifier>
<dc:title>{escape(source.title, quote=False)}</dc:title>
<dc:language>{source.language}</dc:language>
<dc:creator>{AUTHOR}</dc:creator>
<dc:publisher>Firsthand demonstration</dc:publisher>
<dc:date>{source.date.isoformat()}</dc:date>
<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
<meta property="dcterms:modified">{source.date.isoformat()}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>
{items}</manifest>
<spine>
{spine}</spine>
</package>
"""
