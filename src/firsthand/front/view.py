"""What a page kind gives: which template shows it, with what, and how long it may be kept."""

from typing import Any

from msgspec import Struct

from firsthand.front.headers import A_MINUTE


class Form(Struct, frozen=True):
    """Another form of a page, for programs: `<link rel="alternate" type title href>`."""

    type: str
    """Media type, without parameters."""
    title: str
    address: str


class View(Struct, frozen=True):
    template: str
    page: Any
    """The page's own frozen structure; `page` in its template."""
    title: str
    """Of the window, without the library's name."""
    title_language: str | None = None
    """BCP 47, where it is not the interface's."""
    description: str = ""
    room: str = ""
    """Which entry of the main navigation is marked."""
    words: str = ""
    """What stands in the search box."""
    status: int = 200
    keep: bytes = A_MINUTE
    indexed: bool = True
    """Whether search engines of the web may list it."""
    forms: tuple[Form, ...] = ()
    """The page in other forms, such as the feed of what is chosen in a list."""
    item: Any = None
    """The record and edition shown, for metadata: a `firsthand.front.pages.reading.Shown`, or the record alone."""


class ElsewhereError(Exception):
    """The page is at another address of this site (a path, with a fragment perhaps)."""

    def __init__(self, address: str, status: int = 302) -> None:
        super().__init__(address)
        self.address = address
        self.status = status


class AbsentError(Exception):
    """There is no such page, or no longer; the view says what a reader can do."""

    def __init__(self, view: View) -> None:
        super().__init__(view.title)
        self.view = view
