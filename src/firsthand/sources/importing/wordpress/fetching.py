"""Fetches files that are missing from the uploads: from the site itself and nowhere else, within bounds.

Which site that is, the export says; so it is never this machine or its neighbours, unless that is wanted.
What was fetched is kept, so that an interrupted import goes on. Nothing is sent but the request for a file.
"""

import socket
import time
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.media import Media

if TYPE_CHECKING:
    from httpx import Response

LARGEST = 256 << 20
"""Bytes of one file."""
LARGEST_TOTAL = 8 << 30
SECONDS = 300.0
"""For one file; a server that stays silent for 30 is given up before."""
SILENCE = 30.0
REDIRECTS = 5


class Fetching:
    """Files of one site, kept in a folder."""

    def __init__(self, folder: Path, *, private: bool = False) -> None:
        """`private` lets the site be on this machine or in its network."""
        self.folder = folder
        self.private = private
        self.origin = ("", "")
        self.left = LARGEST_TOTAL

    def meet(self, base: str) -> None:
        site = urlsplit(base)
        self.origin = (site.scheme, site.netloc)

    def fetch(self, address: str, into: Gathering) -> Path | None:
        """A file of the site; a mistake is noted where it can't be had."""
        import httpx

        place = self._place(address)
        if place is None:
            into.wrong(None, "This is no path that can be kept.", "Save the file yourself.", source=address)
            return None
        if place.is_file():
            return place
        try:
            self._get(address, place)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, _RefusedError) as error:
            message = f"The file can't be fetched: {str(error) or type(error).__name__}."
            into.wrong(None, message, "Save it yourself and name its folder with --media.", source=address)
            return None
        return place

    def _place(self, address: str) -> Path | None:
        """Where a file is kept; nothing where its path would climb out."""
        path = unquote(urlsplit(address).path).lstrip("/")
        return (
            self.folder / path
            if path and Media(self.folder).find(path).problem.startswith("There is no file")
            else (Media(self.folder).find(path).path)
        )

    def _get(self, address: str, place: Path) -> None:
        """Follow redirects within the site, and write what comes, up to the bounds."""
        import httpx

        until = time.monotonic() + SECONDS
        with httpx.Client(timeout=SILENCE, follow_redirects=False, trust_env=True) as client:
            for _ in range(REDIRECTS + 1):
                if urlsplit(address).netloc.removeprefix("www.") != self.origin[1].removeprefix("www."):
                    raise _RefusedError(f"it leads to another site, {urlsplit(address).netloc}")
                if self.origin[0] == "https" and urlsplit(address).scheme != "https":
                    raise _RefusedError("it leads away from https")
                if not self.private:
                    _check_public(address)
                with client.stream("GET", address, headers={"Accept-Encoding": "identity"}) as answer:
                    if answer.is_redirect:
                        address = urljoin(address, answer.headers.get("Location", ""))
                        continue
                    if answer.status_code != httpx.codes.OK:
                        raise _RefusedError(f"the site answers {answer.status_code}")
                    self._write(answer, place, until)
                    return
        raise _RefusedError("it is led on too often")

    def _write(self, answer: "Response", place: Path, until: float) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            # A few bytes can be made to unpack to more than any memory holds; so only what was asked for is taken.
            raise _RefusedError("it is sent compressed, which was not asked for")
        part = place.with_name(f".{PurePosixPath(place.name).name}.part")
        count = 0
        with part.open("wb") as file:
            for chunk in answer.iter_raw():
                count += len(chunk)
                self.left -= len(chunk)
                if count > LARGEST or self.left < 0:
                    raise _RefusedError("it is larger than an import may fetch")
                if time.monotonic() > until:
                    raise _RefusedError(f"it took longer than {SECONDS:.0f} seconds")
                file.write(chunk)
        expected = answer.headers.get("Content-Length", "")
        if expected.isdigit() and int(expected) != count:
            raise _RefusedError("the connection broke off")
        part.replace(place)


def _check_public(address: str) -> None:
    """_RefusedError for a host in the network of this machine: an export could name a router, or a service here."""
    parts = urlsplit(address)
    try:
        port = parts.port or {"https": 443}.get(parts.scheme, 80)
        found = {str(each[4][0]) for each in socket.getaddrinfo(parts.hostname or "", port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError, ValueError):
        return  # it can't be reached either, or only through a proxy, which looks names up itself
    if not all(ip_address(one.partition("%")[0]).is_global for one in found):
        raise _RefusedError(f"{parts.hostname} is in the network of this machine, where nothing is fetched from")


class _RefusedError(Exception):
    """Why a file is not taken, as the end of a sentence."""
