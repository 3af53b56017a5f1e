"""How the pages of negotiations are reached: what isn’t there is said to be absent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from firsthand.front.negotiations import show
from firsthand.front.pages import problem
from firsthand.front.pages.negotiations import agreed
from firsthand.front.pages.negotiations.processes import make_processes
from firsthand.front.view import AbsentError, ElsewhereError, View
from firsthand.front.withdrawn import draft_since, since

if TYPE_CHECKING:
    from firsthand.front.addresses import Asked


def negotiating(make: Callable[..., View | None], *parts: str) -> Callable[["Asked"], View]:
    """A page of one negotiation; `parts` of the path say which."""

    def show_negotiation(asked: "Asked") -> View:
        showing = show(asked.opened, asked.interface, asked.parameters["slug"])
        rest = (asked.parameters[part] for part in parts)
        view = make(showing, asked.interface, *rest) if showing else None
        if view is None:
            raise _absent(asked, *(asked.parameters[part] for part in parts if part != "ask"))
        return view

    return show_negotiation


def _absent(asked: "Asked", *drafts: str) -> AbsentError:
    """That it was withdrawn, and when, where the negotiation or one of these drafts was; else that nothing is here."""
    slug = asked.parameters["slug"]
    days = (since(asked.opened, "negotiations", slug), *(draft_since(asked.opened, slug, draft) for draft in drafts))
    gone = next((day for day in days if day), None)
    return AbsentError(problem.gone_file(gone, asked.interface) if gone else problem.not_found(asked.interface))


def show_processes(asked: "Asked") -> View:
    return make_processes(asked.opened, asked.interface)


def show_pair(asked: "Asked") -> View:
    """Two drafts chosen in a form lead to their own address; to the process where they aren’t two of its own."""
    showing = show(asked.opened, asked.interface, asked.parameters["slug"])
    if showing is None:
        raise _absent(asked)
    order = [text.draft for text in showing.negotiation.texts]
    chosen = [asked.values.get("before", ""), asked.values.get("after", "")]
    if chosen[0] == chosen[1] or not set(chosen) <= set(order):
        raise ElsewhereError(showing.base)
    raise ElsewhereError(showing.changes(*sorted(chosen, key=order.index)))


def show_agreed(asked: "Asked") -> View:
    """Who has agreed to the words that were typed."""
    return agreed.make_agreed(asked.opened, asked.interface, asked.values.get("q", ""))
