"""Records as the TOML files of a folder: what `sources.records` reads, written down. It knows nothing of origins."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from firsthand.catalogue.records import (
    Contribution,
    Door,
    Edition,
    Library,
    Page,
    Party,
    Post,
    Role,
    State,
    Statement,
    Texts,
    Theme,
    Work,
)
from firsthand.catalogue.written.words import key_of, quoted, value_of
from firsthand.sources.importing import statements

Files = Mapping[str, Sequence[str]]
"""Language -> names of its files."""


def record(item: Work | Post | Statement | Page, files: Files, texts: Mapping[str, str] | None = None) -> str:
    """The file that describes an item. Pages have none: their editions are described by their files alone."""
    fields: dict[str, Any] = {}
    if isinstance(item, Work):
        fields = _work(item)
    elif isinstance(item, Post):
        fields = _dated(item)
    elif isinstance(item, Statement):
        fields = statements.statement(_dated(item), item)
    fields["editions"] = {
        edition.language: _edition(edition, files.get(edition.language, ()), (texts or {}).get(edition.language))
        for edition in item.editions
    }
    return toml(fields)


def _work(work: Work) -> dict[str, Any]:
    relations: dict[str, list[str]] = {}
    for relation in work.relations:
        relations.setdefault(relation.kind.value, []).append(relation.target)
    return {
        "kind": work.kind,
        "date": work.date,
        "themes": work.themes,
        "places": work.places,
        **_contributions(work.contributions),
        "rights": work.rights,
        "link": work.link,
        "withdrawn": work.withdrawn,
        "identifiers": {one.scheme: one.value for one in work.identifiers},
        "relations": relations,
        "summary": _texts(work.summaries),
    }


def _dated(item: Post | Statement) -> dict[str, Any]:
    return {"date": item.date, "themes": item.themes, "places": item.places, "works": item.works}


def _edition(edition: Edition, files: Sequence[str], text: str | None) -> dict[str, Any]:
    source = edition.translated_from
    translated: Any = None
    if source:
        translated = {"language": source.language, "date": source.date} if source.date else source.language
    stated = edition.state is not State.CURRENT or source is not None
    return {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "summary": edition.summary,
        "date": edition.date,
        **_contributions(edition.contributions),
        "translated_from": _Inline(translated) if isinstance(translated, dict) else translated,
        "state": edition.state.value if stated else None,
        "link": edition.link,
        "files": files,
        "text": text,
        "identifiers": {one.scheme: one.value for one in edition.identifiers},
    }


def _contributions(contributions: Iterable[Contribution]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role in Role:
        parties = [one.party for one in contributions if one.role is role]
        if parties:
            found[role.value + "s"] = parties
    return found


def _texts(texts: Texts) -> dict[str, str]:
    return {text.language: text.value for text in texts}


def party(one: Party) -> str:
    """The table of a party in parties.toml."""
    fields = {
        "name": _Inline(_texts(one.names)),
        "acronym": one.acronym,
        "kind": one.kind,
        "family": one.family,
        "given": one.given,
        "place": one.place,
        "link": one.link,
        "invented": one.invented or None,
    }
    return toml({one.slug: fields})


def theme(one: Theme) -> str:
    """The table of a theme in themes.toml."""
    return toml({one.slug: {**_texts(one.labels), "broader": one.broader}})


def library(one: Library) -> str:
    """library.toml, without redirects."""
    fields = {
        "languages": one.languages,
        "address": one.address,
        "publisher": one.publisher,
        "contact": one.contact,
        "mirrors": one.mirrors,
        "leave": one.leave,
        "door": _door(one.door) if one.door else None,
        "title": _texts(one.titles),
        "description": _texts(one.descriptions),
        "notice": _texts(one.notice),
    }
    return toml(fields)


def _door(door: Door) -> dict[str, Any]:
    return {
        "keys": door.keys,
        "collector": door.collector,
        "messages": door.messages,
        "smallest_group": door.smallest_group,
        "days_kept": door.days_kept,
    }


def redirect(old: str, new: str) -> str:
    """A line under [redirects]."""
    return f"{quoted(old)} = {quoted(new)}\n"


class _Inline(dict[str, Any]):
    """A table that is written on one line."""


def toml(fields: Mapping[str, Any], trail: tuple[str, ...] = ()) -> str:
    """Fields as TOML: values first, then tables under their headers. What is None or empty is left out, but an edition.

    >>> toml({"date": "2021", "editions": {"en": {"title": "One", "link": None}}})
    'date = "2021"\\n\\n[editions.en]\\ntitle = "One"\\n'
    """
    there = {
        key: value for key, value in fields.items() if _is_there(value) or (value == {} and trail == ("editions",))
    }
    lines = [f"{key_of(key)} = {value_of(value)}" for key, value in there.items() if not _is_table(value)]
    parts = []
    for key, value in there.items():
        own = (*trail, key)
        if isinstance(value, dict) and _is_table(value):
            header = f"[{'.'.join(map(key_of, own))}]\n" if _has_values(value) else ""
            parts.append(header + toml(value, own))
        elif _is_table(value):
            name = ".".join(map(key_of, own))
            parts.extend(f"[[{name}]]\n{toml(entry, own)}" for entry in value)
    return "\n".join([*(["".join(f"{line}\n" for line in lines)] if lines else []), *parts])


def _is_there(value: Any) -> bool:
    return value is not None and value not in ("", (), [], {})


def _is_table(value: Any) -> bool:
    """Whether a value stands under a header of its own."""
    if isinstance(value, dict):
        return not isinstance(value, _Inline)
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _has_values(table: Mapping[str, Any]) -> bool:
    """Whether a table needs a header: one that holds only tables is said by theirs."""
    return not any(_is_there(value) for value in table.values()) or any(
        _is_there(value) and not _is_table(value) for value in table.values()
    )
