"""The public list of a statement's signatures, `endorsements.toml`: what it says of each signer, and in which order.

A signer's own choice decides what is in a row; what a person's row never has is a day or the language they read. Rows
stand in an order of their own, which tells nothing of who came when.
"""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from firsthand.catalogue.records import Capacity, Confirmed, Display, Endorsement, Mandate, Signer, Tally
from firsthand.catalogue.written.words import quoted
from firsthand.endorsing.entries import Entry, Identity
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.vault import flush_folder, replace
from firsthand.sources.tree import SIGNATURES

HEAD = """\
# Written by “firsthand inbox apply”, which writes it anew each time: what is changed here by hand is lost.
# Signatures that a person writes down belong into statement.toml.
"""

NAMED = frozenset((Display.FULL, Display.NAME))
"""Who is in a row of their own; all others are in the tallies."""

_RANKS = {capacity: rank for rank, capacity in enumerate((Capacity.ORGANISATION, Capacity.AFFILIATED))}

Choice = TypeVar("Choice", bound=StrEnum)


def shown(entry: Entry, identity: Identity | None) -> Endorsement | None:
    """What may be public of a signature; None where nobody knows any more who it was."""
    if not entry.party and identity is None:
        return None
    full, organisation = entry.display is Display.FULL, entry.capacity is Capacity.ORGANISATION
    signer = None
    if identity is not None and not entry.party:
        affiliation = identity.affiliation if full and entry.capacity is Capacity.AFFILIATED else ""
        signer = Signer(_line(identity.name), _line(affiliation) or None, (full and entry.place) or None)
    return Endorsement(
        entry.party,
        entry.day if full and organisation else None,
        signer,
        entry.capacity,
        entry.mandate if full and organisation else None,
        entry.display,
        entry.version,
        entry.language if full and organisation else None,
        entry.confirmed if full else None,
        # Of a person nobody has said that it would be told which organisation knows them.
        (entry.voucher or None) if full and organisation and entry.confirmed is Confirmed.VOUCHED else None,
    )


def mark(row: Endorsement) -> str:
    """By which an entry finds its row again once nobody knows who it was: a digest of what the row says of them."""
    signer = row.signer or Signer("")
    said = (row.party, signer.name, signer.affiliation or "", signer.place or "", row.capacity, row.display)
    return blake2b(msgspec.json.encode(said), digest_size=16, person=b"fh row").hexdigest()


def read_rows(path: Path) -> list[Endorsement]:
    """The rows of a list that is there already; none where there is no list. DeskError where it can't be read."""
    if not path.exists():
        return []
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        rows = [_row(row) for row in values.get("endorsements", [])]
    except (OSError, ValueError, AttributeError, TypeError) as error:
        remedy = "Put back the version that was published last, then do the same again."
        raise DeskError(f"“{path}” can't be read as “firsthand inbox apply” has written it. {remedy}") from error
    return rows


def _row(row: dict[str, Any]) -> Endorsement:
    name = row.get("name")
    return Endorsement(
        row.get("party", ""),
        row.get("date"),
        Signer(name, row.get("affiliation"), row.get("place")) if name else None,
        Capacity(row.get("capacity", Capacity.ORGANISATION)),
        _maybe(row, "mandate", Mandate),
        Display(row.get("display", Display.FULL)),
        row.get("version"),
        row.get("language"),
        _maybe(row, "confirmed", Confirmed),
        row.get("voucher"),
    )


def _maybe(row: dict[str, Any], key: str, choices: type[Choice]) -> Choice | None:
    return choices(row[key]) if key in row else None


def written(rows: Iterable[Endorsement], tallies: Iterable[Tally]) -> str:
    """The list as TOML; the same signatures give the same text in whatever order they come."""
    parts = [HEAD]
    parts += [_table("endorsements", _fields(row)) for row in sorted(rows, key=_order)]
    parts += [_table("tallies", msgspec.to_builtins(one)) for one in tallies]
    return "\n".join(parts)


def _order(row: Endorsement) -> tuple[Any, ...]:
    """By name, organisations first; for namesakes by all else that is said, so that there is one order only."""
    name = row.signer.name if row.signer else row.party
    return (_RANKS.get(row.capacity, len(_RANKS)), name.casefold(), msgspec.json.encode(_fields(row)))


def _fields(row: Endorsement) -> dict[str, Any]:
    signer = msgspec.to_builtins(row.signer) if row.signer else {"party": row.party}
    return {
        **signer,
        "capacity": row.capacity.value,
        "mandate": row.mandate,
        "display": None if row.display is Display.FULL else row.display.value,
        "version": row.version,
        "language": row.language,
        "confirmed": row.confirmed,
        "voucher": row.voucher,
        "date": row.date,
    }


def _table(name: str, fields: dict[str, Any]) -> str:
    lines = [
        f"{key} = {value if isinstance(value, int) else quoted(value)}\n" for key, value in fields.items() if value
    ]
    return f"[[{name}]]\n{''.join(lines)}"


def list_of(folder: Path, statement: str) -> Path:
    """Where the list of a statement lies in the folder of its library."""
    return folder / "statements" / statement / SIGNATURES


def write_rows(path: Path, text: str) -> None:
    """Put a list in the place of the one before, in one step; none where `text` is empty. No copy of the old one stays.

    DeskError where it can't be written; the old one is there then.
    """
    with in_words(path):
        if text:
            replace(path, text.encode(), private=False)
        else:
            path.with_name(f".{path.name}.new").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            flush_folder(path.parent)


def _line(words: str) -> str:
    """On one line: a name can't bring a second row with it."""
    return " ".join(words.split())
