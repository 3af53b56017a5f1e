"""What every Word file is made of (Office Open XML, ECMA-376, transitional): its package, its texts, its languages.

Nothing in a package tells when or by whom it was made, and the same parts give the same bytes.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = MEDIA_TYPE.rpartition(".")[0]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The bytes of the file. Parts that are texts are XML, without its declaration."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _MADE_LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(member, content if isinstance(content, bytes) else (_DECLARATION + content).encode())
    return out.getvalue()


def types(parts: Iterable[str], pictures: Iterable[str] = ()) -> str:
    """[Content_Types].xml. `parts` stand beside the document, such as "styles"; `pictures` are endings: "png"."""
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="image/{"jpeg" if ending == "jpg" else ending}"/>'
        for ending in pictures
    )
    beside = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_KINDS}.{part}+xml"/>' for part in parts)
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}'
        f'<Override PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/>{beside}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
"""_rels/.rels."""


def relations(parts: Iterable[str], links: Mapping[str, str], pictures: Mapping[str, str] | None = None) -> str:
    """Of the document, or of its notes: to parts beside it, to addresses elsewhere, to files of pictures.

    `links` and `pictures` have the address or file's name, and by which id it is called.
    """
    beside = "".join(f'<Relationship Id="{part}" Type="{R}/{part}" Target="{part}.xml"/>' for part in parts)
    elsewhere = "".join(
        f'<Relationship Id="{name}" Type="{R}/hyperlink" Target={quoteattr(clean(address))} TargetMode="External"/>'
        for address, name in links.items()
    )
    shown = "".join(
        f'<Relationship Id="{name}" Type="{R}/image" Target="media/{file}"/>' for file, name in (pictures or {}).items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{beside}{elsewhere}{shown}</Relationships>'


def properties(title: str, language: str, creators: Iterable[str] = ()) -> str:
    """docProps/core.xml (Dublin Core)."""
    names = "; ".join(creators)
    creator = f"<dc:creator>{escape(clean(names))}</dc:creator>" if names else ""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(title))}</dc:title>{creator}<dc:language>{escape(language)}</dc:language>"
        "</cp:coreProperties>"
    )


def clean(text: str) -> str:
    """Without what XML has no place for."""
    return _NOT_IN_XML.sub("", text)


def written(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(clean(text))}</w:t>'


def spoken(tag: str, *, right_to_left: bool = False) -> str:
    """Word keeps a run's language by the kind of its script."""
    if not tag:
        return ""
    kind = "bidi" if right_to_left else "eastAsia" if tag.partition("-")[0] in ("zh", "ja", "ko") else "val"
    return f"<w:lang w:{kind}={quoteattr(tag)}/>"


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction (rule P2 of UAX #9)."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
