"""A real browser and the site it reads: a server of the fixture library on loopback, and Chromium alone with it."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
NODE_MODULES = Path(__file__).resolve().parents[1] / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def need_chromium() -> None:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium is not installed at {CHROMIUM}")


def need_packages() -> None:
    """The packages of tests/package.json, installed once if npm is here."""
    if AXE.exists() and VNU.exists():
        return
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    command = ["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(NODE_MODULES.parent)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=180)
    if result.returncode or not (AXE.exists() and VNU.exists()):
        pytest.skip(f"npm could not install the packages of tests/package.json: {result.stderr[-300:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(library: Path, folder: Path, *options: str) -> Iterator[tuple[str, Path]]:
    """The address of a library's server, as `firsthand serve` runs it, and what it says in a file in `folder`."""
    port, log = free_port(), folder / "serve.log"
    program = "from firsthand.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(library), "--port", str(port), *options]
    with log.open("w") as output:
        server = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONUNBUFFERED": "1"}
        )
    try:
        _wait_for(port, server, log)
        yield f"http://127.0.0.1:{port}", log
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            raise AssertionError(log.read_text())
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not begin to listen: {log.read_text()}")


def violations(page: Page) -> list[str]:
    options = "{resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}"
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({options}).then(result => result.violations)")
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def tab_to(page: Page, role: str) -> None:
    """Press Tab until an element with the role has the focus, which must then be seen."""
    wanted = role.removeprefix("role=")
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == wanted:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"no element with the role {wanted} can be reached with Tab")


def nu_remarks(pages: dict[str, bytes], folder: Path) -> str:
    """What the Nu HTML Checker of the W3C says of pages and style sheets, with their names before each line."""
    need_packages()
    names = {}
    for number, (name, data) in enumerate(pages.items()):
        file = f"{number}.{'css' if name.endswith('.css') else 'html'}"
        (folder / file).write_bytes(data)
        names[file] = name
    command = ["java", "-jar", str(VNU), "--skip-non-html", "--format", "gnu", str(folder)]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=300)
    except FileNotFoundError:
        pytest.skip("java is not installed")
    lines = [
        re.sub(r"^.*?(\d+\.(?:html|css))", lambda match: names[match[1]], line) for line in result.stderr.splitlines()
    ]
    assert result.returncode == 0 or any(lines)
    return "\n".join(line for line in lines if line.strip())
