"""The sets of a repository with their names: by kind, theme, language and publisher, the broader before its parts."""

from collections.abc import Iterable, Iterator

from firsthand.catalogue.records import choose
from firsthand.catalogue.shelves import Shelves
from firsthand.interface import interface
from firsthand.interface.labels import name_kind

BRANCHES = {"kind": "By kind", "language": "By language", "publisher": "By publisher", "theme": "By theme"}


def set_names(stored: Iterable[str], shelves: Shelves) -> Iterator[tuple[str, str]]:
    """setSpec and setName of every set, sorted; the names are in English where they are ours.

    Of what was only in records that are gone, the spec is all that is known.
    """
    specs: set[str] = set()
    for spec in stored:
        parts = spec.split(":")
        specs |= {":".join(parts[:count]) for count in range(1, len(parts) + 1)}
    for spec in sorted(specs):
        yield spec, _name(spec, shelves)


def _name(spec: str, shelves: Shelves) -> str:
    branch, _, value = spec.partition(":")
    if not value:
        return BRANCHES.get(branch, branch)
    english = interface("en")
    match branch:
        case "kind":
            return name_kind(value, english)
        case "theme" if value in shelves.themes:
            text = choose(shelves.themes[value].labels, "en")
            return text.value if text else value
        case "publisher" if value in shelves.parties:
            text = choose(shelves.parties[value].names, "en")
            return text.value if text else value
        case "language":
            tag = value.replace(":", "-")
            return english.language_name(tag)
    return value
