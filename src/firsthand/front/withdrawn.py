"""What was here once and is here no more: since when, and nothing else of it."""

from firsthand.catalogue.records import Work
from firsthand.front.opened import Opened

ALSO = frozenset(("cite", "take"))
"""Addresses that go on with those of editions."""


def since(opened: Opened, room: str, slug: str, language: str = "") -> str | None:
    """The day (ISO 8601) since which an item, or its edition in a language, is gone.

    None where it is there, or never was.
    """
    item = opened.shelves.item(room, slug)
    if isinstance(item, Work) and item.withdrawn:
        return item.withdrawn
    address = f"{room}/{slug}/{language}" if language and item else f"{room}/{slug}"
    life = opened.release.history_of(address)
    return life.deleted[:10] if life and life.deleted else None


def draft_since(opened: Opened, slug: str, draft: str) -> str | None:
    """The same of a draft of a negotiation."""
    life = opened.release.history_of(f"negotiations/{slug}/drafts/{draft}")
    return life.deleted[:10] if life and life.deleted else None


def since_at(opened: Opened, path: str) -> str | None:
    """The same of a path that is no page's: of a file, a picture, a citation. Empty where no day is known."""
    match path.split("/")[1:]:
        case ["files" | "images", sha256, *_]:
            return "" if opened.release.is_gone(sha256) else None
        case [first, room, slug, *rest] if first in ALSO:
            return since(opened, room, slug, rest[0].partition(".")[0] if rest else "")
    return None
