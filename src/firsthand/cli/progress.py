"""How far long work has come, shown on a terminal; nothing where the output goes to a file or another program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


@contextmanager
def bar(
    screen: "Console", title: str, total: int | None = None, *, of_bytes: bool = False
) -> Iterator[Callable[..., None]]:
    """One bar, gone when the work is done. It is moved by calling what it gives: so many are done, of so many.

    `total` is for work that tells only how much is done.
    """
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    count = DownloadColumn() if of_bytes else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bars:
        task = bars.add_task(title, total=total)

        def show(done: int, total: int | None = total) -> None:
            bars.update(task, completed=done, total=total)

        yield show
