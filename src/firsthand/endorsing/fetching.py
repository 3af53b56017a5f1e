"""Sealed items are fetched from where the front has put them: a folder, or the front itself with the collector's key.

Nothing is opened here. What was fetched is erased there only once every byte of it is on the disk here.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from firsthand.endorsing.errors import DeskError, in_words
from firsthand.sealed.collecting import answer
from firsthand.sealed.copying import Held, erase_held, keep_held, list_held, read_held
from firsthand.sealed.errors import SealedError

if TYPE_CHECKING:
    from httpx import Client, Response

    from firsthand.sealed.keys import SecretKey

PATIENCE = 60.0
"""Seconds without an answer after which a server is given up; through Tor, that is not much."""

_FRESH = 300.0
"""Seconds after which a new challenge is opened; one lasts for ten minutes."""

_HEADERS = {"user-agent": "firsthand", "accept-encoding": "identity"}

_LEAST_FREE = 64 << 20
_GROWTH = 64 << 20
"""Bytes: as many may come into a file while it is fetched."""

_LONGEST = 16 << 20
"""Bytes of a list or a challenge."""


class Fetched(Struct, frozen=True):
    """What came. Numbers of files and bytes."""

    files: int = 0
    size: int = 0
    erased: int = 0
    still_open: int = 0
    """Files that are still being written there: they were copied, and can't be erased yet."""
    unerased: str = ""
    """Why something could not be erased, in a sentence; empty where all could."""


class Origin(Protocol):
    """Where items lie."""

    def held(self) -> list[Held]:
        """The files that can be copied now."""

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes of one of them."""

    def erase(self, name: str, digest: bytes) -> bool:
        """Erase a finished one of which these bytes were kept elsewhere."""

    def close(self) -> None:
        """Nothing more is asked."""


def fetch(
    origin: Origin, folder: Path, *, keep: bool = False, progress: Callable[[int, int], None] | None = None
) -> Fetched:
    """Copy everything into `folder`, then erase there what is finished, unless it is to be kept.

    `progress` is told bytes so far and in all. DeskError or SealedError where something stops it: what has come by then
    is here, and fetching again goes on from there.
    """
    with closing(origin):
        held = origin.held()
        total, done = sum(one.size for one in held), 0
        _check_room(folder, total)
        digests: list[tuple[str, bytes]] = []
        for one in held:
            digest = keep_held(folder, one.name, _bounded(origin.read(one.name), one))
            if not one.is_open:
                digests.append((one.name, digest))
            done += one.size
            if progress:
                progress(done, total)
        fetched = Fetched(len(held), total, still_open=len(held) - len(digests))
        return fetched if keep else _erase(origin, digests, fetched)


def _check_room(folder: Path, size: int) -> None:
    """Before the first byte comes: a disk that is filled to its end stops other work too."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # writing there says it
    if size > free - _LEAST_FREE:
        raise DeskError(
            f"{size:,} bytes are said to lie there; the disk of “{folder}” has {free:,} free. Fetch to another disk."
        )


def _bounded(pieces: Iterator[bytes], said: Held) -> Iterator[bytes]:
    """No more than was said: whoever has seized the server could go on for ever. What is open may have grown."""
    left = said.size + (_GROWTH if said.is_open else 0)
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            raise DeskError("The server gives more than it said there is. Nothing was erased; ask whoever runs it.")
        yield piece


def _erase(origin: Origin, digests: list[tuple[str, bytes]], fetched: Fetched) -> Fetched:
    erased, why = 0, ""
    for name, digest in digests:
        try:
            erased += origin.erase(name, digest)
        except (SealedError, DeskError) as error:
            why = why or str(error)
    return msgspec.structs.replace(fetched, erased=erased, unerased=why)


class Folder:
    """The front's own folder, or a copy of it on a stick."""

    def __init__(self, folder: Path, goal: Path) -> None:
        if not folder.is_dir():
            raise DeskError(f"There is no folder “{folder}”. Name the one that the front was given with --inbox.")
        if goal.exists() and goal.samefile(folder):
            raise DeskError("Both folders are the same one. Name another one to fetch into.")
        self._folder = folder

    def held(self) -> list[Held]:
        with in_words(self._folder):
            return list_held(self._folder)

    def read(self, name: str) -> Iterator[bytes]:
        yield from read_held(self._folder, name)  # opened when it is asked for, and never left open

    def erase(self, name: str, digest: bytes) -> bool:
        return erase_held(self._folder, name, digest)

    def close(self) -> None:
        """There is nothing to close."""


class Web:
    """A front, over HTTPS or as an onion service. No address that it leads on to is followed."""

    def __init__(
        self, address: str, collector: "SecretKey", proxy: str | None = None, patience: float = PATIENCE
    ) -> None:
        """`proxy` such as "socks5://127.0.0.1:9050", through which names are looked up too; `patience` in seconds."""
        import httpx

        self._address = _checked(address, proxy)
        self._collector = collector
        self._token, self._since = "", 0.0
        try:
            # Nothing of this machine's surroundings is taken up: neither other proxies, nor names and passwords.
            self._client: Client = httpx.Client(proxy=proxy, trust_env=False, timeout=patience, headers=_HEADERS)
        except (ValueError, ImportError) as error:
            raise DeskError(
                f"“{proxy}” is no proxy that can be used. Write it like socks5://127.0.0.1:9050."
            ) from error

    def held(self) -> list[Held]:
        with self._asked("GET", "items") as response:
            data = _small(response)
        try:
            return msgspec.json.decode(data, type=list[Held])
        except (msgspec.MsgspecError, ValueError) as error:
            raise DeskError(
                f"{self._address} gives a list that can't be read. Is it a front of this version?"
            ) from error

    def read(self, name: str) -> Iterator[bytes]:
        with self._asked("GET", "items", params={"name": name}) as response:
            yield from response.iter_bytes()

    def erase(self, name: str, digest: bytes) -> bool:
        with self._asked("POST", "erase", data={"name": name, "digest": digest.hex()}) as response:
            return b"true" in _small(response)

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def _asked(self, method: str, verb: str, **more: dict[str, str]) -> Iterator["Response"]:
        """An answer to a question that only a collector may ask."""
        if not self._token or time.monotonic() - self._since > _FRESH:
            with self._answered("GET", "challenge") as response:
                self._token = answer(self._collector, _small(response))
            self._since = time.monotonic()
        with self._answered(method, verb, headers={"authorization": f"Bearer {self._token}"}, **more) as response:
            yield response

    @contextmanager
    def _answered(self, method: str, verb: str, **more: dict[str, str]) -> Iterator["Response"]:
        import httpx

        try:
            with self._client.stream(method, f"{self._address}/inbox/{verb}", **more) as response:  # type: ignore[arg-type]
                self._check(response)
                yield response
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise DeskError(_unreachable(urlsplit(self._address).netloc, error)) from error

    def _check(self, response: "Response") -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            # What is sealed can't be compressed. A server that was seized could fill the memory here with a few bytes.
            raise DeskError(f"{self._address} gives what nobody has asked for: something compressed. Is it a front?")
        if response.status_code == 200:
            return
        if response.status_code in (404, 405):
            raise DeskError(
                f"{self._address} has no inbox to collect. Name the collector's public key under [door] in "
                "library.toml, publish, and serve with --inbox."
            )
        if response.status_code == 401:
            raise DeskError(f"{self._address} doesn't let this key in. Give the collector's key of this library.")
        if response.status_code in (409, 503):
            raise DeskError(_plain(_small(response)))
        raise DeskError(f"{self._address} answers {response.status_code}. Try again later; nothing was erased there.")


def _checked(address: str, proxy: str | None) -> str:
    """Whoever stands between could see who collects, and keep items back: so only TLS, or an onion service, will do."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        raise DeskError(f"“{address}” is no address. Write it like https://library.example.org")
    if host.endswith(".onion") and not proxy:
        raise DeskError(
            f"{host} is an onion service, which is reached through Tor alone: --proxy socks5://127.0.0.1:9050"
        )
    if parts.scheme == "http" and not host.endswith(".onion") and host not in ("127.0.0.1", "::1", "localhost"):
        raise DeskError(f"{address} is not encrypted on its way. Take the address that begins with https.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _small(response: "Response") -> bytes:
    data = b""
    for piece in response.iter_bytes():
        data += piece
        if len(data) > _LONGEST:
            raise DeskError(f"{response.url.host} gives an answer that is too long. Is it a front?")
    return data


def _plain(said: bytes) -> str:
    """What a server says, on one line and without what could take hold of a terminal: it may be somebody else's now."""
    text = "".join(sign if sign.isprintable() else " " for sign in said[:400].decode("utf-8", "replace"))
    return f"The server says: {' '.join(text.split())}"


def _unreachable(host: str, error: Exception) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return (
            f"{host} can't prove that it is who it says, so nothing was fetched. Look whether the clock here is right; "
            "if it is, somebody may be in between, or the server's certificate is bad."
        )
    return f"{host} can't be reached, or stopped answering. Fetch again later; what has come is kept."
