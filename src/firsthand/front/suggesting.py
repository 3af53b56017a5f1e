"""What a reader may go on to type, as browsers ask for it, and the description that tells them where they can.

OpenSearch 1.1, draft 6, with its extension for suggestions. What was typed is neither kept nor logged.
"""

import json
from contextlib import suppress
from urllib.parse import parse_qs
from xml.etree.ElementTree import Element, SubElement, tostring

from firsthand.catalogue.records import choose
from firsthand.front.answers import Answer, answer
from firsthand.front.facets import LONGEST
from firsthand.front.headers import NOT_KEPT, Headers
from firsthand.front.opened import Opened
from firsthand.front.question import UnavailableError, ask
from firsthand.interface import Interface

MOST = 8
DESCRIPTION = "http://a9.com/-/spec/opensearch/1.1/"
DESCRIPTION_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS_TYPE = "application/x-suggestions+json"
SHORT_NAME, LONG_NAME = 16, 48
"""Characters that OpenSearch allows."""

HEADERS: Headers = ((b"content-type", SUGGESTIONS_TYPE.encode()), (b"x-robots-tag", b"noindex"))


def suggest_answer(opened: Opened, interface: Interface, query: str, encoding: bytes) -> Answer:
    """A list of what was typed (`q`) and of queries that begin so; empty where the index can't be read."""
    typed = parse_qs(query[:20_000], errors="replace").get("q", [""])[0][:LONGEST]
    body = json.dumps([typed, _suggestions(opened, interface, typed)], ensure_ascii=False).encode(errors="replace")
    return answer(body, encoding, HEADERS, keep=NOT_KEPT)


def _suggestions(opened: Opened, interface: Interface, typed: str) -> tuple[str, ...]:
    if not typed.strip():
        return ()
    with suppress(UnavailableError):
        return ask(opened, lambda engine: engine.suggest(typed, opened.reading(interface), MOST))
    return ()


def description(opened: Opened, interface: Interface, site: str) -> bytes:
    """How a browser searches the library from its own search box. `site` is its address without a slash at the end."""
    title = choose(opened.library.titles, interface.language)
    name = title.value if title else "Firsthand"
    root = Element("OpenSearchDescription", {"xmlns": DESCRIPTION})
    _text(root, "ShortName", _cut(name, SHORT_NAME))
    _text(root, "LongName", _cut(name, LONG_NAME))
    _text(root, "Description", f"{interface.gettext('Search the library')}: {name}"[:1_024])
    _text(root, "Language", interface.language)
    _text(root, "InputEncoding", "UTF-8")
    _text(root, "OutputEncoding", "UTF-8")
    base = f"{site}/{interface.language}"
    for media_type, place, more in (
        ("text/html", f"{base}/search?q={{searchTerms}}", {}),
        (SUGGESTIONS_TYPE, f"{base}/suggest?q={{searchTerms}}", {"rel": "suggestions"}),
        (DESCRIPTION_TYPE, f"{base}/opensearch.xml", {"rel": "self"}),
    ):
        SubElement(root, "Url", {"type": media_type, "template": place, **more})
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _text(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = value


def _cut(name: str, most: int) -> str:
    """At the end of a word, if the first one is not too long itself."""
    if len(name) <= most:
        return name
    whole = name[: most + 1].rpartition(" ")[0].rstrip(" ,;:–—-")
    return whole or name[:most]
