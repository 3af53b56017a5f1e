"""Words of other scripts as people spell them in Latin letters, and the reverse: "snizhenie vreda" is "снижение вреда".

Several systems at once (ISO 9, BGN/PCGN, those of passports, the habits of chats): each letter has the spellings that
any of them gives it, the likeliest first, and every way to read a word is a candidate. Which of them is a word is for
the library to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from heapq import nsmallest
from typing import NamedTuple
from unicodedata import normalize

from firsthand.search.letters import fold

MOST = 120
"""Candidates for a word in one language."""
LONGEST = 24
"""Longer words are not tried."""

_CYRILLIC = """
а a | б b | в v w | д d | з z s | к k c ck q | л l | м m | н n | о o | п p | р r | с s c ss | т t th | ф f ph
ж zh j ž g | ц ts c tz z | ч ch č tch cz | ш sh š sch ch | щ shch sch ŝ šč sh | ю yu iu ju û u | я ya ia ja â
й y j i | у u ou oo | е e ye ie je | кс ks x | дж dj dzh
"""
_RUSSIAN = f"""{_CYRILLIC}
г g h gh | х kh h x ch | и i y ee | ы y i ui | э e è eh | ё yo e io jo ë | ь ' ʹ | ъ ' " ʺ
ий iy y ii ij yi | ый yy y yi iy yj | ция tsiya cia tion cion | ия iya ia ija y ie | ика ika ica ics ique
"""
_UKRAINIAN = f"""{_CYRILLIC}
г h g gh | ґ g | х kh h x ch | и y i | і i y | ї yi i ï ji | є ye ie je e | ь ' ʹ
ий yi yy y ij | ція tsiia tsiya cia tion | ія iia iya ia y
"""
_SERBIAN = """
а a | б b | в v w | г g | д d | ђ đ dj | е e | ж ž zh z | з z | и i | ј j y | к k c | л l | љ lj | м m | н n | њ nj
о o | п p | р r | с s | т t th | ћ ć c | у u | ф f ph | х h ch | ц c ts | ч č ch c | џ dž dz | ш š sh s | кс ks x
"""
_GREEK = """
α a | β v b | γ g y gh | δ d dh th | ε e | ζ z | η i h e | θ th 8 | ι i | κ k c | λ l | μ m | ν n | ξ x ks | ο o | π p
ρ r rh | σ s | τ t | υ y i u | φ f ph | χ ch h x kh | ψ ps | ω o w | ου ou u | μπ b mp | ντ nt d | γγ ng gg
γκ g gk nk | ευ ef ev eu | αυ af av au | ει ei i | οι oi i
"""
_TABLES = {"ru": _RUSSIAN, "uk": _UKRAINIAN, "sr": _SERBIAN, "el": _GREEK}

_SOFTENED = "лнтдсзрмвпб"
"""Consonants after which "ь" is often not spelt at all."""
SOFTENED_COSTS = 2
SILENT_E_COSTS = 1
"""Many words that Russian took over have one at the end: "налоксон", "naloxone"."""

Table = Mapping[str, Sequence[tuple[int, str]]]


class Candidate(NamedTuple):
    cost: int
    """How unusual the spelling is; 0 for the usual one of each letter."""
    word: str
    language: str
    """Whose table it is by; "" for words in Latin letters."""


def candidates(word: str, languages: Iterable[str]) -> list[Candidate]:
    """What a written word may be in another script, by the tables of some languages; the likeliest first.

    >>> candidates("vreda", ["ru"])[0].word, candidates("вреда", ["ru"])[0].word
    ('вреда', 'vreda')
    """
    written = normalize("NFC", word).casefold()
    if len(written) > LONGEST:
        return []
    found: dict[str, Candidate] = {}
    for language in languages:
        if language not in _TABLES:
            continue
        for cost, made in _walk(written, _to_script(language), MOST):
            found.setdefault(made, Candidate(cost, made, language))
        for cost, made in _walk(written, _to_latin(language), MOST // 2):
            found.setdefault(made, Candidate(cost, made, ""))
            found.setdefault(f"{made}e", Candidate(cost + SILENT_E_COSTS, f"{made}e", ""))
    found.pop(written, None)
    return sorted(found.values())


def _walk(word: str, table: Table, most: int) -> list[tuple[int, str]]:
    """Every way through a word by pieces of a table, those of least cost; none where a piece is missing."""
    longest = max(map(len, table))
    ways: list[list[tuple[int, str]]] = [[(0, "")], *([] for _ in word)]
    for at in range(len(word)):
        here = nsmallest(most, ways[at])
        for length in range(1, min(longest, len(word) - at) + 1):
            for cost, letters in _found(word[at : at + length], table):
                ways[at + length] += [(before + cost, made + letters) for before, made in here]
    return nsmallest(most, set(ways[-1]))


def _found(piece: str, table: Table) -> Sequence[tuple[int, str]]:
    if piece in table:
        return table[piece]
    if len(piece) > 1:
        return ()
    if piece.isdigit():
        return ((0, piece),)
    return table.get(fold(piece), ()) if fold(piece) != piece else ()


def _rows(language: str) -> list[tuple[str, list[str]]]:
    rows = [row.split() for row in _TABLES[language].replace("\n", "|").split("|")]
    return [(row[0], row[1:]) for row in rows if row]


@cache
def _to_latin(language: str) -> Table:
    table = {letters: list(enumerate(spellings)) for letters, spellings in _rows(language)}
    for sign in "ьъ":
        if sign in table:
            table[sign] = [(0, ""), *((cost + 1, spelling) for cost, spelling in table[sign])]
    return {letters: [(cost, fold(spelling)) for cost, spelling in spellings] for letters, spellings in table.items()}


@cache
def _to_script(language: str) -> Table:
    table: dict[str, list[tuple[int, str]]] = {}
    for letters, spellings in _rows(language):
        for cost, spelling in enumerate(spellings):
            table.setdefault(spelling, []).append((cost, letters))
            if letters in _SOFTENED and "ь" in _TABLES[language]:
                table[spelling].append((cost + SOFTENED_COSTS, f"{letters}ь"))
    return table
