"""What a machine has proposed, remembered: what nobody has touched is not compared a second time.

It is kept in files that only their owner can read, under a name made from the words and from the code that judges them.
"""

import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

import firsthand
from firsthand.catalogue.negotiations import Alignment, Ask, DraftText, Negotiation, Outcome, TermUse
from firsthand.negotiations.judging import Judge, Pair
from firsthand.negotiations.storing import make_folder

_SUM = 16
"""Bytes before what is in a file, made of it."""
_ROOMS = ("catalogue", "negotiations", "wording")
"""What is proposed is made by nothing else of ours."""
_DAY = 86_400.0
_UNUSED = 90 * _DAY
"""Seconds after which what nobody has asked for is forgotten: words that were changed, or an older version of ours."""
_NAME = re.compile("[0-9a-f]{40}")
_Terms = tuple[TermUse, ...]
Kind = TypeVar("Kind")


class Remembering(Judge):
    """Judges as any other, or knows what came of it the last time."""

    remembers = True

    def __init__(self, folder: Path) -> None:
        """`folder` is where drafts may lie that it is told of, since what it keeps has words of them."""
        self._folder = folder
        self._digests: dict[str, tuple[DraftText, bytes]] = {}

    def align_all(self, pairs: Sequence[Pair]) -> tuple[Alignment | None, ...]:
        paths = [
            self._path(b"align", self._digest(one.before), self._digest(one.after), msgspec.msgpack.encode(one.decided))
            for one in pairs
        ]
        read = ((place, _read(path, tuple[Alignment | None])) for place, path in enumerate(paths))
        known = {place: remembered[0] for place, remembered in read if remembered}
        missing = [place for place in range(len(pairs)) if place not in known]
        for place, found in zip(missing, super().align_all([pairs[place] for place in missing]), strict=True):
            self._keep(paths[place], (found,))
            known[place] = found
        return tuple(known[place] for place in range(len(pairs)))

    def propose(self, asks: Sequence[Ask], seen: Negotiation) -> tuple[tuple[Outcome, ...], ...]:
        """Of an ask all is in one file: which of it holds is told by the marks in it."""
        from firsthand.negotiations.judging_onward import Steps, go_on

        about = msgspec.msgpack.encode((seen.process.slug, seen.access))
        paths = {ask.slug: self._path(b"propose", about, ask.slug.encode()) for ask in asks}
        known = {slug: steps for slug, path in paths.items() if (steps := _read(path, Steps)) is not None}
        made = {}
        for ask, steps in go_on(asks, seen, known, self._digest):
            if steps != known.get(ask.slug):
                self._keep(paths[ask.slug], steps)
            made[ask.slug] = tuple(step.outcome for step in steps)
        return tuple(made[ask.slug] for ask in asks)

    def find_terms(self, texts: Sequence[DraftText], language: str) -> _Terms:
        return tuple(chain.from_iterable(self._terms(text, language) for text in texts))

    def _terms(self, text: DraftText, language: str) -> _Terms:
        path = self._path(b"terms", self._digest(text), language.encode())
        found = _read(path, _Terms)
        if found is None:
            found = super().find_terms((text,), language)
            self._keep(path, found)
        return found

    def _path(self, *parts: bytes) -> Path:
        name = hashlib.blake2b(_code(), digest_size=20)
        for part in parts:
            name.update(len(part).to_bytes(8, "big") + part)
        return self._folder / name.hexdigest()

    def _digest(self, text: DraftText) -> bytes:
        """Made once of each draft while its paragraphs are the same object."""
        known = self._digests.get(text.draft)
        if known is None or known[0].paragraphs is not text.paragraphs:
            known = text, hashlib.blake2b(msgspec.msgpack.encode((text.draft, text.paragraphs))).digest()
            self._digests[text.draft] = known
        return known[1]

    def _keep(self, path: Path, found: object) -> None:
        data = msgspec.msgpack.encode(found)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            make_folder(self._folder, private=True)
            self._forget()
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(_sum(data) + data)
            beside.replace(path)
        except OSError:  # it will be compared again
            return

    def _forget(self) -> None:
        """Once a day, which the age of a file that keeps all this out of git tells."""
        mark, now = self._folder / ".gitignore", time.time()
        if mark.exists() and now - mark.stat().st_mtime < _DAY:
            return
        mark.write_text("*\n", "utf-8")
        for path in self._folder.iterdir():
            if _NAME.fullmatch(path.name) and now - path.stat().st_mtime > _UNUSED:
                path.unlink()


def _read(path: Path, kind: type[Kind]) -> Kind | None:
    """None where nothing is there, or not all of it."""
    try:
        data = path.read_bytes()
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)
        return msgspec.msgpack.decode(data[_SUM:], type=kind) if data[:_SUM] == _sum(data[_SUM:]) else None
    except (OSError, msgspec.MsgspecError):
        return None


def _sum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_SUM).digest()


@cache
def _code() -> bytes:
    """Changes whenever anything does that what is proposed depends on."""
    digest = hashlib.blake2b(f"{version('PyStemmer')} {unicodedata.unidata_version}".encode())
    for path in _sources():
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.digest()


def _sources() -> Iterator[Path]:
    here = Path(firsthand.__file__).parent
    for room in _ROOMS:
        yield from (path for path in sorted((here / room).rglob("*")) if path.suffix in (".py", ".toml", ".json"))
