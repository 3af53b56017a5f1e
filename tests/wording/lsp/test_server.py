"""An editor is told what stands in its texts, where exactly, why, and what could stand there instead."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from lsprotocol import types
from pytest_lsp import LanguageClient
from tests.wording.faces import GUIDE, write_guide
from tests.wording.lsp import editor
from tests.wording.lsp.editor import URI, begin, edits, places, show, told

pytestmark = pytest.mark.asyncio


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    return write_guide(tmp_path)


@editor.fixture
async def client(lsp_client: LanguageClient) -> AsyncGenerator[None]:
    yield
    await lsp_client.shutdown_session()


async def test_what_is_found_is_told_when_a_document_is_opened(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide), "site": "https://example.org/guide/"})
    show(client, "Well.\n\nA junkie came. Drug abuse.")
    person, vague = await told(client)
    assert places([person, vague]) == [(2, 2, 8), (2, 15, 25)]
    assert person.message == "It makes a person of one thing that they do."
    assert (person.source, person.code) == ("Firsthand", "person")
    assert person.code_description == types.CodeDescription("https://example.org/guide/person")
    assert (person.severity, vague.severity) == (types.DiagnosticSeverity.Warning, types.DiagnosticSeverity.Information)
    assert person.related_information
    assert "person who uses drugs" in person.related_information[0].message


async def test_what_is_unsure_or_argued_about_is_only_a_hint(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "They were clean. A drug user came.")
    found = await told(client)
    assert [one.severity for one in found] == [types.DiagnosticSeverity.Hint] * 2
    assert found[0].message == "It says too little. It may mean something else here."
    assert found[1].message == "Not everybody likes it. Guides disagree about it."


@pytest.mark.parametrize(("encoding", "column"), [("utf-16", 8), ("utf-8", 12), ("utf-32", 7), (None, 8)])
async def test_columns_are_in_the_units_that_were_agreed_on(
    client: LanguageClient, guide: Path, encoding: str | None, column: int
) -> None:
    result = await begin(client, {"guide": str(guide)}, encodings=[encoding] if encoding else None)
    assert result.capabilities.position_encoding == (encoding or "utf-16")
    show(client, "One\r\n😀 é ét junkie came\r\nand\rjunkie", language="plaintext")
    assert [(line, start) for line, start, _ in places(await told(client))] == [(1, column), (3, 0)]
    given = await editor.actions(client, 1, column)
    assert edits(given[0]) == [(1, column, column + 6, "person who uses drugs")]


async def test_a_form_feed_or_a_line_separator_begins_no_line(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "one\ftwo\u2028three\x85 junkie came", language="plaintext")
    assert places(await told(client)) == [(0, 15, 21)]


async def test_a_text_is_checked_again_when_typing_stops_and_forgotten_when_it_is_closed(
    client: LanguageClient, guide: Path
) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "Nothing here.")
    assert await told(client) == []
    for version, text in enumerate(["A j", "A junk", "A junkie came"], start=2):
        editor.change(client, text, version)
    assert places(await told(client)) == [(0, 2, 8)]
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(URI)))
    assert await told(client) == []


async def test_a_saved_text_is_checked_at_once(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "Nothing here.")
    await told(client)
    editor.change(client, "A junkie came", 2)
    client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(URI)))
    assert places(await told(client)) == [(0, 2, 8)]


async def test_hovering_shows_why_and_who_says_so(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide), "site": "https://example.org/guide"})
    show(client, "A junkie came.")
    await told(client)
    where = types.TextDocumentIdentifier(URI)
    shown = await client.text_document_hover_async(types.HoverParams(where, types.Position(0, 4)))
    assert shown is not None
    assert isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.value == (
        "**People who use drugs** (stigmatising)\n\n"
        "It makes a person of one thing that they do.\n\n"
        "Instead:\n\n- person who uses drugs\n- neighbour (Where they live near.)\n\n"
        "What guides say:\n\n- A network, 2021: avoids it (People are not what they use.)\n\n"
        "Sources:\n\n- [Words of \\<our\\> own (A network, 2021)](<https://example.org/words>)\n\n"
        "[More about this](<https://example.org/guide/person>)"
    )
    assert shown.range == types.Range(types.Position(0, 2), types.Position(0, 8))
    assert await client.text_document_hover_async(types.HoverParams(where, types.Position(0, 12))) is None


async def test_each_suggestion_is_a_quick_fix_and_only_the_sure_one_is_preferred(
    client: LanguageClient, guide: Path
) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came.  \nSo did a dopehead.")
    await told(client)
    given = await editor.actions(client, 0, 5, only=["quickfix"])
    assert [one.title for one in given] == [
        "Instead: person who uses drugs",
        "Instead: neighbour; Where they live near.",
        "Leave “junkie” as it is",
    ]
    assert [bool(one.is_preferred) for one in given] == [True, False, False]
    assert edits(given[2]) == [(0, 14, 14, " <!-- firsthand: ignore person -->")]
    by_hand = await editor.actions(client, 1, 12, only=["quickfix"])
    assert [one.title for one in by_hand] == ["Leave “dopehead” as it is"]


@pytest.mark.parametrize(("language", "comment"), [("latex", "  % firsthand: ignore person\n"), ("markdown", None)])
async def test_a_place_that_is_left_as_it_is_is_found_no_more(
    client: LanguageClient, guide: Path, language: str, comment: str | None
) -> None:
    await begin(client, {"guide": str(guide)})
    text = "One.\n\n  A junkie came.\n"
    show(client, text, language=language)
    await told(client)
    leave = next(one for one in await editor.actions(client, 2, 6) if one.title.startswith("Leave"))
    ((line, column, _, written),) = edits(leave)
    lines = text.split("\n")
    lines[line] = lines[line][:column] + written + lines[line][column:]
    assert comment in (None, written)
    editor.change(client, "\n".join(lines), 2)
    assert await told(client) == []


async def test_all_safe_replacements_of_a_document_are_one_action(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came.\n\nDrug abuse 😀 and drug abuse. They were clean. A dopehead.")
    await told(client)
    (action,) = await editor.actions(client, 0, 0, only=["source.fixAll"])
    assert (action.kind, action.title) == ("source.fixAll.firsthand", "Make all replacements that are safe")
    assert edits(action) == [
        (0, 2, 8, "person who uses drugs"),
        (2, 0, 10, "Drug use"),
        (2, 18, 28, "drug use"),
    ]


async def test_markup_is_known_by_the_language_that_the_editor_names(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "<p>A junk<b>ie</b> came</p><code>junkie</code>", uri="file:///nowhere/a.html", language="html")
    assert places(await told(client, "file:///nowhere/a.html")) == [(0, 5, 14)]
    show(client, "A `junkie` is **not** code. A jun**kie** is.")
    assert places(await told(client)) == [(0, 30, 38)]
    show(client, "A `junkie` came", uri="untitled:Untitled-1", language="plaintext")
    assert places(await told(client, "untitled:Untitled-1")) == [(0, 3, 9)]


async def test_an_editor_that_asks_for_diagnostics_is_sent_none(client: LanguageClient, guide: Path) -> None:
    result = await begin(client, {"guide": str(guide)}, pull=True)
    assert result.capabilities.diagnostic_provider
    show(client, "A junkie came.")
    where = types.TextDocumentIdentifier(URI)
    report = await client.text_document_diagnostic_async(types.DocumentDiagnosticParams(where))
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    assert places(list(report.items)) == [(0, 2, 8)]
    again = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(where, previous_result_id=report.result_id)
    )
    assert isinstance(again, types.RelatedUnchangedDocumentDiagnosticReport)
    assert URI not in client.diagnostics


async def test_an_editor_that_asks_is_told_to_ask_again_when_settings_change(
    client: LanguageClient, guide: Path
) -> None:
    await begin(client, {"guide": str(guide)}, pull=True)
    show(client, "A junkie came. Drug abuse.")
    where = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(URI))
    settings = {"firsthand": {"guide": str(guide), "severity": "stigmatising"}}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    while not client.diagnostic_refresh_count:
        await asyncio.sleep(0.02)
    report = await client.text_document_diagnostic_async(where)
    assert [one.code for one in report.items] == ["person"]


async def test_a_guide_that_is_saved_in_another_program_counts_at_once(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came.")
    assert len(await told(client)) == 1
    write_guide(guide.parent, GUIDE.replace('"junkie", ', ""))
    changed = types.FileEvent((guide / "guide.toml").as_uri(), types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    assert await told(client) == []


async def test_settings_that_change_count_at_once(client: LanguageClient, guide: Path) -> None:
    client.set_configuration({"guide": str(guide)}, section="firsthand")
    await begin(client, configuration=True)
    show(client, "A junkie came. Drug abuse was the theme.\n\nUn toxico est dans la ville.")
    assert len(await told(client)) == 3
    client.set_configuration({"guide": str(guide), "severity": "stigmatising"}, section="firsthand")
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert [one.code for one in await told(client)] == ["person", "person"]
    client.set_configuration({"guide": str(guide), "language": "fr"}, section="firsthand")
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert places(await told(client)) == [(2, 3, 9)]


async def test_an_editor_that_answers_no_question_sends_its_settings(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"firsthand": {"guide": str(guide)}})
    show(client, "A junkie came. Drug abuse.")
    assert len(await told(client)) == 2
    settings = {"firsthand": {"guide": str(guide), "severity": "slur"}}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert await told(client) == []


async def test_settings_of_other_servers_and_none_at_all_change_nothing(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)}, configuration=True)
    show(client, "A junkie came.")
    assert len(await told(client)) == 1
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"other": {}}))
    assert len(await told(client)) == 1


async def test_a_guide_may_be_named_from_the_open_folder(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": "trial"}, root=guide.parent)
    show(client, "A junkie came.")
    assert len(await told(client)) == 1


async def test_the_settings_of_a_project_count_where_the_editor_says_nothing(
    client: LanguageClient, guide: Path
) -> None:
    settings = '[check]\nguide = "trial"\nallow = [{text = "the junkie film"}]\n'
    (guide.parent / "firsthand.toml").write_text(settings)
    await begin(client)
    uri = (guide.parent / "letter.md").as_uri()
    show(client, "A junkie came. We saw the junkie film.", uri=uri)
    assert places(await told(client, uri)) == [(0, 2, 8)]


async def test_a_broken_guide_is_told_and_mended_without_a_new_start(client: LanguageClient, guide: Path) -> None:
    (guide / "guide.toml").write_text(GUIDE.replace('id = "trial"', "id = "))
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came.")
    assert await told(client) == []
    assert len(client.messages) == 1
    assert "guide.toml" in client.messages[0].message
    write_guide(guide.parent)
    saved = types.TextDocumentIdentifier((guide / "guide.toml").as_uri())
    client.text_document_did_save(types.DidSaveTextDocumentParams(saved))
    assert len(await told(client)) == 1


async def test_a_setting_that_means_nothing_is_told_and_left_out(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came.")
    await told(client)
    settings = {"firsthand": {"severity": "dreadful"}}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert len(await told(client)) == 1
    assert "firsthand.severity" in client.messages[0].message


async def test_a_long_document_does_not_keep_the_editor_waiting(client: LanguageClient, guide: Path) -> None:
    await begin(client, {"guide": str(guide)})
    show(client, "A junkie came 😀 to us. " * 40_000, uri="file:///nowhere/long.txt", language="plaintext")
    show(client, "A junkie came.", uri="file:///nowhere/short.txt", language="plaintext")
    where = types.TextDocumentIdentifier("file:///nowhere/short.txt")
    asked = client.text_document_hover_async(types.HoverParams(where, types.Position(0, 4)))
    assert await asyncio.wait_for(asked, 15) is not None


async def test_the_server_goes_when_the_editor_goes(guide: Path) -> None:
    command = [str(Path(sys.executable).with_name("firsthand")), "lsp"]
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), 60)
    assert b"Traceback" not in said
