"""What is wrong in a folder, in words for the person who keeps it."""

from msgspec import Struct


class Mistake(Struct, frozen=True):
    path: str
    """Of the file or folder, relative to the folder that was read; "" for that folder itself."""
    line: int | None
    """From 1; None where it is not about one line."""
    message: str
    """One sentence or two: what is wrong."""
    remedy: str
    """One sentence: what to do."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message} — {self.remedy}" if place else f"{self.message} — {self.remedy}"


class SourceErrors(Exception):  # noqa: N818 - several errors, told together
    """Every mistake of a folder, in the order of its files and lines."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes
