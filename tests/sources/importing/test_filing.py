"""Running an import again: what a person has done stays, what is new comes, an interruption costs nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.importing.conftest import Imports, export, item, state

from firsthand.catalogue.records import Party, Text
from firsthand.catalogue.written import toml
from firsthand.sources.importing import describing, filing
from firsthand.sources.importing.ledger import LedgerError, alone

ONE, TWO = item(1, "One", "Words."), item(2, "Two", "Others.")
FILE = "posts/one/en.md"


def test_what_changed_at_the_origin_changes_here(imports: Imports) -> None:
    imports.wordpress(export(ONE, TWO))
    report = imports.wordpress(export(item(1, "One", "New words."), TWO))
    assert report.outcomes == {"changed": 1, "unchanged": 1}
    assert "New words." in imports.text(FILE)


def test_what_a_person_has_edited_is_kept_and_the_new_text_lies_beside(imports: Imports) -> None:
    imports.wordpress(export(ONE))
    edited = imports.text(FILE) + "\nOurs.\n"
    (imports.folder / FILE).write_text(edited)
    assert imports.wordpress(export(ONE)).remarks == []
    assert imports.text(FILE) == edited
    changed = export(item(1, "One", "New words."))
    report = imports.wordpress(changed)
    assert imports.text(FILE) == edited
    assert "New words." in imports.text(f"imports/proposed/{FILE}")
    assert "you have edited it here" in report.remarks[0].message
    before = state(imports.folder)
    imports.wordpress(changed)
    assert state(imports.folder) == before


def test_a_proposal_that_was_taken_over_or_deleted_does_not_come_again(imports: Imports) -> None:
    imports.wordpress(export(ONE, TWO))
    changed = export(item(1, "One", "New words."), item(2, "Two", "Other words."))
    for name in ("one", "two"):
        (imports.folder / f"posts/{name}/en.md").write_text("# Ours\n")
    imports.wordpress(changed)
    first, second = (imports.folder / f"imports/proposed/posts/{name}/en.md" for name in ("one", "two"))
    first.replace(imports.folder / FILE)
    second.unlink()
    assert imports.wordpress(changed).remarks == []
    assert not first.exists()
    assert not second.exists()
    assert imports.text("posts/two/en.md") == "# Ours\n"


def test_what_a_person_has_deleted_stays_deleted(imports: Imports) -> None:
    imports.wordpress(export(ONE, TWO))
    for path in (imports.folder / "posts/one").iterdir():
        path.unlink()
    imports.wordpress(export(ONE, TWO))
    assert not (imports.folder / FILE).exists()


def test_a_folder_of_a_person_with_the_same_name_is_left_alone(imports: Imports) -> None:
    own = imports.folder / "posts/one"
    own.mkdir(parents=True)
    (own / "en.md").write_text("# Ours\n")
    imports.wordpress(export(ONE))
    assert imports.text(FILE) == "# Ours\n"
    assert "Words." in imports.text("posts/one-2/en.md")


@pytest.mark.parametrize("moment", range(0, 12, 2))
def test_an_interrupted_import_goes_on_and_ends_as_if_it_had_not_been(
    imports: Imports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    site = export(ONE, TWO, item(3, "One", "A third."))
    count = 0
    whole = filing.write

    def write(place: Path, piece: object) -> None:
        nonlocal count
        count += 1
        if count > moment:
            raise KeyboardInterrupt
        whole(place, piece)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(filing, "write", write)
        patch.setattr("firsthand.sources.importing.registers.write", write)
        try:
            imports.wordpress(site)
        except KeyboardInterrupt:
            assert count > moment
    imports.wordpress(site)
    other = Imports(tmp_path / "other")
    other.place.mkdir()
    other.wordpress(site)
    wanted = {name: sha for name, sha in state(other.folder).items() if not name.startswith("imports/")}
    assert {name: sha for name, sha in state(imports.folder).items() if not name.startswith("imports/")} == wanted
    before = state(imports.folder)
    assert imports.wordpress(site).outcomes == {"unchanged": 3}
    assert state(imports.folder) == before


def test_a_line_of_the_ledger_that_was_torn_is_cut_off(imports: Imports) -> None:
    imports.wordpress(export(ONE))
    ledger = next(imports.folder.glob("imports/*.jsonl"))
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b'{"id":"post:2","ro')
    imports.wordpress(export(ONE, TWO))
    assert ledger.read_bytes().startswith(whole)
    assert imports.wordpress(export(ONE, TWO)).outcomes == {"unchanged": 2}


@pytest.mark.parametrize("line", [b"[]", b'{"id":"post:1","files":{"../site.xml":"0"}}'])
def test_a_ledger_that_was_damaged_is_named_with_its_line(imports: Imports, line: bytes) -> None:
    imports.wordpress(export(ONE))
    ledger = next(imports.folder.glob("imports/*.jsonl"))
    ledger.write_bytes(line + b"\n" + ledger.read_bytes())
    with pytest.raises(LedgerError, match=r"\.jsonl:1 can't be read"):
        imports.wordpress(export(ONE))


def test_two_imports_at_once_do_not_write_into_one_folder(imports: Imports) -> None:
    with alone(imports.folder), pytest.raises(LedgerError, match="Another import is at work"):
        imports.wordpress(export(ONE))


def test_a_name_that_a_person_gives_in_the_table_moves_what_was_written(imports: Imports) -> None:
    imports.wordpress(export(ONE))
    table = imports.place / "table.csv"
    imports.wordpress(export(ONE), propose=table)
    table.write_text(table.read_text("utf-8-sig").replace("post,one,", "post,another-name,"), "utf-8")
    imports.wordpress(export(ONE), table=table)
    assert not (imports.folder / "posts/one").exists()
    assert '"/one" = "/news/another-name"' in imports.text("library.toml")
    assert "Words." in imports.text("posts/another-name/en.md")


def test_what_is_no_longer_at_the_origin_is_counted_and_stays(imports: Imports) -> None:
    imports.wordpress(export(ONE, TWO))
    assert imports.wordpress(export(TWO)).gone == 1
    assert (imports.folder / FILE).is_file()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("post,post,", "post,pamphlet,"), "Column “proposed”: “pamphlet” can't be made of a record."),
        (("post,one,", "post,One Two,"), "Column “slug”: “One Two” cannot be part of an address."),
        ((",en,,One", ",xx-klingon,,One"), "Column “language”: “xx-klingon” names no language"),
        ((",en,,One", ",en,post:99,One"), "“post:1” joins “post:99”, which is not there."),
        ((",en,,One", ",en,post:1,One"), "“post:1” joins itself in a round."),
        (("2021-05-04", "last May"), "Column “date”: “last May” is not a date."),
    ],
)
def test_a_mistake_in_the_table_is_told_with_its_row(imports: Imports, change: tuple[str, str], message: str) -> None:
    table = imports.place / "table.csv"
    imports.wordpress(export(ONE), propose=table)
    table.write_text(table.read_text("utf-8-sig").replace(*change, 1), "utf-8")
    report = imports.wordpress(export(ONE, TWO), table=table)
    assert any(message in mistake.message for mistake in report.mistakes), report.mistakes
    assert (imports.folder / "posts/two/en.md").is_file()


@pytest.mark.parametrize("text", ["", "number,type\n1,2\n", "id,proposed\n"])
def test_a_table_that_cannot_be_followed_stops_the_import(imports: Imports, text: str) -> None:
    table = imports.place / "table.csv"
    table.write_text(text)
    with pytest.raises(LedgerError, match=r"There is no column “id”|has no rows"):
        imports.wordpress(export(ONE), table=table)
    assert not (imports.folder / "posts").exists()


def test_the_record_of_a_row_with_a_mistake_is_left_out(imports: Imports) -> None:
    table = imports.place / "table.csv"
    imports.wordpress(export(ONE), propose=table)
    table.write_text(table.read_text("utf-8-sig").replace("2021-05-04", "last May"), "utf-8")
    imports.wordpress(export(ONE), table=table)
    assert not (imports.folder / "posts").exists()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1)
TREE = st.recursive(
    WORDS | st.lists(WORDS, min_size=1, max_size=3),
    lambda inner: st.dictionaries(WORDS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(WORDS, TREE, max_size=4))
def test_what_is_written_as_toml_is_read_as_it_was(fields: dict[str, object]) -> None:
    import tomllib

    assert tomllib.loads(describing.toml(fields)) == fields


def test_a_party_of_the_folder_is_known_by_its_name(imports: Imports) -> None:
    imports.folder.mkdir()
    (imports.folder / "parties.toml").write_text('[ours]\nname = { fr = "Secretariat of the Network" }\n')
    imports.wordpress(export(ONE))
    assert 'authors = ["ours"]' in imports.text("posts/one/post.toml")
    assert imports.text("parties.toml").count("[") == 1


def test_a_shared_file_that_is_broken_is_named_before_anything_is_written(imports: Imports) -> None:
    imports.folder.mkdir()
    (imports.folder / "parties.toml").write_text("[ours\n")
    with pytest.raises(LedgerError, match=r"parties\.toml:1"):
        imports.wordpress(export(ONE))
    assert not (imports.folder / "posts").exists()


def test_redirects_on_one_line_are_named(imports: Imports) -> None:
    imports.folder.mkdir()
    (imports.folder / "library.toml").write_text('title = "x"\nredirects = { "/a" = "/about" }\n')
    with pytest.raises(LedgerError, match="has its redirects on one line"):
        imports.wordpress(export(ONE))


def test_a_party_is_described_as_folders_have_it(tmp_path: Path) -> None:
    party = Party("x", (Text("en", 'A "quoted" name'),), "person", family="Name", given="A")
    path = tmp_path / "parties.toml"
    path.write_text(describing.party(party))
    file = toml.read(path, "parties.toml")
    assert isinstance(file, toml.TomlFile)
    assert file.values == {"x": {"name": {"en": 'A "quoted" name'}, "kind": "person", "family": "Name", "given": "A"}}
