"""Asks a repository for page after page, within bounds: of bytes, time, waiting and of tokens that lead nowhere.

Knows HTTP and the order of questions in OAI-PMH 2.0; what records mean is not known here.
"""

import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from firsthand.documents.errors import UnreadableFileError
from firsthand.sources.importing.oai.pages import Identity, Page, read_identity, read_page

LARGEST_PAGE = 32 << 20
"""Bytes of one answer."""
LARGEST_HARVEST = 4 << 30
CHUNK = 1 << 16
LONGEST_PAGE = 120.0
"""Seconds that one answer may take."""
SILENCE = 30.0
PATIENCE = 300.0
"""Seconds that a repository may ask us to wait, each time."""
TRIES = 8
REDIRECTS = 5
EMPTY = 20
"""Pages without a record in a row, after which a harvest is given up."""


Read = TypeVar("Read")


class HarvestError(Exception):
    """The repository can't be harvested any further; the sentence says why."""


class Client:
    """One repository by the address of its OAI-PMH interface. `wait` sleeps, and is told seconds."""

    def __init__(self, address: str, wait: Callable[[float], None] = time.sleep) -> None:
        self.address = address
        self.left = LARGEST_HARVEST
        self._wait = wait
        self._http = httpx.Client(
            timeout=SILENCE,
            follow_redirects=False,
            headers={"User-Agent": "Firsthand (OAI-PMH)", "Accept-Encoding": "gzip"},
        )

    def close(self) -> None:
        self._http.close()

    def identify(self) -> Identity:
        return self._read(read_identity, {"verb": "Identify"})

    def pages(self, token: str = "", since: str = "", set_: str = "") -> Iterator[Page]:
        """Every page from a token or a datestamp on. HarvestError where it breaks off; what came before is sound."""
        asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
        asked |= {"from": since} if since else {}
        asked |= {"set": set_} if set_ else {}
        seen: set[str] = set()
        empty = 0
        while True:
            page = self._read(read_page, {"verb": "ListRecords", "resumptionToken": token} if token else asked)
            codes = {code for code, _ in page.errors}
            if "noRecordsMatch" in codes:
                return
            if page.errors:
                code, words = page.errors[0]
                raise HarvestError(f"The repository answers “{code}”: {words[:200]}")
            empty = 0 if page.records else empty + 1
            if page.token and (page.token in seen or empty > EMPTY):
                yield page
                raise HarvestError("The repository goes round in a circle: it gives a token that leads nowhere new.")
            yield page
            if not page.token:
                return
            token = page.token
            seen.add(token)

    def _read(self, read: Callable[[bytes], Read], asked: dict[str, str]) -> Read:
        data = self._get(asked)
        try:
            return read(data)
        except UnreadableFileError as error:
            raise HarvestError(f"An answer of the repository can't be read. {error}") from error

    def _get(self, asked: dict[str, str]) -> bytes:
        """The bytes of an answer, after as many tries as are fair."""
        problem = ""
        for number in range(TRIES):
            try:
                with self._opened(asked) as answer:
                    if answer.status_code == httpx.codes.OK:
                        return self._body(answer)
                    problem = f"it answers {answer.status_code}"
                    if answer.status_code not in (429, 502, 503, 504):
                        break
                    pause = _pause(answer.headers.get("Retry-After", ""), number)
            except httpx.InvalidURL as error:
                raise HarvestError(f"“{self.address}” is no web address.") from error
            except httpx.TransportError as error:
                if "CERTIFICATE_VERIFY_FAILED" in str(error):
                    raise HarvestError(f"The repository can't prove that it is who it says: {error}.") from error
                problem, pause = f"{str(error) or type(error).__name__}", 2.0**number
            if pause > PATIENCE:
                raise HarvestError(f"The repository asks to wait {pause:.0f} seconds. Go on later: run the same again.")
            self._wait(pause)
        raise HarvestError(f"The repository can't be asked: {problem}. Run the same again later, and it goes on.")

    @contextmanager
    def _opened(self, asked: dict[str, str]) -> Iterator[httpx.Response]:
        """An answer that has begun, after redirects of the repository to another address of its own."""
        address = str(httpx.URL(self.address).copy_merge_params(asked))
        for _ in range(REDIRECTS + 1):
            with self._http.stream("GET", address) as answer:
                if not answer.is_redirect:
                    yield answer
                    return
                address = urljoin(address, answer.headers.get("Location", ""))
                before, after = urlsplit(self.address), urlsplit(address)
                if after.hostname != before.hostname or (before.scheme == "https" and after.scheme != "https"):
                    raise HarvestError(
                        "The repository leads to another host, or away from https. Name it yourself, if that is right: "
                        f"{address}"
                    )
        raise HarvestError("The repository leads from one address to the next without end.")

    def _body(self, answer: httpx.Response) -> bytes:
        until = time.monotonic() + LONGEST_PAGE
        data = bytearray()
        for chunk in _unpacked(answer):
            data += chunk
            self.left -= len(chunk)
            if len(data) > LARGEST_PAGE or self.left < 0:
                raise HarvestError("The repository sends more than a harvest may hold.")
            if time.monotonic() > until:
                raise HarvestError(f"An answer took longer than {LONGEST_PAGE:.0f} seconds.")
        return bytes(data)


def _unpacked(answer: httpx.Response) -> Iterator[bytes]:
    """The body in pieces of bounded size: a few compressed bytes can be made to unpack to more than memory holds."""
    encoding = answer.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise HarvestError(f"The repository sends answers compressed with “{encoding[:40]}”, which was not asked for.")
    if encoding == "identity":
        yield from answer.iter_raw()
        return
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in answer.iter_raw():
            yield inflate.decompress(piece, CHUNK)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, CHUNK)
    except zlib.error as error:
        raise HarvestError("An answer of the repository is not compressed as it says.") from error


def _pause(said: str, number: int) -> float:
    """Seconds to wait: what Retry-After says (RFC 9110, a number or a date), else longer each time."""
    if said.strip().isdigit() and len(said.strip()) < 9:
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, IndexError, OverflowError):
        return 2.0**number
