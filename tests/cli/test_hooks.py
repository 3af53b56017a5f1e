"""The pre-commit hook and the GitHub Action name nothing that the command doesn't have."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.wording.drafts import DRAFT, write_guide

from firsthand.cli import VERBS
from firsthand.cli.check import check

ROOT = Path(__file__).resolve().parents[2]
ACTION = (ROOT / "action.yml").read_text("utf-8")
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")


def options() -> set[str]:
    return {name for parameter in check.params if isinstance(parameter, click.Option) for name in parameter.opts}


def test_the_hook_runs_a_verb_that_there_is() -> None:
    (entry,) = re.findall(r"^  entry: firsthand (\w+)$", HOOK, re.MULTILINE)
    assert entry in VERBS
    assert "types: [text]" in HOOK


def script() -> str:
    """What the action runs last."""
    found = re.search(r"- name: Check words.*?run: \|\n(.*)\Z", ACTION, re.DOTALL)
    assert found
    return "\n".join(line[8:] for line in found[1].splitlines())


def test_the_action_names_options_that_there_are() -> None:
    assert set(re.findall(r"--[a-z-]+", script())) <= options()


def test_every_input_of_the_action_is_used() -> None:
    declared = re.findall(r"^  ([a-z-]+):\n    description:", ACTION, re.MULTILINE)
    assert set(declared) == set(re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", ACTION))


def test_no_input_of_the_action_is_run_as_a_program() -> None:
    assert "${{" not in script()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_action_checks_what_it_is_given(tmp_path: Path) -> None:
    write_guide(tmp_path)
    (tmp_path / "a draft.md").write_text("All is well.\n")
    (tmp_path / "draft.md").write_text(DRAFT, "utf-8")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "firsthand"
    program.write_text(f"#!{sys.executable}\nfrom firsthand.cli import main\nmain()\n")
    program.chmod(0o755)
    inputs = {"PATHS": "draft.md", "FORMAT": "github", "OUTPUT": "", "GUIDE": "guide", "FAIL_ON": "slur"}
    inputs |= {"ARGUMENTS": "--statistics", "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    inputs["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script()]
    ended = subprocess.run(command, cwd=tmp_path, env={**os.environ, **inputs}, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.count("::error file=draft.md,") == 3
