"""From a folder to decided outcomes on the command line, and what is said on the way."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from tests.negotiations.example import example

from firsthand.cli import main
from firsthand.cli.negotiate import VERBS
from firsthand.cli.negotiate.sitting import overview

ZERO = """# Declaration on rivers

Recognizing the part that people who use drugs have in every answer to HIV,

1. States shall ensure that naloxone is within reach of everyone, including in prisons.

2. The secretariat reports to the fourth session of the assembly on what was done.
"""
FINAL = """# Declaration on rivers

Recognizing the part that people who use drugs have in every answer to HIV,

1. States should, as appropriate, ensure that naloxone is within reach of everyone.

2. [The secretariat reports to the fourth session of the assembly on what was done.

3. =SUM(A1) is what a spreadsheet would calculate, and nobody else in the assembly would.
"""


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["negotiate", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With two drafts and an ask, as the commands have made it."""
    folder = tmp_path_factory.mktemp("negotiate")
    (folder / "library.toml").write_text('title = "A library"\n')
    (folder / "zero.md").write_text(ZERO)
    (folder / "final.md").write_text(FINAL)
    told = run("new", folder, "rivers", "--title", "Rivers", "--title", "fr=Fleuves", "--public").output
    assert "firsthand negotiate draft" in told
    zero = run(
        "draft", folder, "rivers", folder / "zero.md", "--label", "Zero draft", "--date", "2026-03", "--slug", "zero",
        "--status", "zero", "--access", "public", "--keep-file",
    )  # fmt: skip
    assert "paragraphs in" in zero.output
    final = run("draft", folder, "rivers", folder / "final.md", "--label", "Final", "--date", "2026-06-12")
    assert "In 1 paragraph brackets don't close" in final.output
    assert "Since “Zero draft”: " in final.output
    assert "its access is “private”" in final.output
    asked = run(
        "ask", folder, "rivers", "naloxone", "--want", "keep", "--title", "Naloxone for all", "--words",
        "States shall ensure that naloxone is within reach of everyone, including in prisons.", "--must", "prisons",
        "--at", "zero=1.", "--backer", "Uruguay",
    )  # fmt: skip
    assert "its access is “private”" in asked.output
    return folder


def test_files_lie_where_they_belong(library: Path) -> None:
    public, private = library / "negotiations" / "rivers", library / "private" / "negotiations" / "rivers"
    assert (public / "drafts" / "zero.md").read_text() == ZERO
    assert "keep_file = true" in (public / "process.toml").read_text()
    assert (private / "drafts" / "final.json").is_file()
    assert "Uruguay" in (private / "asks" / "naloxone.toml").read_text()
    assert not (public / "asks").exists()


def test_what_changed_is_shown(library: Path) -> None:
    shown = run("align", library, "rivers").output
    assert "{-shall-}{+should, as appropriate,+}" in " ".join(shown.split())
    found = json.loads(run("align", library, "rivers", "zero", "final", "--json").stdout)
    assert {link["kind"] for link in found["links"]} >= {"same", "edited", "new"}
    rows = list(csv.DictReader(io.StringIO(run("align", library, "rivers", "--csv").stdout)))
    assert len(rows) == len(found["links"])
    assert next(row["after_words"] for row in rows if "SUM" in row["after_words"]).startswith("'=SUM")


def test_two_files_need_no_library(library: Path) -> None:
    files = library / "zero.md", library / "final.md"
    told = json.loads(run("align", *files, "--json").stdout)
    there = {side: {one["id"] for one in told["paragraphs"][side]} for side in ("before", "after")}
    for side, ids in there.items():
        assert ids == {one for link in told["links"] for one in link.get(side, ())}
    assert "Take both drafts into one first" in run("align", *files, "--confirm", "1.=1.", code=2).output


def test_a_link_is_confirmed_and_refused(library: Path) -> None:
    run("align", library, "rivers", "zero", "final", "--confirm", "2.=2.", "--refuse", "1.=2.")
    found = json.loads(run("align", library, "rivers", "--json").stdout)["links"]
    assert {link.get("state", "proposed") for link in found} == {"proposed", "confirmed", "refused"}
    told = run("align", library, "rivers", "zero", "final", "--confirm", "7.=2.", code=1).output
    assert "“zero” has no paragraph “7.”" in told


def test_an_ask_must_stand_where_it_is_said_to(library: Path) -> None:
    words = "States shall ensure that naloxone is within reach of anyone"
    told = run(
        "ask", library, "rivers", "other", "--want", "keep", "--title", "x", "--words", words, "--at", "zero=1.", code=1
    ).output
    assert "Nearest to it is “States shall ensure that naloxone is within reach of everyone,”" in " ".join(told.split())


def test_a_template_is_filled_in_and_taken(library: Path, tmp_path: Path) -> None:
    template = run("ask", library, "rivers", "report", "--template").stdout
    assert "zero, final" in template
    filled = template.replace('title = ""', 'title = "A report"')
    (tmp_path / "ask.toml").write_text(filled)
    told = run("ask", library, "rivers", "report", "--from", tmp_path / "ask.toml", code=1).output
    assert "ask.toml:5: An ask that wants to “keep” needs “words”" in told
    (tmp_path / "ask.toml").write_text(filled.replace('words = ""', 'words = "reports to the fourth session"'))
    run("ask", library, "rivers", "report", "--from", tmp_path / "ask.toml")
    assert "reports to the fourth session" in run("ask", library, "rivers", "report").output


def test_outcomes_are_listed_and_confirmed(library: Path) -> None:
    assert "?" in run("review", library, "rivers", "--list").output
    run("review", library, "rivers", "--confirm", "naloxone", "final", "--kind", "weakened", "--note", "No prisons.")
    found = json.loads(run("review", library, "rivers", "--ask", "naloxone", "--draft", "final", "--json").stdout)
    assert [(one["kind"], one["state"], one["note"][0]["value"]) for one in found] == [
        ("weakened", "confirmed", "No prisons.")
    ]
    assert "Note: No prisons." in run("ask", library, "rivers", "naloxone").output
    told = run("review", library, "rivers", "--confirm", "naloxone", "nowhere", code=1).output
    assert "Nothing is proposed of “naloxone” in “nowhere”" in told


def test_outcomes_of_bare_files_are_json(library: Path, tmp_path: Path) -> None:
    (tmp_path / "asks.toml").write_text(
        '[[asks]]\nslug = "reach"\ntitle = "x"\nwant = "keep"\nlanguage = "en"\nwords = "within reach of everyone"\n'
        'anchors = [{ draft = "zero", paragraph = "no such label" }]\n'
    )
    result = run("review", "--asks", tmp_path / "asks.toml", f"zero={library / 'zero.md'}")
    assert [(one["ask"], one["draft"], one["kind"]) for one in json.loads(result.stdout)] == [
        ("reach", "zero", "verbatim")
    ]
    assert "There is no paragraph “no such label”" in result.stderr


def test_one_after_the_other_in_a_terminal(library: Path) -> None:
    """A real terminal, in which a person confirms the first and leaves."""
    primary, secondary = pty.openpty()
    command = [
        Path(sys.executable).with_name("firsthand"),
        "negotiate",
        "review",
        str(library),
        "rivers",
        "--draft",
        "zero",
    ]
    with subprocess.Popen(command, stdin=secondary, stdout=secondary, stderr=secondary, close_fds=True) as process:
        os.close(secondary)
        os.write(primary, b"n\nw\n\nO\nVerbatim\nAs it should be.\nq\n")
        said = b""
        while b"all of them are kept" not in said:
            said += os.read(primary, 4096)
        assert process.wait(30) == 0
    os.close(primary)
    assert "Word for word ?: " in said.decode()
    assert "'n' is not one of" in said.decode()
    assert "1 decision; all of them are kept." in said.decode()
    kept = library / "private" / "negotiations" / "rivers" / "outcomes" / "naloxone.toml"
    assert "As it should be." in kept.read_text()


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_marks_stay_with_their_words(width: int) -> None:
    """As a grid where there is room, and otherwise below one another."""
    negotiation = example()
    labels = ("Compilation of proposals", "Text under silence")
    drafts = tuple(
        msgspec.structs.replace(one, label=labels[place % 2]) for place, one in enumerate(negotiation.process.drafts)
    )
    process = msgspec.structs.replace(negotiation.process, drafts=drafts)
    sheet = Console(file=io.StringIO(), width=width)
    with sheet.capture() as shown:
        wide = msgspec.structs.replace(negotiation, process=process)
        sheet.print(overview(wide, list(negotiation.outcomes), sheet))
    lines = [line.strip() for line in shown.get().splitlines()]
    assert any(line.endswith(("✓", "?")) for line in lines)
    assert not any(line.startswith(("✓", "?")) for line in lines)
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("review", "rivers", "--ask", "nalxone", "--list"), "There is no ask “nalxone”. There are: naloxone"),
        (("review", "rivers", "--draft", "zro"), "There is no draft “zro”. There are: zero, final"),
        (("draft", "rivers", "", "--label", "x", "--date", "2026"), "is a folder. Name the draft's file in it."),
    ],
)
def test_a_slip_of_the_pen_is_told(library: Path, arguments: tuple[str, ...], told: str) -> None:
    verb, process, *rest = arguments
    assert told in run(verb, library, process, *(one or library for one in rest), code=1).output


def test_a_file_that_is_missing_is_not_taken_for_a_library(library: Path) -> None:
    told = run("align", library / "zero.md", library / "none.md", code=1).output
    assert "there is no file" in told
    assert "Make a library" not in told


def test_without_asks_there_is_a_next_step(tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_text('title = "A library"\n')
    run("new", tmp_path, "rivers", "--title", "Rivers")
    assert "no ask was written down yet. Next: firsthand negotiate ask" in run("review", tmp_path, "rivers").output


def test_words_that_are_no_utf_8_are_told(library: Path) -> None:
    before = sorted(path for path in library.rglob("*"))
    told = run("ask", library, "rivers", "odd", "--want", "keep", "--title", "\udcff", "--words", "x", code=1).output
    assert "not written in UTF-8" in told
    assert sorted(path for path in library.rglob("*")) == before


def test_who_made_tracked_changes_is_left_out_where_others_see_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "library.toml").write_text('title = "A library"\n')
    monkeypatch.setattr("firsthand.cli.negotiate.draft.read_file", lambda *_: example().texts[1])
    run("new", tmp_path, "rivers", "--title", "Rivers", "--public")
    taken = ("draft", tmp_path, "rivers", tmp_path / "library.toml", "--label", "Rev.1", "--date", "2026")
    told = run(*taken, "--access", "public").output
    assert "Left out is who made its tracked changes: Upper Delta." in told
    kept = tmp_path / "negotiations" / "rivers" / "drafts" / "rev-1.json"
    assert '"tracked":[{"edit":"insertion","text":"in every answer to HIV","offset":53}]' in kept.read_text()
    assert "Left out" not in run(*taken, "--authors").output
    assert '"author":"Upper Delta"' in kept.read_text()


def test_a_dry_run_changes_nothing(library: Path) -> None:
    before = sorted(path for path in library.rglob("*"))
    told = run(
        "draft", library, "rivers", library / "final.md", "--label", "Rev.9", "--date", "2026-07", "--dry-run"
    ).output
    assert "the very same words as the draft “final”" in told
    assert "Nothing was changed." in told
    assert sorted(path for path in library.rglob("*")) == before


@pytest.mark.parametrize("verb", [*VERBS])
def test_every_verb_shows_examples(verb: str) -> None:
    assert "Example" in run(verb, "--help").output
