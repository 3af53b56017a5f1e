"""What the language server answers to, one function a request of the protocol. All that it knows is in `session`."""

import logging
from typing import Any

from lsprotocol import types

from firsthand.wording.lsp import actions
from firsthand.wording.lsp.diagnostics import hover as hover_of
from firsthand.wording.lsp.session import SECTION, Session

_WATCHED = "**/*.toml"
"""Guides and settings."""

_ACTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix, actions.FIX_ALL])
_PULLED = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier=SECTION)


def start() -> None:
    """Serve the editor at the other end of standard input and output, until it goes away."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # its records hold texts
    server().start_io()


def server() -> Session:
    made = Session()
    made.feature(types.INITIALIZE)(initialize)
    made.feature(types.INITIALIZED)(initialized)
    made.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(did_change_configuration)
    made.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_watched_files)
    made.feature(types.TEXT_DOCUMENT_DID_OPEN)(did_open)
    made.feature(types.TEXT_DOCUMENT_DID_CHANGE)(did_change)
    made.feature(types.TEXT_DOCUMENT_DID_SAVE)(did_save)
    made.feature(types.TEXT_DOCUMENT_DID_CLOSE)(did_close)
    made.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _PULLED)(pull)
    made.feature(types.TEXT_DOCUMENT_HOVER)(hover)
    made.feature(types.TEXT_DOCUMENT_CODE_ACTION, _ACTIONS)(code_action)
    return made


def initialize(session: Session, params: types.InitializeParams) -> None:
    given: Any = params.initialization_options
    session.use(given.get(SECTION, given) if isinstance(given, dict) else None)


async def initialized(session: Session, _: types.InitializedParams) -> None:
    await session.ask_options()
    session.begin()
    registrations = []
    if session.capable("workspace", "did_change_configuration", "dynamic_registration"):
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        registrations.append(types.Registration(method, method, {"section": SECTION}))
    if session.capable("workspace", "did_change_watched_files", "dynamic_registration"):
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registrations.append(types.Registration(method, method, {"watchers": [{"globPattern": _WATCHED}]}))
    if registrations:
        await session.client_register_capability_async(types.RegistrationParams(registrations))


async def did_change_configuration(session: Session, params: types.DidChangeConfigurationParams) -> None:
    if session.capable("workspace", "configuration"):
        await session.ask_options()
    elif isinstance(params.settings, dict) and SECTION in params.settings:
        session.use(params.settings[SECTION])
    await session.start_anew()


async def did_change_watched_files(session: Session, _: types.DidChangeWatchedFilesParams) -> None:
    await session.start_anew()


async def did_open(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    await session.opened(params.text_document.uri)


def did_change(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    session.changed(params.text_document.uri)


async def did_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    if params.text_document.uri.endswith(".toml"):
        await session.start_anew()
    else:
        await session.publish(params.text_document.uri)


def did_close(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    session.closed(params.text_document.uri)


async def pull(
    session: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    seen = await session.look(params.text_document.uri)
    identity = f"{seen.version}.{seen.round}"
    if params.previous_result_id == identity:
        return types.RelatedUnchangedDocumentDiagnosticReport(identity)
    return types.RelatedFullDocumentDiagnosticReport(session.shown(seen), result_id=identity)


async def hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    seen = await session.look(params.text_document.uri)
    if seen.outcome is None:
        return None
    offset = seen.page.positions.offset(params.position)
    found = actions.overlapping(seen.outcome.findings, offset, offset)
    if not found:
        return None
    formats = session.capable("text_document", "hover", "content_format") or [types.MarkupKind.Markdown]
    guide, site = seen.outcome.checker.guide, seen.page.site
    return hover_of(found[-1], guide, seen.page.positions, site=site, markdown=types.MarkupKind.Markdown in formats)


async def code_action(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    seen = await session.look(params.text_document.uri)
    if seen.outcome is None:
        return []
    page, wanted = seen.page, params.context.only
    start, end = page.positions.offset(params.range.start), page.positions.offset(params.range.end)
    found = actions.overlapping(seen.outcome.findings, start, end)
    made: list[types.CodeAction] = []
    if _asked(types.CodeActionKind.QuickFix, wanted):
        made += [action for finding in found for action in actions.quick_fixes(page, seen.outcome, finding)]
    if seen.outcome.findings and (found or wanted) and _asked(actions.FIX_ALL, wanted):
        edits = await session.safe(seen)
        if edits:
            made.append(actions.fix_all(page, edits, seen.outcome.findings[0].language))
    return made


def _asked(kind: str, wanted: Any) -> bool:
    """Whether an editor that wants only some kinds of actions wants this one: "source" takes in "source.fixAll"."""
    if not wanted:
        return True
    names = [str(getattr(one, "value", one)) for one in wanted]
    own = str(getattr(kind, "value", kind))
    return any(own == name or own.startswith(f"{name}.") for name in names)
