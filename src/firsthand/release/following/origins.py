"""Where a copy of a library comes from: a web server, or a folder such as a memory card.

What comes is not to be believed; it is read in bounded pieces, and only from where it was asked for. It knows nothing
of what a release is.
"""

import os
import re
import ssl
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, BinaryIO, Protocol
from urllib.parse import quote, urljoin, urlsplit

from firsthand.release.errors import ReleaseError
from firsthand.release.library import CURRENT, POINTER
from firsthand.release.manifest import MANIFEST, pointer_to

if TYPE_CHECKING:
    from httpx import Client, Request, Response

CHUNK = 1 << 18
HOPS = 3
"""Redirects that are followed, and only on the same host."""
AT_ONCE = 4
"""Files under way at the same time, so that distance costs less."""


class TransferError(ReleaseError):
    """What did not come, or not as it should. `str(error)` says what and from where."""


class MissingError(TransferError):
    """The origin has no such file."""


class CutError(TransferError):
    """It stopped midway, or did not begin; it is worth asking again."""


class Origin(Protocol):
    wire: int
    """Bytes that have come from it, compressed as they came."""

    def newest(self) -> bytes:
        """What stands in current.json."""
        ...

    def read(self, place: str, start: int) -> AbstractContextManager[tuple[int, Iterator[bytes]]]:
        """From which byte on a file comes, and its pieces from there."""
        ...

    def close(self) -> None: ...


class Folder:
    """A library, or a single release, that lies where files are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.wire = 0

    def newest(self) -> bytes:
        with suppress(FileNotFoundError, NotADirectoryError):
            if (self.path / CURRENT).exists():
                return pointer_to((self.path / CURRENT).resolve())
            if (self.path / MANIFEST).exists():
                return pointer_to(self.path)
            return (self.path / POINTER).read_bytes()[:CHUNK]
        raise MissingError(f"There is no library in {self.path}: it has neither {CURRENT} nor {POINTER}.")

    @contextmanager
    def read(self, place: str, start: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        path = self.path / place
        if (self.path / MANIFEST).exists():
            path = self.path / place.partition("/")[2]
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise MissingError(f"{path} can't be read: {error.strerror}.") from error
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise MissingError(f"{path} is not a file.")
            file.seek(start)
            yield start, self._pieces(file, path)

    def _pieces(self, file: BinaryIO, path: Path) -> Iterator[bytes]:
        try:
            while chunk := file.read(CHUNK):
                self.wire += len(chunk)
                yield chunk
        except OSError as error:
            raise CutError(f"{path} can't be read to its end: {error.strerror}.") from error

    def close(self) -> None:
        pass


class Web:
    """A front, or any web server that holds the directory of a library. Safe to use from several threads."""

    def __init__(self, address: str, proxy: str | None = None, patience: float = 60.0) -> None:
        """`proxy` such as "socks5://127.0.0.1:9050", through which names are looked up too; `patience` in seconds."""
        import httpx

        self.address = address.rstrip("/")
        self._host = urlsplit(self.address).netloc
        self.wire = 0
        self._patience = patience
        self._lock = Lock()
        limits = httpx.Limits(max_connections=AT_ONCE + 1)
        timeout = httpx.Timeout(patience, connect=min(patience, 30.0))
        try:
            # Nothing of this machine's surroundings is taken up: neither other proxies, nor names and passwords.
            self._lines = httpx.HTTPTransport(proxy=proxy, trust_env=False, limits=limits)
            self._client: Client = httpx.Client(
                transport=self._lines, trust_env=False, timeout=timeout, headers={"user-agent": "firsthand"}
            )
        except (ValueError, ImportError) as error:
            raise TransferError(
                f"“{proxy}” is not a proxy that can be used ({error}). Write it like socks5://127.0.0.1:9050."
            ) from error
        self._base = f"{self.address}/release"

    def newest(self) -> bytes:
        try:
            return self._small(f"{self._base}/{POINTER}")
        except MissingError:
            self._base = self.address if self._base.endswith("/release") else f"{self.address}/release"
        with suppress(MissingError):
            return self._small(f"{self._base}/{POINTER}")
        raise MissingError(
            f"There is no library at {self.address}: neither release/{POINTER} nor {POINTER} is there. Give the "
            "address of a front, or of the directory that holds the library's releases."
        )

    def _small(self, address: str) -> bytes:
        data, end = b"", time.monotonic() + self._patience
        with self._open(address, 0) as (_, pieces):
            for piece in pieces:
                data += piece
                if time.monotonic() > end:
                    raise CutError(f"{address} comes too slowly: {len(data):,} bytes in {self._patience:.0f} seconds.")
                if len(data) > CHUNK:
                    raise TransferError(f"{address} is too large for what it should be.")
        return data

    @contextmanager
    def read(self, place: str, start: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        with self._open(f"{self._base}/{quote(place)}", start) as opened:
            yield opened

    @contextmanager
    def _open(self, address: str, start: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        import httpx

        headers = {"accept-encoding": "identity" if start else "gzip", "accept": "*/*"}
        if start:
            headers["range"] = f"bytes={start}-"
        try:
            response = self._ask(address, headers)
            try:
                yield _begin(response, address, start), _body(response, self._counted(response))
            finally:
                response.close()
        except (httpx.TransportError, httpx.StreamError) as error:
            if why := _unproven(error):
                raise TransferError(
                    f"{self._host} can't prove that it is who it says: {why}. Nothing was fetched. Look whether the "
                    "clock here is right; if it is, somebody may be in between, or the origin's certificate is bad."
                ) from error
            raise CutError(f"{address} stopped answering: {str(error) or type(error).__name__}.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TransferError(f"{address} can't be asked: {error}.") from error

    def _ask(self, address: str, headers: dict[str, str]) -> "Response":
        for _ in range(HOPS + 1):
            request = self._client.build_request("GET", address, headers=headers)
            response = self._send(request)
            if not response.has_redirect_location:
                return response
            response.close()
            address = self._same_host(address, response.headers["location"])
        raise TransferError(f"{address} leads on and on.")

    def _send(self, request: "Request") -> "Response":
        """The beginning of an answer. One whose headers drip, so as to hold us for ever, is hung up on."""
        import httpx

        timer = Timer(2 * self._patience, self._lines.close)
        timer.daemon = True
        timer.start()
        try:
            return self._client.send(request, stream=True)
        except httpx.TransportError as error:
            if timer.finished.is_set():
                raise CutError(f"{request.url} comes too slowly: its answer did not begin.") from error
            raise
        finally:
            timer.cancel()

    def _same_host(self, address: str, location: str) -> str:
        target = urljoin(address, location)
        parts = urlsplit(target)
        if parts.netloc != self._host or parts.scheme not in ("http", "https"):
            raise TransferError(f"{address} leads to another host ({parts.netloc}), where nothing is fetched from.")
        if self.address.startswith("https:") and parts.scheme != "https":
            raise TransferError(f"{address} leads away from https, where anybody on the way could see and change it.")
        return target

    def _counted(self, response: "Response") -> Iterator[bytes]:
        for piece in response.iter_raw():  # of a size of their own: pieces that are gathered are lost with the line
            with self._lock:
                self.wire += len(piece)
            yield piece

    def close(self) -> None:
        self._client.close()


def _unproven(error: BaseException | None) -> str:
    """What is wrong with the origin's certificate; "" where something else is wrong."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error.verify_message or "its certificate is not good" if error else ""


def _begin(response: "Response", address: str, start: int) -> int:
    """From which byte on the answer goes. Raises TransferError for what is no answer."""
    status = response.status_code
    if status == 206:
        told = re.match(r"bytes (\d{1,18})-", response.headers.get("content-range", ""))
        if told and int(told[1]) == start:
            return start
        raise TransferError(f"{address} answers with another part than was asked for.")
    if status == 200:
        return 0
    if status in (404, 410):
        raise MissingError(f"{address} is not there.")
    if status in (408, 429, 502, 503, 504):
        raise CutError(f"{address} is not available just now ({status}).")
    raise TransferError(f"{address} answers {status} in place of the file.")


def _body(response: "Response", raw: Iterator[bytes]) -> Iterator[bytes]:
    """The content, decompressed in pieces that can't grow beyond all bounds."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding == "identity":
        yield from raw
        return
    if encoding != "gzip":
        raise TransferError(f"{response.url} is compressed with {encoding}, which was not asked for.")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in raw:
            yield inflate.decompress(piece, CHUNK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, CHUNK)
    except zlib.error as error:
        raise CutError(f"{response.url} is not compressed as it says.") from error
    if not inflate.eof:
        raise CutError(f"{response.url} ended before its end.")


def open_origin(source: str, proxy: str | None, patience: float) -> Origin:
    """The origin that an address or a path names. TransferError where it can be neither."""
    if not re.match(r"https?://", source):
        if "://" in source:
            raise TransferError(f"{source} is neither an address with http:// or https:// nor a folder.")
        return Folder(Path(source))
    host = urlsplit(source).hostname or ""
    if host.endswith(".onion") and not proxy:
        raise TransferError(
            f"{host} is an onion service, which is reached through Tor alone: --proxy socks5://127.0.0.1:9050"
        )
    return Web(source, proxy, patience)
