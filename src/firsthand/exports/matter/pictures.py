"""The pictures of a text, as large as their sheet has room for, and lightened where ink is dear."""

import io

from msgspec import Struct

from firsthand.catalogue.reading import Contents
from firsthand.exports.volume import Volume

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

POINTS = 0.6
"""Of a pixel: 120 pixels to the inch."""

LIGHTEST = 90
"""What black becomes in a lightened picture, of 255."""

MOST_PIXELS = 40_000_000
"""Of one picture: a page scanned at 600 dots to the inch has 35 million. A few bytes may claim to be many more."""

GREY_PIXELS = 900
"""The longer side of a lightened picture, at most."""


class Printed(Struct, frozen=True):
    name: str
    """Of its file."""
    width: float
    """Points."""
    height: float


class Pictures:
    def __init__(
        self,
        volume: Volume,
        width: float,
        height: float,
        *,
        lighten: bool = False,
        webp: bool = True,
        points: float = POINTS,
    ) -> None:
        """`width` and `height`: what a picture may take at most, in points. `webp`: whether it may stay such.
        `points` is the size of a pixel where there is room.
        """
        self._volume = volume
        self._images = (volume.contents or Contents(None, 0)).images
        self._width, self._height, self._lighten, self._webp = width, height, lighten, webp
        self._points = points
        self.files: dict[str, bytes] = {}
        self._known: dict[str, Printed | None] = {}

    def add(self, sha256: str) -> Printed | None:
        """The picture with its size on the sheet; None where the release does not have it."""
        if sha256 not in self._known:
            self._known[sha256] = self._add(sha256)
        return self._known[sha256]

    def _add(self, sha256: str) -> Printed | None:
        picture = self._images.get(sha256)
        if picture is None or picture.media_type not in ENDINGS or not (picture.width and picture.height):
            return None
        try:
            data = self._volume.image(sha256)
            check_bearable(data)
            ending = ENDINGS[picture.media_type]
            if self._lighten:
                ending, data = "jpg", lightened(data)
            elif ending == "webp" and not self._webp:
                ending, data = "png", as_png(data)
        except (KeyError, OSError, ValueError):
            return None
        name = f"{len(self.files) + 1}.{ending}"
        self.files[name] = data
        scale = min(self._points, self._width / picture.width, self._height / picture.height)
        return Printed(name, round(picture.width * scale, 2), round(picture.height * scale, 2))


def check_bearable(data: bytes) -> None:
    """ValueError for a picture that a small server could not unpack, OSError for none at all."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("too many pixels") from error
    if width * height > MOST_PIXELS:
        raise ValueError(f"{width} × {height} pixels")


def as_png(data: bytes) -> bytes:
    """A picture in a format that every word processor shows."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as opened:
        opened.save(out, "PNG", optimize=True)
    return out.getvalue()


def lightened(data: bytes) -> bytes:
    """A picture in greys that take little ink, as JPEG."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        seen = opened.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    grey = Image.alpha_composite(paper, seen).convert("L")
    grey.thumbnail((GREY_PIXELS, GREY_PIXELS))
    light = grey.point(lambda value: LIGHTEST + value * (255 - LIGHTEST) // 255)
    out = io.BytesIO()
    light.save(out, "JPEG", quality=70, optimize=True)
    return out.getvalue()
