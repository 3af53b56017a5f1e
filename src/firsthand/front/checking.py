"""Texts that readers want checked: taken in, checked a few at a time within limits, and forgotten.

Nothing of them is written down. Office files lie in a folder of their own while a process apart reads them.
"""

import asyncio
import logging
import re
import tempfile
from enum import Enum
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace
from starlette.types import Receive, Scope

from firsthand.documents import Limits, UnreadableFileError, Workers
from firsthand.front.examiners import Examiner, ExhaustedError, Seen, Task
from firsthand.front.forms import Form, MalformedFormError, TooLargeError, TooSlowError, Upload, receive_form
from firsthand.front.guides import Guides
from firsthand.interface.labels import N_
from firsthand.wording import GuideError, Material
from firsthand.wording.corrections import Edit, apart, applied
from firsthand.wording.folders import DOCUMENTS
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.manuscript import manuscript_of
from firsthand.wording.markup import kind_of, material_of
from firsthand.wording.textfile import UnreadableTextError, from_bytes

log = logging.getLogger("firsthand.front")

MOST_CHARACTERS = 2_000_000
MOST_FILE = 10_000_000
"""Bytes."""
MOST_BODY = MOST_FILE + 500_000
"""Bytes of a whole form; a text of so many characters in any language fits as well."""
MOST_SENT = 24
"""Forms on their way at once."""
MOST_FINDINGS = 400
"""Findings with choices on one page; whoever has more checks the text again with these mended."""
MOST_CHECKED = 2
"""Texts that are checked at once."""
SECONDS_TO_SEND = 120.0
SECONDS_TO_WAIT = 15.0
SECONDS_TO_CHECK = 20.0
LIMITS = Limits(
    memory=512 << 20, cpu=15, wall=30.0, input=MOST_FILE, output=64 << 20, characters=MOST_CHARACTERS, scans=0
)
"""What reading one Office file or PDF may cost; its scans stay unread."""

_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CHOICE = re.compile(r"(\d{1,8}):(\d{1,8}):(.*)", re.DOTALL)


class Trouble(Enum):
    """Why a text was not checked: the status of the answer, and what the reader is told."""

    EMPTY = (400, N_("There is no text to check. Paste one, or choose a file."))
    MALFORMED = (400, N_("What arrived was not the form of this page. Try again from here."))
    STRANGER = (403, N_("The text was sent from another site. Send it from the form of this page."))
    SLOW = (408, N_("The text did not arrive in time. Try again with a better connection, or with a part of it."))
    LARGE = (413, N_("The text is too large. Check it in parts, or on your own computer."))
    UNREADABLE = (422, N_("The file can’t be read as a text. Paste the text, or save the file in another format."))
    PROTECTED = (422, N_("The file is locked with a password. Save it without one, or paste the text."))
    SCANNED = (422, N_("There is no text in the file. Pages that are only pictures can’t be checked."))
    BUSY = (503, N_("Many texts are being checked at this moment. Try again in a few seconds."))
    LONG = (503, N_("The check took too long and was stopped. Check the text in parts, or on your own computer."))
    GUIDE = (503, N_("The guide can’t be used at this moment. Try another one."))

    @property
    def status(self) -> int:
        return int(self.value[0])

    @property
    def sentence(self) -> str:
        return str(self.value[1])


_FORM_TROUBLES = {
    MalformedFormError: Trouble.MALFORMED, TooLargeError: Trouble.LARGE, TooSlowError: Trouble.SLOW
}  # fmt: skip


class TroubleError(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble


class Order(Struct, frozen=True):
    """What a reader wants checked, and how."""

    guide: str
    language: str
    """Empty where it is to be told from the text."""
    text: str = ""
    upload: Upload | None = None


class Checked(Struct, frozen=True):
    order: Order
    material: Material
    seen: Seen


class Changed(Struct, frozen=True):
    """A text with the replacements that its reader chose."""

    text: str
    made: int
    left: int
    """Chosen ones that reached into others, and were not made."""


def read_order(form: Form, guides: Guides) -> Order:
    """What a form asks for; of guides and languages that there are not, the first."""
    guide, language = form.fields.get("guide", ""), form.fields.get("language", "")
    upload = form.files.get("file")
    return Order(
        guide if guide in guides.names else guides.names[0],
        language if language in LANGUAGES else "",
        tidy(form.fields.get("text", "")),
        upload if upload and upload.data else None,
    )


def tidy(text: str) -> str:
    """A text with plain line ends, and a space for each sign that no page can show."""
    return _UNSHOWN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def change(form: Form) -> Changed:
    """Make the replacements that were chosen; each carries its place and its words. Raises TroubleError."""
    text = tidy(form.fields.get("text", ""))
    edits = []
    for name, value in form.fields.items():
        match = _CHOICE.fullmatch(value) if name.startswith("place-") else None
        if match:
            start, end = int(match[1]), int(match[2])
            if not start <= end <= len(text):
                raise TroubleError(Trouble.MALFORMED)
            edits.append(Edit(start, end, tidy(match[3])))
    kept = apart(edits)
    return Changed(applied(text, kept), len(kept), len(edits) - len(kept))


class Checking:
    """The checks of one front: so many at once, and none for long."""

    def __init__(self) -> None:
        self.sent = 0
        self._slots = asyncio.Semaphore(MOST_CHECKED)
        self._examiners = [Examiner() for _ in range(MOST_CHECKED)]
        self._workers = Workers(1, LIMITS)

    def close(self) -> None:
        for examiner in self._examiners:
            examiner.close()
        self._workers.close()

    async def receive(self, scope: Scope, receive: Receive) -> Form:
        """What a reader sends. Raises TroubleError, or GoneError if the reader has left."""
        if _header(scope, b"sec-fetch-site") == b"cross-site":
            raise TroubleError(Trouble.STRANGER)
        if self.sent >= MOST_SENT:
            raise TroubleError(Trouble.BUSY)
        self.sent += 1
        try:
            return await receive_form(scope, receive, MOST_BODY, SECONDS_TO_SEND)
        except (MalformedFormError, TooLargeError, TooSlowError) as error:
            raise TroubleError(_FORM_TROUBLES[type(error)]) from error
        finally:
            self.sent -= 1

    async def check(self, order: Order, guides: Guides) -> Checked:
        """Check a text. Raises TroubleError."""
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await self._slots.acquire()
        except TimeoutError:
            raise TroubleError(Trouble.BUSY) from None
        examiner = self._examiners.pop()
        work = asyncio.ensure_future(asyncio.to_thread(self._checked, examiner, order, guides))

        def give_back(_: object) -> None:
            self._examiners.append(examiner)
            self._slots.release()

        work.add_done_callback(give_back)
        return await asyncio.shield(work)

    def _checked(self, examiner: Examiner, order: Order, guides: Guides) -> Checked:
        """The same in a thread, which mostly waits for other processes."""
        material = self._material(order)
        if not material.text.strip():
            raise TroubleError(Trouble.SCANNED if order.upload else Trouble.EMPTY)
        if len(material.text) > MOST_CHARACTERS:
            raise TroubleError(Trouble.LARGE)
        if order.language:
            material = replace(material, language=order.language, languages=())
        task = Task(guides.folder(order.guide), material, MOST_FINDINGS)
        try:
            return Checked(order, material, examiner.examine(task, SECONDS_TO_CHECK))
        except ExhaustedError:
            raise TroubleError(Trouble.LONG) from None
        except GuideError as error:
            log.error("The guide “%s” can't be used. %s", order.guide, error)
            raise TroubleError(Trouble.GUIDE) from error

    def _material(self, order: Order) -> Material:
        if order.upload is None:
            return Material(order.text)
        suffix = PurePath(order.upload.name).suffix.lower()
        if suffix in DOCUMENTS:
            return self._document(order.upload.data, suffix)
        try:
            text = tidy(from_bytes(order.upload.data).text)
        except UnreadableTextError as error:
            raise TroubleError(Trouble.UNREADABLE) from error
        return material_of(text, kind_of(PurePath(f"text{suffix}")))

    def _document(self, data: bytes, suffix: str) -> Material:
        """The text of an Office file, which is gone from the disk when this returns."""
        with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
            path = Path(folder, f"text{suffix}")
            path.write_bytes(data)
            ((_, outcome),) = self._workers.read([path])
        if isinstance(outcome, UnreadableFileError):
            raise TroubleError(_trouble(outcome))
        material = manuscript_of(outcome).material
        return replace(material, text=_UNSHOWN.sub(" ", material.text.replace("\r", "\n")))


def _header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if key == name), b"")


def _trouble(error: UnreadableFileError) -> Trouble:
    match error.reason:
        case "encrypted":
            return Trouble.PROTECTED
        case "too-large" | "out-of-memory":
            return Trouble.LARGE
        case "timed-out":
            return Trouble.LONG
        case _:
            return Trouble.UNREADABLE
