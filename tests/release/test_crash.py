"""A build that is killed leaves the release in service as it is, and nothing in the way of the next build."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_hundred_kills_leave_a_whole_release_in_service_each_time(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.release.killing", str(tmp_path), "100"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    killed, _, count, *left = done.stdout.split()
    assert killed == "100"
    assert count == "6", f"one lock, one link, what says the same and three releases, but there are: {left}"
    assert [name for name in left if not name.startswith("release-")] == [".lock", "current", "current.json"]
