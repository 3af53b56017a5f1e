"""How an edition is cited: references in several styles for people, files for reference managers."""

import json
from collections.abc import Callable

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page
from firsthand.citations import STYLES, Source, Span, bibtex, cite, csl_json, reference, ris
from firsthand.front.answers import Answer, answer
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.interface import Interface
from firsthand.interface.labels import name_kind


class Style(Struct, frozen=True):
    name: str
    spans: tuple[Span, ...]


class Export(Struct, frozen=True):
    name: str
    address: str


class Citing(Struct, frozen=True):
    language: str
    """Of the edition."""
    styles: tuple[Style, ...]
    exports: tuple[Export, ...]


class Format(Struct, frozen=True):
    name: str
    media_type: str
    write: Callable[[Source], str]


FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", ris),
    "bib": Format("BibTeX", "application/x-bibtex", bibtex),
    "json": Format(
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        lambda source: json.dumps([csl_json(source)], ensure_ascii=False, indent=2) + "\n",
    ),
}
"""Ending of the file's name -> the format."""


def make_citing(opened: Opened, interface: Interface, room: str, item: Item, edition: Edition) -> Citing:
    source = cite(opened.release.collection, item, edition)
    genre = name_kind(source.kind, interface)
    return Citing(
        language=edition.language,
        styles=tuple(
            Style(name, reference(source, style, interface.language, genre)) for style, name in STYLES.items()
        ),
        exports=tuple(
            Export(form.name, f"/cite/{room}/{item.slug}/{edition.language}.{ending}")
            for ending, form in FORMATS.items()
        ),
    )


def export_answer(wanted: Wanted) -> Answer | None:
    """The file for a reference manager that a name asks for ("ru.ris"); None where there is no such edition."""
    opened, slug = wanted.opened, wanted.parameters["slug"]
    language, _, ending = wanted.parameters["name"].rpartition(".")
    item, form = opened.shelves.item(wanted.parameters["room"], slug), FORMATS.get(ending)
    if form is None or item is None or isinstance(item, Page) or getattr(item, "withdrawn", None):
        return None
    edition = next((each for each in item.editions if each.language == language), None)
    if edition is None:
        return None
    body = form.write(cite(opened.release.collection, item, edition)).encode()
    headers = (
        (b"content-type", f"{form.media_type}; charset=utf-8".encode()),
        (b"content-disposition", f'attachment; filename="{slug}-{language}.{ending}"'.encode()),
    )
    return answer(body, wanted.encoding, headers)


ROUTES = (Route("/cite/{room}/{slug}/{name}", export_answer),)
