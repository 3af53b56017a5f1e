"""citeproc-py finds each macro, term and option of a style by XPath, every time it needs one; here that is done once.

A style and its locales never change while the program runs, so what was found in them stays true. It changes the
classes of citeproc itself, since lxml makes their instances; without it a reference takes more than twice as long.
"""

from collections.abc import Callable
from functools import cache
from typing import Any


@cache
def remember() -> None:
    """Make citeproc remember what it has found. Once is enough."""
    from citeproc import model

    for name in ("xpath_search", "get_macro", "get_layout", "get_formatter", "__getattr__"):
        setattr(model.CitationStylesElement, name, _remembering(getattr(model.CitationStylesElement, name)))
    model.If._type = _type
    for name in ("Parent", "Text"):
        kind = getattr(model, name)
        kind.calls_variable = _remembering(kind.calls_variable)


def _type(condition: Any, item: Any) -> list[bool]:
    """Which of the types that a condition names an item has; citeproc asks the item anew for each of forty."""
    wanted = item.reference.type
    return [each == wanted for each in condition.get("type").lower().split()]


def _remembering(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same method, with what it gave for an element and its arguments kept.

    An element that is a key stays alive, and so the same object stands for the same place of the style.
    """
    found: dict[tuple[Any, ...], Any] = {}

    def remembered(element: Any, *arguments: Any) -> Any:
        key = (element, *arguments)
        try:
            return found[key]
        except KeyError:
            result = found[key] = method(element, *arguments)
            return result

    return remembered


@cache
def item_class() -> type[Any]:
    """The item of a citation as citeproc has it, but for asking its list for its own reference hundreds of times."""
    from citeproc import CitationItem

    class Item(CitationItem):  # type: ignore[misc]
        @property
        def reference(self) -> Any:
            known = self.__dict__
            if "known" not in known:
                known["known"] = super().reference
            return known["known"]

    return Item
