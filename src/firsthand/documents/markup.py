"""Safe parsing of XML and HTML: no entities, no DTD, no network, no monstrous tags, and errors in our own words.

Knows lxml and nothing of what the markup means.
"""

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from firsthand.documents.errors import UnreadableFileError

Element = etree._Element

MOST_ATTRIBUTES = 2_000
"""In one tag; libxml2 compares each attribute of a page's tag with each other one."""
MOST_ELEMENTS = 2_000_000
DEEPEST = 2_000

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_REFERENCE = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = {b"lt", b"gt", b"amp", b"quot", b"apos"}
_LONG_TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']++|"[^"]*"|'[^']*')*+""")


def xml(data: bytes, kind: str) -> Element:
    """The root of an XML part. `kind` names the file in messages. Raises UnreadableFileError: damaged or too-large."""
    if _ENTITY.search(data) or _ENTITY.search(data.replace(b"\0", b"")):
        raise UnreadableFileError(
            "damaged",
            f"This {kind} defines entities of its own, which no honest one does; save it again in its program.",
        )
    _hold_to_size(data, kind)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            "damaged", f"The text inside this {kind} is damaged; open it in its own program and save it again."
        ) from error


def with_named_characters(data: bytes) -> bytes:
    """XHTML with "&nbsp;" and its like as numbers, since the DTD that defines them is never loaded."""
    return _REFERENCE.sub(_numbered, data)


def html(text: str) -> Element:
    """The root of an HTML page or fragment, however untidy. Raises UnreadableFileError: damaged or too-large."""
    # A last empty paragraph makes sure of a root where the page has no element at all.
    data = text.replace("\0", "").encode("utf-8", "replace") + b"\n<p></p>"
    _hold_to_size(data, "web page")
    for tag in _LONG_TAG.finditer(data):
        if (
            tag.end() - tag.start() > 4 * MOST_ATTRIBUTES
            and len(tag.group().split(None, MOST_ATTRIBUTES)) > MOST_ATTRIBUTES
        ):
            raise UnreadableFileError("damaged", "This web page holds a tag too long to be meant; save the page again.")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("damaged", "This web page is damaged; save it again in the browser.") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableFileError(
            "damaged", f"This web page is nested more than {DEEPEST:,} levels deep; save its text in another format."
        )
    # What begins as a comment that never ends swallows even the paragraph above.
    return etree.fromstring(b"<p></p>", parser) if root is None else root


def name_of(element: Element) -> str:
    """The local name, in lower case; empty for a node that is no element."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: Element) -> Iterator[Element]:
    """The child elements, without entities and other nodes that are none."""
    return (child for child in element if name_of(child))


def _numbered(match: re.Match[bytes]) -> bytes:
    name = match.group(1)
    sign = html5.get(name.decode() + ";")
    if name in _XML_OWN or sign is None:
        return match.group()
    return "".join(f"&#{ord(letter)};" for letter in sign).encode()


def _hold_to_size(data: bytes, kind: str) -> None:
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise UnreadableFileError("too-large", f"This {kind} has more parts than a document can hold; divide it.")
