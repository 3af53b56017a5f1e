"""The manual of the wording check knows every option, format, setting and field that there is."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.wording.drafts import DRAFT, examined
from tests.wording.small import checker

from firsthand.cli import main
from firsthand.cli.check import check
from firsthand.cli.request import FORMATS, KINDS, SEVERITIES
from firsthand.wording.reports import Tally, Wishes, writer
from firsthand.wording.settings import Settings, read_settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference" / "wording-check.md").read_text("utf-8")
GUIDE = (DOCS / "guides" / "check-your-words.md").read_text("utf-8")


def test_every_option_is_told_and_no_other() -> None:
    there = {name for each in check.params if isinstance(each, click.Option) for name in each.opts if name[:2] == "--"}
    told = set(re.findall(r"`(--[a-z-]+)", REFERENCE))
    assert told == there
    assert set(re.findall(r"(--[a-z-]+)", GUIDE)) <= there


def test_every_format_kind_and_gravity_is_told() -> None:
    names = (*FORMATS, *KINDS, *SEVERITIES)
    assert [name for name in names if not re.search(rf"[`|]{name}[`|]", REFERENCE)] == []


def test_every_setting_is_told_in_an_example_that_can_be_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", REFERENCE, re.DOTALL)
    known = {name for name in Settings.__struct_encode_fields__ if name != "root"}
    assert set(tomllib.loads(example)["check"]) == known
    (tmp_path / "firsthand.toml").write_text(example, "utf-8")
    assert read_settings(tmp_path / "firsthand.toml").fail_on == "stigmatising"


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL))
def test_examples_of_the_guide_can_be_read(tmp_path: Path, example: str) -> None:
    (tmp_path / "firsthand.toml").write_text(example, "utf-8")
    assert read_settings(tmp_path / "firsthand.toml").allow


def test_every_field_of_the_json_is_told() -> None:
    seen = examined("The drug user of it. <!-- firsthand: ignore -- why -->\n\n" + DRAFT, explain=True)
    report, tally = writer("json", checker(), Wishes()), Tally()
    tally.add(seen)
    told = json.loads("".join((report.head(), *report.file(seen), *report.tail(tally))))
    names = {*told, *told["summary"], *told["files"][0], *told["files"][0]["findings"][0]}
    names |= {*told["files"][0]["suppressed"][0], *told["files"][0]["findings"][0]["suggestions"][0]}
    told_of = set(re.findall(r"`(?:[a-z]+\[\]\.)?([a-z_]+)(?:\[\])?`", REFERENCE))
    assert names - told_of == set()


def test_the_first_example_shows_what_is_really_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"\$ firsthand check draft.md\n(.*?)```", GUIDE, re.DOTALL)
    (line,) = re.findall(r"│ (We .*)", example)
    Path("draft.md").write_text(f"# Visit\n\n{line}\n", "utf-8")
    shown = CliRunner().invoke(main, ["check", "draft.md"]).stdout.splitlines()
    assert [told for told in example.splitlines() if not any(each.startswith(told) for each in shown)] == []
