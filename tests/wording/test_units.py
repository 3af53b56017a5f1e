"""Positions are the same place in whatever units they are counted."""

from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.wording.units import Encoding, Units

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


def counted(text: str, encoding: Encoding) -> int:
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding.replace("-16", "-16-le").replace("-32", "-32-le"), "surrogatepass")) // width


@given(st.text(), st.sampled_from(ENCODINGS), st.integers(0, 40))
@example("a😀" * 700, "utf-16", 1025)
@example("é" * 512, "utf-8", 512)
@example("", "utf-16", 0)
def test_units_count_what_an_encoding_counts(text: str, encoding: Encoding, position: int) -> None:
    units, position = Units(text, encoding), min(position, len(text))
    assert units.of(position) == counted(text[:position], encoding)
    assert units.position(units.of(position)) == position
    assert units.of(len(text)) == counted(text, encoding)


def test_a_position_inside_of_a_character_is_its_start() -> None:
    assert [Units("a😀b", "utf-16").position(units) for units in range(6)] == [0, 1, 1, 2, 3, 3]
    assert [Units("aéb", "utf-8").position(units) for units in range(6)] == [0, 1, 1, 2, 3, 3]
