"""From the bytes of one file to a Document: finds the kind, calls its reader, adds what every reader leaves to us.

Runs in whatever process it is called in; the limits on that process are the business of `isolation`.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from msgspec import structs

from firsthand.documents import imprint, language, media
from firsthand.documents.blocks import texts
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import Limits
from firsthand.documents.model import Document, Remark
from firsthand.documents.recognition.engine import Engine
from firsthand.documents.recognition.engine import find as find_engine
from firsthand.documents.recognition.rounds import Known, Wishes, hints_from, remark_on_means
from firsthand.documents.recognition.scans import Patch, Recogniser, Scan, leave
from firsthand.documents.refusals import refusal, spoken

READER_VERSION = 3
"""Raised whenever readers would make another Document of the same bytes; part of each key under which one is kept."""

SUPPORTED: Mapping[str, str] = MappingProxyType(
    {
        media.PDF: "firsthand.documents.pdf",
        media.DOCX: "firsthand.documents.word",
        media.ODT: "firsthand.documents.opendocument",
        media.HTML: "firsthand.documents.webpage",
        media.MARKDOWN: "firsthand.documents.markdown",
        media.EPUB: "firsthand.documents.epub",
        media.PLAIN: "firsthand.documents.plaintext",
        media.VTT: "firsthand.documents.captions",
        media.SRT: "firsthand.documents.captions",
    }
)
"""The module whose `read(data, name)` reads files of a media type."""

SCANNED = frozenset({media.PDF})
"""Media types of files that may hold pictures of text: their `read` also takes `recognise` and `pictures`."""

CAREFUL = "Save it anew from the program that made it, and try again; if it came from a stranger, be careful with it."
OUT_OF_MEMORY = (
    "out-of-memory",
    f"Reading this file took more memory than one file may have, so it was given up. {CAREFUL}",
)


def parse(
    data: bytes, name: str = "", limits: Limits | None = None, *, recognise: Recogniser = leave, pictures: bool = True
) -> Document:
    """Read a file's bytes in this very process. `name` is the file's name without its folder.

    `recognise` is asked for the text of scans, where a file has pages or parts of pages without any that can be read.
    Without `pictures` those of a PDF are not painted. Raises UnreadableFileError and nothing else, whatever happens in
    a reader or the libraries under it.
    """
    with _faults_told(name):
        return _parse(data, name, limits or Limits(), recognise, pictures=pictures)


def parse_with_scans(data: bytes, name: str = "", limits: Limits | None = None) -> Document:
    """Read a file and its scans in this very process, as `isolation` does in others. Raises as `parse` does."""
    limits = limits or Limits()
    wishes = Wishes(limits.scans)
    document = parse(data, name, limits, recognise=wishes)
    engine = find_engine() if wishes.scans else None
    if engine is not None:
        patches: list[Patch] = []
        for scan in wishes.scans:
            patches.append(read_scan(data, name, scan, engine, hints_from(document.language, patches)))
        document = parse(data, name, limits, recognise=Known(patches))
    return tell_of_scans(document, wishes, engine)


def read_scan(data: bytes, name: str, scan: Scan, engine: Engine, hints: Sequence[str] = ()) -> Patch:
    """What OCR reads in one scan of a file. Raises as `parse` does."""
    with _faults_told(name):
        from firsthand.documents.pdf.scanning import read_scan

        return read_scan(data, scan, engine, hints)


def draw_page(data: bytes, number: int) -> bytes | None:
    """A page of a PDF as a small JPEG; None where there is nothing to be drawn. Raises as `parse` does."""
    with _faults_told(""):
        if media.detect(data, "") != media.PDF:
            return None
        from firsthand.documents.pdf.pixels import draw_page

        return draw_page(data, number)


def tell_of_scans(document: Document, wishes: Wishes, engine: Engine | None) -> Document:
    """The document with what its scans were given to, and with what an editor can do for them."""
    if not wishes.scans:
        return document
    remarks = (*document.remarks, *remark_on_means(document.language, wishes.more, engine))
    return structs.replace(document, remarks=remarks, recognition=engine.fingerprint if engine else "")


@contextmanager
def _faults_told(name: str) -> Iterator[None]:
    """Whatever is raised inside becomes an UnreadableFileError."""
    try:
        yield
    except UnreadableFileError:
        raise
    except MemoryError:
        raise UnreadableFileError(*OUT_OF_MEMORY) from None
    except RecursionError:
        raise UnreadableFileError(
            "damaged", f"What this file holds is nested too deeply to be read. {CAREFUL}"
        ) from None
    except Exception as fault:
        raise _fault(fault, name) from fault


def _parse(data: bytes, name: str, limits: Limits, recognise: Recogniser, *, pictures: bool) -> Document:
    if not data:
        raise UnreadableFileError("empty", f"“{name}” is empty. Get it again from its source.")
    media_type = media.detect(data, name)
    read = _reader(media_type, name)
    asked = {"recognise": recognise, "pictures": pictures} if media_type in SCANNED else {}
    document = read(data, name, **asked)
    document = language.tag(imprint.complete(_remark_on_name(document, media_type, name)))
    _check_size(document, limits)
    return document


def _reader(media_type: str, name: str) -> Callable[..., Document]:
    if media_type not in SUPPORTED:
        raise refusal(media_type, name)
    try:
        read: Callable[..., Document] = import_module(SUPPORTED[media_type]).read
    except ModuleNotFoundError as missing:
        raise UnreadableFileError(
            "unsupported",
            f"Reading {spoken(media_type)} needs {missing.name}. Install it with: pip install 'firsthand[library]'",
        ) from missing
    return read


def _fault(fault: Exception, name: str) -> UnreadableFileError:
    """A mistake of ours, named by its place so that it can be mended."""
    *_, place = traceback.walk_tb(fault.__traceback__)
    where = f"{type(fault).__name__} in {Path(place[0].f_code.co_filename).name}, line {place[1]}"
    return UnreadableFileError(
        "crashed", f"“{name}” could not be read because of a mistake in Firsthand ({where}). Please report it."
    )


def _remark_on_name(document: Document, media_type: str, name: str) -> Document:
    promise = media.promised(name)
    if promise in (None, media_type):
        return document
    message = f"The file is named as {spoken(promise or '')} but is {spoken(media_type)}, and was read as that."
    return structs.replace(document, remarks=(Remark("mislabelled", message), *document.remarks))


def _check_size(document: Document, limits: Limits) -> None:
    characters = 0
    for text in texts(document):
        characters += len(text)
        if characters > limits.characters:
            raise UnreadableFileError(
                "too-large",
                f"The file holds more than {limits.characters:,} characters of text. Split it into volumes.",
            )
