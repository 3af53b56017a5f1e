"""Pictures are made anew from their pixels."""

import io

import pytest
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

from firsthand.documents.images import WIDEST, Album


def saved(picture: Picture.Image, kind: str, **settings: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()


def noise(mode: str, width: int, height: int) -> Picture.Image:
    return Picture.effect_noise((width, height), 80).convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_no_metadata_survives(kind: str) -> None:
    exif = Picture.Exif()
    exif[0x010E] = "SECRET place"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    settings: dict[str, object] = {"exif": exif, "xmp": b"<x>SECRET</x>"} if kind != "PNG" else {"exif": exif}
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Author", "SECRET name")
        settings["pnginfo"] = info
    source = saved(noise("RGB", 90, 60), kind, **settings)
    assert b"SECRET" in source
    album = Album()
    assert album.add(source + b"SECRET after the end") is not None
    (image,) = album.images
    assert b"SECRET" not in image.data
    with Picture.open(io.BytesIO(image.data)) as made:
        assert not made.getexif()
        assert not {"exif", "xmp", "comment", "Author", "icc_profile"} & set(made.info)
        assert made.get_format_mimetype() == image.media_type


def test_a_photo_stands_upright() -> None:
    exif = Picture.Exif()
    exif[0x0112] = 6
    album = Album()
    album.add(saved(noise("RGB", 80, 40), "JPEG", exif=exif))
    assert (album.images[0].width, album.images[0].height) == (40, 80)


def test_a_large_picture_is_made_smaller_and_a_monstrous_one_left_out() -> None:
    album = Album()
    album.add(saved(Picture.new("L", (5000, 100)), "PNG"))
    assert (album.images[0].width, album.images[0].height) == (WIDEST, 40)
    assert album.add(saved(Picture.new("1", (30_000, 30_000)), "PNG")) is None
    assert [remark.code for remark in album.remarks()] == ["dropped-picture"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels(mode: str) -> None:
    picture = Picture.new(mode, (20, 20))
    album = Album()
    assert album.add(saved(picture, "TIFF" if mode in {"CMYK", "I;16"} else "PNG"))
    assert album.images[0].media_type in {"image/png", "image/jpeg", "image/webp"}


def test_see_through_stays_see_through() -> None:
    album = Album()
    album.add(saved(Picture.new("RGBA", (20, 20), (1, 2, 3, 0)), "PNG"))
    with Picture.open(io.BytesIO(album.images[0].data)) as made:
        assert made.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_picture_shown_twice_is_kept_once() -> None:
    album = Album()
    data = saved(noise("RGB", 30, 30), "PNG")
    assert album.add(data) == album.add(data)
    assert len(album.images) == 1


@pytest.mark.parametrize(
    "data", [b"", b"nothing", b"<svg/>", b"\xd7\xcd\xc6\x9a", b"\x89PNG\r\n\x1a\n" + bytes(40), b"%!PS"]
)
def test_what_is_no_picture_is_left_out_with_a_remark(data: bytes) -> None:
    album = Album()
    assert album.add(data) is None
    assert album.remarks()
