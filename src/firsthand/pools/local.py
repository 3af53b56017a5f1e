"""Steps in processes of this machine, each started when there is first something for it to do."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, Self

from firsthand.pools.flow import Flow
from firsthand.pools.process import Process
from firsthand.pools.protocol import DiedError, Fallen, Item, Result
from firsthand.pools.steps import pack


class LocalPool:
    """As many processes as steps run at once; one thread of ours waits for each of them."""

    def __init__(self, count: int | None = None) -> None:
        """`count` of processes; as many as there are processors where it is not given."""
        self._count = count or _processors()
        self._threads: ThreadPoolExecutor | None = None
        self._idle: list[Process] = []
        self._busy: set[Process] = set()
        self._era = 0
        """Changes whenever all processes are ended: what was wanted before then is not wanted any more."""
        self._lock = threading.Lock()

    @property
    def breadth(self) -> int:
        return self._count

    @property
    def ready(self) -> bool:
        return self._threads is not None

    def map(
        self,
        step: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] | None = None,
        ordered: bool = True,
    ) -> Iterator[tuple[int, Result | Fallen]]:
        return Flow(_Lanes(self, step), items, weigh, ordered=ordered).results()

    def close(self) -> None:
        self.stop()
        if self._threads:
            self._threads.shutdown(cancel_futures=True)
            self._threads = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def stop(self) -> None:
        """End all processes; others are started when they are needed."""
        with self._lock:
            ended, self._idle = [*self._idle, *self._busy], []
            self._era += 1
        for process in ended:
            process.end()

    def submit(self, packed: bytes, item: Any) -> Future[Any]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="firsthand-pool")
        return self._threads.submit(self._run, packed, item, self._era)

    def _run(self, packed: bytes, item: Any, era: int) -> Any:
        """In a thread of ours: have a step done in a process. Raises DiedError, or what the step raised."""
        with self._lock:
            if era != self._era:
                raise DiedError
            process = self._idle.pop() if self._idle else Process()
            self._busy.add(process)
        try:
            result = process.run(packed, item)
        except DiedError:
            with self._lock:
                self._busy.discard(process)
            process.end()
            raise
        except BaseException:
            self._put_back(process, era)
            raise
        self._put_back(process, era)
        return result

    def _put_back(self, process: Process, era: int) -> None:
        with self._lock:
            self._busy.discard(process)
            if era == self._era:
                self._idle.append(process)


class _Lanes:
    """One step in the processes of this machine."""

    def __init__(self, pool: LocalPool, step: Callable[[Any], Any]) -> None:
        self._pool, self._packed = pool, pack(step)

    def room(self) -> int:
        return 2 * self._pool.breadth

    def hand(self, item: Any) -> Any:
        return item

    def start(self, handed: Any, _attempt: int, /) -> Future[Any]:
        return self._pool.submit(self._packed, handed)

    def wait(self, runs: list[Future[Any]]) -> list[Future[Any]]:
        return list(wait(runs, return_when=FIRST_COMPLETED).done)

    def take(self, run: Future[Any]) -> Any:
        return run.result()

    def stop(self, runs: list[Future[Any]]) -> None:
        waiting = [run for run in runs if not run.cancel() and not run.done()]
        if waiting:
            self._pool.stop()
            wait(waiting)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
