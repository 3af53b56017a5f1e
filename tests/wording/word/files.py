"""Word files for tests, written from the XML of their text, and what they say before and after a review."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OTHER = 'w:author="Ana" w:date="2024-05-06T07:08:00Z"'
_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def run(text: str, properties: str = "", more: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t>{more}</w:r>'


def paragraph(*parts: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(parts)}</w:p>"


def inserted(text: str, number: int = 901) -> str:
    return f'<w:ins w:id="{number}" {OTHER}>{run(text)}</w:ins>'


def deleted(text: str, number: int = 902) -> str:
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="{number}" {OTHER}>{words}</w:del>'


def field(instruction: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + told + mark("separate") + "".join(result) + mark("end")


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnote(number: int, *parts: str) -> str:
    return f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{"".join(parts)}</w:p></w:footnote>'


def box(*parts: str) -> str:
    """A text box in both of its forms."""
    words = f"<w:txbxContent><w:p>{''.join(parts)}</w:p></w:txbxContent>"
    shape = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="900000"/>'
        '<wp:docPr id="7" name="Box"/><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{words}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing>"
    )
    older = f'<w:pict><v:shape style="width:150pt;height:70pt"><v:textbox>{words}</v:textbox></v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def docx(body: str, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """A complete file; parts are named as they are in the package ("footnotes", "header1"), links by their ids."""
    names = {name: _ROOTS.get(name, name) for name in parts}
    kinds = {name: name.rstrip("123") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kinds[name]}+xml"/>' for name in parts
    )
    related = "".join(
        f'<Relationship Id="part-{name}" Type="{_OFFICE}/{kinds[name]}" Target="{name}.xml"/>' for name in parts
    )
    related += "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for key, address in (links or {}).items()
    )
    headers = "".join(
        f'<w:{kinds[name]}Reference w:type="default" r:id="part-{name}"/>' for name in parts if name in _ROOTS
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_MAIN}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr>{headers}</w:sectPr></w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{names[name]} {SPACES}>{xml}</w:{names[name]}>" for name, xml in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str = "document") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(f"word/{name}.xml"))


def accepted(data: bytes, name: str = "document", author: str = "Firsthand") -> list[str]:
    """The paragraphs of a part once somebody's changes are accepted; others' stay as they are shown."""
    return _said(part(data, name), author, accept=True)


def rejected(data: bytes, name: str = "document", author: str = "Firsthand") -> list[str]:
    return _said(part(data, name), author, accept=False)


def _said(root: etree._Element, author: str, *, accept: bool) -> list[str]:
    return ["".join(_words(one, author, accept=accept)) for one in root.iter(f"{{{W}}}p")]


def _words(paragraph: etree._Element, author: str, *, accept: bool) -> Iterator[str]:
    for node in paragraph.iter(f"{{{W}}}t", f"{{{W}}}delText"):
        if next(node.iterancestors(f"{{{W}}}p")) is not paragraph:
            continue
        changes = list(node.iterancestors(f"{{{W}}}ins", f"{{{W}}}del"))
        ours = {str(one.tag).rpartition("}")[2] for one in changes if one.get(f"{{{W}}}author") == author}
        others = {str(one.tag).rpartition("}")[2] for one in changes if one.get(f"{{{W}}}author") != author}
        shown = not ours or ("ins" in ours) == accept
        if shown and "del" not in others:
            yield node.text or ""


def anchored(data: bytes) -> dict[str, str]:
    """What each comment is about, by its text: the words between its marks, struck ones too."""
    root = part(data)
    texts = {
        one.get(f"{{{W}}}id"): "".join(word.text or "" for word in one.iter(f"{{{W}}}t"))
        for one in part(data, "comments").iter(f"{{{W}}}comment")
    }
    found: dict[str, str] = {}
    open_ids: list[str] = []
    for node in root.iter():
        identity = node.get(f"{{{W}}}id") or ""
        if node.tag == f"{{{W}}}commentRangeStart":
            open_ids.append(identity)
            found.setdefault(texts[identity], "")
        elif node.tag == f"{{{W}}}commentRangeEnd":
            open_ids.remove(identity)
        elif node.tag in (f"{{{W}}}t", f"{{{W}}}delText"):
            for one in open_ids:
                found[texts[one]] += node.text or ""
    assert not open_ids
    return found


def without_comments(data: bytes) -> bytes:
    """The same file without its comments, for a LibreOffice that shows none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(content)
                marks = ("commentRangeStart", "commentRangeEnd", "commentReference")
                for mark in list(root.iter(*(f"{{{W}}}{kind}" for kind in marks))):
                    mark.getparent().remove(mark)
                content = etree.tostring(root)
            if name != "word/comments.xml":
                new.writestr(name, content)
    return out.getvalue()
