"""`firsthand negotiate report` writes what an audience may see, and nothing where it would be published."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.negotiations.example import HIDDEN
from tests.negotiations.folders import SLUG, write_library

from firsthand.cli.negotiate.report import verb

DOCUMENTS = ("amendments.docx", "compilation.docx", "compilation.csv", "akn.xml")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("library")).library


def run(library: Path, *arguments: object) -> Result:
    return CliRunner().invoke(verb, [str(library), SLUG, *map(str, arguments)])


def contents(folder: Path) -> bytes:
    """All that stands in its files, packed or not, and their names."""
    found = b""
    for path in folder.rglob("*"):
        found += path.name.encode()
        if path.suffix == ".docx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
                found += b"".join(map(file.read, file.namelist()))
        elif path.is_file():
            found += path.read_bytes()
    return found


def test_everybody_gets_everything_that_is_for_everyone(library: Path, tmp_path: Path) -> None:
    (library / "parties.toml").write_text('["Lower Valleys"]\nname = {en = "Network of the Lower Valleys"}\n')
    result = run(library, "-o", tmp_path / "report")
    assert result.exit_code == 0, result.output
    assert "13 files written" in result.stderr
    names = {path.name for path in (tmp_path / "report").iterdir()}
    assert names == {
        *(f"{draft}.{each}" for draft in ("zero", "rev-1") for each in DOCUMENTS), "final.akn.xml", "asks.csv",
        "outcomes.csv", "process.json", "pages",
    }  # fmt: skip
    assert result.stdout.splitlines()[-1].endswith("pages/index.html")
    data = contents(tmp_path / "report")
    assert not any(word.encode() in data for word in HIDDEN)
    assert b"Do not" not in data
    pages = "".join(path.read_text() for path in (tmp_path / "report" / "pages" / "en").iterdir())
    assert "<li>Network of the Lower Valleys" in pages
    assert stat.S_IMODE((tmp_path / "report" / "process.json").stat().st_mode) == 0o644


def test_allies_get_what_is_for_them_with_their_name_on_it(library: Path, tmp_path: Path) -> None:
    options = ("--for", "allies", "--recipient", "Lower  Valleys", "--author", "Our network")
    result = run(library, *options, "-o", tmp_path / "report")
    assert result.exit_code == 0, result.output
    assert "For allies only. Do not publish. Given to Lower Valleys." in result.stderr
    data = contents(tmp_path / "report")
    for word, seen in zip(HIDDEN, (True, False, True, True), strict=True):
        assert (word.encode() in data) is seen, word
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "report").rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o700
    assert json.loads((tmp_path / "report" / "process.json").read_text())["access"] == "allies"
    with zipfile.ZipFile(tmp_path / "report" / "zero.amendments.docx") as file:
        assert 'w:author="Our network"' in file.read("word/document.xml").decode()
        assert "Given to Lower Valleys." in file.read("word/footer.xml").decode()


@pytest.mark.parametrize("audience", ["allies", "private"])
def test_what_is_not_for_everyone_is_not_written_into_the_library(library: Path, audience: str) -> None:
    before = sorted(library.rglob("*"))
    link = library.parent / "elsewhere"
    link.unlink(missing_ok=True)
    link.symlink_to(library)
    other = library.parent / "other"
    other.mkdir(exist_ok=True)
    (other / "library.toml").write_text("")
    for folder in (
        other / "report",
        library / "private",
        library / "report",
        library / "private" / ".." / "report",
        link / "negotiations" / "report",
    ):
        result = run(library, "--for", audience, "-o", folder)
        assert result.exit_code == 1
        assert "there it could be published" in result.stderr
    assert sorted(library.rglob("*")) == before


def test_the_private_folder_of_the_library_takes_it(library: Path) -> None:
    folder = library / "private" / "reports" / "one"
    result = run(library, "--for", "private", "--format", "csv", "-o", folder)
    assert result.exit_code == 0, result.output
    assert HIDDEN[1].encode() in contents(folder)


def test_drafts_and_formats_can_be_chosen(library: Path, tmp_path: Path) -> None:
    options = ("--draft", "rev-1", "--format", "docx", "--format", "akn", "--language", "fr")
    assert run(library, *options, "-o", tmp_path / "report").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "report").iterdir())
    assert names == ["rev-1.akn.xml", "rev-1.amendments.docx", "rev-1.compilation.docx"]
    assert "Déclaration sur la santé" in contents(tmp_path / "report").decode(errors="replace")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--draft", "leaked"), "There is no draft “leaked” for this audience. There are: zero, rev-1, final."),
        (("--recipient", "Ana"), "--recipient goes with --for allies or --for private"),
        (("--language", "xx"), "There are no words in “xx”. Choose among: en, es, fr, ru."),
    ],
)
def test_what_is_not_there_is_told(library: Path, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    result = run(library, *options, "-o", tmp_path / "report")
    assert result.exit_code != 0
    assert said in " ".join(result.stderr.split())
    assert not (tmp_path / "report").exists()


def test_a_folder_with_something_in_it_is_left_alone(library: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine")
    assert "is there already" in run(library, "-o", tmp_path).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
