"""One process of ours that does steps, seen from both sides: `Process` from here, `serve` from inside of it."""

import contextlib
import socket
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from firsthand.pools.protocol import DiedError, PoolError
from firsthand.pools.steps import perform

PATIENCE = 5.0
"""Seconds for a process to end by itself once it is told to."""

_START = "import sys; sys.path[:] = sys.argv[2:]; from firsthand.pools.process import serve; serve(int(sys.argv[1]))"


class Process:
    """A process that does one step after another."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        path = [str(Path(entry).resolve()) for entry in sys.path]
        with theirs, ours:
            # Not by multiprocessing: that would run the main program once more in each process.
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, str(theirs.fileno()), *path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C is for us; we end the process
            )
            self._line: Connection[Any, Any] = Connection(ours.detach())

    def run(self, packed: bytes, item: Any) -> Any:
        """What the step gives for the item. Raises DiedError, or what the step raised."""
        try:
            self._line.send((packed, item))
            done, result = self._line.recv()
        except (EOFError, OSError) as error:
            raise DiedError from error
        if not done:
            raise result
        return result

    def end(self) -> None:
        """End it at once, whatever it does. May be called from any thread, and twice."""
        self._process.kill()
        self._process.wait(PATIENCE)


def serve(descriptor: int) -> None:
    """Do steps as they come, until nobody is there any more who could want one."""
    with contextlib.suppress(EOFError, OSError), Connection(descriptor) as line:
        while True:
            packed, item = line.recv()
            done, result = _done(packed, item)
            try:
                line.send((done, result))
            except OSError:
                return
            except Exception as error:  # noqa: BLE001 - what the step gave can't be pickled
                line.send((False, PoolError(f"{type(error).__name__}: {error}")))


def _done(packed: bytes, item: Any) -> tuple[bool, Any]:
    try:
        return True, perform(packed, item)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the step was wanted
        return False, _portable(error)


def _portable(error: Exception) -> Exception:
    """The error itself, if it can be made again from its words; of any other the words are kept."""
    try:
        same = str(type(error)(*error.args)) == str(error)
    except Exception:  # noqa: BLE001 - its own code fails
        same = False
    return error if same else PoolError(f"{type(error).__name__}: {error}")
