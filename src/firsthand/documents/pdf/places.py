"""How a page's own coordinates become places on the page as it is shown: its visible box, and its quarter turns."""

from msgspec import Struct


class Frame(Struct, frozen=True):
    """The visible box of a page in its own coordinates (y upwards), and its quarter turns (ISO 32000-2, 7.7.3.3)."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point as (points from the left, points from the top)."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def place_box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as (left, top, right, bottom)."""
        x1, y1 = self.place(left, bottom)
        x2, y2 = self.place(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def turn(self, a: float, b: float) -> tuple[float, float]:
        """The direction (a, b) of a line of text, as it is shown, y upwards."""
        return ((a, b), (b, -a), (-a, -b), (-b, a))[self.turns]
