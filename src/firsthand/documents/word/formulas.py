"""Formulas of a Word document (Office MathML) as a line of text: fractions with a stroke, powers raised."""

from collections.abc import Callable, Iterator

from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Run
from firsthand.documents.word.names import VAL, M

_RAISED = {"limlow": ("lim",), "ssup": ("sup",), "ssub": ("sub",), "ssubsup": ("sub", "sup"), "spre": ("sub", "sup")}
_DEEPEST = 40


def runs(formula: Element, depth: int = 0) -> Iterator[Run]:
    """The formula's text."""
    if depth > _DEEPEST:
        yield Run("".join(map(str, formula.itertext())))
        return
    for child in formula:
        name = name_of(child)
        if name == "t":
            yield Run(child.text or "")
        elif name in _RAISED:
            yield from _raised(child, _RAISED[name], depth)
        elif name in _SHAPES:
            yield from _SHAPES[name](child, depth)
        elif not name.endswith("pr"):
            yield from runs(child, depth + 1)


def _fraction(element: Element, depth: int) -> Iterator[Run]:
    yield from _grouped(element.find(M + "num"), depth)
    yield Run("/")
    yield from _grouped(element.find(M + "den"), depth)


def _root(element: Element, depth: int) -> Iterator[Run]:
    yield from _of(element.find(M + "deg"), depth)
    yield Run("√")
    yield from _grouped(element.find(M + "e"), depth)


def _function(element: Element, depth: int) -> Iterator[Run]:
    yield from _of(element.find(M + "fName"), depth)
    yield Run(" ")
    yield from _of(element.find(M + "e"), depth)


def _large_operator(element: Element, depth: int) -> Iterator[Run]:
    yield Run(_property(element, "chr", "∫"))
    yield from _raised(element, ("sub", "sup"), depth)


def _of(element: Element | None, depth: int) -> Iterator[Run]:
    if element is not None:
        yield from runs(element, depth + 1)


def _grouped(element: Element | None, depth: int) -> Iterator[Run]:
    parts = list(_of(element, depth))
    simple = "".join(part.text for part in parts).isalnum()
    yield from parts if simple else (Run("("), *parts, Run(")"))


def _raised(element: Element, places: tuple[str, ...], depth: int) -> Iterator[Run]:
    if name_of(element) != "nary":
        yield from _of(element.find(M + "e"), depth)
    for place in places:
        text = "".join(part.text for part in _of(element.find(M + place), depth))
        if text:
            yield Run(text, superscript=place == "sup", subscript=place != "sup")
    if name_of(element) == "nary":
        yield from _of(element.find(M + "e"), depth)


def _fenced(element: Element, depth: int) -> Iterator[Run]:
    yield Run(_property(element, "begChr", "("))
    for number, part in enumerate(element.iterchildren(M + "e")):
        if number:
            yield Run(_property(element, "sepChr", "|"))
        yield from runs(part, depth + 1)
    yield Run(_property(element, "endChr", ")"))


def _property(element: Element, name: str, usual: str) -> str:
    found = element.find(f"{M}{name_of(element)}Pr/{M}{name}")
    return usual if found is None else found.get(M + "val", found.get(VAL, ""))


_SHAPES: dict[str, Callable[[Element, int], Iterator[Run]]] = {
    "f": _fraction,
    "rad": _root,
    "func": _function,
    "d": _fenced,
    "nary": _large_operator,
}
