"""How a reader can tell that a library is genuine: its keys, the commands that check it, and where its copies are."""

from msgspec import Struct

from firsthand.front.opened import Opened
from firsthand.interface import Interface
from firsthand.release.chain import TrustError, find_chain, weigh


class KeyShown(Struct, frozen=True):
    id: str
    key: str
    since: str
    """As a date in words."""


class Genuine(Struct, frozen=True):
    key: KeyShown | None
    """The one that signs now."""
    earlier: tuple[KeyShown, ...]
    """Those that signed before it, the newest first; none that was revoked."""
    mirrors: tuple[str, ...]
    checking: str
    """Commands that check a copy, one on a line."""
    following: str | None
    """The command that keeps a copy up to date; None where the library has no address of its own."""


def how_to_check(opened: Opened, interface: Interface) -> Genuine:
    """What stands in the release itself: a false copy can say something else, and the page says so."""
    try:
        chain = find_chain(opened.release.path)
        trust = weigh(chain) if chain else None
    except TrustError:
        trust = None
    keys = [
        KeyShown(key.id, key.key, interface.date(key.since.date().isoformat()))
        for key in reversed(trust.keys if trust else ())
        if not key.revoked
    ]
    current = keys.pop(0) if trust and trust.current else None
    site, key = opened.library.address, current.key if current else ""
    checking = f"minisign -Vm manifest.json -P {key}\nfirsthand verify LIBRARY --public-key {key}" if key else ""
    following = f"firsthand follow {site} COPY" + (f" --public-key {key}" if key else "") if site else None
    return Genuine(current, tuple(keys), opened.library.mirrors, checking, following)
