"""One editor and the documents that it has open: its options, what was found in each, and what is told of it.

Checks run beside the loop that talks to the editor, so that it is answered while a long text is read. What goes wrong
with a guide or with settings is said in a message, once, and the server goes on.
"""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from firsthand import __version__
from firsthand.wording.corrections import Edit
from firsthand.wording.lsp.actions import Page
from firsthand.wording.lsp.checking import Checking, CheckingError, Outcome, Text
from firsthand.wording.lsp.diagnostics import diagnostics
from firsthand.wording.lsp.options import Options, OptionsError, options
from firsthand.wording.lsp.positions import Positions
from firsthand.wording.units import Encoding

SECTION = "firsthand"
PAUSE = 0.25
"""Seconds without a keystroke after which a text is checked."""

MOST_SHOWN = 500
"""Findings of one document; editors show no more than some hundreds, and those that are put right make room."""
_MOST_WAITING = 5.0
"""Seconds for an editor to say what its settings are, after which it is done without."""
_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


class Seen(Struct, frozen=True):
    """What was found in one version of a document."""

    version: int
    round: int
    page: Page
    outcome: Outcome | None = None
    """None where nothing could be checked; then `problem` says why."""
    problem: str = ""


class Session(LanguageServer):
    def __init__(self) -> None:
        super().__init__("firsthand", __version__, types.TextDocumentSyncKind.Full)
        self._checking = Checking()
        self._options = Options()
        self._round = 0
        """Raised when what was found may no longer hold, though the texts are the same."""
        self._ready = asyncio.Event()
        self._open: set[str] = set()
        self._seen: dict[str, Seen] = {}
        self._safe: dict[str, tuple[tuple[int, int], list[Edit]]] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()

    # What the editor can do.

    def capable(self, *names: str) -> Any:
        """A capability of the editor by its path; None where it has none."""
        found: Any = self.client_capabilities
        for name in names:
            found = getattr(found, name, None)
        return found

    @property
    def pushes(self) -> bool:
        """Whether diagnostics are sent without being asked for; editors that ask would show them twice."""
        return self.capable("text_document", "diagnostic") is None

    # Options.

    def use(self, raw: Any) -> None:
        """Take over the editor's settings; those that can't be used are told and left out."""
        try:
            chosen = options(raw)
        except OptionsError as error:
            self.tell(str(error))
            return
        self._options = replace(chosen, guide=self._located(chosen.guide))

    def _located(self, guide: str | None) -> str | None:
        """A guide's folder may be named from the folder that is open."""
        root = self.workspace.root_path
        folders = [root] if root else []
        folders += [path for uri in self.workspace.folders if (path := to_fs_path(uri))]
        found = (Path(folder, guide) for folder in folders) if guide else ()
        return next((str(path) for path in found if path.is_dir()), guide)

    def begin(self) -> None:
        """The settings are known: documents that were opened meanwhile are checked."""
        self._ready.set()

    async def ask_options(self) -> None:
        """Ask for the settings, where the editor answers that."""
        if not self.capable("workspace", "configuration"):
            return
        asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        given = await self.workspace_configuration_async(asked)
        if given and given[0] is not None:
            self.use(given[0])

    def tell(self, message: str) -> None:
        """Say what is wrong, once until something changes."""
        if message not in self._told:
            self._told.add(message)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"Firsthand: {message}"))

    async def start_anew(self) -> None:
        """Check everything again: guides, settings or options have changed."""
        self._round += 1
        self._told.clear()
        self._checking.forget()
        if self.pushes:
            await asyncio.gather(*(self.publish(uri) for uri in list(self._open)))
        elif self.capable("workspace", "diagnostics", "refresh_support"):
            await self.workspace_diagnostic_refresh_async(None)

    # Checking.

    async def look(self, uri: str) -> Seen:
        """What is found in a document as it is now."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ready.wait(), _MOST_WAITING)
        document = self.workspace.get_text_document(uri)
        version, number = document.version or 0, self._round
        known = self._seen.get(uri)
        if known is not None and (known.version, known.round) == (version, number):
            return known
        # What is read is settled here: in the other thread the document may already be another one.
        read = (document.uri, document.source, document.language_id or "", version, number, self._options)
        seen = await asyncio.to_thread(self._read, *read)
        if seen.problem:
            self.tell(seen.problem)
        if uri in self._open:
            self._seen[uri] = seen
        return seen

    def _read(self, uri: str, source: str, language_id: str, version: int, number: int, chosen: Options) -> Seen:
        path = to_fs_path(uri) if uri.startswith("file:") else None
        text = Text(source, language_id, Path(path) if path else None)
        versioned = bool(self.capable("workspace", "workspace_edit", "document_changes"))
        page = Page(uri, version, text, Positions(source, self._encoding), versioned, chosen.site)
        try:
            return Seen(version, number, page, self._checking.check(text, chosen))
        except CheckingError as error:
            return Seen(version, number, page, problem=str(error))

    @property
    def _encoding(self) -> Encoding:
        agreed = self.workspace.position_encoding
        return _ENCODINGS.get(str(getattr(agreed, "value", agreed)), "utf-16")

    def shown(self, seen: Seen) -> list[types.Diagnostic]:
        if seen.outcome is None:
            return []
        related = bool(self.capable("text_document", "publish_diagnostics", "related_information"))
        page = seen.page
        return diagnostics(
            seen.outcome.findings[:MOST_SHOWN], page.positions, page.uri, site=page.site, related=related
        )

    async def safe(self, seen: Seen) -> list[Edit]:
        """The replacements of a whole document that need no look; kept, since editors ask whenever the cursor moves."""
        uri, key = seen.page.uri, (seen.version, seen.round)
        known = self._safe.get(uri)
        if known is None or known[0] != key:
            edits = await asyncio.to_thread(self._checking.safe, seen.page.text, self._options)
            known = self._safe[uri] = (key, edits)
        return known[1]

    # Documents that come, change and go.

    async def opened(self, uri: str) -> None:
        self._open.add(uri)
        await self.publish(uri)

    def changed(self, uri: str) -> None:
        """Check a document when nothing was typed for a moment."""
        self._forgo(uri)
        if self.pushes:
            self._waiting[uri] = asyncio.create_task(self._publish_later(uri))

    def closed(self, uri: str) -> None:
        self._forgo(uri)
        self._open.discard(uri)
        self._seen.pop(uri, None)
        self._safe.pop(uri, None)
        if self.pushes:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def publish(self, uri: str) -> None:
        """Send what is found, unless the editor asks for it itself, or the document has changed meanwhile."""
        if not self.pushes:
            return
        seen = await self.look(uri)
        if uri in self._open and self.workspace.get_text_document(uri).version == seen.version:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, self.shown(seen), seen.version))

    async def _publish_later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        self._waiting.pop(uri, None)
        await self.publish(uri)

    def _forgo(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
