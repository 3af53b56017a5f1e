"""The level edges of a page: ruled lines from side to side, in one piece or in many, and the edges of shaded areas."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.sheet import Picture, Rule, Sheet, Word

_NEAR = 1.5
_JOINT = 3.0
"""The widest gap between two parts of one line."""
_SHORTEST = 60.0
_THIN = 3.0
_WHITE = 0xFFFFFF
_RULES_AT_MOST = 1_500
_SHADES_AT_MOST = 1_500
_EDGES_AT_MOST = 400


class Edge(Struct, frozen=True, gc=False):
    left: float
    right: float
    y: float


def find_edges(sheet: Sheet, grids: Sequence[Grid]) -> list[Edge]:
    """The edges outside the grids, as long as a table is wide at least, from the top."""
    if len(sheet.rules) > _RULES_AT_MOST:
        return []
    lines = [rule for rule in sheet.rules if rule.lies and not any(_is_in(rule, grid) for grid in grids)]
    edges = _join(Edge(rule.left, rule.right, (rule.top + rule.bottom) / 2) for rule in lines)
    shades = [shade for shade in find_shades(sheet) if not any(_is_in(shade, grid) for grid in grids)]
    for upper in (True, False) if shades else ():
        edges = _join(
            [*edges, *(Edge(shade.left, shade.right, shade.top if upper else shade.bottom) for shade in shades)]
        )
    return edges[:_EDGES_AT_MOST]


def find_shades(sheet: Sheet) -> list[Picture]:
    """The shaded rectangles of a page in the order in which they are drawn; none where they are too many to be rows."""
    if not sheet.pictures:
        return []
    shades = [picture for picture in sheet.pictures if _is_shade(picture)]
    return shades if len(shades) <= _SHADES_AT_MOST else []


def find_behind(word: Word, shades: Sequence[Picture]) -> Picture | None:
    """The shade behind a word: what is drawn last lies on top."""
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    for shade in reversed(shades):
        if shade.left <= x <= shade.right and shade.top <= y <= shade.bottom:
            return shade
    return None


def _is_shade(picture: Picture) -> bool:
    """Whether it is a rectangle of one colour, such as lies behind a row."""
    if picture.kind != "path" or picture.fill in (-1, _WHITE) or picture.curved or picture.segments > 6:
        return False
    return picture.bottom - picture.top > _THIN and picture.right - picture.left > _THIN


def _is_in(one: Rule | Picture, grid: Grid) -> bool:
    return (
        one.left >= grid.left - _NEAR
        and one.right <= grid.right + _NEAR
        and one.top >= grid.top - _NEAR
        and one.bottom <= grid.bottom + _NEAR
    )


def _join(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on one level that touch as one; short ones are dropped."""
    levels: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.y):
        if levels and edge.y - levels[-1][0].y <= _NEAR:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    joined: list[Edge] = []
    for level in levels:
        whole: Edge | None = None
        for edge in sorted(level, key=lambda edge: edge.left):
            if whole is not None and edge.left - whole.right <= _JOINT:
                whole = Edge(whole.left, max(whole.right, edge.right), whole.y)
            else:
                joined.extend([whole] if whole else [])
                whole = edge
        joined.extend([whole] if whole else [])
    return [edge for edge in joined if edge.right - edge.left >= _SHORTEST]
