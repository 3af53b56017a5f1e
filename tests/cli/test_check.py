"""`firsthand check` as people and machines run it: the whole command, on real files."""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from docx import Document as WordDocument
from tests.wording.drafts import DRAFT, FOUND, FRENCH, POSSIBLE, write_guide

from firsthand.cli import main, request
from firsthand.wording import SEVERITIES
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.reports import FORMATS

FINE = "We met people who inject drugs at the clinic.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the small guide, in which the command is run."""
    write_guide(tmp_path)
    (tmp_path / "firsthand.toml").write_text('[check]\nguide = "guide"\nexclude = ["guide"]\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    return tmp_path


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=stdin)


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", "from firsthand.cli import main; main()", "check", *arguments]
    return subprocess.run(program, capture_output=True, timeout=60, env={**os.environ, **environment})


def found(result: Result) -> list[str]:
    told = json.loads(result.stdout)
    return [finding["text"] for file in told["files"] for finding in file.get("findings", ())]


def test_the_options_are_those_of_the_room() -> None:
    assert request.SEVERITIES == SEVERITIES
    assert request.FORMATS == FORMATS
    assert request.LANGUAGES == LANGUAGES


def test_findings_are_shown_with_their_place_and_end_with_one(folder: Path) -> None:
    result = run("draft.md")
    assert result.exit_code == 1
    assert re.findall(r"^draft\.md:(\d+):(\d+): ", result.stdout, re.MULTILINE) == [
        ("3", "28"),
        ("3", "70"),
        ("4", "41"),
        ("8", "20"),
    ]
    assert result.stdout.endswith("4 findings in 1 file (3 stigmatising, 1 contested).\n")
    assert "\x1b" not in result.stdout


def test_nothing_found_ends_with_zero(folder: Path) -> None:
    (folder / "fine.md").write_text(FINE)
    result = run("fine.md")
    assert (result.exit_code, result.stdout) == (0, "0 findings in 1 file.\n")


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(folder: Path) -> None:
    result = run("nothing.md", "draft.md", "--format", "json")
    assert result.exit_code == 2
    assert result.stderr == "nothing.md: can't be read: No such file or directory.\n"
    assert found(result) == FOUND


def test_an_old_encoding_is_read_and_said(folder: Path) -> None:
    (folder / "old.txt").write_bytes(FRENCH.replace("rapport", "témoignage").encode("cp1252"))
    result = run("old.txt")
    assert "is not UTF-8 at byte 4; it was read as CP1252." in result.stderr
    assert "le témoignage parle des ".lower() in result.stdout.lower()


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 1),
        (["--fail-on", "stigmatising"], 1),
        (["--fail-on", "slur"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "contested"], 1),
        (["--severity", "slur"], 0),
    ],
)
def test_the_exit_code_follows_the_gravity(folder: Path, options: Sequence[str], status: int) -> None:
    assert run("draft.md", *options).exit_code == status


def test_possible_findings_fail_only_where_that_is_wanted(folder: Path) -> None:
    (folder / "draft.md").write_text(POSSIBLE, "utf-8")
    assert run("draft.md").exit_code == 0
    assert run("draft.md", "--fail-on-possible").exit_code == 1


def test_only_what_is_grave_is_shown_where_that_is_wanted(folder: Path) -> None:
    assert "drug user" not in found(run("draft.md", "--format", "json", "--severity", "stigmatising"))


def test_standard_input_is_read_as_it_is_said_to_be(folder: Path) -> None:
    result = run("-", "--as", "markdown", "--format", "json", stdin=DRAFT)
    assert found(result) == FOUND
    assert json.loads(result.stdout)["files"][0]["path"] == "-"
    page = "<p>In the team we met the drug <b>user</b> of the city.</p>"
    assert found(run("-", "--as", "html", "--format", "json", stdin=page)) == ["drug <b>user"]
    assert run("-", stdin=b"\xff\0\xff\0\0\0\0").exit_code == 2


def test_a_folder_is_checked_with_all_its_documents(folder: Path) -> None:
    document = WordDocument()
    document.add_heading("Our year", 1)
    document.add_paragraph("In the team we met a drug user of the city.")
    document.save(str(folder / "report.docx"))
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\0")
    told = json.loads(run(".", "--format", "json").stdout)
    assert [file["path"] for file in told["files"]] == ["draft.md", "report.docx"]
    (finding,) = told["files"][1]["findings"]
    assert (finding["line"], finding["place"]["path"]) == (None, ["Our year"])
    shown = run("report.docx").stdout
    assert shown.startswith("report.docx › Our year: contested: “drug user”")


def test_every_format_can_be_read_back(folder: Path) -> None:
    given = {form: run("draft.md", "--format", form) for form in FORMATS}
    assert {result.exit_code for result in given.values()} == {1}
    assert found(given["json"]) == FOUND
    assert [json.loads(line)["text"] for line in given["jsonl"].stdout.splitlines()] == FOUND
    assert len(json.loads(given["sarif"].stdout)["runs"][0]["results"]) == len(FOUND)
    assert given["github"].stdout.count("::error file=draft.md,") == 3
    assert [row["text"] for row in csv.DictReader(StringIO(given["csv"].stdout, newline=""))] == FOUND
    assert given["html"].stdout.count("<mark>") == len(FOUND)


def test_a_report_can_go_to_a_file(folder: Path) -> None:
    result = run("draft.md", "--format", "csv", "-o", "words.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert (folder / "words.csv").read_bytes().startswith(b"path,line,")
    refused = run("draft.md", "-o", "nowhere/words.csv")
    assert refused.exit_code == 2
    assert "can't be written" in refused.stderr


def test_a_report_speaks_the_language_that_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert '<html lang="ru">' in run("draft.md", "--format", "html").stdout
    assert '<html lang="es">' in run("draft.md", "--format", "html", "--language-of-report", "es").stdout
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert '<html lang="en">' in run("draft.md", "--format", "html").stdout


def test_one_language_can_be_asked_for(folder: Path) -> None:
    (folder / "both.txt").write_text(DRAFT + "\n" + FRENCH, "utf-8")
    assert found(run("both.txt", "--language", "fr-CA", "--format", "json")) == [FRENCH.split()[4]]
    refused = run("both.txt", "--language", "de")
    assert (refused.exit_code, "There is no guide in “de”" in refused.stderr) == (2, True)


def test_an_explanation_says_what_was_passed_over(folder: Path) -> None:
    assert "passed over: " in run("draft.md", "--explain").stdout
    assert json.loads(run("draft.md", "--format", "json").stdout)["files"][0]["passed"] == []


def test_settings_are_found_above_the_text(folder: Path) -> None:
    (folder / "a").mkdir()
    (folder / "a" / "text.md").write_text(DRAFT, "utf-8")
    (folder / "firsthand.toml").write_text('[check]\nguide = "guide"\nfail-on = "slur"\n')
    assert run(folder / "a" / "text.md").exit_code == 0
    assert run(folder / "a" / "text.md", "--fail-on", "stigmatising").exit_code == 1


def test_settings_that_are_not_understood_are_refused(folder: Path) -> None:
    (folder / "firsthand.toml").write_text("[check]\nfail_on = 'slur'\n")
    result = run("draft.md")
    assert result.exit_code == 2
    assert "“fail_on” is no setting of [check]. Did you mean “fail-on”?" in result.stderr


def test_what_is_suppressed_is_listed_with_reasons_and_what_is_not_needed(folder: Path) -> None:
    (folder / "firsthand.toml").write_text(
        '[check]\nguide = "guide"\n'
        'allow = [{text = "the drug user who came", reason = "her words"}, {text = "never there"}]\n'
        '[check.per-file]\n"old/**" = {reason = "printed"}\n'
    )
    result = run("draft.md", "--show-suppressed")
    assert (
        "draft.md:4:41: suppressed: “drug user” (mild) by the allowed phrase “the drug user who came”: her words\n"
        in result.stdout
    )
    assert "The allowed phrase “never there” was not needed here.\n" in result.stderr
    assert "The rule for “old/**” was not needed here.\n" in result.stderr


def test_a_baseline_shows_only_what_is_new(folder: Path) -> None:
    written = run("draft.md", "--baseline", "words.json", "--write-baseline")
    assert (written.exit_code, written.stdout) == (0, "Findings in words.json: 4. Files checked: 1.\n")
    assert run("draft.md", "--baseline", "words.json").exit_code == 0
    (folder / "draft.md").write_text("The team, of a drug user, is in the city.\n\n" + DRAFT.replace("clean", "out"))
    result = run("draft.md", "--baseline", "words.json", "--format", "json", "--fail-on", "contested")
    assert (result.exit_code, found(result)) == (1, ["drug user"])
    assert "“clean” (person) is in the baseline and no longer in the text." in result.stderr


def test_a_baseline_that_is_not_there_says_how_to_make_one(folder: Path) -> None:
    result = run("draft.md", "--baseline", "words.json")
    assert result.exit_code == 2
    assert "--write-baseline makes one" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--fix", "--diff"],
        ["--stats", "--fix"],
        ["--write-baseline"],
        ["--format", "pdf"],
        ["--guide", "nowhere"],
        ["--stats", "--format", "sarif"],
        ["--stats", "--text-field", "x", "nowhere.jsonl"],
        ["--config", "nowhere.toml"],
    ],
)
def test_wrong_use_ends_with_two(folder: Path, options: list[str]) -> None:
    result = run("draft.md", *options)
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_colours_are_for_terminals_that_want_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    def on_terminal(**environment: str) -> str:
        ours, theirs = pty.openpty()
        program = [sys.executable, "-c", "from firsthand.cli import main; main()", "check", "draft.md"]
        ended = subprocess.run(program, stdout=theirs, env={**os.environ, "TERM": "xterm", **environment}, timeout=60)
        os.close(theirs)
        assert ended.returncode == 1
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:  # the other side is closed
            pass
        os.close(ours)
        return told.decode()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31mstigmatising" in on_terminal()
    assert "\x1b" not in on_terminal(NO_COLOR="1")


def test_statistics_over_a_corpus_are_counted_by_several_processes(folder: Path) -> None:
    rows = [{"abstract": DRAFT, "date": f"{year}-01-01"} for year in (2019, 2019, 2021)]
    (folder / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)))
    options = ["--stats", "texts.jsonl", "--text-field", "abstract", "--year-field", "date", "--jobs", "2"]
    ended = command(*options, "--format", "json")
    assert (ended.returncode, ended.stderr) == (0, b"")
    told = json.loads(ended.stdout)["summary"]
    assert (told["texts"], told["findings"], told["years"]) == (3, 12, {"2019": 8, "2021": 4})


def test_counts_can_leave_out_what_is_less_grave(folder: Path) -> None:
    told = json.loads(
        run("--stats", "draft.md", "--jobs", "1", "--format", "json", "--severity", "stigmatising").stdout
    )
    assert told["summary"]["severities"] == {"stigmatising": 3}
    assert told["summary"]["texts"] == 1


def test_a_page_of_counts_is_well_formed(folder: Path) -> None:
    page = run("--stats", "draft.md", "--format", "html", "--jobs", "1").stdout
    figures = re.findall(r"<svg.*?</svg>|<table>.*?</table>|<dl>.*?</dl>", page, re.DOTALL)
    assert figures
    for figure in figures:
        ET.fromstring(figure)


def test_help_has_examples_and_needs_no_room() -> None:
    program = "import sys; from firsthand.cli import main\ntry: main(['check', '--help'])\nexcept SystemExit: pass\n"
    program += "print(any(name.startswith('firsthand.wording') for name in sys.modules))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60).stdout
    assert "firsthand check --fix draft.md" in shown
    assert shown.endswith("False\n")


def test_a_short_text_needs_no_heavy_library(folder: Path) -> None:
    program = "import sys; from firsthand.cli import main\ntry: main(['check', 'draft.md'])\nexcept SystemExit: pass\n"
    program += "print([name for name in ('rich', 'lxml', 'pyarrow', 'firsthand.documents') if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60).stdout
    assert shown.endswith("[]\n")


def test_a_pipe_that_is_closed_early_is_no_error(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    program = [sys.executable, "-c", "from firsthand.cli import main; main()", "check", "draft.md"]
    ended = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writing)
    assert ended.stderr == ""
