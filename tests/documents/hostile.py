"""Files that attack whoever reads them, made where they are needed so that none lies in the project."""

import zlib

FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</F %d 0 R>>>>/Length 11>>stream\n"
    b"/F Do /F Do\nendstream"
)


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.4\n"
    for number, content in enumerate(objects, 1):
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def page(contents: bytes, resources: bytes = b"", *more: bytes, entries: bytes = b"") -> bytes:
    """A PDF of one page that draws these contents; `more` objects are numbered from 5."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<%b>>>>" % resources,
            b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(contents), contents),
            *more,
        ]
    )


def form_that_draws_itself() -> bytes:
    """A few kilobytes that take a reader of PDF forever: each form draws the next one twice, forty deep."""
    return page(b"/F Do", b"/XObject<</F 5 0 R>>", *(FORM % following for following in range(6, 46)))


def deflate_bomb(size: int) -> bytes:
    """A few kilobytes that unfold, in two steps, into drawing instructions of `size` bytes."""
    packed = zlib.compress(zlib.compress(b"0 0 m 9 9 l S " * (size // 14), 9), 9)
    return page(packed, entries=b"/Filter[/FlateDecode/FlateDecode]")
