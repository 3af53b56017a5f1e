"""What a word processor's file holds and its reading leaves out, in the words of a remark."""

from collections.abc import Mapping

from firsthand.documents.model import Remark

SAID = {
    "comments": "{} comment(s) in the margin are left out of the text and kept for editors alone.",
    "hidden": "{} stretch(es) of hidden text are left out.",
    "struck": "{} stretch(es) of text are struck through in the file; they are shown like any other.",
    "contents": "The table of contents of the file ({} lines) is left out; headings take its place.",
    "drawings": "{} chart(s) or diagram(s) are left out.",
    "foreign": "{} part(s) of the file in another format are left out.",
}


def tell_omissions(found: Mapping[str, int]) -> tuple[Remark, ...]:
    """A remark for each kind of `SAID` that was found at least once, with its count."""
    return tuple(
        Remark(f"dropped-{kind}" if kind != "struck" else "struck-through", text.format(found[kind]), count=found[kind])
        for kind, text in SAID.items()
        if found.get(kind)
    )
