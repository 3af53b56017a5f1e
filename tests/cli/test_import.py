"""`firsthand import` tells a person what came in, what did not and why; what it writes can be published."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.sources.importing.conftest import TAIL, export, item

from firsthand.cli import main
from firsthand.release import Release

CSV = "slug,title,language,kind,file\none,One,en,brief,one.md\ntwo,Two,en,pamphlet,\n"


def run(verb: str, *arguments: object) -> Result:
    return CliRunner().invoke(main, [verb, *map(str, arguments)])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "one.md").write_text("# One\n\nWords.\n")
    (tmp_path / "works.csv").write_text(CSV)
    return tmp_path / "works.csv"


def test_mistakes_are_told_with_their_lines_and_the_rest_is_imported(table: Path, tmp_path: Path) -> None:
    result = run("import", "csv", table, tmp_path / "library", "--media", tmp_path)
    assert result.exit_code == 1
    assert f"{table}:3: Column “kind”: “pamphlet” is not known." in result.output
    assert "Imported: 1 new.\n1 mistake is told above" in result.output
    assert (tmp_path / "library/works/one/one.en.md").is_file()


def test_a_list_takes_no_file_from_a_folder_that_nobody_named(table: Path, tmp_path: Path) -> None:
    """Who sends a list could name files in it that lie beside wherever it is saved."""
    result = run("import", "csv", table, tmp_path / "library")
    assert "There is no folder in which “one.md” could lie. — Name it with --media." in result.output
    assert not list((tmp_path / "library").rglob("*.md"))


def test_options_that_a_release_has_no_use_for_are_refused(tmp_path: Path) -> None:
    result = run("import", "release", tmp_path, tmp_path / "copy", "--media", tmp_path)
    assert result.exit_code == 2
    assert "don't go with it" in " ".join(result.output.split())


def test_a_library_is_published_imported_from_its_release_and_published_again(table: Path, tmp_path: Path) -> None:
    table.write_text(CSV.replace("pamphlet", "brief"))
    assert run("import", "csv", table, tmp_path / "library", "--media", tmp_path).exit_code == 0
    releases = []
    public = tmp_path / "public"
    for folder, goal in (("library", "public"), ("copy", "again")):
        if folder == "copy":
            assert "Proposed: 2 works" in run("import", "release", public, tmp_path / "copy", "--dry-run").output
            assert not (tmp_path / "copy").exists()
            assert run("import", "release", public, tmp_path / "copy").exit_code == 0
        made = run("publish", tmp_path / folder, "-o", tmp_path / goal, "--cache", tmp_path / "cache", "--jobs", 1)
        assert made.exit_code == 0, made.output
        release = Release.open(tmp_path / goal)
        releases.append(release.collection)
        release.close()
    assert releases[0] == releases[1]
    assert [work.slug for work in releases[0].works] == ["one", "two"]


def test_a_rehearsal_writes_a_table_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site.xml").write_text(export(item(1, "One", "Words."), item(2, "Draft", status="draft")))
    result = run("import", "wordpress", "site.xml", "library", "--dry-run")
    assert result.exit_code == 0, result.output
    assert "Proposed: 1 post, 1 party.\nLeft out on purpose: drafts: 1." in result.output
    assert {path.name for path in tmp_path.iterdir()} == {"site.xml", "import-wordpress.csv"}
    again = run("import", "wordpress", "site.xml", "library", "--dry-run")
    assert again.exit_code == 1
    assert "is there already, and may hold your corrections" in again.output
    assert run("import", "wordpress", "site.xml", "library", "--table", "import-wordpress.csv").exit_code == 0
    assert (tmp_path / "library/posts/one/en.md").is_file()


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("wordpress", None, "can't be read or written: No such file or directory."),
        ("wordpress", "<html/>", "this is no WordPress export"),
        ("release", None, "is not there. Make a library first"),
        ("ris", None, "can't be read or written: No such file or directory."),
    ],
)
def test_a_source_that_cannot_be_used_is_told_in_a_sentence(
    tmp_path: Path, kind: str, content: str | None, message: str
) -> None:
    source = tmp_path / "source"
    if content:
        source.write_text(content)
    result = run("import", kind, source, tmp_path / "library")
    assert result.exit_code == 1
    assert message in result.output.replace("This is", "this is")
    assert "Traceback" not in result.output


def test_a_folder_that_is_a_file_is_told(table: Path) -> None:
    result = run("import", "csv", table, table)
    assert result.exit_code == 1
    assert "can't be written to: it is a file" in result.output


def test_a_language_that_is_none_is_told(table: Path, tmp_path: Path) -> None:
    assert "names no language" in run("import", "csv", table, tmp_path / "x", "--language", "xx-zz").output


def test_what_a_file_says_does_not_take_hold_of_the_terminal(tmp_path: Path) -> None:
    site = export(item(1, "One")).replace(TAIL, "")
    (tmp_path / "a\x1b[31m.xml").write_text(site)
    result = run("import", "wordpress", tmp_path / "a\x1b[31m.xml", tmp_path / "library")
    assert "ends in the middle" in result.output
    assert "\x1b" not in result.output


def test_help_has_examples() -> None:
    result = run("import", "--help")
    assert "firsthand import wordpress site.xml my-library --media uploads --dry-run" in result.output
