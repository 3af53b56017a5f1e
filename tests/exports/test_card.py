"""The card that stands for an edition where its address is shared."""

import io

import pytest
from PIL import Image, ImageChops
from tests.exports.test_leaflet import edition
from tests.exports.volumes import volume
from tests.front.library import report

from firsthand.exports.printing.card import HEIGHT, WIDTH, is_offered, make_card


def drawn(data: bytes) -> Image.Image:
    """Where there is ink: white on black."""
    with Image.open(io.BytesIO(data)) as card:
        assert card.format == "PNG"
        assert card.size == (WIDTH, HEIGHT)
        paper = Image.new("RGB", card.size, card.convert("RGB").getpixel((3, 3)))
        return ImageChops.difference(card.convert("RGB"), paper).convert("L").point(lambda value: 255 * (value > 60))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return image.crop(box).histogram()[255]


LINE = 500
"""Pixels from the top: above is the title, below who made it and the library's name."""


def test_title_and_library_are_on_it() -> None:
    image = drawn(make_card(edition("Nothing about us")))
    assert ink(image, (0, 0, WIDTH, 300)) > 5_000
    assert ink(image, (0, LINE, WIDTH, HEIGHT)) > 3_000


@pytest.mark.parametrize(
    "title", ["x", "of us " * 30, "Rechtsschutzversicherungsgesellschaften " * 6, "word " * 400, "X" * 300]
)
def test_titles_of_any_length_leave_the_margins_free_and_the_library_legible(title: str) -> None:
    image = drawn(make_card(edition(title, subtitle="of us " * 60)))
    for margin in (
        (0, 0, 60, HEIGHT),
        (WIDTH - 60, 0, WIDTH, HEIGHT),
        (0, 0, WIDTH, 40),
        (0, HEIGHT - 30, WIDTH, HEIGHT),
    ):
        assert ink(image, margin) == 0
    short = drawn(make_card(edition("x")))
    foot = (0, HEIGHT - 110, WIDTH, HEIGHT)
    assert image.crop(foot).tobytes() == short.crop(foot).tobytes()


def test_right_to_left_titles_begin_on_the_right() -> None:
    arabic = drawn(make_card(volume(report("ar", "لا شيء عنا", chapters=1), "لا شيء عنا")))
    latin = drawn(make_card(edition("Nothing")))
    left, right = (0, 0, WIDTH // 2, 200), (WIDTH // 2, 0, WIDTH, 200)
    assert ink(arabic, right) > ink(arabic, left)
    assert ink(latin, left) > ink(latin, right)


def test_every_edition_with_letters_that_can_be_drawn_has_one() -> None:
    assert is_offered(edition("Nothing about us", address=None))
    assert not is_offered(edition("\U0001e2f0 \U0001e900\U00016fe4\U0001bc00\U0001e290\U00010570\U00012f90"))


def test_the_same_edition_gives_the_same_card() -> None:
    assert make_card(edition("Nothing about us")) == make_card(edition("Nothing about us"))
