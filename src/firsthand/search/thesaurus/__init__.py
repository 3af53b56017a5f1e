"""The thesaurus: what the field speaks of, by name, in several languages, and how its concepts hang together (SKOS).

The data are the files beside this one. It knows no pages and no index; `skos` writes it for other programs.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from firsthand.search.thesaurus.assembling import assemble
from firsthand.search.thesaurus.everyday import shipped_words
from firsthand.search.thesaurus.records import (
    LANGUAGES,
    Concept,
    Entry,
    Fault,
    Labels,
    Recognisable,
    Thesaurus,
    ThesaurusError,
)

__all__ = [
    "LANGUAGES",
    "TITLES",
    "Concept",
    "Entry",
    "Fault",
    "Labels",
    "Recognisable",
    "Thesaurus",
    "ThesaurusError",
    "assemble",
    "decode",
    "encode",
    "shipped",
]

RELATIONS = ("broader", "related", "close")
"""What a concept has in its file besides names."""
HERE = Path(__file__).parent

TITLES = {
    "en": "Thesaurus of drug policy, harm reduction and HIV",
    "fr": "Thésaurus des politiques des drogues, de la réduction des risques et du VIH",
    "es": "Tesauro de política de drogas, reducción de daños y VIH",
    "ru": "Тезаурус по наркополитике, снижению вреда и ВИЧ",
}


@cache
def shipped() -> Thesaurus:
    """The thesaurus that comes with Firsthand."""
    return replace(assemble(shipped_entries()), everyday=shipped_words())


@cache
def shipped_entries() -> dict[str, Entry]:
    """The concepts that come with Firsthand, as their files have them."""
    found: dict[str, Entry] = {}
    for path in sorted(HERE.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            found[name] = _entry(table)
    return found


def _entry(table: dict[str, Any]) -> Entry:
    labels = {key: value for key, value in table.items() if key not in RELATIONS}
    links = {key: value for key, value in table.items() if key in RELATIONS}
    return msgspec.convert({"labels": labels, **links}, Entry)


def encode(thesaurus: Thesaurus) -> bytes:
    """What the search needs of a thesaurus, as MessagePack; the same for the same names."""
    return msgspec.msgpack.encode(
        [
            replace(one, names={tag: replace(labels, seen=()) for tag, labels in one.names.items()})
            for one in thesaurus.recognisable
        ]
    )


def decode(data: bytes) -> tuple[Recognisable, ...]:
    """What `encode` wrote. Raises msgspec.MsgspecError where the data are damaged."""
    return msgspec.msgpack.decode(data, type=tuple[Recognisable, ...])
