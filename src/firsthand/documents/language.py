"""In which language a text is: by its script where that tells, else by the statistics of its letters.

Knows scripts and the languages written in them; says None where the text is too short to tell. `tag` gives a Document
and its blocks the languages that the file itself left out.
"""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.blocks import text_of, texts
from firsthand.documents.language_tags import tag as well_formed
from firsthand.documents.language_tags import written_in
from firsthand.documents.model import Block, Code, Document, Remark, Section, plain
from firsthand.documents.scripts import script_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = {
    "Latin": (
        "en", "fr", "es", "pt", "de", "it", "nl", "pl", "ro", "cs", "sk", "hu", "sq", "bs", "hr", "sl", "sr",
        "sv", "da", "no", "fi", "et", "lv", "lt", "ca", "tr", "az", "uz", "tk", "vi", "id", "ms", "sw", "so",
        "ha", "yo", "zu", "rw", "mg", "tl", "ht",
    ),
    "Cyrillic": ("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "tt", "ba", "mn"),
    "Arabic": ("ar", "fa", "ur", "ps", "sdh", "ug"),
    "Devanagari": ("hi", "ne", "mr"),
}  # fmt: skip
"""The languages that are told apart in each script that several of them share (ISO 639)."""

ALONE = {
    "Greek": "el", "Armenian": "hy", "Hebrew": "he", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu", "Oriya": "or",
    "Tamil": "ta", "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th", "Lao": "lo",
    "Tibetan": "bo", "Myanmar": "my", "Georgian": "ka", "Ethiopic": "am", "Khmer": "km", "Hangul": "ko", "Kana": "ja",
    "Han": "zh",
}  # fmt: skip
"""The language that a script nearly always means."""

_ALIKE = (("bs", "hr", "sr"), ("id", "ms"), ("da", "no"), ("fa", "tg"), ("mk", "bg"))
_GROUPS = {language: group for group in _ALIKE for language in group}
"""Languages so near one another that a declared one of a group is never overruled by another of it."""

_LONG = 60
"""Characters from which a block may be given a language of its own: 99 % of such passages are recognised rightly."""
_SHORT = 24
"""Letters below which a script that several languages share says nothing."""
_SAMPLE = 160
_SURE = 0.95
_PIECES = 40
_MOST = 1.25
"""The inverse of the share of a section's characters that must be in one language to make it the section's."""
_OVERRULES = 200
"""Characters surely in another language that it takes to overrule what a file declares."""


def recognise(text: str, hint: str | None = None) -> str | None:
    """The language of a text (BCP 47), or None where it cannot be told.

    `hint` is the language that somebody declared: it is given back, as it was, unless the text can't well be in it.
    """
    script = script_of(text)
    declared = well_formed(hint)
    if script is None:
        return declared
    language, surely = _judge(text, script)
    if declared is None:
        return language
    primary = declared.split("-")[0]
    if not surely or language is None or primary == language or _alike(primary, language):
        return declared
    if script in LANGUAGES and primary not in LANGUAGES[script] and not _written_elsewhere(primary, script):
        # A language that is not among those that we know; the statistics would always find another.
        return declared
    return language


def tag(document: Document) -> Document:
    """The document with its language, where the file declares none or a wrong one, and those of blocks in others."""
    declared = document.language or document.metadata.language
    language = _of_document(document, declared)
    remarks = document.remarks
    if declared and language and language != well_formed(declared):
        message = f"The file says that its language is “{declared}”, but its text is in “{language}”."
        remarks = (*remarks, Remark("other-language", message))
    heard = [_hear(section, language) for section in document.sections]
    sections = tuple(_settle(section, language, language) for section in heard)
    return replace(document, language=language, sections=sections, remarks=remarks)


def _of_document(document: Document, declared: str | None) -> str | None:
    """The language of most of the text, judged by pieces from all over it; the declared one unless that can't be."""
    pieces = [piece for text in texts(document) if len(piece := text[:_SAMPLE]) >= _LONG]
    votes: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for piece in pieces[:: max(1, len(pieces) // _PIECES)]:
        script = script_of(piece)
        language, surely = _judge(piece, script) if script else (None, False)
        if language:
            votes[language] += len(piece)
            sure[language] += len(piece) * surely
    if not votes:
        return recognise(" ".join(text for _, text in zip(range(_PIECES), texts(document), strict=False)), declared)
    language, weight = votes.most_common(1)[0]
    if declared is None:
        return language if weight * 2 > votes.total() else None
    primary = declared.split("-")[0].lower()
    # A declared language stands as long as a good part of the text may be in it.
    may_be = votes[primary] * 4 >= votes.total() or _alike(primary, language) or not _known(primary)
    script = script_of(" ".join(pieces))
    surely = sure[language] >= _OVERRULES or (script is not None and _written_elsewhere(primary, script))
    return language if surely and not may_be else well_formed(declared)


class _Heard(Struct, frozen=True):
    """A section with what its longer passages were found to be in."""

    section: Section
    heading: str | None
    blocks: tuple[tuple[Block, str | None], ...]
    """Each block, and the language that it is surely in."""
    sections: tuple["_Heard", ...]
    votes: Counter[str]
    """Characters in each language, of all that stands under the heading."""


def _hear(section: Section, language: str | None) -> _Heard:
    blocks = tuple(_hear_block(block, language) for block in section.blocks)
    sections = tuple(_hear(child, language) for child in section.sections)
    votes: Counter[str] = Counter()
    for block, found in blocks:
        if found:
            votes[found] += len(text_of(block))
    for child in sections:
        votes.update(child.votes)
    return _Heard(section, _surely(plain(section.heading)), blocks, sections, votes)


def _hear_block(block: Block, language: str | None) -> tuple[Block, str | None]:
    """The block with a language where that is not the document's, and the language that it is surely in."""
    if block.language is not None or isinstance(block, Code):
        own = block.language or language
        return (replace(block, language=None), own) if block.language == language else (block, own)
    found = _surely(text_of(block))
    if found is None:
        return block, None
    if _is_same(found, language):
        return block, language
    return replace(block, language=found), found


def _is_same(found: str, language: str | None) -> bool:
    """Whether a language that was recognised is, or may well be, the document's own with its region."""
    return language is not None and (found == language.split("-")[0] or _alike(found, language))


def _surely(text: str) -> str | None:
    """The language of a text that is long enough to be sure of it."""
    text = text[:_SAMPLE]
    script = script_of(text) if len(text) >= _LONG else None
    found, surely = _judge(text, script) if script else (None, False)
    return found if surely else None


def _settle(heard: _Heard, outer: str | None, language: str | None) -> Section:
    """A section in which what is too short to tell has the language of most of what stands around it.

    `outer` is the language of the section around it, `language` that of the document.
    """
    most, weight = heard.votes.most_common(1)[0] if heard.votes else (outer, 1)
    around = most if weight * _MOST >= heard.votes.total() else outer
    section = heard.section
    own = section.language or heard.heading or _borrow(around, plain(section.heading))
    return replace(
        section,
        language=None if own is None or own == language or _is_same(own, language) else own,
        blocks=tuple(
            block if found or isinstance(block, Code) else _lend(around, block, language)
            for block, found in heard.blocks
        ),
        sections=tuple(_settle(child, around, language) for child in heard.sections),
    )


def _lend(around: str | None, block: Block, language: str | None) -> Block:
    own = None if around == language else _borrow(around, text_of(block))
    return replace(block, language=own) if own else block


def _borrow(language: str | None, text: str) -> str | None:
    """The language of what stands around a short text, unless that is in letters of another script."""
    return written_in(language, text) if any(map(str.isalpha, text)) else None


def _judge(text: str, script: str) -> tuple[str | None, bool]:
    """The language of a text in this script, None where it is too short; and whether that is sure."""
    if script in ALONE:
        # Signs of one word on a door may be Japanese as well as Chinese.
        return ALONE[script], script != "Han" or len(text) >= _SHORT
    if script not in LANGUAGES or sum(map(str.isalpha, text)) < _SHORT:
        return None, False
    ranked = _model(script).rank(text)
    language = ranked[0][0]
    # A text that may be Croatian or Bosnian is surely not English.
    group = _GROUPS.get(language, (language,))
    probability = sum(chance for other, chance in ranked if other in group)
    return {"sdh": "ckb"}.get(language, language), probability >= _SURE


def _alike(one: str, other: str) -> bool:
    return other.split("-", maxsplit=1)[0] in _GROUPS.get(one.split("-", maxsplit=1)[0], ())


def _known(language: str) -> bool:
    return language in ALONE.values() or any(language in languages for languages in LANGUAGES.values())


def _written_elsewhere(language: str, script: str) -> bool:
    """Whether a language is known, and never written in this script."""
    return any(own == language for other, own in ALONE.items() if other != script) or any(
        language in languages for other, languages in LANGUAGES.items() if other != script
    )


@cache
def _model(script: str | None) -> "LanguageIdentifier":
    """The statistics of the languages of a script; of all languages for None, from which the others are cut."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    if script is None:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    whole = _model(None)
    part = LanguageIdentifier(
        whole.nb_ptc,
        whole.nb_pc,
        whole.nb_classes,
        whole.tk_nextmove,
        whole.tk_output,
        norm_probs=True,
        tk_row=whole.tk_row,
    )
    part.set_languages(LANGUAGES[script])
    return part
