"""How the pages of negotiations are reached: what isn’t there is said to be absent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from firsthand.front.negotiations import show
from firsthand.front.pages import problem
from firsthand.front.pages.negotiations import agreed
from firsthand.front.pages.negotiations.processes import make_processes
from firsthand.front.view import AbsentError, ElsewhereError, View

if TYPE_CHECKING:
    from firsthand.front.addresses import Asked


def negotiating(make: Callable[..., View | None], *parts: str) -> Callable[["Asked"], View]:
    """A page of one negotiation; `parts` of the path say which."""

    def show_negotiation(asked: "Asked") -> View:
        showing = show(asked.opened, asked.interface, asked.parameters["slug"])
        rest = (asked.parameters[part] for part in parts)
        view = make(showing, asked.interface, *rest) if showing else None
        if view is None:
            raise AbsentError(problem.not_found(asked.interface))
        return view

    return show_negotiation


def show_processes(asked: "Asked") -> View:
    return make_processes(asked.opened, asked.interface)


def show_pair(asked: "Asked") -> View:
    """Two drafts chosen in a form lead to their own address; to the process where they aren’t two of its own."""
    showing = show(asked.opened, asked.interface, asked.parameters["slug"])
    if showing is None:
        raise AbsentError(problem.not_found(asked.interface))
    order = [text.draft for text in showing.negotiation.texts]
    chosen = [asked.values.get("before", ""), asked.values.get("after", "")]
    if chosen[0] == chosen[1] or not set(chosen) <= set(order):
        raise ElsewhereError(showing.base)
    raise ElsewhereError(showing.changes(*sorted(chosen, key=order.index)))


def show_agreed(asked: "Asked") -> View:
    """Who has agreed to the words that were typed."""
    return agreed.make_agreed(asked.opened, asked.interface, asked.values.get("q", ""))
