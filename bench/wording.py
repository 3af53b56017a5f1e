"""The wording check over real prose: Firsthand beside alex and codespell, and beside a bare pass over the bytes.

The prose is what lies on a Unix machine in English, French, Spanish and Russian (`real_text`) or, where
FIRSTHAND_PROSE names a folder of text files, those. Peers are whole commands, run in turn; what counts is CPU seconds
of all their processes less those of the same command on a file of one line. alex and codespell do other work besides:
the ratio is of the time to check a text for words, not of worth. The bare pass decodes UTF-8 and looks at every byte.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.real_text import entries

from firsthand.wording import Checker

MEGABYTES = int(os.environ.get("FIRSTHAND_BENCH_PROSE", "8"))
ROUNDS = 5
SLICE = 300_000
"""Characters that alex gets: more would take it minutes."""
TARGETS = {"alex": 300.0, "codespell": 5.0, "bare": 0.1}
ALEX = "11.0.1"


def prose() -> dict[str, str]:
    """English prose, and prose in all four languages by turns."""
    if folder := os.environ.get("FIRSTHAND_PROSE"):
        english = "\n\n".join(path.read_text("utf-8") for path in sorted(Path(folder).glob("*.txt")))
        return {"english": english, "four languages": english}
    passages = [entry for entry in entries(400_000) if entry.language in ("en", "fr", "es", "ru")]
    english = "\n\n".join(entry.text for entry in passages if entry.language == "en")
    mixed = "\n\n".join(entry.text for entry in passages)
    return {"english": english[: MEGABYTES * 10**6], "four languages": mixed[: MEGABYTES * 10**6]}


def cpu(command: list[str]) -> float:
    """CPU seconds of a command and of all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_process(call: Callable[[], object]) -> float:
    before = time.process_time()
    call()
    return time.process_time() - before


def alex_command() -> list[str] | None:
    """Installs alex into the folder of peers, once; None where npm or the registry is not at hand."""
    program = Path("build/peers/node_modules/.bin/alex")
    if not program.exists() and shutil.which("npm"):
        install = ["npm", "install", "--prefix", "build/peers", "--no-audit", "--no-fund", f"alex@{ALEX}"]
        subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return [str(program.resolve()), "--quiet"] if program.exists() else None


def net(commands: dict[str, tuple[list[str], int]], line: Path) -> dict[str, list[float]]:
    """Characters a CPU second of each command, net of its start-up, in each round."""
    speeds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, (command, size) in commands.items():
            taken = cpu(command) - cpu([*command[:-1], str(line)])
            speeds[name].append(size / max(taken, 1e-3))
    return speeds


def compare_commands(text: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        whole, part, line = folder / "whole.txt", folder / "part.txt", folder / "line.txt"
        whole.write_text(text, "utf-8")
        part.write_text(text[:SLICE], "utf-8")
        line.write_text("The house is in the town, and it was built of stone.\n")
        here = Path(sys.executable).parent
        commands: dict[str, tuple[list[str], int]] = {
            "firsthand": ([str(here / "firsthand"), "check", "--format", "json", str(whole)], len(text)),
            "codespell": ([str(here / "codespell"), str(whole)], len(text)),
        }
        if alex := alex_command():
            commands["alex"] = ([*alex, str(part)], min(SLICE, len(text)))
        cpu(commands["firsthand"][0])  # The compiled guide is kept from the first run on, as it is for users.
        speeds = {name: statistics.median(rounds) for name, rounds in net(commands, line).items()}
        for name, speed in speeds.items():
            print(f"  {name:<12}{speed / 1e6:>9.2f} million characters a CPU second, net")
        for peer in ("alex", "codespell"):
            if peer in speeds:
                ratio = speeds["firsthand"] / speeds[peer]
                print(f"  {ratio:.1f} times {peer} (wanted: {TARGETS[peer]:g})")


def compare_bare(name: str, text: str) -> None:
    checker, data = Checker(), text.encode()
    checker.check("One addict.")
    ratios = []
    for _ in range(ROUNDS):
        bare = in_process(lambda: (data.decode(), data.count(b"\x00")))
        ours = in_process(lambda: checker.check(data.decode()))
        ratios.append((bare / ours, len(data) / ours))
    ratio, speed = (statistics.median(column) for column in zip(*ratios, strict=True))
    found = len(checker.check(text).findings)
    print(
        f"  {name}: {speed / 1e6:.1f} MB/s, {ratio:.3f} of a bare pass (wanted: {TARGETS['bare']}); {found} findings "
        f"in {len(data) / 1e6:.1f} MB"
    )


def short_file() -> None:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "note.txt")
        path.write_text("Two heroin addicts were arrested in the park.\n")
        command = [str(Path(sys.executable).parent / "firsthand"), "check", str(path)]
        subprocess.run(command, capture_output=True, check=False)
        times = []
        for _ in range(3 * ROUNDS):
            before = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            times.append(time.perf_counter() - before)
    print(f"  a short file: {1000 * statistics.median(times):.0f} ms from start to end (wanted: 150)")


def main() -> None:
    texts = prose()
    for name, text in texts.items():
        compare_bare(name, text)
    compare_commands(texts["english"])
    short_file()
