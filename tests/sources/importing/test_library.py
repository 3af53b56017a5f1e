"""A release becomes a folder again, and that the same release."""

import shutil
import string
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.sources.conftest import SOUND
from tests.sources.importing.conftest import state
from tests.sources.letters import LETTER

from firsthand.catalogue.negotiations import Access, Negotiation, Process, State
from firsthand.catalogue.reading import compose
from firsthand.catalogue.wordings import wording, written
from firsthand.documents import markdown
from firsthand.negotiations.workroom import Workroom
from firsthand.release.signatures import sign
from firsthand.sources.folder import FolderSource
from firsthand.sources.importing import statements
from firsthand.sources.importing.library import Held, take_over

DEMO = Path(__file__).resolve().parents[3] / "demo"


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
    return held_by(read(folder), {"thesaurus/ours.toml": folder / "themes.toml"})


def held_by(source: FolderSource, own: dict[str, Path] | None = None) -> Held:
    def negotiation(process: Process) -> Negotiation:
        assert process.data is not None
        return msgspec.json.decode(source.file(process.data.sha256).read_bytes(), type=Negotiation)

    return Held("library", source.collection, source.file, negotiation, own or {})


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


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """A folder with the negotiation of the demonstration, and the themes and parties that it names."""
    folder = tmp_path / "followed"
    shutil.copytree(DEMO / "negotiations", folder / "negotiations")
    for name in ("themes.toml", "parties.toml"):
        shutil.copy(DEMO / name, folder)
    (folder / "library.toml").write_text('title = "A library"\nlanguages = ["en"]\n')
    process = folder / "negotiations/river-declaration/process.toml"
    process.write_text('places = ["FR"]\nlink = "https://assembly.example/9"\n' + process.read_text("utf-8"), "utf-8")
    return folder


def test_a_negotiation_comes_back_with_its_drafts_its_asks_and_all_that_was_decided(
    followed: Path, tmp_path: Path, read: Callable[..., FolderSource]
) -> None:
    room = Workroom(followed)
    (alignment, *_) = room.open("river-declaration", Access.PUBLIC).alignments
    first, second = (link for link in alignment.links[:2])
    for link, decided in ((first, State.CONFIRMED), (second, State.REFUSED)):
        room.decide_link("river-declaration", alignment.before, alignment.after, structs.replace(link, state=decided))
    source = read(followed)
    report = take_over(held_by(source), tmp_path / "copy")
    assert (report.mistakes, report.missing, report.remarks) == ([], [], [])
    assert read(tmp_path / "copy").collection.processes == source.collection.processes  # with all words, by their hash
    before = state(tmp_path / "copy")
    take_over(held_by(source), tmp_path / "copy")
    assert state(tmp_path / "copy") == before


def test_a_negotiation_goes_beside_another_of_its_name_and_knows_what_is_called_otherwise(
    followed: Path, tmp_path: Path, read: Callable[..., FolderSource]
) -> None:
    ask = followed / "negotiations/river-declaration/asks/naloxone.toml"
    link = "negotiations/river-declaration/drafts/zero"
    with ask.open("a", encoding="utf-8") as file:
        file.write(f'\n[[precedents]]\nwords = "w"\nlanguage = "en"\nwhere = "x"\nlink = "{link}"\n')
        file.write('\n[[backers]]\nparty = "the-open-kitchen"\n')
    folder = tmp_path / "copy"
    (folder / "negotiations/river-declaration").mkdir(parents=True)
    (folder / "parties.toml").write_text('[the-open-kitchen]\nname = "Another kitchen"\n')
    report = take_over(held_by(read(followed)), folder)
    assert report.remarks == []
    here = folder / "negotiations/river-declaration-2"
    said = (here / "asks/naloxone.toml").read_text("utf-8")
    assert f'link = "{link.replace("declaration", "declaration-2")}"' in said
    assert 'party = "the-open-kitchen-2"' in said
    (folder / "negotiations/river-declaration").rmdir()
    assert [process.slug for process in read(folder).collection.processes] == ["river-declaration-2"]


def test_files_that_a_release_lacks_are_listed(held: Held, tmp_path: Path) -> None:
    def lacking(sha256: str) -> Path:
        raise KeyError(sha256)

    report = take_over(Held("library", held.collection, lacking, held.negotiation, {}), tmp_path / "copy")
    assert "report.fr.md" in report.missing


def test_a_letter_comes_back_with_its_words_its_signatures_and_what_was_handed_over(
    write: Callable[..., Path], read: Callable[..., FolderSource], tmp_path: Path
) -> None:
    source = read(write(LETTER))
    source.collection = sign(source.collection)
    take_over(held_by(source), tmp_path / "copy")
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
