"""How a person names a paragraph: by its id, or by its label where only one has that."""

from difflib import get_close_matches

from firsthand.catalogue.negotiations import DraftText, Paragraph
from firsthand.cli.terminal import harmless
from firsthand.negotiations.errors import WorkroomError
from firsthand.negotiations.naming import named


def paragraph(text: DraftText, said: str) -> Paragraph:
    """WorkroomError where there is none, or more than one, of that name."""
    found = named(text.paragraphs, said)
    if len(found) == 1:
        return found[0]
    if found:
        ways = "; ".join(f"{one.id} ({harmless(one.text[:40])}…)" for one in found[:8])
        raise WorkroomError(
            f"{len(found)} paragraphs of “{text.draft}” are called “{said}”. Name one by its id: {ways}"
        )
    names = {one.label for one in text.paragraphs if one.label}
    near = get_close_matches(said, names, n=3, cutoff=0.5)
    remedy = (
        f"Did you mean {' or '.join(f'“{one}”' for one in near)}?"
        if near
        else "Name it by its label as printed, or by its id."
    )
    raise WorkroomError(f"“{text.draft}” has no paragraph “{said}”. {remedy}")
