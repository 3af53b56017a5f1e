"""What is said of a file that has no reader: what it is, and what to do instead.

Knows media types and sentences; opens nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

from firsthand.documents import media
from firsthand.documents.errors import UnreadableFileError

_WORD = "Open it in a word processor, save it as .docx or .odt, and try again."
_SHEET = "Save what it says as a document (.docx, .odt or PDF) and try again."
_SLIDES = "Save it as PDF and try again."
_PICTURE = "If it shows a page of text, make a PDF with recognised text (OCR) of it and try again."
_RECORDING = "Give its captions (.vtt or .srt) instead."
_ARCHIVE = "Unpack it and give the files inside."
_PROGRAM = "If you did not expect this, do not open it."

_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "application/msword": ("a Word file of the old kind (.doc)", _WORD),
        "application/rtf": ("a rich-text file (.rtf)", _WORD),
        "application/x-ole-storage": ("an Office file of an old kind", _WORD),
        "application/vnd.ms-excel": ("a spreadsheet", _SHEET),
        "application/vnd.ms-powerpoint": ("a presentation", _SLIDES),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("a spreadsheet", _SHEET),
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("a presentation", _SLIDES),
        "application/vnd.oasis.opendocument.spreadsheet": ("a spreadsheet", _SHEET),
        "application/vnd.oasis.opendocument.presentation": ("a presentation", _SLIDES),
        "application/postscript": ("a PostScript file", "Convert it to PDF and try again."),
        "image/vnd.djvu": ("a DjVu file", "Convert it to PDF and try again."),
        "image/svg+xml": ("a drawing", _PICTURE),
        "application/vnd.microsoft.portable-executable": ("a program", _PROGRAM),
        "application/x-elf": ("a program", _PROGRAM),
        "application/x-mach-binary": ("a program", _PROGRAM),
        "text/x-shellscript": ("a program", _PROGRAM),
        "text/x-python": ("a program", _PROGRAM),
        "text/javascript": ("a program", _PROGRAM),
        "application/zip": ("an archive", _ARCHIVE),
        "application/gzip": ("an archive", _ARCHIVE),
        "application/x-bzip2": ("an archive", _ARCHIVE),
        "application/x-xz": ("an archive", _ARCHIVE),
        "application/zstd": ("an archive", _ARCHIVE),
        "application/x-7z-compressed": ("an archive", _ARCHIVE),
        "application/vnd.rar": ("an archive", _ARCHIVE),
    }
)
_FAMILIES = (
    ("image/", "a picture", _PICTURE),
    ("audio/", "a sound recording", _RECORDING),
    ("video/", "a film", _RECORDING),
)
_SPOKEN = MappingProxyType(
    {
        media.PDF: "a PDF",
        media.DOCX: "a Word document",
        media.ODT: "an OpenDocument text",
        media.EPUB: "an EPUB book",
        media.HTML: "a web page",
        media.MARKDOWN: "a Markdown text",
        media.PLAIN: "a plain text",
        media.VTT: "a WebVTT caption file",
        media.SRT: "an SRT caption file",
    }
)
_READABLE = "Files that can be read: PDF, DOCX, ODT, HTML, Markdown, EPUB, plain text, VTT, SRT."


def spoken(media_type: str) -> str:
    """What a person calls a file of this type, with its article."""
    if media_type in _SPOKEN:
        return _SPOKEN[media_type]
    if media_type in _KINDS:
        return _KINDS[media_type][0]
    return next(
        (word for family, word, _ in _FAMILIES if media_type.startswith(family)), f"a file of type {media_type}"
    )


def is_program(head: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is one that a computer runs, whatever its name says."""
    return _KINDS.get(media.detect(head, name), ("", ""))[1] == _PROGRAM


def refusal(media_type: str, name: str) -> UnreadableFileError:
    """Why a file of this type, under this name, is not read: encrypted, damaged, mislabelled or unsupported."""
    promise = media.promised(name)
    readable_by_name = promise in _SPOKEN
    if media_type == media.ENCRYPTED_OFFICE:
        return UnreadableFileError(
            "encrypted", "This file is protected with a password. Save a copy without a password and try again."
        )
    if media_type == media.UNKNOWN:
        if readable_by_name:
            return UnreadableFileError(
                "damaged",
                f"The file is named as {spoken(promise or '')}, but its contents are not. It may have been damaged on "
                "its way: get it again from its source.",
            )
        return UnreadableFileError("unsupported", f"This kind of file is not known. {_READABLE}")
    advice = _advice(media_type)
    if readable_by_name:
        return UnreadableFileError(
            "mislabelled", f"The file is named as {spoken(promise or '')} but is {spoken(media_type)}. {advice}"
        )
    return UnreadableFileError("unsupported", f"This is {spoken(media_type)}, which cannot be read here. {advice}")


def _advice(media_type: str) -> str:
    if media_type in _KINDS:
        return _KINDS[media_type][1]
    return next((advice for family, _, advice in _FAMILIES if media_type.startswith(family)), _READABLE)
