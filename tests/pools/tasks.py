"""Steps for the tests: such as end well, such as end badly, and such as end the process."""

import os
import signal
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def own_process(_: object) -> int:
    return os.getpid()


def length(text: bytes) -> int:
    return len(text)


def refuse_seven(number: int) -> int:
    if number == 7:
        raise LookupError("Seven is not there.")
    return number


def die_at_three(number: int) -> int:
    """Ends its process over one item, always."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_once(mark: str) -> str:
    """Ends its process the first time that it sees an item."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Path(mark).name


def give_what_cannot_travel(_: object) -> object:
    return lambda: None


def sleep_long(_: object) -> None:
    time.sleep(600)


def hang_once(mark: str) -> int:
    """Never ends the first time that it sees an item, and says which raylet (a worker's parent) it works for."""
    if not Path(mark).exists():
        Path(mark).with_suffix(".part").write_text(str(os.getppid()))
        Path(mark).with_suffix(".part").rename(mark)
        time.sleep(600)
    return os.getppid()


def environment(name: str) -> str | None:
    return os.environ.get(name)
