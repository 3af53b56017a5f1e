"""How two drafts became one another, remembered: drafts that nobody has touched are not compared a second time.

What is kept is ids and kinds of links, in files that only their owner can read, under a name made from the words and
from the code that compares them.
"""

import hashlib
import os
from functools import cache
from pathlib import Path

import msgspec

from firsthand.catalogue.negotiations import Alignment, DraftText, Link
from firsthand.negotiations.audiences import aligned


class Remembering:
    """Compares two drafts as `aligned` does, or knows what came of it the last time."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is by default the place for such things on this machine."""
        self._folder = folder or _default()
        self._digests: dict[str, tuple[DraftText, bytes]] = {}

    def __call__(self, before: DraftText, after: DraftText, decided: tuple[Link, ...] = ()) -> Alignment | None:
        name = hashlib.blake2b(digest_size=20)
        for part in (_code(), self._digest(before), self._digest(after), msgspec.msgpack.encode(decided)):
            name.update(part)
        path = self._folder / name.hexdigest()
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=Alignment | None)
        except (OSError, msgspec.MsgspecError):
            found = aligned(before, after, decided)
            self._keep(path, msgspec.msgpack.encode(found))
            return found

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
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(data)
            beside.replace(path)
        except OSError:  # it will be compared again
            return


@cache
def _code() -> bytes:
    """Changes whenever anything in this room does."""
    digest = hashlib.blake2b()
    here = Path(__file__).parent
    for path in sorted(here.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(str(path.relative_to(here)).encode() + path.read_bytes())
    return digest.digest()


def _default() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("firsthand", appauthor=False)) / "negotiations"
