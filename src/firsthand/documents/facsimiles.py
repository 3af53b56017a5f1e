"""Small pictures of the pages of a file, each made in a process of its own, as files are read."""

import os
import selectors
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic

from firsthand.documents import files
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.isolation import Workers
from firsthand.documents.jobs import ATTEMPTS, Job
from firsthand.documents.worker import Answer, Task

PAGES_AT_MOST = 2_000


def paint_pages(workers: Workers, path: Path, pages: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Pages of a PDF by their numbers, each as a JPEG; those that can't be drawn are left out.

    Raises UnreadableFileError where the file can't be opened, OSError where no process can be started.
    """
    limits = workers.limits
    file = files.open_file(path, limits)
    try:
        for number, _ in zip(pages, range(PAGES_AT_MOST), strict=False):
            found: Answer | UnreadableFileError | None = None
            for attempt in range(1, ATTEMPTS + 1):
                task = Task(workers.number(), "", limits, page=number)
                found = _wait(Job(workers.send, task, file, attempt=attempt))
                if found is not None:
                    break
            if isinstance(found, Answer) and found.picture is not None:
                yield number, found.picture
    finally:
        os.close(file)


def _wait(job: Job) -> Answer | UnreadableFileError | None:
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(job.answer, selectors.EVENT_READ)
            while (left := job.deadline - monotonic()) > 0:
                if selector.select(left) and job.receive():
                    break
        return job.outcome()
    finally:
        job.close()
