"""Old findings are kept apart from new ones, wherever their lines move."""

from pathlib import Path

import pytest
from tests.wording.drafts import DRAFT, FOUND, examined
from tests.wording.small import checker

from firsthand.wording.baseline import BaselineError, entries_of, fingerprint, read_baseline, write_baseline
from firsthand.wording.examination import Examined, Examiner
from firsthand.wording.textfile import TextFile


def kept(folder: Path, text: str = DRAFT) -> Path:
    path = folder / "words.json"
    write_baseline(path, entries_of("draft.md", examined(text).findings, text))
    return path


def against(path: Path, text: str) -> Examined:
    return Examiner(checker(), baseline=read_baseline(path)).text(TextFile(text), "draft.md", "markdown")


def test_what_was_there_is_not_shown(tmp_path: Path) -> None:
    seen = against(kept(tmp_path), DRAFT)
    assert seen.findings == ()
    assert [each.by.origin for each in seen.suppressed] == ["baseline"] * len(FOUND)


def test_lines_may_move_and_be_wrapped_anew(tmp_path: Path) -> None:
    moved = "A new beginning.\n\n" + DRAFT.replace("a heroin\naddict", "a heroin addict")
    assert against(kept(tmp_path), moved).findings == ()


def test_a_new_finding_is_shown(tmp_path: Path) -> None:
    seen = against(kept(tmp_path), DRAFT + "\n## More\n\nThe addict of the city is new here.\n")
    assert [finding.text for finding in seen.findings] == ["addict"]


def test_the_same_words_once_more_are_new(tmp_path: Path) -> None:
    line = "The addict of the city.\n\n"
    assert len(against(kept(tmp_path, line * 2), line * 3).findings) == 1


def test_entries_that_nothing_needs_are_stale(tmp_path: Path) -> None:
    baseline = read_baseline(kept(tmp_path))
    Examiner(checker(), baseline=baseline).text(TextFile("All is well."), "draft.md", "text")
    assert len(baseline.stale()) == len(FOUND)
    assert baseline.others({"draft.md"}) == []


def test_entries_of_files_that_are_not_checked_are_not_stale(tmp_path: Path) -> None:
    baseline = read_baseline(kept(tmp_path))
    Examiner(checker(), baseline=baseline).text(TextFile("All is well."), "other.md", "text")
    assert baseline.stale() == []
    assert len(baseline.others({"other.md"})) == len(FOUND)


def test_checking_twice_takes_nothing_from_a_baseline(tmp_path: Path) -> None:
    examiner = Examiner(checker(), baseline=read_baseline(kept(tmp_path)))
    assert all(examiner.text(TextFile(DRAFT), "draft.md", "markdown").findings == () for _ in range(2))


def test_the_file_is_written_in_a_stable_order(tmp_path: Path) -> None:
    entries = entries_of("draft.md", examined(DRAFT).findings, DRAFT)
    write_baseline(tmp_path / "a.json", entries)
    write_baseline(tmp_path / "b.json", reversed(entries))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    with pytest.raises(BaselineError, match="can't be read"):
        read_baseline(path)
    path.write_text("[]")
    with pytest.raises(BaselineError, match="is no baseline"):
        read_baseline(path)
    path.write_text('{"version": 2}')
    with pytest.raises(BaselineError, match="version 2; this Firsthand reads version 1"):
        read_baseline(path)


def test_a_fingerprint_knows_the_concept_and_the_words_around() -> None:
    (one,) = examined("The addict of the city is here.").findings
    (other,) = examined("An addict of the city is here.").findings
    assert fingerprint(one, "The addict of the city is here.") != fingerprint(other, "An addict of the city is here.")
