"""A release becomes a folder again, and that the same release."""

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.sources.conftest import SOUND
from tests.sources.importing.conftest import state
from tests.sources.letters import LETTER

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.reading import compose
from firsthand.catalogue.records import Text
from firsthand.catalogue.wordings import wording, written
from firsthand.documents import markdown
from firsthand.release.signatures import sign
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing import statements
from firsthand.sources.importing.library import Held, take_over


@pytest.fixture
def held(write: Callable[..., Path], read: Callable[..., FolderSource]) -> Held:
    """The sound library of the other tests, with files of several formats and a text that is not the first of them."""
    folder = write(
        {
            "works/report/work.toml": SOUND["works/report/work.toml"].replace(
                'title = "The report"', 'title = "The report"\nsubtitle = "And a “second” line"\ntext = "z.en.txt"'
            ),
            "works/report/z.en.txt": "The report as text.\n\nMore.",
            "works/report/a.en.txt": "Another text.\n\nMore.",
            "works/report/report.en.md": SOUND["works/report/report.en.md"],
        },
        sound=True,
    )
    source = read(folder)
    return Held("library", source.collection, source.file, {"thesaurus/ours.toml": folder / "themes.toml"})


def test_a_library_goes_into_a_folder_and_comes_back_the_same(
    held: Held, tmp_path: Path, read: Callable[..., FolderSource]
) -> None:
    report = take_over(held, tmp_path / "copy")
    assert (report.mistakes, report.missing) == ([], [])
    (tmp_path / "copy/thesaurus/ours.toml").unlink()
    assert read(tmp_path / "copy").collection == held.collection


def test_a_second_run_changes_nothing_and_leaves_what_was_edited(held: Held, tmp_path: Path) -> None:
    take_over(held, tmp_path / "copy")
    (tmp_path / "copy/works/report/work.toml").write_text("edited")
    (tmp_path / "copy/thesaurus/ours.toml").unlink()
    before = state(tmp_path / "copy")
    take_over(held, tmp_path / "copy")
    assert state(tmp_path / "copy") == before


def test_it_goes_beside_what_is_there_under_other_names(
    held: Held, tmp_path: Path, read: Callable[..., FolderSource]
) -> None:
    folder = tmp_path / "copy"
    (folder / "works/report").mkdir(parents=True)
    (folder / "works/report/en.md").write_text("# Ours\n\nWords.\n")
    (folder / "parties.toml").write_text('[jay-levy]\nname = "Another Jay Levy"\n')
    take_over(held, folder)
    (folder / "thesaurus/ours.toml").unlink()
    collection = read(folder).collection
    assert {work.slug for work in collection.works} == {"report", "report-2", "brief"}
    theirs = next(work for work in collection.works if work.slug == "report-2")
    assert theirs.contributions[0].party == "jay-levy-2"
    assert collection.posts[0].works == ("report-2",)
    assert collection.redirects[0].new == "/works/report-2"


def test_a_rehearsal_only_counts(held: Held, tmp_path: Path) -> None:
    report = take_over(held, tmp_path / "copy", dry=True)
    assert report.proposed["works"] == 2
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("dry", [True, False])
def test_a_negotiation_that_is_left_out_is_named(held: Held, tmp_path: Path, dry: bool) -> None:
    followed = structs.replace(held.collection, processes=(Process("river", (Text("en", "River"),)),))
    report = take_over(structs.replace(held, collection=followed), tmp_path / "copy", dry=dry)
    (remark,) = [each for each in report.remarks if each.path == "negotiations/river"]
    assert "left out" in str(remark)
    assert not (tmp_path / "copy/negotiations").exists()


def test_files_that_a_release_lacks_are_listed(held: Held, tmp_path: Path) -> None:
    def lacking(sha256: str) -> Path:
        raise KeyError(sha256)

    report = take_over(Held("library", held.collection, lacking, {}), tmp_path / "copy")
    assert "report.fr.md" in report.missing


def test_a_letter_comes_back_with_its_words_its_signatures_and_what_was_handed_over(
    write: Callable[..., Path], read: Callable[..., FolderSource], tmp_path: Path
) -> None:
    source = read(write(LETTER))
    source.collection = sign(source.collection)
    take_over(Held("library", source.collection, source.file, {}), tmp_path / "copy")
    copy = read(tmp_path / "copy")
    (before,), (after,) = source.collection.statements, copy.collection.statements
    assert after.versions == before.versions
    assert structs.replace(after, editions=()) == structs.replace(before, editions=())
    assert [(each.language, each.state) for each in after.editions] == [
        (each.language, each.state) for each in before.editions
    ]
    assert copy.collection.library == source.collection.library
    assert not (tmp_path / "copy/statements/letter/endorsements.toml").exists()


NASTY = st.text(st.sampled_from(string.ascii_letters[:3] + string.punctuation + "1 é\n•–“”中ع\u00a0"), max_size=40)


@given(NASTY.filter(lambda title: title.split()), st.lists(NASTY, max_size=4))
def test_a_wording_written_as_markdown_has_the_same_hash(title: str, paragraphs: list[str]) -> None:
    before = written("en", title, paragraphs)
    document = markdown.read(statements.markdown(before).encode())
    assert wording("en", compose(document), "") == before
