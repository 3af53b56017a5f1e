"""Whether a file that came in is what its name says, as far as its beginning tells. It knows nothing of records."""

from pathlib import Path

from firsthand.documents.media import DOCX, EPUB, HEAD, ODT, PDF, detect, promised
from firsthand.documents.refusals import is_program

SIGNED = (PDF, DOCX, ODT, EPUB)
"""Types whose files always begin alike."""


def unsound(path: Path) -> tuple[str, str] | None:
    """What is wrong with a file and what to do, or None where nothing is seen to be."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        return f"The file cannot be read: {error.strerror}.", "Copy it again."
    if not head:
        return "The file is empty.", "Copy it again from where it was."
    if is_program(head, path.name):
        return "This is a program, which is not published.", "Take it out of what you import."
    wanted, found = promised(path.name), detect(head, path.name)
    if wanted in SIGNED and found != wanted:
        return (
            f"The file is named like {wanted}, and is {found}.",
            "Copy it again from where it was; it may be a page that says why it could not be had.",
        )
    return None
