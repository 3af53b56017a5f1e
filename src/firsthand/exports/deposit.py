"""What Zenodo wants to know of an edition before it gives it a DOI: the metadata of a deposition, in its own form.

After the documentation of Zenodo's REST API (Depositions). Nothing is sent anywhere.
"""

from html import escape
from typing import Any

import msgspec
from babel.core import get_global

from firsthand.catalogue import licences
from firsthand.catalogue.languages import primary
from firsthand.catalogue.records import Role
from firsthand.citations import Name
from firsthand.exports.metadata.datacite import CONTRIBUTORS, RELATIONS
from firsthand.exports.metadata.facts import Facts

KINDS: dict[str, tuple[str, str | None]] = {
    "report": ("publication", "report"),
    "research-report": ("publication", "report"),
    "brief": ("publication", "report"),
    "position-statement": ("publication", "other"),
    "letter": ("publication", "other"),
    "guide": ("publication", "other"),
    "training": ("lesson", None),
    "submission": ("publication", "report"),
    "film": ("video", None),
    "recording": ("other", None),
    "dataset": ("dataset", None),
    "presentation": ("presentation", None),
    "newsletter": ("publication", "other"),
    "statement": ("publication", "other"),
    "post": ("publication", "other"),
}
"""Kind -> upload_type and publication_type; every other kind is "other"."""

TRANSLATIONS = {"IsTranslationOf": "isDerivedFrom", "HasTranslation": "isSourceOf"}
"""Zenodo's form has no words for translations."""


def deposition(facts: Facts) -> dict[str, Any]:
    """The body of a deposition: {"metadata": {...}}. What is not known is left out."""
    source = facts.source
    upload, publication = KINDS.get(facts.kind, ("other", None))
    licence = licences.find(facts.rights) if facts.rights else None
    own = facts.identifier
    found: dict[str, Any] = {
        "upload_type": upload,
        "publication_type": publication,
        "title": source.full_title,
        "creators": [_named(name) for name in facts.creators],
        "contributors": _contributors(facts),
        "description": _description(facts),
        "publication_date": source.date,
        "access_right": "open",
        "license": licence.short.lower() if licence else None,
        "keywords": list(source.themes),
        "language": three_letters(facts.edition.language),
        "related_identifiers": _related(facts),
        "imprint_publisher": facts.publishers[0].literal or None,
        "imprint_isbn": source.isbn,
        "doi": own.value if own and own.scheme == "doi" else None,
        "notes": _notes(facts),
    }
    return {"metadata": {key: value for key, value in found.items() if value}}


def deposition_file(facts: Facts) -> bytes:
    return msgspec.json.format(msgspec.json.encode(deposition(facts)), indent=2) + b"\n"


def _named(name: Name) -> dict[str, str]:
    return {"name": f"{name.family}, {name.given}" if name.family and name.given else name.family or name.literal}


def _contributors(facts: Facts) -> list[dict[str, str]]:
    """Zenodo's form knows no translators: they are "Other"; funders, too, can't be had but by their grants."""
    known = {role: kind if kind != "Translator" else "Other" for role, kind in CONTRIBUTORS.items()}
    first = set(facts.creators)
    return [
        {**_named(said.name), "type": known[said.role]}
        for said in facts.credits
        if said.role in known and said.name not in first
    ]


def _description(facts: Facts) -> str:
    """HTML; Zenodo refuses an empty one, so that a title stands in for a summary."""
    words = [text.value for text in facts.summaries] or [facts.source.full_title]
    return "".join(f"<p>{escape(part)}</p>" for text in words for part in text.split("\n\n") if part.strip())


def three_letters(tag: str) -> str | None:
    """ISO 639-3, as Zenodo takes languages; the bibliographic codes of some ("fre") are not it."""
    language = primary(tag)
    if len(language) == len("eng"):
        return language
    codes = sorted(
        code for code, short in get_global("language_aliases").items() if short == language and len(code) == 3
    )
    return next((code for code in codes if code in _TERMINOLOGICAL), codes[0] if codes else None)


_TERMINOLOGICAL = frozenset(
    ("ara", "ces", "cym", "deu", "ell", "eus", "fas", "fra", "hye", "isl", "kat", "mkd", "mri", "msa", "mya", "nld")
) | {"ron", "slk", "sqi", "bod", "zho", "swa"}
"""Codes of languages that have several, as ISO 639-3 (or, of families, ISO 639-2/T) has them."""


def _related(facts: Facts) -> list[dict[str, str]]:
    found = []
    for linked in facts.links:
        name = RELATIONS[linked.relation]
        if name == "IsVersionOf":  # what Zenodo keeps for its own versions
            name = "IsVariantFormOf"
        relation = TRANSLATIONS.get(name) or name[0].lower() + name[1:]
        found.append({"identifier": linked.identifier.value, "relation": relation})
    if facts.source.url:
        found.append({"identifier": facts.source.url, "relation": "isIdenticalTo"})
    return found


def _notes(facts: Facts) -> str | None:
    """What the form has no field for."""
    funders = ", ".join(name.literal for name in facts.named(Role.FUNDER))
    translators = ", ".join(name.literal for name in facts.named(Role.TRANSLATOR))
    parts = [f"Funded by {funders}." if funders else "", f"Translated by {translators}." if translators else ""]
    if facts.rights and not licences.find(facts.rights):
        parts.append(f"Rights: {facts.rights}")
    return " ".join(filter(None, parts)) or None
