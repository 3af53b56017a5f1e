"""The original files of editions, and the pictures of their texts. Nothing of them can run in a reader's browser."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from firsthand.front.credits import file_address
from firsthand.front.headers import A_DAY, ALWAYS, FILE_POLICY
from firsthand.front.opened import Opened

SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def file_response(opened: Opened, request: Request) -> Response | None:
    """A file to save, whole or in ranges (RFC 9110), under its own name. None if no edition has such a file."""
    sha256, name = request.path_params["sha256"], request.path_params["name"]
    file = opened.shelves.files.get(sha256)
    if file is None:
        return None
    if name != file.name:
        return _respond(Response(status_code=301, headers={"location": file_address(file)}))
    return _send(opened, request, sha256, file.media_type, file.name)


def image_response(opened: Opened, request: Request) -> Response | None:
    """A picture of a text. None for anything that is not a picture."""
    sha256 = request.path_params["sha256"]
    try:
        media_type = image_type(opened.release.file(sha256))
    except (KeyError, OSError):
        return None
    return _send(opened, request, sha256, media_type, None) if media_type else None


def image_type(path: Path) -> str | None:
    """The type of a picture by its first bytes."""
    with path.open("rb") as file:
        start = file.read(16)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for signature, media_type in SIGNATURES if start.startswith(signature)), None)


def _send(opened: Opened, request: Request, sha256: str, media_type: str, name: str | None) -> Response:
    etag = f'"{sha256[:32]}"'
    if etag in request.headers.get("if-none-match", ""):
        return _respond(Response(status_code=304, headers={"etag": etag}))
    path = opened.release.file(sha256)
    return _respond(FileResponse(path, media_type=media_type, filename=name, headers={"etag": etag}))


def _respond(response: Response) -> Response:
    response.raw_headers.extend(
        (*ALWAYS, (b"content-security-policy", FILE_POLICY.encode()), (b"cache-control", A_DAY))
    )
    return response
