"""A small HTTP server of the standard library for the endpoint. It logs nothing: no text, no address, no request."""

import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from firsthand.wording.languagetool.endpoint import Endpoint, Reply
from firsthand.wording.languagetool.requests import RefusalError, Request

PATIENCE = 30.0
"""Seconds that a client may be silent."""
MOST_CONNECTIONS = 64


class Server(ThreadingHTTPServer):
    """Serves until `shutdown`; raises OSError where the port is taken."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    """Programs ask for many paragraphs at once; what doesn't fit here waits a second before it knocks again."""

    def __init__(self, endpoint: Endpoint, host: str = "127.0.0.1", port: int = 8081) -> None:
        self.endpoint = endpoint
        self.address_family = socket.AF_INET6 if _is_six(host) else socket.AF_INET
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """No more at once than the machine can bear; the rest wait in the queue of the port."""
        self._free.acquire()
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news, and nothing of what it sent may reach a log."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Firsthand"
    sys_version = ""
    timeout = PATIENCE
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        self._reply(self._answer())

    do_HEAD = do_POST = do_OPTIONS = do_PUT = do_DELETE = do_GET  # noqa: N815

    def _answer(self) -> Reply:
        try:
            body = self._body()
        except RefusalError as refusal:
            self.close_connection = True
            return Reply(refusal.status, str(refusal).encode(), "text/plain; charset=utf-8", _OPEN)
        address = urlsplit(self.path)
        kind = self.headers.get("Content-Type", "")
        return self.server.endpoint.answer(Request(self.command, address.path, address.query, body, kind))

    def _body(self) -> bytes:
        if "Transfer-Encoding" in self.headers:
            raise RefusalError(411, "Send the length of your text")
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise RefusalError(400, "The length of your text is not a number")
        if len(length) > 12 or int(length) > self.server.endpoint.largest:
            raise RefusalError(413, f"Your text exceeds the limit of {self.server.endpoint.largest} bytes")
        return self.rfile.read(int(length))

    def _reply(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status != 204:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and reply.status != 204:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the standard library's name
        """Nobody's texts, addresses or habits are written down."""


_OPEN = (("Access-Control-Allow-Origin", "*"),)


def _is_six(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False
