"""What a machine has proposed, remembered: what nobody has touched is not compared a second time.

It is kept in files that only their owner can read, under a name made from the words and from the code that judges them.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec

from firsthand.catalogue.negotiations import Alignment, Ask, DraftText, Link, Negotiation, Outcome
from firsthand.negotiations.judging import Judge
from firsthand.negotiations.storing import make_folder

_Outcomes = tuple[Outcome, ...]


class Remembering(Judge):
    """Judges as any other, or knows what came of it the last time."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where drafts may lie that it is told of, since what it keeps has words of them."""
        self._folder = folder
        self._digests: dict[str, tuple[DraftText, bytes]] = {}

    def align(self, before: DraftText, after: DraftText, decided: tuple[Link, ...] = ()) -> Alignment | None:
        path = self._path(b"align", self._digest(before), self._digest(after), msgspec.msgpack.encode(decided))
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=Alignment | None)
        except (OSError, msgspec.MsgspecError):
            found = super().align(before, after, decided)
            self._keep(path, msgspec.msgpack.encode(found))
            return found

    def propose(self, asks: Sequence[Ask], seen: Negotiation) -> tuple[_Outcomes, ...]:
        words = b"".join(map(self._digest, seen.texts))
        about = msgspec.msgpack.encode((seen.process.drafts, seen.alignments))
        paths = {ask.slug: self._path(b"propose", words, about, msgspec.msgpack.encode(ask)) for ask in asks}
        known = {slug: outcomes for slug, path in paths.items() if (outcomes := _remembered(path)) is not None}
        others = [ask for ask in asks if ask.slug not in known]
        for ask, found in zip(others, super().propose(others, seen), strict=True):
            self._keep(paths[ask.slug], msgspec.msgpack.encode(found))
            known[ask.slug] = found
        return tuple(known[ask.slug] for ask in asks)

    def _path(self, *parts: bytes) -> Path:
        name = hashlib.blake2b(_code(), digest_size=20)
        for part in parts:
            name.update(len(part).to_bytes(8, "big") + part)
        return self._folder / name.hexdigest()

    def _digest(self, text: DraftText) -> bytes:
        """Made once of each draft while it is the same object, since most stand in two comparisons."""
        known = self._digests.get(text.draft)
        if known is None or known[0] is not text:
            known = text, hashlib.blake2b(msgspec.msgpack.encode(text)).digest()
            self._digests[text.draft] = known
        return known[1]

    def _keep(self, path: Path, data: bytes) -> None:
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            make_folder(self._folder, private=True)
            (self._folder / ".gitignore").write_text("*\n", "utf-8")
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
            beside.replace(path)
        except OSError:  # it will be compared again
            return


def _remembered(path: Path) -> _Outcomes | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Outcomes)
    except (OSError, msgspec.MsgspecError):
        return None


@cache
def _code() -> bytes:
    """Changes whenever anything in this room does."""
    digest = hashlib.blake2b()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(str(path.relative_to(here)).encode() + path.read_bytes())
    return digest.digest()
