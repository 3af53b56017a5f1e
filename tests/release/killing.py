"""Kills builds with SIGKILL and looks at what is left. Run by test_crash.py in a process of its own, since it forks."""

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.release.shelf import Shelf, paragraphs

from firsthand.release import Release, build, verify

STEPS = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "shutil.rmtree"}
"""What Python tells its audit hooks of; each is a moment at which something on disk has just changed or is about to."""


def fill(shelf: Shelf, turn: int) -> None:
    for number in range(4):
        shelf.put(f"work-{number}", paragraphs(f"This stays in work {number}.", f"Turn {turn if number == 0 else 0}."))


def forked(work: Callable[[], object]) -> int:
    """Do something in a child process; gives its id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def steps(shelf: Shelf, library: Path, limit: int) -> int:
    """Build, and die at the step with the number `limit`; gives how many steps there were."""
    count = 0

    def watch(event: str, _: object) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count == limit:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    build(shelf, library)
    return count


def main(folder: Path, turns: int) -> None:
    shelf, library = Shelf(folder), folder / "library"
    fill(shelf, 0)
    build(shelf, library)
    began = time.monotonic()
    fill(shelf, 1)
    build(shelf, library)
    duration = time.monotonic() - began
    (folder / "steps").touch()
    fill(shelf, 2)
    os.waitpid(forked(lambda: (folder / "steps").write_text(str(steps(shelf, library, 0)))), 0)
    count = int((folder / "steps").read_text())
    chance = random.Random(7)
    killed = switched = turn = 0
    while killed < turns:
        turn += 1
        fill(shelf, turn + 3)
        before = Release.open(library).id
        if turn % 2:
            # What the build before has left is cleared first, so a build can have more steps than were counted.
            limit = chance.randrange(1, count * 3 // 2)
            child = forked(lambda limit=limit: steps(shelf, library, limit))  # type: ignore[misc]
        else:
            child = forked(lambda: build(shelf, library))
            time.sleep(chance.random() * duration * 3 / 2)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        release = Release.open(library)
        release.close()
        assert verify(library) == [], f"turn {turn}"
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "a build after a killed one failed"
        killed += os.WIFSIGNALED(status)
        switched += os.WIFSIGNALED(status) and release.id != before
    fill(shelf, turn + 4)
    last = build(shelf, library)
    assert verify(last.path) == []
    left = sorted(path.name for path in library.iterdir())
    print(killed, switched, len(left), *left)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
