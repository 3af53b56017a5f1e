"""Asks veraPDF, the reference checker of PDF/UA, about many files in one process; says how to bring it here."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JARS = ROOT / "build" / "verapdf" / "jars"
CHECK = ROOT / "tests" / "verapdf" / "check.js"
SHELL = "org.mozilla.javascript.tools.shell.Main"


def faults(files: Sequence[Path]) -> dict[str, list[str]]:
    """Name of each file -> what is wrong with it by PDF/UA-1; nothing, one hopes."""
    if shutil.which("java") is None or not JARS.is_dir():
        pytest.skip("veraPDF is not here: `make build/verapdf/.jars` brings it, with Maven and Java")
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{JARS}/*", SHELL, str(CHECK), *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert said.returncode == 0, said.stderr[-2_000:]
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    return {file.name: found for file, found in zip(files, lines, strict=True)}
