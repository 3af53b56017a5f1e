"""The files of the release in service, byte for byte, for those who keep a copy of the library (`firsthand follow`).

The layout is that of the library on disk, so that a web server that holds the directory answers the same. It serves
the release in service alone: what was withdrawn is not to be had from an older one.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from firsthand.front.answers import Answer, answer
from firsthand.front.headers import A_MINUTE, ALWAYS, FILE_POLICY, Headers
from firsthand.front.opened import Opened
from firsthand.release.errors import ReleaseError
from firsthand.release.library import POINTER, PREFIX
from firsthand.release.manifest import pointer_to

PACKED = ("catalogue.sqlite", "manifest.json", "search/")
"""What shrinks on its way, by the beginning of its place; all else is small or compressed already."""
LEVEL = 5
MOST_PACKING = 2
"""Files being compressed at the same time; whoever comes on top of that gets them as they are."""
CHUNK = 1 << 18

MORE: Headers = ((b"x-robots-tag", b"noindex"), (b"content-security-policy", FILE_POLICY.encode()))


class Packing:
    """How many files are being compressed. Used from the event loop alone when one begins."""

    def __init__(self) -> None:
        self.under_way = 0

    def pack(self, path: Path) -> Iterator[bytes]:
        self.under_way += 1
        try:
            squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield squeeze.compress(chunk)
            yield squeeze.flush()
        finally:
            self.under_way -= 1


PACKING = Packing()


def release_response(opened: Opened, request: Request) -> Response | Answer | None:
    """A file of the release, whole, in ranges or compressed; None where there is none of that name."""
    place = request.path_params["place"]
    if place == POINTER:
        try:
            data = pointer_to(opened.release.path)
        except ReleaseError:  # deleted a moment ago; the next one is about to be taken over
            return Response(status_code=503, headers={"retry-after": "2", "cache-control": "no-store"})
        return answer(data, b"", ((b"content-type", b"application/json"), *MORE), keep=b"no-cache")
    release, _, inside = place.partition("/")
    path = _file(opened.release.path, inside) if release == f"{PREFIX}{opened.release.id}" else None
    return _send(path, inside, request) if path else None


def _file(release: Path, inside: str) -> Path | None:
    """Neither a way out of the release, nor a link that somebody has put into it, is followed."""
    path = release / inside
    if not inside or inside.startswith("/") or ".." in inside.split("/"):
        return None
    try:
        return path if path.is_file() and path.resolve() == release.resolve() / inside else None
    except (OSError, ValueError):
        return None


def _send(path: Path, inside: str, request: Request) -> Response:
    headers = request.headers
    whole = request.method == "GET" and "range" not in headers and "gzip" in headers.get("accept-encoding", "")
    made: Response
    if whole and inside.startswith(PACKED) and PACKING.under_way < MOST_PACKING:
        made = StreamingResponse(
            PACKING.pack(path), headers={"content-encoding": "gzip"}, media_type="application/octet-stream"
        )
    else:
        made = FileResponse(path, media_type="application/octet-stream")
    made.raw_headers.extend((*ALWAYS, *MORE, (b"cache-control", A_MINUTE), (b"vary", b"accept-encoding")))
    return made
