"""What a network says of concepts in files of its own, laid over the thesaurus that comes with Firsthand.

A table of such a file is a concept that is known, which it changes, or a new one. Names are added; `without` takes
names out, and `removed = true` a whole concept. The names of everyday words are changed in the same way.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.languages import normalise
from firsthand.catalogue.malformed import MalformedError
from firsthand.search.thesaurus import RELATIONS, shipped_entries
from firsthand.search.thesaurus.assembling import assemble, faults_in
from firsthand.search.thesaurus.everyday import PREFIX, shipped_words
from firsthand.search.thesaurus.records import Entry, Fault, Labels, Thesaurus, ThesaurusError

Tables = Mapping[str, Any]
"""Of one file: id of a concept -> what is said of it."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = 'Write languages (en = { label = "…" }), broader, related, close or removed.'


class _Said(Struct, frozen=True, forbid_unknown_fields=True):
    """What a file says of the names of a concept in one language."""

    label: str = ""
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class _Links(Struct, frozen=True):
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: str = ""


def read(files: Mapping[str, Path]) -> Thesaurus:
    """The shipped thesaurus with the files of a network over it, by their names.

    Raises ThesaurusError where they contradict themselves; they are expected to have been looked through before.
    """
    tables = {}
    for name, path in sorted(files.items()):
        try:
            tables[name] = tomllib.loads(path.read_text("utf-8-sig"))
        except (OSError, ValueError) as fault:
            raise ThesaurusError(f"{name} of the thesaurus can't be read: {fault}") from fault
    return layered(tables)


def layered(files: Mapping[str, Tables]) -> Thesaurus:
    """The shipped thesaurus with the tables of some files over it. Raises ThesaurusError with all that is wrong."""
    layers = _Layers()
    for name, tables in files.items():
        for concept, table in tables.items():
            layers.lay(name, concept, table)
    return layers.finish()


class _Layers:
    """Entries with what was laid over them so far."""

    def __init__(self) -> None:
        self.entries = dict(shipped_entries())
        self.words: dict[str, Mapping[str, Labels]] = dict(shipped_words())
        self.files: dict[str, str] = {}
        """Concept -> the file that spoke of it last."""
        self.faults: list[Fault] = []

    def lay(self, file: str, concept: str, table: Any) -> None:
        faults = list(self._lay(concept, table))
        self.files[concept] = file
        self.faults += [replace(fault, file=file) for fault in faults]

    def _lay(self, concept: str, table: Any) -> Iterator[Fault]:
        if not isinstance(table, dict):
            yield Fault(
                concept, (concept,), f"“{concept}” is no concept.", f"Begin each concept with its id: [{concept}]."
            )
        elif not _ID.fullmatch(concept):
            yield Fault(
                concept,
                (concept,),
                f"“{concept}” is not fit to be an id.",
                "Use lower-case letters a–z, digits, hyphens.",
            )
        elif "removed" in table:
            yield from self._remove(concept, table)
        elif concept.startswith(PREFIX):
            self.words[concept] = yield from self._names(concept, table, self.words.get(concept, {}))
        else:
            before = self.entries.get(concept, Entry({}))
            links = {key: table[key] for key in RELATIONS if key in table}
            try:
                given = msgspec.convert(links, _Links)
            except msgspec.ValidationError as fault:
                yield Fault(concept, (concept,), f"{fault}.", "Write broader and related as lists of ids.")
                given = _Links()
            labels = yield from self._names(concept, table, before.labels)
            self.entries[concept] = replace(before, labels=labels, **{key: getattr(given, key) for key in links})

    def _remove(self, concept: str, table: Tables) -> Iterator[Fault]:
        if table != {"removed": True}:
            remedy = "Write “removed = true” and nothing else, or take that line out."
            yield Fault(concept, (concept, "removed"), f"“{concept}” is removed and described.", remedy)
        elif concept not in self.entries and concept not in self.words:
            remedy = "Look its id up in the address of its page."
            yield Fault(concept, (concept, "removed"), f"“{concept}” is no concept that could be removed.", remedy)
        self.words.pop(concept, None)
        if self.entries.pop(concept, None):
            for name, entry in self.entries.items():
                broader, related = (
                    tuple(one for one in ids if one != concept) for ids in (entry.broader, entry.related)
                )
                self.entries[name] = replace(entry, broader=broader, related=related)

    def _names(self, concept: str, table: Tables, before: Mapping[str, Labels]) -> Any:
        """The names in every language, as a generator that gives faults and returns the names."""
        labels = dict(before)
        for key, value in table.items():
            if key in RELATIONS:
                continue
            place = (concept, key)
            try:
                language = normalise(key)
                said = msgspec.convert(value, _Said)
            except MalformedError as fault:
                yield Fault(
                    concept,
                    place,
                    f"“{key}” is neither a language nor anything else that is known here. {fault}",
                    _KEYS,
                )
            except msgspec.ValidationError as fault:
                remedy = "Each language has label, also, short, hidden, without: " + '{ label = "…", also = ["…"] }.'
                yield Fault(concept, place, f"{fault}.", remedy)
            else:
                known = labels.get(language)
                if not said.label and (known is None or known.label in said.without):
                    remedy = "Write it: " + f'{key} = {{ label = "…" }}.'
                    yield Fault(concept, place, f"“{concept}” has no name to use in “{language}”.", remedy)
                    continue
                yield from _absent(concept, place, said, known)
                labels[language] = _merged(known, said)
        if not labels:
            remedy = "Write one: " + 'en = { label = "…" }.'
            yield Fault(concept, (concept,), f"“{concept}” has no name in any language.", remedy)
        return labels

    def finish(self) -> Thesaurus:
        entries = {name: entry for name, entry in self.entries.items() if entry.labels}
        faults = self.faults or [self._placed(fault) for fault in faults_in(entries)]
        if faults:
            raise ThesaurusError("\n".join(fault.message for fault in faults), tuple(faults))
        return replace(assemble(entries), everyday=self.words)

    def _placed(self, fault: Fault) -> Fault:
        """A fault between concepts, where a file of the network speaks of one of them."""
        named = [name for name in (fault.concept, *fault.others) if name in self.files]
        if not named or named[0] == fault.concept:
            return replace(fault, file=self.files.get(fault.concept, ""))
        return replace(fault, file=self.files[named[0]], place=(named[0],))


def _absent(concept: str, place: tuple[str, ...], said: _Said, known: Labels | None) -> Iterator[Fault]:
    names = {name.casefold() for name in known.every} if known else set()
    for name in said.without:
        if name.casefold() not in names:
            message = f"“{name}” is no name of “{concept}”, so it can't be taken out."
            yield Fault(concept, (*place, "without"), message, "Write it as the thesaurus has it, or leave it out.")


def _merged(known: Labels | None, said: _Said) -> Labels:
    """What is said of a name now holds, whatever kind of name it was. A name to use that is replaced is still found."""
    if known is None:
        return Labels(said.label, said.also, said.short, said.hidden)
    new = {name.casefold() for name in (said.label, *said.also, *said.short, *said.hidden)}
    gone = new | {name.casefold() for name in said.without}

    def kept(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if name.casefold() not in gone)

    return Labels(
        said.label or known.label,
        (*kept(*((known.label,) if said.label else ()), *known.also), *said.also),
        (*kept(*known.short), *said.short),
        (*kept(*known.hidden), *said.hidden),
        known.seen,
    )
