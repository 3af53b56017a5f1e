"""A connection to one node on which an answer comes within its time as a whole, or not at all.

Time limits of sockets begin anew with every byte; a node that sends a byte a second would never exceed them. Logs
nothing, for the addresses and bodies of requests say what readers ask.
"""

import io
import time
from typing import TYPE_CHECKING, Any

from opensearchpy import Urllib3HttpConnection
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 256_000_000
"""Of one answer; no index gives so long a one."""


class _Reading(io.RawIOBase):
    """What comes over a socket until a moment."""

    def __init__(self, stream: Any, socket: Any, until: float) -> None:
        self._stream, self._socket, self._until = stream, socket, until
        self._left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        seconds = self._until - time.monotonic()
        if seconds <= 0 or self._left <= 0:
            raise TimeoutError
        self._socket.settimeout(seconds)
        read: int | None = self._stream.readinto(buffer)
        self._left -= read or 0
        return read

    def close(self) -> None:
        self._stream.close()
        super().close()


class _BoundedSocket:
    """A socket whose reading ends at a moment."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self.until = 0.0

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._socket.makefile(mode, buffering=0), self._socket, self.until))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


class _Bounded:
    """What both kinds of connection have in common."""

    sock: Any
    timeout: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.sock = _BoundedSocket(self.sock)

    def getresponse(self) -> Any:
        self.sock.until = time.monotonic() + self.timeout
        return super().getresponse()  # type: ignore[misc]


class _BoundedHTTP(_Bounded, HTTPConnection):
    pass


class _BoundedHTTPS(_Bounded, HTTPSConnection):
    pass


class BoundedConnection(Urllib3HttpConnection):
    """The connection class for the client."""

    def _create_urllib3_pool(self) -> None:
        super()._create_urllib3_pool()
        self.pool.ConnectionCls = _BoundedHTTPS if self.use_ssl else _BoundedHTTP

    def log_request_success(self, *_: Any, **__: Any) -> None:
        """Nothing."""

    def log_request_fail(self, *_: Any, **__: Any) -> None:
        """Nothing."""
