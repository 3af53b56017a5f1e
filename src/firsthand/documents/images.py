"""Pictures of a document, made anew from their pixels, so that no camera, place or maker stays hidden in them.

Knows Pillow; PNG, JPEG and WebP come out. Drawings (SVG, EMF, WMF) are not painted here.
"""

import hashlib
import io
import struct
import warnings
import zlib

from PIL import Image as Picture
from PIL import ImageCms, ImageOps

from firsthand.documents.model import Image, Remark

MOST_PIXELS = 50_000_000
"""Of one picture, before it is made smaller."""
MOST_PIXELS_TOGETHER = 300_000_000
WIDEST = 2_000
"""Pixels of the longer side after it."""

_SMALL = 30_000
"""Bytes of a PNG that need not be made smaller."""
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_DAMAGES = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, AttributeError,
    ZeroDivisionError, MemoryError, struct.error, zlib.error, ImageCms.PyCMSError, Picture.DecompressionBombError,
    Picture.DecompressionBombWarning,
)  # fmt: skip


class Album:
    """Collects the pictures of one document; a picture shown twice is kept once."""

    def __init__(self) -> None:
        self._images: dict[str, Image] = {}
        self._known: dict[bytes, str | None] = {}
        self._left = MOST_PIXELS_TOGETHER
        self._drawings = 0
        self._unreadable = 0

    def add(self, data: bytes) -> str | None:
        """The SHA-256 by which `images` has the picture; None (and a remark) where it can't be shown."""
        source = hashlib.sha256(data).digest()
        if source not in self._known:
            self._known[source] = self._made(data)
        return self._known[source]

    def keep(self, pixels: Picture.Image, *, photograph: bool) -> str:
        """The SHA-256 of a picture that was painted here, in RGB: a JPEG, or of a drawing a PNG or WebP."""
        source = hashlib.sha256(repr(pixels.size).encode() + pixels.tobytes()).digest()
        if source not in self._known:
            image = _painted_photograph(pixels) if photograph else _painted_drawing(pixels)
            self._images[image.sha256] = image
            self._known[source] = image.sha256
        return self._known[source] or ""

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(self._images.values())

    def remarks(self) -> tuple[Remark, ...]:
        """What was left out."""
        found = []
        if self._drawings:
            found.append(
                Remark(
                    "dropped-drawing",
                    f"{self._drawings} drawing(s) (SVG, EMF or WMF) are left out; their texts stay.",
                    count=self._drawings,
                )
            )
        if self._unreadable:
            found.append(
                Remark(
                    "dropped-picture",
                    f"{self._unreadable} picture(s) could not be read, or were too large to show.",
                    count=self._unreadable,
                )
            )
        return tuple(found)

    def _made(self, data: bytes) -> str | None:
        if _is_drawing(data):
            self._drawings += 1
            return None
        try:
            image = self._anew(data)
        except _DAMAGES:
            self._unreadable += 1
            return None
        if image is None:
            return None
        self._images[image.sha256] = image
        return image.sha256

    def _anew(self, data: bytes) -> Image | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Picture.open(io.BytesIO(data), formats=_FORMATS) as picture:
                pixels = picture.width * picture.height
                if pixels > min(MOST_PIXELS, self._left):
                    raise ValueError("more pixels than a page can show")
                if min(picture.size) < 3:
                    return None  # a ruler or a counter, not a picture
                self._left -= pixels
                lossy = picture.format in {"JPEG", "WEBP"}
                picture.draft("RGB", (WIDEST, WIDEST))
                return _encoded(_painted(picture), lossy=lossy)


def _is_drawing(data: bytes) -> bool:
    head = data[:512].lstrip()
    return (
        data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00", b"\x1f\x8b"))
        or b"<svg" in head
        or (head.startswith(b"<?xml") and b"<svg" in data[:8192])
    )


def _painted(picture: Picture.Image) -> Picture.Image:
    """The pixels, upright, in sRGB, at most WIDEST on a side, with nothing beside them."""
    upright = ImageOps.exif_transpose(picture)
    transparent = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    profile = upright.info.get("icc_profile")
    if profile and upright.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(upright, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            upright = converted or upright
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile only shifts the colours
    plain = upright.convert("RGBA" if transparent else "L" if upright.mode in {"1", "L", "I;16"} else "RGB")
    plain.thumbnail((WIDEST, WIDEST), Picture.Resampling.LANCZOS)
    return Picture.frombytes(plain.mode, plain.size, plain.tobytes())


def _encoded(picture: Picture.Image, *, lossy: bool) -> Image:
    shapes = {"image/png": _saved(picture, "PNG", optimize=picture.width * picture.height < 500_000)}
    if picture.mode == "RGBA" and (lossy or len(shapes["image/png"]) > 200_000):
        shapes["image/webp"] = _saved(picture, "WEBP", quality=82)
    elif picture.mode != "RGBA" and (lossy or len(shapes["image/png"]) > 200_000):
        shapes["image/jpeg"] = _saved(picture, "JPEG", quality=82, optimize=True, progressive=True)
    media_type = min(shapes, key=lambda kind: len(shapes[kind]))
    data = shapes[media_type]
    return Image(hashlib.sha256(data).hexdigest(), media_type, picture.width, picture.height, data)


def _painted_photograph(picture: Picture.Image) -> Image:
    return _image(picture, "image/jpeg", _saved(picture, "JPEG", quality=82, optimize=True, progressive=True))


def _painted_drawing(picture: Picture.Image) -> Image:
    """A PNG, exact where it has few colours; a WebP where that is smaller."""
    colours = picture.getcolors(256)
    exact = picture.quantize(len(colours), dither=Picture.Dither.NONE) if colours else picture
    data = _saved(exact, "PNG")
    if len(data) <= _SMALL:
        return _image(picture, "image/png", data)
    smaller = _saved(picture, "WEBP", quality=88, method=3)
    return _image(picture, "image/png", data) if len(data) <= len(smaller) else _image(picture, "image/webp", smaller)


def _image(picture: Picture.Image, media_type: str, data: bytes) -> Image:
    return Image(hashlib.sha256(data).hexdigest(), media_type, picture.width, picture.height, data)


def _saved(picture: Picture.Image, kind: str, **settings: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()
