"""The pages of a long list: which one this is, and the addresses of the one before and the one after."""

from collections.abc import Callable

from msgspec import Struct


class Turning(Struct, frozen=True):
    number: int
    pages: int
    previous: str | None = None
    next: str | None = None


def turn(asked: int, items: int, per_page: int, address: Callable[[int], str]) -> Turning:
    """A page beyond the last one is the last one."""
    pages = max(-(-items // per_page), 1)
    number = min(asked, pages)
    return Turning(
        number,
        pages,
        address(number - 1) if number > 1 else None,
        address(number + 1) if number < pages else None,
    )
