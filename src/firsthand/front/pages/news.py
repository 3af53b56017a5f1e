"""News of one year by month, and the years there are."""

from itertools import groupby

from msgspec import Struct

from firsthand.front.cards import Card, make_card
from firsthand.front.feeds import forms_of
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface


class Month(Struct, frozen=True):
    name: str
    """Of the month; of the year, for the news of which no month is known."""
    cards: tuple[Card, ...]


class Year(Struct, frozen=True):
    year: str
    count: int
    address: str
    here: bool


class News(Struct, frozen=True):
    year: str
    months: tuple[Month, ...]
    years: tuple[Year, ...]


def make_news(opened: Opened, interface: Interface, year: str) -> View:
    """A year without news is the newest one with any."""
    posts = opened.shelves.posts
    by_year = {key: list(group) for key, group in groupby(posts, key=lambda post: post.date[:4])}
    chosen = year if year in by_year else next(iter(by_year), "")
    months = tuple(
        Month(_heading(month, interface), tuple(make_card(post, interface, opened.shelves) for post in group))
        for month, group in groupby(by_year.get(chosen, ()), key=lambda post: post.date[:7])
    )
    years = tuple(
        Year(key, len(group), f"/{interface.language}/news?year={key}", key == chosen) for key, group in by_year.items()
    )
    forms = forms_of({"kind": ("post",)}, opened, interface)
    return View("news.html", News(chosen, months, years), interface.gettext("News"), room="news", forms=forms)


def _heading(month: str, interface: Interface) -> str:
    year_alone = len(month) == len("2024")
    return month if year_alone else interface.month(month)
