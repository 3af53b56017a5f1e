"""What the author of a guide should see before others use it: slips that its form doesn't show, overlaps, examples.

Only the uppermost layer is inspected; what it leans on may be in the layers below it.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from firsthand.wording.checker import Checker
from firsthand.wording.examples import examples, failure
from firsthand.wording.faults import Fault, GuideError, Keys, converted, fault, parsed
from firsthand.wording.fold import spelling
from firsthand.wording.guide import APART, LANGUAGES, Guide, Vocabulary, locate, read_guide, read_layer
from firsthand.wording.lexis import Form, Lexis, compile_guide, filled, inflected, written_out
from firsthand.wording.schema import Alternative, Role, Term, Words

ROOT_FILES = {"guide.toml", "concepts.toml", "sources.toml"}
_BRACE = re.compile(r"\{(\w+)(?:\.\w+)?\}")
_SENTENCE_ENDS = re.compile(r"[.!?…]+[»”\"')]*\s+(?=[\w«“\"¿¡])")


class Inspection(Struct, frozen=True):
    """What was seen in a guide."""

    faults: tuple[Fault, ...] = ()
    """To mend: with these the guide can't be used, or says other things than its author means."""
    failures: tuple[Fault, ...] = ()
    """Examples of which the check thinks otherwise."""
    notes: tuple[str, ...] = ()
    """Worth a look, and often meant."""
    examples: int = 0


class Entry(Struct, frozen=True):
    """The words of one concept, with where they stand."""

    path: Path
    keys: Keys
    language: str
    concept: str
    words: Words


def inspect_guide(name: str) -> Inspection:
    """Look through a guide. Raises GuideError only where there is none of that name."""
    folder = locate(name).resolve()
    try:
        guide, layer = read_guide(name), read_layer(folder)
    except GuideError as error:
        return Inspection(error.faults or (Fault(folder / "guide.toml", str(error)),))
    entries = list(entries_of(folder))
    faults = tuple(_faults(folder, guide, layer, entries))
    if faults:
        return Inspection(faults)
    try:
        lexis = compile_guide(guide)
    except GuideError as error:
        return Inspection((Fault(folder / "guide.toml", str(error)),))
    checker = Checker.of(lexis)
    own = {(e.language, e.concept, phrase) for e in entries for term in e.words.terms for phrase in term.find}
    return Inspection(
        failures=tuple(_failures(checker, entries)),
        notes=(*_overlaps(lexis, own), *_idle(lexis, layer)),
        examples=sum(len(e.words.bad) + len(e.words.good) for e in entries),
    )


def entries_of(folder: Path) -> Iterator[Entry]:
    """All words of a layer in the order of its files. Raises GuideError."""
    header = folder / "guide.toml"
    tables = parsed(header)
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.toml")):
            if path.stem not in APART:
                for concept, words in parsed(path).items():
                    yield Entry(path, (concept,), language, concept, converted(path, words, Words))
        for concept, words in tables.get(language, {}).items():
            yield Entry(header, (language, concept), language, concept, converted(header, words, Words))


def _faults(folder: Path, guide: Guide, layer: Guide, entries: list[Entry]) -> Iterator[Fault]:
    yield from _unread(folder)
    yield from _header(folder / "guide.toml", layer)
    yield from _concepts(folder, guide, layer)
    for entry in entries:
        yield from _entry(entry, guide)


def _unread(folder: Path) -> Iterator[Fault]:
    """Files that look like a guide's and that nothing reads."""
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder).parts
        if len(inside) == 1 and path.name not in ROOT_FILES:
            yield Fault(path, f"This file is not read. Beside guide.toml there may be {', '.join(sorted(ROOT_FILES))}.")
        elif len(inside) > 1 and (len(inside) > 2 or inside[0] not in LANGUAGES):
            yield Fault(
                path, f"This file is not read. Words stand in a folder of their language: {', '.join(LANGUAGES)}."
            )


def _header(path: Path, layer: Guide) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", layer.id):
        yield fault(path, f"The id “{layer.id}” may have small letters, digits and single hyphens only.", ("id",))
    for language in layer.header.reclaimed:
        if language not in LANGUAGES:
            problem = f"There is no language “{language}” here; there are {', '.join(LANGUAGES)}."
            yield fault(path, problem, ("reclaimed", language))


def _concepts(folder: Path, guide: Guide, layer: Guide) -> Iterator[Fault]:
    for name, concept in layer.concepts.items():
        path, keys = folder / "guide.toml", ("concepts", name)
        if name not in layer.header.concepts:
            path, keys = folder / "concepts.toml", (name,)  # type: ignore[assignment]
        for related in concept.related:
            if related not in guide.concepts:
                yield fault(path, _no("concept", related, guide.concepts), (*keys, "related"))
        for stance in concept.stances:
            if stance.source not in guide.sources:
                yield fault(path, _no("source", stance.source, guide.sources), (*keys, "stances"))
        if guide.concepts[name].severity is None and not concept.accepted:
            yield fault(path, "The concept has no severity.", keys)


def _no(what: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"There is no {what} “{name}”." + (f" Is “{near[0]}” meant?" if near else "")


def _entry(entry: Entry, guide: Guide) -> Iterator[Fault]:
    """Everything that can be wrong with a concept's words in one language."""
    vocabulary = guide.vocabularies[entry.language]
    if entry.concept not in guide.concepts:
        problem = f"{_no('concept', entry.concept, guide.concepts)} A new one needs a severity in concepts.toml."
        yield fault(entry.path, problem, entry.keys)
    why = vocabulary.words[entry.concept].why.strip()
    if entry.words.terms and (not why or why[-1] not in ".!?…»”" or _SENTENCE_ENDS.search(why)):
        yield fault(entry.path, "“why” must be one sentence, with its full stop.", (*entry.keys, "why"))
    for number, example in enumerate(entry.words.bad):
        if len(example) not in (1, 2):
            problem = f"Example {number + 1} of “bad” has a sentence and, at most, how it becomes better."
            yield fault(entry.path, problem, (*entry.keys, "bad"))
    for number, term in enumerate(entry.words.terms):
        yield from _term(entry, (*entry.keys, "terms", number), term, vocabulary, guide)
    for number, alternative in enumerate(entry.words.alternatives):
        keys = (*entry.keys, "alternatives", number)
        yield from _alternative(entry, keys, alternative, vocabulary, guide)


def _term(entry: Entry, keys: Keys, term: Term, vocabulary: Vocabulary, guide: Guide) -> Iterator[Fault]:
    if not term.find:
        yield fault(entry.path, "“find” is empty: a term needs the words to look for.", keys)
    for phrase in term.find:
        if problem := _misspelt(phrase, vocabulary) or _unformed(entry.language, phrase, term.role, vocabulary):
            yield fault(entry.path, problem, keys)
    for name in _classes_of_senses(term):
        if name not in vocabulary.classes:
            yield fault(entry.path, f"{_no('class', name, vocabulary.classes)} Classes stand in words.toml.", keys)
    yield from _sources(entry, keys, term.sources, guide)
    for alternative in term.alternatives:
        yield from _alternative(entry, keys, alternative, vocabulary, guide)
    offered = term.alternatives or vocabulary.words[entry.concept].alternatives
    if term.otherwise != "pass" and not any(a.advice or getattr(a, term.role) for a in offered):
        first = term.find[0] if term.find else ""
        yield fault(
            entry.path, f"Nothing is offered instead of “{first}”: no alternative has the role “{term.role}”.", keys
        )


def _classes_of_senses(term: Term) -> set[str]:
    lists = (
        given for s in term.senses for given in (s.previous, s.next, s.near, s.sentence, s.paragraph, s.absent)
    )  # fmt: skip
    return {word[1:] for given in lists for word in given if word.startswith("@")}


def _sources(entry: Entry, keys: Keys, sources: Iterable[str], guide: Guide) -> Iterator[Fault]:
    for source in sources:
        if source not in guide.sources:
            yield fault(entry.path, _no("source", source, guide.sources), keys)


def _alternative(
    entry: Entry, keys: Keys, alternative: Alternative, vocabulary: Vocabulary, guide: Guide
) -> Iterator[Fault]:
    roles: tuple[Role, ...] = ("person", "noun", "adjective", "verb", "phrase")
    phrases = [(role, phrase) for role in roles for phrase in getattr(alternative, role)]
    for role, phrase in phrases:
        if problem := _misspelt(phrase, vocabulary) or _unformed(entry.language, phrase, role, vocabulary, new=True):
            yield fault(entry.path, problem, keys)
    if alternative.forms and len(phrases) != 1:
        yield fault(entry.path, "“forms” of an alternative belong to one phrase; give each phrase a table.", keys)
    yield from _sources(entry, keys, alternative.sources, guide)


def _misspelt(phrase: str, vocabulary: Vocabulary) -> str:
    """What is wrong with the notation of a phrase; empty where it is right."""
    if not phrase.strip():
        return "There is an empty phrase."
    rest = _BRACE.sub("", phrase)
    if "{" in rest or "}" in rest:
        return f"“{phrase}” has a brace that isn't part of a {{class}}."
    for name in _BRACE.findall(phrase):
        if name not in vocabulary.classes:
            return f"{_no('class', name, vocabulary.classes)} Classes stand in words.toml (“{phrase}”)."
    if re.search(r"\*(?!\w|\{)", phrase):
        return f"“{phrase}” has an asterisk that stands before no word."
    return ""


def _unformed(language: str, phrase: str, role: Role, vocabulary: Vocabulary, *, new: bool = False) -> str:
    """Why the forms of a phrase can't be known; empty where they can. `new`: of a suggestion."""
    try:
        for text, captures in written_out(phrase, vocabulary.classes):
            made = filled(phrase, captures, vocabulary.classes) if new else text
            forms = inflected(language, made or text, role, vocabulary.lexicon)
            if any("*" in form for spellings in forms.values() for form in spellings):
                return f"“{phrase}” has an asterisk inside of a word; it stands before the whole word."
    except ValueError as error:
        hint = "" if "lexicon" in str(error) else " Give the word in lexicon.toml."
        return f"“{phrase}”: {str(error).rstrip('.')}.{hint}"
    except KeyError as error:
        return f"“{phrase}”: a word of its class has no entry {error}."
    return ""


def _failures(checker: Checker, entries: list[Entry]) -> Iterator[Fault]:
    for entry in entries:
        for number, example in enumerate(examples(entry.language, entry.concept, entry.words)):
            if told := failure(checker, example):
                place = ("bad", number) if example.found else ("good", number - len(entry.words.bad))
                yield fault(entry.path, told, (*entry.keys, *place))


def _overlaps(lexis: Lexis, own: set[tuple[str, str, str]]) -> Iterator[str]:
    """Words that two concepts of a language have, where one of them has them from this layer."""
    shared: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for forms in lexis.forms:
        by_spelling: dict[tuple[str, str], list[Form]] = {}
        for form in forms:
            if lexis.entries[form.entry].kind == "term":
                by_spelling.setdefault((lexis.entries[form.entry].language, form.spelling), []).append(form)
        for (language, _), same in by_spelling.items():
            concepts = tuple(sorted({lexis.entries[form.entry].concept for form in same}))
            if len(concepts) > 1 and any(_is_own(lexis, form, own) for form in same):
                shared.setdefault((language, concepts), set()).update(form.phrase for form in same)
    for (language, concepts), phrases in sorted(shared.items()):
        words = ", ".join(f"“{phrase}”" for phrase in sorted(phrases))
        yield f"{language}: {' and '.join(concepts)} both have {words}."


def _is_own(lexis: Lexis, form: Form, own: set[tuple[str, str, str]]) -> bool:
    entry = lexis.entries[form.entry]
    return any((entry.language, entry.concept, phrase) in own for phrase in lexis.term(entry).find)


def _idle(lexis: Lexis, layer: Guide) -> Iterator[str]:
    """Words that are taken back although nothing would have been found."""
    known: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for form in (form for forms in lexis.forms for form in forms):
        known[lexis.entries[form.entry].language].update((form.spelling, spelling(form.phrase)))
    for language, words in layer.header.reclaimed.items():
        for word in words:
            if spelling(word) not in known[language]:
                yield f"{language}: “{word}” is reclaimed, and no term has it."
