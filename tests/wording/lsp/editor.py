"""An editor for tests: starts the real server as editors do, opens documents, and remembers what it is told."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

URI = "file:///nowhere/letter.md"
PATIENCE = 20.0

SERVER = ClientServerConfig(server_command=[str(Path(sys.executable).with_name("firsthand")), "lsp", "--stdio"])

fixture = pytest_lsp.fixture(config=SERVER)


def capabilities(
    *, pull: bool = False, configuration: bool = False, encodings: list[str] | None = None
) -> types.ClientCapabilities:
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            configuration=configuration,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
            diagnostic=types.DiagnosticClientCapabilities() if pull else None,
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
        ),
        general=types.GeneralClientCapabilities(position_encodings=encodings),
    )


async def begin(
    client: LanguageClient, options: dict[str, Any] | None = None, root: Path | None = None, **able: Any
) -> types.InitializeResult:
    return await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities(**able),
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(root.as_uri(), root.name)] if root else None,
        )
    )


def show(client: LanguageClient, text: str, uri: str = URI, language: str = "markdown", version: int = 1) -> None:
    item = types.TextDocumentItem(uri, language, version, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))


def change(client: LanguageClient, text: str, version: int, uri: str = URI) -> None:
    identity = types.VersionedTextDocumentIdentifier(version, uri)
    whole = types.TextDocumentContentChangeWholeDocument(text)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identity, [whole]))


async def told(client: LanguageClient, uri: str = URI) -> list[types.Diagnostic]:
    """The diagnostics that come next."""
    await asyncio.wait_for(client.wait_for_notification("textDocument/publishDiagnostics"), PATIENCE)
    return list(client.diagnostics[uri])


def places(diagnostics: list[types.Diagnostic]) -> list[tuple[int, int, int]]:
    """Line, first column, last column."""
    return [(one.range.start.line, one.range.start.character, one.range.end.character) for one in diagnostics]


async def actions(
    client: LanguageClient, line: int, column: int, only: list[str] | None = None, uri: str = URI
) -> list[types.CodeAction]:
    at = types.Position(line, column)
    context = types.CodeActionContext([], only)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(at, at), context)
    given = await client.text_document_code_action_async(params)
    return [one for one in given or [] if isinstance(one, types.CodeAction)]


def edits(action: types.CodeAction) -> list[tuple[int, int, int, str]]:
    """Line, first column, last column, and the text that comes there."""
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (changed,) = action.edit.document_changes
    assert isinstance(changed, types.TextDocumentEdit)
    return [
        (one.range.start.line, one.range.start.character, one.range.end.character, one.new_text)
        for one in changed.edits
        if isinstance(one, types.TextEdit)
    ]
