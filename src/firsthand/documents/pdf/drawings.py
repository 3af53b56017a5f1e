"""The drawings of a page: its straight lines, which rule tables, its pictures, and what its forms number."""

from typing import Literal

from msgspec import Struct

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.answers import Asker, Drawn, Marked
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Picture, Rule

_Kind = Literal["image", "path", "shading"]
_KINDS: dict[int, _Kind] = {bindings.PATH: "path", bindings.IMAGE: "image", bindings.SHADING: "shading"}


class Drawings(Struct, frozen=True):
    """What stands on a page besides its text."""

    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...]
    marks: dict[Handle, int]
    """The number of the marked content of each text object that a form draws."""


def find_drawings(page: Handle, frame: Frame, asker: Asker) -> Drawings:
    """The rules and pictures of a page and of the forms on it."""
    scene = asker.scene(page)
    place = frame.place_box
    return Drawings(
        rules=tuple(Rule(*place(*line)) for line in scene.lines),
        pictures=tuple(
            Picture(
                *place(drawn.left, drawn.bottom, drawn.right, drawn.top), kind=_KINDS[drawn.kind], fill=drawn.fill,
                stroked=bool(drawn.stroked), segments=drawn.segments, curved=bool(drawn.curved),
                mark=_mark(drawn, scene.numbering), form=drawn.form,
            )
            for drawn in scene.drawn
        ),
        marks={marked.object: _mark(marked, scene.numbering) for marked in scene.marked},
    )  # fmt: skip


def _mark(drawn: Drawn | Marked, numbering: int | None) -> int:
    if drawn.inside and (drawn.given >= 0 or drawn.form != numbering):
        return drawn.given
    return drawn.own
