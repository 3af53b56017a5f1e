"""How an edition is cited: references in several styles for people, files for reference managers and catalogues."""

import json
from collections.abc import Callable

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, address
from firsthand.citations import STYLES, Span, bibtex, cite, csl_json, reference, ris
from firsthand.exports.metadata.facts import Facts
from firsthand.exports.volume import find_volume
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
    write: Callable[[Facts], bytes]


def _csl_json(facts: Facts) -> bytes:
    return (json.dumps([csl_json(facts.source)], ensure_ascii=False, indent=2) + "\n").encode()


def _datacite_xml(facts: Facts) -> bytes:
    from firsthand.exports.metadata.datacite import datacite_xml

    return datacite_xml(facts)


def _datacite_json(facts: Facts) -> bytes:
    from firsthand.exports.metadata.datacite import datacite_json

    return datacite_json(facts)


def _dublin_core(facts: Facts) -> bytes:
    from firsthand.exports.metadata.dublincore import dublin_core_file

    return dublin_core_file(facts)


FORMATS = {
    "ris": Format("RIS", "application/x-research-info-systems", lambda facts: ris(facts.source).encode()),
    "bib": Format("BibTeX", "application/x-bibtex", lambda facts: bibtex(facts.source).encode()),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", _csl_json),
    "datacite.xml": Format("DataCite XML", "application/vnd.datacite.datacite+xml", _datacite_xml),
    "datacite.json": Format("DataCite JSON", "application/vnd.datacite.datacite+json", _datacite_json),
    "dc.xml": Format("Dublin Core", "application/xml", _dublin_core),
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
    """The file for a program that a name asks for ("ru.ris"); None where there is no such edition."""
    opened, room, slug = wanted.opened, wanted.parameters["room"], wanted.parameters["slug"]
    language, _, ending = wanted.parameters["name"].partition(".")
    form, interface = FORMATS.get(ending), opened.interface_for(language)
    volume = find_volume(opened.release, opened.shelves, interface, room, slug, language, wanted.site)
    if form is None or volume is None:
        return None
    body = form.write(Facts(volume, opened.release.history_of(address(volume.item, language))))
    headers = (
        (b"content-type", f"{form.media_type}; charset=utf-8".encode()),
        (b"content-disposition", f'attachment; filename="{slug}-{language}.{ending}"'.encode()),
    )
    return answer(body, wanted.encoding, headers)


ROUTES = (Route("/cite/{room}/{slug}/{name}", export_answer),)
