"""A folder of negotiations is read with every mistake at once, and what is private is not opened for the public."""

import os
import shutil
from pathlib import Path

import msgspec
import pytest
from tests.negotiations.example import HIDDEN
from tests.negotiations.folders import SLUG, edit, write_library

from firsthand.catalogue.negotiations import Access
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.negotiations.audiences import seen_by
from firsthand.negotiations.folder import public_negotiations, read_negotiation

PUBLIC = f"negotiations/{SLUG}"
PRIVATE = f"private/negotiations/{SLUG}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    write_library(folder)
    return folder


@pytest.fixture
def library(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "library"))


def mistakes_of(library: Path) -> tuple[Mistake, ...]:
    found, mistakes = public_negotiations(library)
    assert not found or not mistakes
    return mistakes


def test_what_is_for_everyone_is_read_without_a_mistake(library: Path) -> None:
    ((published,), mistakes) = public_negotiations(library)
    assert mistakes == ()
    negotiation = published.negotiation
    assert [draft.slug for draft in negotiation.process.drafts] == ["zero", "rev-1", "final"]
    assert [ask.slug for ask in negotiation.asks] == ["naloxone", "no-punishment"]
    assert [event.kind for event in negotiation.process.events] == ["vote", "reservation"]
    assert {(one.ask, one.draft) for one in negotiation.outcomes} == {
        ("naloxone", "zero"),
        ("naloxone", "final"),
        ("no-punishment", "final"),
    }
    assert [use.words for use in negotiation.terms] == ["drug abusers", "drug abusers"]
    assert seen_by(negotiation, Access.PUBLIC) == negotiation
    assert not any(word in msgspec.json.encode(negotiation).decode() for word in HIDDEN)


def test_what_is_private_is_not_opened(library: Path) -> None:
    for path in (library / "private").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff not what it was")
    (library / "private" / "negotiations" / "odd name").mkdir()
    ((published,), mistakes) = public_negotiations(library)
    assert mistakes == ()
    assert len(published.negotiation.texts) == 3


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        ("process.toml", 'slug = "zero"', 'slug = "zero"\naccess = "private"', 8, "said not to be public"),
        ("process.toml", 'slug = "zero"', 'slug = "zero"\naccess = "allies"', 8, "said not to be public"),
        ("process.toml", 'slug = "zero"', 'slug = "zero"\naccess = "pubilc"', 8, "said not to be public"),
        ("process.toml", "title = ", 'access = "private"\ntitle = ', 1, "said not to be public"),
        ("asks/naloxone.toml", "want = ", 'access = "allies"\nwant = ', 2, "said not to be public"),
        ("asks/naloxone.toml", "party = ", 'access = "allies"\nparty = ', 20, "said not to be public"),
        ("process.toml", 'date = "2026-03-02"', 'date = "2026-13-02"', 9, "not in the calendar"),
        ("process.toml", 'language = "en"', 'language = "english"', 10, "“english”"),
        ("process.toml", 'slug = "zero"', 'slug = "Zero"', 7, "cannot be part of an address"),
        ("process.toml", 'slug = "rev-1"', 'slug = "zero"', 15, "called “zero” already"),
        ("process.toml", 'status = "zero"', 'state = "zero"', 11, "“state” is not known"),
        ("process.toml", 'draft = "final"', 'draft = "finale"', 34, "There is no draft “finale” here"),
        ("process.toml", "yes = 21", "yes = 21, maybe = 1", 35, "“maybe” is not known"),
        ("asks/naloxone.toml", 'want = "keep"', 'want = "hold"', 2, "“hold” is not known here"),
        ("asks/naloxone.toml", '"by 2030"]', '"by 2035"]', 5, "is not in “words” itself"),
        ("asks/naloxone.toml", 'paragraph = "', 'paragraph = "x', 11, "There is no paragraph"),
        ("asks/no-punishment.toml", 'quote = "drug abusers"', 'quote = "drug misusers"', 11, "do not stand"),
        ("asks/no-punishment.toml", 'target = "drug abusers"', "", 2, "needs “target”"),
        ("outcomes/naloxone.toml", 'draft = "final"', 'draft = "leaked"', 8, "There is no draft “leaked” here"),
        ("outcomes/naloxone.toml", 'draft = "final"', 'draft = "zero"', 7, "said twice"),
        ("outcomes/naloxone.toml", 'quote = "States shall', 'quote = "Parties shall', 4, "do not stand in the"),
        ("outcomes/naloxone.toml", 'kind = "weakened"', 'kind = "weak"', 9, "“weak” is not known here"),
        ("drafts/zero.json", '"draft":"zero"', '"draft":"one"', 1, "says that it is the draft “one”"),
        ("drafts/zero.json", '"text":"States shall cease', '"text":3,"x":"', 5, "$.paragraphs[3].text"),
        ("drafts/zero.json", '"text":"States shall cease', '"txet":"x","text":"States', 5, "“txet” is not known"),
        ("drafts/zero.json", '"id":"042e0eed11"', '"id":"8bab8258c8"', 5, "stands here twice"),
        ("drafts/rev-1.json", '"end":', '"end":99', None, "outside of its paragraph"),
        ("drafts/zero.json", "]}", "]", None, "not valid JSON"),
        ("links/zero--rev-1.json", '"confirmed"', '"proposed"', 2, "Nobody has decided"),
        ("links/zero--rev-1.json", '"before":["', '"before":["x', 2, "There is no paragraph"),
        ("process.toml", 'language = "en"', 'language = ""', 10, "“language” is missing"),
        ("process.toml", "yes = 21", "yes = 1000000000000000000000", 35, "More have voted than there are"),
        ("process.toml", 'slug = "zero"', f'slug = "zero"\nfile = "{"x" * 300}"', 8, "is not the name of a file"),
        ("asks/naloxone.toml", 'want = "keep"', 'want = ""', 2, "“want” is missing"),
        ("outcomes/naloxone.toml", 'draft = "final"', 'draft = ""', 8, "It is not said of which draft"),
        ("outcomes/naloxone.toml", 'draft = "final"', "draft = []", 8, "not in a form that can be read"),
        ("drafts/zero.json", '"id":"042e0eed11"', '"id":"<b>"', 4, "no id that could be part of an address"),
        ("drafts/zero.json", '"text":"States shall cease', '"text":"\\u0000States', 5, "a control character"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(
    library: Path, file: str, old: str, new: str, line: int | None, said: str
) -> None:
    edit(library / PUBLIC / file, old, new)
    found = mistakes_of(library)
    assert [mistake.path for mistake in found if said in mistake.message], list(map(str, found))
    first = next(mistake for mistake in found if said in mistake.message)
    assert first.path == f"{PUBLIC}/{file}"
    assert first.line == line or line is None, str(first)
    assert first.remedy


def test_what_became_of_an_ask_cannot_be_hidden_from_who_sees_both(library: Path) -> None:
    place = library / "private" / "negotiations" / SLUG / "outcomes"
    place.mkdir(exist_ok=True)
    words = 'access = "private"\n[[outcomes]]\ndraft = "leaked"\nkind = "dropped"\nnote = "For us alone."\n'
    (place / "naloxone.toml").write_text(words)
    _, (mistake,) = read_negotiation(library, SLUG, Access.PRIVATE)
    assert (mistake.line, mistake.message.split(",")[0]) == (
        1,
        "Who may see the ask and the draft sees what became of it",
    )


def test_a_private_part_is_not_blamed_for_the_public_one(library: Path) -> None:
    (library / PUBLIC / "process.toml").write_text("title = ")
    _, mistakes = read_negotiation(library, SLUG, Access.PRIVATE)
    assert {one.path for one in mistakes} == {f"{PUBLIC}/process.toml"}


def test_all_mistakes_of_a_folder_come_at_once(library: Path) -> None:
    edit(library / PUBLIC / "process.toml", 'date = "2026-03-02"', 'date = "soon"')
    edit(library / PUBLIC / "asks/naloxone.toml", 'want = "keep"', 'want = "hold"')
    edit(library / PUBLIC / "links/zero--rev-1.json", '"confirmed"', '"proposed"')
    assert len({mistake.path for mistake in mistakes_of(library)}) == 3


@pytest.mark.parametrize(
    "place", ["drafts/zero.json", "asks/naloxone.toml", "process.toml", "asks", "drafts", ".", "../../negotiations"]
)
def test_no_link_is_followed(library: Path, place: str) -> None:
    path = Path(os.path.normpath(library / PUBLIC / place))
    aside = library / "private" / "moved"
    path.rename(aside)
    path.symlink_to(aside, target_is_directory=aside.is_dir())
    assert any("is a link" in mistake.message for mistake in mistakes_of(library))


@pytest.mark.parametrize("slug", ["Not A Slug", "private"])
def test_a_folder_needs_a_name_for_addresses(library: Path, slug: str) -> None:
    (library / PUBLIC).rename(library / "negotiations" / slug)
    assert [mistake.path for mistake in mistakes_of(library)] == [f"negotiations/{slug}"]


def test_a_negotiation_with_nothing_to_show_is_not_published(library: Path) -> None:
    quiet = library / "negotiations" / "quiet"
    quiet.mkdir()
    (quiet / "process.toml").write_text('title = "Nobody’s business yet"\n')
    found, mistakes = public_negotiations(library)
    assert [one.negotiation.process.slug for one in found] == [SLUG]
    assert mistakes == ()


def test_no_folder_is_no_mistake(tmp_path: Path) -> None:
    assert public_negotiations(tmp_path) == ((), ())


def test_a_file_is_given_away_only_where_it_is_said(library: Path) -> None:
    (library / PUBLIC / "drafts" / "zero.pdf").write_bytes(b"%PDF-1.7 zero")
    edit(library / PUBLIC / "process.toml", 'slug = "zero"', 'slug = "zero"\nfile = "zero.pdf"')
    ((published,), _) = public_negotiations(library)
    assert published.files == {}
    assert published.negotiation.process.drafts[0].file is None
    edit(library / PUBLIC / "process.toml", 'file = "zero.pdf"', 'file = "zero.pdf"\nkeep_file = true')
    ((published,), _) = public_negotiations(library)
    file = published.negotiation.process.drafts[0].file
    assert file is not None
    assert (file.name, file.media_type, file.size) == ("zero.pdf", "application/pdf", 13)
    assert published.files[file.sha256].read_bytes() == b"%PDF-1.7 zero"


@pytest.mark.parametrize("name", ["../asks/naloxone.toml", "/etc/hostname", "absent.pdf", ".zero.pdf", "..\\\\x"])
def test_a_file_lies_beside_its_draft(library: Path, name: str) -> None:
    edit(library / PUBLIC / "process.toml", 'slug = "zero"', f'slug = "zero"\nfile = "{name}"\nkeep_file = true')
    assert [mistake.line for mistake in mistakes_of(library)] == [8]


def test_both_places_are_read_as_one_for_the_network(library: Path) -> None:
    kept, mistakes = read_negotiation(library, SLUG, Access.PRIVATE)
    assert mistakes == ()
    assert kept
    assert [draft.slug for draft in kept.process.drafts] == ["zero", "rev-1", "leaked", "final"]
    assert [text.draft for text in kept.texts] == ["zero", "rev-1", "leaked", "final"]
    assert [ask.slug for ask in kept.asks] == ["naloxone", "no-punishment", "quiet"]
    assert [backer.access for backer in kept.asks[0].backers] == [Access.PUBLIC, Access.ALLIES]
    assert [event.access for event in kept.process.events] == [Access.PRIVATE, Access.PUBLIC, Access.PUBLIC]


def test_what_is_public_cannot_lie_under_private(library: Path) -> None:
    edit(library / PRIVATE / "asks/quiet.toml", "want = ", 'access = "public"\nwant = ')
    _, mistakes = read_negotiation(library, SLUG, Access.PRIVATE)
    assert [(one.path, one.line) for one in mistakes] == [(f"{PRIVATE}/asks/quiet.toml", 2)]


def test_a_public_ask_gets_no_place_in_a_public_draft_from_a_private_file(library: Path) -> None:
    with (library / PRIVATE / "asks/naloxone.toml").open("a") as file:
        file.write('\n[[anchors]]\ndraft = "rev-1"\nparagraph = "OP1"\n')
    _, mistakes = read_negotiation(library, SLUG, Access.PRIVATE)
    assert ["There is no draft “rev-1” here." in one.message for one in mistakes] == [True]


def test_a_label_names_a_paragraph_where_only_one_has_it(library: Path) -> None:
    path = library / PUBLIC / "asks/naloxone.toml"
    edit(path, 'paragraph = "042e0eed11"', 'paragraph = "OP1"')
    ((published,), mistakes) = public_negotiations(library)
    assert mistakes == ()
    assert published.negotiation.asks[0].anchors[0].paragraph == "042e0eed11"
