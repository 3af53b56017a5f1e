"""What a reader typed, understood, within the limits of what is searched at once.

Knows nothing of indexes. Nothing that can be typed is an error: what can't be
understood as written is taken as plain words, and says so.
"""

import re
import unicodedata
from collections.abc import Container, Iterable

from msgspec.structs import replace

from firsthand.search.asked import Asked, Field, Near, Term, has_letters
from firsthand.search.fields import years
from firsthand.search.grammar import MalformedError, Parser

__all__ = ["Asked", "Field", "Near", "Term", "clean", "has_letters", "named", "understand", "years"]

MAX_CHARACTERS = 2_000
"""What is typed beyond this is not read."""
MAX_TERMS = 64
"""Words, phrases and prefixes searched at most; the rest is ignored and named."""
MAX_PREFIXES = 4
"""Beginnings of words cost most; further ones are ignored and named."""
MAX_PHRASE_WORDS = 32
"""A longer phrase is searched by its first words."""
MAX_IGNORED = 20
"""Ignored words that are named at most."""

_PLAIN_STRIP = re.compile(r"[^\w\s'’·]", re.UNICODE)


def clean(words: str) -> tuple[str, str]:
    """What was typed in NFC, on one line, without control characters, cut to MAX_CHARACTERS; and what was cut off."""
    if not words.isprintable():
        words = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") else sign for sign in words)
    text = " ".join(unicodedata.normalize("NFC", words).split())
    if len(text) <= MAX_CHARACTERS:
        return text, ""
    cut = text.rfind(" ", 0, MAX_CHARACTERS + 1)
    cut = cut if cut > 0 else MAX_CHARACTERS
    return text[:cut].rstrip(), text[cut:].strip()


def understand(words: str) -> Asked:
    """Parse what was typed; never fails."""
    text, beyond = clean(words)
    try:
        asked = Parser(text).parse()
    except MalformedError:
        asked = _as_plain_words(text)
    if not (asked.wanted or asked.excluded or asked.fields or asked.concepts) and text.strip("*"):
        beyond = text
    return _within_limits(asked, beyond)


def _as_plain_words(text: str) -> Asked:
    wanted = []
    for match in re.finditer(r"\S+", text):
        word = _PLAIN_STRIP.sub(" ", match[0]).strip() if match[0].isascii() else match[0].strip("*-\"'“”„«»")
        if has_letters(word):
            wanted.append((Term(word, start=match.start() + match[0].find(word.split()[0])),))
    return Asked(text, tuple(wanted), plain=True)


def _within_limits(asked: Asked, beyond: str) -> Asked:
    terms = prefixes = 0
    dropped: list[str] = []

    def within(term: Term | Near) -> bool:
        nonlocal terms, prefixes
        terms += 2 if isinstance(term, Near) else 1
        prefixes += isinstance(term, Term) and term.prefix
        if terms <= MAX_TERMS and not (isinstance(term, Term) and term.prefix and prefixes > MAX_PREFIXES):
            return True
        dropped.append(_as_typed(term))
        return False

    wanted = [kept for alternatives in _once(asked.wanted) if (kept := tuple(filter(within, alternatives)))]
    searched = {_as_typed(term).casefold() for alternatives in wanted for term in alternatives}
    return replace(
        asked,
        wanted=tuple(wanted),
        excluded=tuple(filter(within, asked.excluded)),
        fields=asked.fields[:MAX_TERMS],
        concepts=asked.concepts[:MAX_TERMS],
        ignored=named([*dropped, *beyond.split()], searched),
    )


def _as_typed(term: Term | Near) -> str:
    if isinstance(term, Near):
        return f"{term.left.text} NEAR/{term.between} {term.right.text}"
    return term.text + "*" * term.prefix


def named(ignored: Iterable[str], searched: Container[str] = ()) -> tuple[str, ...]:
    """Ignored words as a reader is told of them: each once, none that is `searched` (casefolded), not too many."""
    found: dict[str, str] = {}
    for word in ignored:
        if word.casefold() not in searched:
            found.setdefault(word.casefold(), word[:80])
    return tuple(found.values())[:MAX_IGNORED]


def _wording(term: Term | Near) -> object:
    if isinstance(term, Near):
        return _wording(term.left), _wording(term.right), term.between
    return term.text, term.phrase, term.prefix


def _once(wanted: Iterable[tuple[Term | Near, ...]]) -> list[tuple[Term | Near, ...]]:
    """What is asked for again in the same words stands once, with how often."""
    found: dict[object, list[tuple[Term | Near, ...]]] = {}
    for alternatives in wanted:
        found.setdefault(tuple(_wording(term) for term in alternatives), []).append(alternatives)
    return [_counted(same[0], len(same)) for same in found.values()]


def _counted(alternatives: tuple[Term | Near, ...], times: int) -> tuple[Term | Near, ...]:
    if times == 1:
        return alternatives
    return tuple(replace(term, times=times) if isinstance(term, Term) else term for term in alternatives)
