"""Forms of a word that its stemmer parts from it: справка and справок, cerrar and cierra, consommer and consomment.

They are made by rule, and not all of them are words; a form that nobody writes is never met. Only the names of the
thesaurus are widened so; in the library's own words the stemmer has the last say.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from firsthand.search.letters import normalise

_RULES = {
    "fr": (
        (r"^(.{2,})er$", (r"\1ent", r"\1ons", r"\1era")),
        (r"^(.{2,}[dt])re$", (r"\1ent", r"\1ons", r"\1ez")),
        (r"^(.{2,})ir$", (r"\1issent", r"\1issez", r"\1issant")),
        (r"^(.{2,})yer$", (r"\1ie", r"\1ient")),
        (r"^(.{2,}e)(l|t)er$", (r"\1\2\2e",)),
        (r"^(.{2,})al$", (r"\1aux",)),
    ),
    "es": (
        (r"^(.+)zar$", (r"\1ce",)),
        (r"^(.+)car$", (r"\1que",)),
        (r"^(.+)gar$", (r"\1gue",)),
        (r"^(.*[^aeiou])?e([^aeiou]{1,3})ar$", (r"\1ie\2a", r"\1ie\2e")),
        (r"^(.*[^aeiou])?e([^aeiou]{1,3})(?:er|ir)$", (r"\1ie\2e", r"\1i\2e")),
        (r"^(.*[^aeiou])?o([^aeiou]{1,3})ar$", (r"\1ue\2a", r"\1ue\2e")),
        (r"^(.*[^aeiou])?o([^aeiou]{1,3})(?:er|ir)$", (r"\1ue\2e",)),
        (r"^(.+)uir$", (r"\1uye",)),
    ),
    "ru": (
        (r"^(.{2,}[жчшщй])ка$", (r"\1ек",)),
        (r"^(.{2,}[жчшщ])ка$", (r"\1ек",)),
        (r"^(.+)([ьй])ка$", (r"\1ек",)),
        (r"^(.{2,}[бвгдзклмнпрстфх])ка$", (r"\1ок",)),
        (r"^(.{2,})[ое]к$", (r"\1ка", r"\1ьки")),
        (r"^(.{2,})ец$", (r"\1ца", r"\1ьца")),
        (r"^(.{3,}[^аеиоуыэюяьъй])$", (r"\1а", r"\1ов")),
        (r"^(.{2,})[её]вать$", (r"\1ует", r"\1юет")),
        (r"^(.{2,})овать$", (r"\1ует",)),
        (r"^(.{2,}[^аеиоуыэюя])ный$", (r"\1ен",)),
        (r"^(.{2,})ить$", (r"\1лен", r"\1ят")),
    ),
}
"""Language -> what a word is like, and the forms it has besides."""
_COMPILED = {tag: tuple((re.compile(pattern), forms) for pattern, forms in rules) for tag, rules in _RULES.items()}


@cache
def _irregular() -> dict[tuple[str, str], tuple[str, ...]]:
    """Language and word -> its forms that no rule makes."""
    found = {}
    for line in (Path(__file__).parent / "forms.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, others = line.partition(": ")
            tag, _, name = word.partition(" ")
            found[tag, normalise(name)] = tuple(others.split(" "))
    return found


def forms(word: str, tag: str) -> Iterator[str]:
    """A written word, and what else its language as analysed may make of it.

    >>> [*forms("справка", "ru")], [*forms("cerrar", "es")]
    (['справка', 'справок'], ['cerrar', 'cierra', 'cierre'])
    """
    yield word
    plain = normalise(word)
    yield from _irregular().get((tag, plain), ())
    for pattern, others in _COMPILED.get(tag, ()):
        if match := pattern.match(plain):
            yield from (match.expand(other) for other in others)
