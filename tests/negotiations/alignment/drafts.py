"""Short drafts for tests, written as lines."""

import re

from firsthand.catalogue.negotiations import Alignment, DraftText, Paragraph, Part

_LINE = re.compile(r"(?:(?P<article>[\w.]+)\s*\|)?\s*(?P<text>.*)", re.DOTALL)


def draft(slug: str, *lines: str, part: Part = Part.OPERATIVE) -> DraftText:
    """Each line is a paragraph; "3bis | Its words" stands in article 3bis. Ids are `slug` and the place."""
    found = [_LINE.fullmatch(line) for line in lines]
    return DraftText(
        slug,
        tuple(
            Paragraph(f"{slug}{place}", match["text"], part, article=match["article"] or "")
            for place, match in enumerate(found)
            if match
        ),
    )


def pairs(found: Alignment) -> set[tuple[str, str]]:
    """All that are proposed as being one: not what is only said to be possible."""
    return {
        (one, other)
        for link in found.links
        if link.kind != "unknown" and link.state != "refused"
        for one in link.before
        for other in link.after
    }
