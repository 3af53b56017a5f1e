"""What a book says of its own accessibility: only what is true of this very book.

After EPUB Accessibility 1.1 and the Schema.org Accessibility Properties for Discoverability Vocabulary.
"""

from msgspec import Struct

from firsthand.exports.epub.xhtml import text, tongue
from firsthand.interface import Interface

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.1 Level A"
"""Never more: that the words of a picture's description fit it no program can see."""

CERTIFIER = "Firsthand (checked by a program)"


class Qualities(Struct, frozen=True):
    pictures: int
    undescribed: int
    """Of the pictures."""
    pages: bool
    """The pages of the original are marked."""
    page_list: bool
    headings: bool
    complete: bool
    """Nothing of the file is known to be missing, or to have been read in doubt."""


def accessibility(qualities: Qualities, interface: Interface, outer: str) -> str:
    """The elements of the package's metadata. `outer` is its language."""
    described = qualities.undescribed == 0
    modes = ["textual", *(["visual"] if qualities.pictures else [])]
    features = ["displayTransformability", "readingOrder", "tableOfContents"]
    features += ["structuralNavigation"] if qualities.headings else []
    features += ["alternativeText"] if qualities.pictures and described else []
    features += ["pageBreakMarkers"] if qualities.pages else []
    features += ["pageNavigation"] if qualities.page_list else []
    lines = [
        *(_meta("schema:accessMode", mode) for mode in modes),
        _meta("schema:accessModeSufficient", "textual" if described else "textual,visual"),
        *(_meta("schema:accessibilityFeature", feature) for feature in features),
        _meta("schema:accessibilityHazard", "none"),
        _summary(qualities, interface, outer),
    ]
    if described and qualities.complete:
        lines += [_meta("dcterms:conformsTo", CONFORMS), _meta("a11y:certifiedBy", CERTIFIER)]
    return "\n".join(lines)


def _summary(qualities: Qualities, interface: Interface, outer: str) -> str:
    _ = interface.gettext
    sentences = [_("The text can be set in any size, font and colour, and be read aloud.")]
    if qualities.headings:
        sentences.append(_("Headings, lists, tables and notes are marked as such."))
    if qualities.page_list:
        sentences.append(_("The pages of the original can be gone to by their numbers."))
    if qualities.undescribed:
        said = interface.ngettext(
            "%(count)s picture has no description.", "%(count)s pictures have no description.", qualities.undescribed
        )
        sentences.append(said % {"count": interface.number(qualities.undescribed)})
    elif qualities.pictures:
        sentences.append(_("All pictures have a description."))
    if not qualities.complete:
        sentences.append(_("Something of the original may be missing; the last page says what."))
    sentences.append(_("The book was made and checked by a program; no person has looked at its accessibility."))
    said = text(" ".join(sentences))
    return f'<meta property="schema:accessibilitySummary"{_language(interface, outer)}>{said}</meta>'


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{text(value)}</meta>'


def _language(interface: Interface, outer: str) -> str:
    """In a package only xml:lang and dir are known."""
    made = tongue(interface.language, outer)
    return made[made.index(" xml:lang") :] if made else ""
