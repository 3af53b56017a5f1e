"""What a text is called when no record says it: by its file's own title, its first heading, or its name."""

import re

from firsthand.sources.cache import Facts
from firsthand.sources.filenames import humane

TITLE_CHARACTERS = 300

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs by which a file's name can pretend to end otherwise than it does."""

_PROGRAM = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint)|LibreOffice Writer|PowerPoint Presentation)\b\s*[-–:]?\s*", re.IGNORECASE
)
_FILE_NAME = re.compile(r"\.(?:docx?|odt|rtf|pdf|indd|qxd|pptx?|html?|tex|pages|tmp|md)$", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:untitled|document|sans titre|sin título|без названия|документ|title|presentation|slide)?[\s_-]*\d*",
    re.IGNORECASE,
)


def title_of(facts: Facts | None, stem: str, *, heading_first: bool = False) -> str:
    """A title: of works the one in the file's metadata, of short texts rather the first heading."""
    if facts is not None:
        own, heading = declared(facts.metadata.title), _shortened(facts.heading)
        found = (heading or own) if heading_first else (own or heading)
        if found:
            return found
    return _TURNING.sub("", humane(stem) or stem)


def declared(title: str | None) -> str | None:
    """The title in a file's metadata, unless a program put it there ("Microsoft Word - draft3.doc", "Untitled")."""
    words = _PROGRAM.sub("", " ".join((title or "").split()))
    if _FILE_NAME.search(words) or _NOTHING.fullmatch(words):
        return None
    return _shortened(words)


def _shortened(words: str | None) -> str | None:
    """A title of bearable length: whole words, with an ellipsis where some are left out."""
    if not words or len(words) <= TITLE_CHARACTERS:
        return words or None
    return words[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + " …"
