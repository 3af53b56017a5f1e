"""A bar is for whoever watches a terminal, and for nobody else."""

import io
from typing import Any

from rich.console import Console

from firsthand.cli.progress import bar


def shown(done: tuple[int, ...], *, terminal: bool = True, **options: Any) -> str:
    out = io.StringIO()
    screen = Console(file=out, width=80, force_terminal=terminal, color_system=None)
    with bar(screen, "Opening", **options) as progress:
        progress(*done)
    return out.getvalue()


def test_a_terminal_is_shown_how_much_is_done_of_how_much() -> None:
    assert "Opening" in shown((3,), total=7)
    assert "3/7" in shown((3,), total=7)
    assert "3/8" in shown((3, 8))
    assert "2.0/4.0 kB" in shown((2_000, 4_000), of_bytes=True)


def test_a_file_and_another_program_are_told_nothing() -> None:
    assert shown((3,), terminal=False, total=7).strip() == ""
