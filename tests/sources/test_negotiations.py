"""What a folder has negotiated becomes a record with all its words, and nothing of what is private."""

import json
from pathlib import Path

import msgspec
import pytest
from tests.negotiations.example import texts

from firsthand.catalogue.negotiations import Access, Negotiation, State
from firsthand.catalogue.written.mistakes import SourceErrors
from firsthand.sources.folder import FolderSource, load

PROCESS = """
title.en = "Declaration on health along the rivers"
title.fr = "Déclaration sur la santé le long des fleuves"
themes = ["health"]

[[drafts]]
slug = "zero"
label = "Zero draft"
date = 2026-03-02
language = "en"
status = "zero"

[[drafts]]
slug = "final"
label = "As adopted"
date = 2026-06-12
language = "en"
status = "adopted"
"""
ASK = """
title = "Naloxone within everyone’s reach"
want = "keep"
language = "en"
words = "States shall ensure that naloxone is within reach of everyone, including in prisons, by 2030."
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library" / "negotiations" / "river"
    (folder / "drafts").mkdir(parents=True)
    (folder / "asks").mkdir()
    (tmp_path / "library" / "library.toml").write_text('title = "A library"\n')
    (tmp_path / "library" / "themes.toml").write_text('[health]\nen = "Health"\n')
    (folder / "process.toml").write_text(PROCESS)
    (folder / "asks" / "naloxone.toml").write_text(ASK)
    for text in texts():
        if text.draft in ("zero", "final"):
            (folder / "drafts" / f"{text.draft}.json").write_bytes(msgspec.json.encode(text))
    return tmp_path / "library"


def loaded(library: Path) -> FolderSource:
    return load(library, cache=library.parent / "cache")


def negotiation(source: FolderSource) -> Negotiation:
    (process,) = source.collection.processes
    assert process.data
    return msgspec.json.decode(source.file(process.data.sha256).read_bytes(), type=Negotiation)


def test_a_negotiation_is_a_record_and_a_file_of_all_its_words(library: Path) -> None:
    source = loaded(library)
    (process,) = source.collection.processes
    assert (process.slug, process.date, [draft.slug for draft in process.drafts]) == (
        "river",
        "2026-06-12",
        ["zero", "final"],
    )
    found = negotiation(source)
    assert [text.draft for text in found.texts] == ["zero", "final"]
    assert found.access is Access.PUBLIC
    assert [ask.slug for ask in found.asks] == ["naloxone"]
    assert found.outcomes == ()  # nobody has confirmed any
    assert {link.state for alignment in found.alignments for link in alignment.links} == {State.PROPOSED}


def test_a_folder_of_negotiations_alone_is_a_library(library: Path) -> None:
    (library / "library.toml").unlink()
    process = library / "negotiations" / "river" / "process.toml"
    process.write_text(PROCESS.replace('themes = ["health"]', ""))
    assert [each.slug for each in loaded(library).collection.processes] == ["river"]


def test_what_lies_in_private_is_not_opened(library: Path) -> None:
    hidden = library / "private" / "negotiations" / "river"
    hidden.mkdir(parents=True)
    (hidden / "process.toml").write_text("this is no TOML at all = = Quillfeather")
    assert b"Quillfeather" not in json.dumps(msgspec.to_builtins(negotiation(loaded(library)))).encode()


def test_a_mistake_is_told_with_its_file_and_line(library: Path) -> None:
    process = library / "negotiations" / "river" / "process.toml"
    process.write_text(PROCESS.replace('status = "adopted"', 'status = "adopted"\naccess = "allies"'))
    with pytest.raises(SourceErrors) as raised:
        loaded(library)
    found = {mistake.path: mistake for mistake in raised.value.mistakes}
    mistake = found["negotiations/river/process.toml"]
    assert mistake.line == PROCESS.count("\n") + 1
    assert "private" in mistake.remedy


def test_with_a_mistake_it_is_left_out_where_that_is_asked_for(library: Path) -> None:
    (library / "negotiations" / "river" / "drafts" / "zero.json").write_text("{")
    (library / "works" / "note").mkdir(parents=True)
    (library / "works" / "note" / "note.md").write_text("# A note\n\nWith words.\n")
    source = load(library, cache=library.parent / "cache", lenient=True)
    assert source.collection.processes == ()
    assert [mistake.path for mistake in source.left_out] == ["negotiations/river/drafts/zero.json"]
    assert [work.slug for work in source.collection.works] == ["note"]


def test_a_theme_that_is_not_there_is_told_in_its_file(library: Path) -> None:
    process = library / "negotiations" / "river" / "process.toml"
    process.write_text(PROCESS.replace('["health"]', '["helth"]'))
    with pytest.raises(SourceErrors, match="Did you mean “health”") as raised:
        loaded(library)
    assert raised.value.mistakes[0].path == "negotiations/river/process.toml"
