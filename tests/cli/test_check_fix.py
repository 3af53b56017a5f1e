"""`firsthand check --fix`, `--diff` and `--interactive` change what they should, and nothing beside it."""

import codecs
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as WordDocument
from tests.wording.drafts import DRAFT, FOUND, write_guide

from firsthand.cli import main

FIXED = DRAFT.replace(FOUND[0], "people who use drugs").replace(FOUND[1], "person who\nuses heroin")


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_guide(tmp_path)
    (tmp_path / "firsthand.toml").write_text('[check]\nguide = "guide"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=stdin)


def test_safe_replacements_are_made_in_the_file(draft: Path) -> None:
    result = run("--fix", "draft.md")
    assert draft.read_text("utf-8") == FIXED
    assert result.stderr == "2 replacements made, 2 findings left.\n"
    assert result.exit_code == 1


def test_fixing_again_changes_nothing(draft: Path) -> None:
    run("--fix", "draft.md")
    written = draft.stat().st_mtime_ns
    assert run("--fix", "draft.md").stderr == "0 replacements made, 2 findings left.\n"
    assert draft.stat().st_mtime_ns == written


@pytest.mark.parametrize(
    ("mark", "encoding", "line_end"),
    [(b"", "utf-8", "\n"), (codecs.BOM_UTF8, "utf-8", "\r\n"), (codecs.BOM_UTF16_LE, "utf-16-le", "\r\n")],
)
def test_line_ends_marks_and_encodings_stay(draft: Path, mark: bytes, encoding: str, line_end: str) -> None:
    draft.write_bytes(mark + DRAFT.replace("\n", line_end).encode(encoding))
    run("--fix", "draft.md")
    assert draft.read_bytes() == mark + FIXED.replace("\n", line_end).encode(encoding)


def test_the_mode_of_a_file_stays(draft: Path) -> None:
    draft.chmod(0o600)
    run("--fix", "draft.md")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600


def test_what_is_suppressed_is_not_fixed(draft: Path) -> None:
    text = f"In the team we met the {FOUND[0]}. <!-- firsthand: ignore -- their title -->\n"
    draft.write_text(text)
    assert run("--fix", "draft.md").exit_code == 0
    assert draft.read_text() == text


def test_a_difference_is_shown_and_nothing_changed(draft: Path) -> None:
    result = run("--diff", "draft.md")
    assert result.exit_code == 1
    assert draft.read_text("utf-8") == DRAFT
    assert result.stdout.startswith("--- draft.md\n+++ draft.md (fixed)\n@@ ")
    assert "+In spring the team met the people who use drugs at the river. Nobody asked a person who\n" in result.stdout
    draft.write_text("All is well.")
    assert (run("--diff", "draft.md").exit_code, run("--diff", "draft.md").stdout) == (0, "")


def test_standard_input_is_given_back_fixed(draft: Path) -> None:
    result = run("--fix", "-", "--as", "markdown", stdin=DRAFT.encode())
    assert result.stdout_bytes == FIXED.encode()


def test_a_file_that_cannot_be_written_is_named(draft: Path) -> None:
    cyrillic = "Слова имеют значение для всех нас и для города.\n\n" + DRAFT.replace("“", '"').replace("”", '"')
    accents = f"In the team we met the {FOUND[0]} of the city.\n"
    draft.write_bytes((cyrillic + accents).encode("cp1251"))
    assert run("--fix", "draft.md").exit_code == 1
    if os.geteuid():
        draft.parent.chmod(0o500)
        draft.write_text(DRAFT, "utf-8")
        assert run("--fix", "draft.md").exit_code == 2
        draft.parent.chmod(0o700)


def test_one_is_asked_about_each_finding(draft: Path) -> None:
    result = run("--interactive", "draft.md", stdin="1\ns\ne\nthe person\nq\n")
    fixed = DRAFT.replace(FOUND[0], "people who use drugs").replace("the drug user", "the the person")
    assert draft.read_text("utf-8") == fixed
    assert result.stdout.count("Which [s]") == 4
    assert "2 replacements made" in result.stderr


def test_a_concept_can_be_left_for_good_and_the_rest_as_it_is(draft: Path) -> None:
    other = draft.with_name("other.md")
    other.write_text(DRAFT, "utf-8")
    result = run("--interactive", "draft.md", "other.md", stdin="a\nq\n")
    assert result.stdout.count("Which [s]") == 2
    assert (draft.read_text("utf-8"), other.read_text("utf-8")) == (DRAFT, DRAFT)


def test_a_concept_that_is_left_is_left_in_the_next_file_too(draft: Path) -> None:
    draft.with_name("other.md").write_text(f"In the team we met the {FOUND[0]} of the city.\n", "utf-8")
    result = run("--interactive", "draft.md", "other.md", stdin="a\na\n")
    assert result.stdout.count("Which [s]") == 2


def test_asking_needs_somebody_who_answers(draft: Path) -> None:
    assert run("--interactive", "-", stdin=DRAFT).exit_code == 2


def test_of_a_word_file_a_copy_with_changes_is_made(draft: Path) -> None:
    path = draft.with_name("report.docx")
    document = WordDocument()
    document.add_paragraph(f"In the team we met the {FOUND[0]} of the city.")
    document.save(str(path))
    before = path.read_bytes()
    result = run("--fix", "report.docx")
    assert "report.checked.docx has 1 finding as comments and tracked changes." in result.stderr
    assert path.read_bytes() == before
    copy = WordDocument(str(draft.with_name("report.checked.docx")))
    assert copy.element.body.xpath("string(.//w:ins)") == "people who use drugs"


def test_what_is_allowed_is_not_in_the_copy_of_a_word_file(draft: Path) -> None:
    document = WordDocument()
    document.add_paragraph(f"In the team we met the {FOUND[0]} of the city.")
    document.save(str(draft.with_name("report.docx")))
    allowed = f'[check]\nguide = "guide"\nallow = [{{ text = "{FOUND[0]}", reason = "A title." }}]\n'
    draft.with_name("firsthand.toml").write_text(allowed)
    assert "report.checked.docx has 0 findings" in run("--fix", "report.docx").stderr


def test_other_documents_stay_as_they_are(draft: Path) -> None:
    path = draft.with_name("page.epub")
    path.write_text(DRAFT, "utf-8")
    assert "page.epub: is no text file and stays as it is.\n" in run("--fix", "page.epub").stderr
    assert path.read_text("utf-8") == DRAFT
