"""What listens where OpenSearch should, and isn't it: a server on loopback that answers as it is told to."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RDWR, socket
from typing import Any

import msgspec

LONG = 30.0
"""Seconds in which the slowest answer would be complete, and be taken for one, if anyone waited so long."""

Behaviour = Callable[[socket, str, bytes], None]
"""Answers one request, given its first line and its body."""


class Pretender(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.asked = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Pretender)
        with suppress(OSError):
            while first := self.rfile.readline().decode():
                length = 0
                while (line := self.rfile.readline().decode().strip().lower()) != "":
                    if line.startswith("content-length:"):
                        length = int(line.partition(":")[2])
                body = self.rfile.read(length)
                self.server.asked += 1
                self.server.behaviour(self.connection, first.strip(), body)


@contextmanager
def pretending(behaviour: Behaviour) -> Iterator[Pretender]:
    with Pretender(behaviour) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def answer(body: bytes, status: int = 200, kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def saying(body: Any, status: int = 200, kind: str = "application/json") -> Behaviour:
    """The same answer to whatever is asked."""
    told = answer(body if isinstance(body, bytes) else msgspec.json.encode(body), status, kind)
    return lambda connection, first, asked: connection.sendall(told)


def raw(data: bytes) -> Behaviour:
    """Bytes that are no answer, and the end of the connection."""

    def behave(connection: socket, first: str, asked: bytes) -> None:
        connection.sendall(data)
        connection.shutdown(SHUT_RDWR)

    return behave


def silent(connection: socket, first: str, asked: bytes) -> None:
    time.sleep(LONG)


def dribbling(data: bytes, at_once: int = 0) -> Behaviour:
    """An answer that is right but for coming byte by byte, after so many at once."""

    def behave(connection: socket, first: str, asked: bytes) -> None:
        connection.sendall(data[:at_once])
        for place in range(at_once, len(data)):
            time.sleep(LONG / (len(data) - at_once))
            connection.sendall(data[place : place + 1])

    return behave


def refusing(status: int, kind: str, reason: str) -> Behaviour:
    """As OpenSearch itself refuses."""
    return saying({"error": {"type": kind, "reason": reason, "root_cause": []}, "status": status}, status)
