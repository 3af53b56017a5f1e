"""All statements, by year, each with where it stands: until when it can be signed, or what has become of it."""

from itertools import groupby

from msgspec import Struct

from firsthand.catalogue.records import Statement
from firsthand.front.cards import Card, make_card
from firsthand.front.feeds import forms_of
from firsthand.front.opened import Opened
from firsthand.front.standing import say_standing
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, say


class Listed(Struct, frozen=True):
    card: Card
    addressee: Said | None
    standing: str
    """Empty where nothing is known."""


class StatementYear(Struct, frozen=True):
    year: str
    statements: tuple[Listed, ...]


class Statements(Struct, frozen=True):
    years: tuple[StatementYear, ...]


def make_statements(opened: Opened, interface: Interface) -> View:
    def listed(statement: Statement) -> Listed:
        card = make_card(statement, interface, opened.shelves)
        standing = say_standing(statement, interface, opened.release.created)
        return Listed(card, say(statement.addressee, interface), standing)

    years = tuple(
        StatementYear(year, tuple(map(listed, group)))
        for year, group in groupby(opened.shelves.statements, key=lambda statement: statement.date[:4])
    )
    forms = forms_of({"kind": ("statement",)}, opened, interface)
    title = interface.gettext("Statements")
    return View("statements.html", Statements(years), title, room="statements", forms=forms)
