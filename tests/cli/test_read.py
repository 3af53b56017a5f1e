"""`firsthand read`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.documents.pdf.pdfs import PAGE, typeset

from firsthand.cli import main
from firsthand.documents import Workers


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.md"
    path.write_text("# A guide\n\nNothing about us without us.[^1]\n\n[^1]: A note.\n")
    return path


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as workers:
        yield workers


@pytest.fixture(autouse=True)
def readers(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in isolation, but by one process for all tests here, since it takes half a second to start."""
    monkeypatch.setattr("firsthand.cli.read.Workers", lambda: nullcontext(workers))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


def test_text_is_what_one_gets(guide: Path) -> None:
    shown = run(guide)
    assert shown.exit_code == 0
    assert (
        shown.stdout == run(guide, "--text").stdout == "# A guide\n\nNothing about us without us.[1]\n\n  [1] A note.\n"
    )


def test_text_is_wrapped_to_the_width_that_is_asked_for(guide: Path) -> None:
    assert max(map(len, run(guide, "--width", "20").stdout.splitlines())) <= 20


def test_json_is_one_line_for_each_file(guide: Path) -> None:
    lines = run(guide, guide, "--json").stdout.splitlines()
    assert [json.loads(line)["media_type"] for line in lines] == ["text/markdown"] * 2
    assert '\n  "media_type"' in run(guide, "--json", "--indent", "2").stdout


def test_html_is_a_whole_page(guide: Path) -> None:
    shown = run(guide, "--html").stdout
    assert shown.startswith("<!doctype html>")
    assert shown.endswith("</html>\n")


def test_html_is_made_of_one_file_only(guide: Path) -> None:
    shown = run(guide, guide, "--html")
    assert shown.exit_code == 2
    assert "one file" in shown.stderr


def test_several_files_are_named_and_stay_in_order(guide: Path, tmp_path: Path) -> None:
    others = []
    for name in ("b.txt", "a.txt", "c.txt"):
        (tmp_path / name).write_text(f"This is {name}")
        others.append(tmp_path / name)
    shown = run(*others, guide, others[0]).stdout
    names = [line.split("/")[-1] for line in shown.splitlines() if line.startswith("==> ")]
    assert names == ["b.txt <==", "a.txt <==", "c.txt <==", "guide.md <==", "b.txt <=="]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_shown(guide: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    shown = run(tmp_path / "nothing.pdf", empty, guide)
    assert shown.exit_code == 1
    assert "Nothing about us" in shown.stdout
    told = shown.stderr.splitlines()
    assert told[0].startswith(f"{tmp_path / 'nothing.pdf'}: ")
    assert told[1].startswith(f"{empty}: ")


def test_remarks_are_told_beside_the_text_and_not_in_it(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<!doctype html><p>Words</p>")
    shown = run(path)
    assert shown.exit_code == 0
    assert "is a web page" in shown.stderr
    assert shown.stdout == "Words\n"


def test_without_a_file_it_says_what_is_missing() -> None:
    shown = run()
    assert shown.exit_code == 2
    assert "FILE" in shown.stderr


def test_help_gives_examples() -> None:
    assert "firsthand read --html report.docx > report.html" in run("--help").stdout


def test_a_pipe_that_is_closed_early_is_no_error(guide: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    program = [sys.executable, "-c", "from firsthand.cli import main; main()", "read", guide]
    ended = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert ended.stderr == ""


def test_a_report_says_how_well_a_file_was_read(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(typeset(PAGE + "= Rights\n\nNothing about us without us."))
    shown = run(path, "--report")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("The text was read without a doubt about any page.\n")
    assert "Told by layout:          1 of 1 pages (1)" in shown.stdout
    found = json.loads(run(path, "--report", "--json").stdout)
    assert found["file"] == "report.pdf"
    assert found["summary"]["grade"] == "good"
    assert [page["page"] for page in found["pages"]] == [1]


def test_a_comparison_is_one_page_in_a_file(tmp_path: Path) -> None:
    path, compared = tmp_path / "report.pdf", tmp_path / "compared.html"
    path.write_bytes(typeset(PAGE + "= Rights\n\nNothing about us without us."))
    shown = run("--compare", path, "-o", compared)
    assert (shown.exit_code, shown.stdout) == (0, "")
    page = compared.read_text()
    assert page.startswith("<!doctype html>")
    assert page.count("data:image/jpeg;base64,") == 1
    assert "Nothing about us without us." in page


def test_a_comparison_is_made_of_one_file_and_goes_without_a_report(guide: Path) -> None:
    assert "one file" in run("--compare", guide, guide).stderr
    assert run("--compare", "--report", guide).exit_code == 2


def test_what_is_asked_for_can_go_to_a_file(guide: Path, tmp_path: Path) -> None:
    assert run(guide, "-o", tmp_path / "guide.txt").stdout == ""
    assert (tmp_path / "guide.txt").read_text().startswith("# A guide\n")
    refused = run(guide, "-o", tmp_path / "nowhere" / "guide.txt")
    assert refused.exit_code == 1
    assert "can't be written" in refused.stderr
