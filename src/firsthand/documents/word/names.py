"""The names of WordprocessingML (ECMA-376) that the reader looks for, in the transitional namespaces."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

VAL = W + "val"
PPR = W + "pPr"
RPR = W + "rPr"
TEXT = W + "t"
RUN = W + "r"
PARAGRAPH = W + "p"

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
)
_OFF = {"0", "false", "off", "none"}


def transitional(data: bytes) -> bytes:
    """A part in the namespaces above, also where the file uses those of the strict variant."""
    if b"http://purl.oclc.org/ooxml/" in data[:8192]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual[1:-1].encode())
    return data


def is_on(value: str | None) -> bool:
    """The meaning of a switch such as <w:b w:val="0"/>; without a value it is on."""
    return value is None or value.lower() not in _OFF
