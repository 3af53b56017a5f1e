"""A real LibreOffice for tests, without a window, driven through its own Python."""

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

_NUMBERS = itertools.count()


@cache
def _python() -> str | None:
    """A Python that can talk to LibreOffice."""
    for program in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python"):
        if (
            Path(program).exists()
            and subprocess.run([program, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return program
    return None


def ask(folder: Path, script: Path, arguments: Sequence[str], said: str = "", settings: str = "") -> Any:
    """What a script prints (JSON) that runs beside LibreOffice; its first argument is the name of the pipe to it."""
    python = _python()
    if shutil.which("soffice") is None or python is None:
        pytest.skip("LibreOffice (soffice) and its Python (python3-uno) are not both installed")
    profile = folder / f"office-{next(_NUMBERS)}"
    (profile / "user").mkdir(parents=True)
    if settings:
        (profile / "user" / "registrymodifications.xcu").write_text(settings)
    with _running(profile):
        command = [python, str(script), _pipe(profile), *arguments]
        asked = subprocess.run(command, input=said.encode(), capture_output=True, timeout=120)
    # A script may die with LibreOffice, whose end it asks for last; what it has printed by then is whole.
    assert asked.stdout.endswith(b"\n"), (asked.returncode, asked.stderr.decode())
    return json.loads(asked.stdout)


def _pipe(profile: Path) -> str:
    return f"firsthand-{abs(hash(profile))}"


@contextlib.contextmanager
def _running(profile: Path) -> Iterator[None]:
    accept = f"--accept=pipe,name={_pipe(profile)};urp;"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", accept]
    quiet = subprocess.DEVNULL
    office = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield
        with contextlib.suppress(subprocess.TimeoutExpired):
            office.wait(10)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)  # the program that was started has started others
        office.wait()


def converted(path: Path, kind: str) -> bytes:
    """A file in another format, as LibreOffice writes it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return path.with_suffix(f".{kind}").read_bytes()
