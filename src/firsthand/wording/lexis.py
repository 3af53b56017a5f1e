"""All that is looked for with a guide: every form of every term, proper names, and headings of lists of sources.

Made once from a guide and kept (`stock`); knows no text. Classes in {braces} are written out here, words with an
asterisk are inflected by the grammar of their language.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec import Struct

from firsthand.wording.fold import fold, spelling
from firsthand.wording.grammar import Paradigm, grammar_of
from firsthand.wording.guide import LANGUAGES, Guide, GuideError, classes_of
from firsthand.wording.schema import Names, Role, Term

SECTIONS = ("references", "thanks", "affiliations")
_SLOT = re.compile(r"\{(\w+)(?:\.(\w+))?\}")


class Entry(Struct, frozen=True, array_like=True):
    """A term of the guide, or a kind of names or headings."""

    language: str
    concept: str = ""
    term: int = 0
    """Its place among the concept's terms."""
    kind: str = "term"
    """Else a field of `Names`, or one of SECTIONS."""


class Form(Struct, frozen=True, array_like=True):
    """One spelling of a term."""

    spelling: str
    entry: int
    phrase: str
    """The term as the guide writes it, its classes written out, without asterisks."""
    features: tuple[str, ...] = ()
    captures: tuple[tuple[str, int], ...] = ()
    """Which word of each class was written out."""


class Lexis(Struct, frozen=True, array_like=True):
    guide: Guide
    entries: tuple[Entry, ...]
    patterns: tuple[bytes, ...]
    """Folded, each once."""
    forms: tuple[tuple[Form, ...], ...]
    """What each pattern may be."""

    def term(self, entry: Entry) -> Term:
        return self.guide.vocabularies[entry.language].words[entry.concept].terms[entry.term]


def compile_guide(guide: Guide, languages: Collection[str] = LANGUAGES) -> Lexis:
    """Write out what a guide has in some languages. Raises GuideError with every class and form that is not known."""
    entries: list[Entry] = []
    problems: list[str] = []
    found: dict[bytes, list[Form]] = {}
    for entry, forms in _everything(guide, languages, problems):
        number = len(entries)
        entries.append(entry)
        for form in forms:
            pattern = fold(form.spelling).data.strip(b" ")
            if pattern:
                found.setdefault(pattern, []).append(msgspec.structs.replace(form, entry=number))
    if problems:
        raise GuideError(*problems)
    return Lexis(guide, tuple(entries), tuple(found), tuple(tuple(forms) for forms in found.values()))


def _everything(
    guide: Guide, languages: Collection[str], problems: list[str]
) -> Iterator[tuple[Entry, Iterator[Form]]]:
    for language in languages:
        vocabulary = guide.vocabularies[language]
        for concept, words in vocabulary.words.items():
            for number, term in enumerate(words.terms):
                yield Entry(language, concept, number), _forms(guide, language, concept, term, problems)
        for kind in Names.__struct_fields__:
            yield Entry(language, kind=kind), (Form(name, 0, name) for name in getattr(vocabulary.names, kind))
        for kind in SECTIONS:
            headings = classes_of(vocabulary, kind)
            yield Entry(language, kind=kind), (Form(spelling(w, cyrillic=language == "ru"), 0, w) for w in headings)


def _forms(guide: Guide, language: str, concept: str, term: Term, problems: list[str]) -> Iterator[Form]:
    vocabulary = guide.vocabularies[language]
    for phrase in term.find:
        try:
            for expanded, captures in written_out(phrase, vocabulary.classes):
                paradigm = {**inflected(language, expanded, term.role, vocabulary.lexicon), **term.forms}
                for written, features in _by_spelling(paradigm).items():
                    yield Form(
                        written if term.exact else spelling(written, cyrillic=language == "ru"),
                        0,
                        expanded.replace("*", ""),
                        features,
                        captures,
                    )
        except (ValueError, KeyError) as error:
            reason = f"there is no class {error}" if isinstance(error, KeyError) else str(error).rstrip(".")
            problems.append(f"{guide.id}/{language}, concept {concept}, “{phrase}”: {reason}.")


def inflected(language: str, phrase: str, role: Role, lexicon: Mapping[str, object]) -> Paradigm:
    """All forms of a phrase; one without asterisks has one."""
    if "*" not in phrase:
        return {"": (phrase,)}
    return grammar_of(language).inflect(phrase, role, lexicon)  # type: ignore[arg-type]


def _by_spelling(paradigm: Paradigm) -> dict[str, tuple[str, ...]]:
    features: dict[str, list[str]] = {}
    for feature, spellings in paradigm.items():
        for written in spellings:
            features.setdefault(written, []).append(feature)
    return {written: tuple(found) for written, found in features.items()}


def written_out(
    phrase: str, classes: Mapping[str, tuple[str | dict[str, str], ...]]
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """A term with each word of its classes in the place of their braces. Raises KeyError for an unknown class."""
    slots = list(dict.fromkeys(match[1] for match in _SLOT.finditer(phrase)))
    for numbers in itertools.product(*(range(len(classes[slot])) for slot in slots)):
        chosen = dict(zip(slots, numbers, strict=True))

        def word(match: re.Match[str], chosen: dict[str, int] = chosen) -> str:
            found = classes[match[1]][chosen[match[1]]]
            return found if isinstance(found, str) else found[match[2] or "find"]

        yield _SLOT.sub(word, phrase), tuple(chosen.items())


def filled(
    phrase: str, captures: tuple[tuple[str, int], ...], classes: Mapping[str, tuple[str | dict[str, str], ...]]
) -> str | None:
    """A suggestion with the words that were found in the place of its braces; None where one was not."""
    chosen = dict(captures)

    def word(match: re.Match[str]) -> str:
        found = classes[match[1]][chosen[match[1]]]
        if isinstance(found, str):
            return found.replace("*", "")
        return found[match[2]] if match[2] else found.get("use", found["find"].replace("*", ""))

    try:
        return _SLOT.sub(word, phrase)
    except KeyError:
        return None
