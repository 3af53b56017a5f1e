"""Processes that check texts: they answer, can be stopped, come back, and tell nothing of a text in their faults."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.front.guide import GUIDE

from firsthand.front.examiners import ExaminationError, Examiner, ExhaustedError, Task, _answer, summary
from firsthand.wording import Checker, GuideError, Material


@pytest.fixture
def guide(tmp_path: Path) -> str:
    for name, text in GUIDE.items():
        path = tmp_path / "guide" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(tmp_path / "guide")


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    examiner = Examiner()
    yield examiner
    examiner.close()


def test_a_text_is_checked_in_another_process(examiner: Examiner, guide: str) -> None:
    text = "A wino, a wino and a wino at the Wino Institute."
    seen = examiner.examine(Task(guide, Material(text, language="en"), 2), 60)
    assert [finding.text for finding in seen.findings] == ["wino", "wino"]
    assert seen.severities == {"slur": 3}
    assert [(each.zone, each.count, each.words) for each in seen.passed] == [("name", 1, ("Wino",))]
    assert seen == summary(Checker(guide).check(Material(text, language="en"), explain=True), 2)


def test_what_takes_too_long_is_stopped_and_the_next_text_is_checked(examiner: Examiner, guide: str) -> None:
    with pytest.raises(ExhaustedError):
        examiner.examine(Task(guide, Material("wino " * 100_000), 2), 0.1)
    assert examiner.examine(Task(guide, Material("wino"), 2), 60).findings


def test_a_process_that_dies_is_told_and_started_anew(examiner: Examiner, guide: str) -> None:
    examiner.examine(Task(guide, Material("wino"), 2), 60)
    process = examiner._process
    assert process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert examiner.examine(Task(guide, Material("wino"), 2), 60).findings


def test_a_guide_that_is_not_there_is_told(examiner: Examiner, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match=r"no guide\.toml"):
        examiner.examine(Task(str(tmp_path / "nothing"), Material("wino"), 2), 60)


def test_a_fault_of_ours_names_its_place_and_nothing_of_the_text(guide: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("private words")

    monkeypatch.setattr(Checker, "check", fail)
    answer = _answer(Task(guide, Material("private words"), 2), {})
    assert answer.seen is None
    assert answer.fault.startswith("ValueError")
    assert "examiners.py" in answer.fault
    assert "private words" not in answer.fault.replace('raise ValueError("private words")', "")


def test_a_text_that_takes_all_memory_is_given_up(guide: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Checker, "check", fail)
    assert _answer(Task(guide, Material("wino"), 2), {}).exhausted


def test_a_mistake_in_the_other_process_is_a_mistake_here(
    examiner: Examiner, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.front.examiners._START", "import sys; sys.exit(3)")
    with pytest.raises(ExaminationError):
        examiner.examine(Task(guide, Material("wino"), 2), 60)
