"""Programs that a test starts, and that end with it whatever becomes of the test."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress


@contextmanager
def started(command: Sequence[object], *, env: Mapping[str, str] | None = None) -> "Iterator[subprocess.Popen[str]]":
    """A program whose output and errors are read, in a group of processes of its own.

    Where a failed test has not stopped it, it is killed with its group: `Popen` alone would wait for it without end.
    """
    pipe = subprocess.PIPE
    arguments = [str(each) for each in command]
    with subprocess.Popen(arguments, env=env, stdout=pipe, stderr=pipe, text=True, process_group=0) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
