"""Whether a hyphen at a line end belongs to the word: judged by how the document writes, and by habits of languages.

Nothing of places or of files: what the file itself says of a hyphen comes before all of this.
"""

import re
from collections.abc import Set as AbstractSet

_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# French: pronouns after their verb (est-il, peut-on, puis-je), and particles.
_AFTER_T = frozenset({"il", "ils", "elle", "elles", "on"})
_AFTER_S = frozenset({"tu", "moi", "toi", "lui", "leur"})
_BEFORE_JE = _set("ai suis puis dois sais vais peux veux étais avais pourrais devrais")
_BEFORE_CE = _set("est était sera serait fut sont étaient")
_BEFORE_CI = _set("celui celle ceux celles cas jour par")
_BEFORE_TO = _set(
    "кто что кого чего кому чему кем чем где когда куда откуда как какой какая какое какие каких какую какому каким "
    "какого каком почему зачем сколько чей чья чьё чьи потому так "
    "хтось щось якось кудись колись десь чомусь"
)
_ALWAYS_APART = _set("là même mêmes nous vous être midi dessus dessous либо нибудь таки небудь")
_NOT_APART = frozenset({"voilà", "delà"})
_ALWAYS_FIRST = _set("self quasi vice demi кое")
_TENS = _set("twenty thirty forty fifty sixty seventy eighty ninety vingt trente quarante cinquante soixante")
_PO_TOGETHER = _set("тому этому чему моему всему цьому")
_AFTER_PO = _set("перше друге третє четверте")
_AFTER_VO = _set("первых вторых третьих")
# Ukrainian: "будь-який", "казна-де".
_BEFORE_ASKED = _set("будь казна хтозна бозна")
_ASKED = ("як", "хто", "що", "де", "кол", "куд", "кого", "кому", "чий", "чия", "чиє")
# Portuguese: pronouns after their verb (disse-me, tornou-se), and after one that lost its last letter (fá-lo).
_AFTER_VERB = _set("me se lhe lhes nos vos")
_AFTER_STRESS = _set("lo la los las")
_STRESSED = "áéêíôú"

# What joins two words that share their second half: "Ost- und Westeuropa", "evidence- and rights-based".
_JOINING = _set("and or und oder bzw sowie или або")
_MAYBE_JOINING = _set("en of et ou e o i y ed и та")

# Words that make one with what follows, though both occur alone: "somebody", "without", "maintenant", "sobrevivir".
_CLOSED = _set(
    "any some every with there where here what when who how never none further more fore "
    "inter entre sobre contra sin para por con aun tan sur par pour tou mal bien main lors "
    "при про под над раз без за на по от до об пере"
)
_MOSTLY_CLOSED = _set("out over under up down back through in on for")
_OPEN_AFTER = _set(
    "the of to and in by five represented reported resourced served researched date profit person depth kind"
)


def hangs(stem: str, following: str, vocabulary: AbstractSet[str]) -> bool:
    """Whether a hyphen stands for the second half of a word, which comes later, so that a space follows it."""
    head = _LAST_WORD.search(stem)
    if head is None or len(head[0]) < 2:
        return False
    if following in _MAYBE_JOINING:
        return len(head[0]) > 2 and head[0].lower() in vocabulary and head[0].lower() + following not in vocabulary
    return following in _JOINING and head[0].lower() + following not in vocabulary


def belongs(stem: str, following: str, vocabulary: AbstractSet[str]) -> bool:
    """Whether the hyphen between a stem at a line end and the word that begins the next line is the word's own.

    `vocabulary` holds, in lower case, the words that the document writes inside its lines, with their hyphens, and the
    parts of these. A hyphen that may be either is kept between two words that both occur, and else taken out.
    """
    head, tail = _LAST_WORD.search(stem), _FIRST_WORD.match(following)
    if head is None or tail is None or hangs(stem, following, vocabulary):
        return True
    first, second = head[0].lower(), tail[0].lower()
    if f"{first}-{second}" in vocabulary:
        return True
    if first + second in vocabulary:
        return False
    if not tail[0][0].islower() or min(len(first), len(second)) == 1:
        return True
    if _is_habit(first, second, vocabulary):
        return True
    if first in _CLOSED:
        return False
    if first in _MOSTLY_CLOSED:
        return second in _OPEN_AFTER
    return min(len(first), len(second)) > 2 and first in vocabulary and second in vocabulary


def _is_habit(first: str, second: str, vocabulary: AbstractSet[str]) -> bool:
    """Whether a language always writes such a pair with a hyphen."""
    return (
        (second in _ALWAYS_APART and first + second not in _NOT_APART)
        or _is_french(first, second)
        or _is_slavonic(first, second)
        or _is_portuguese(first, second, vocabulary)
        or (first in _ALWAYS_FIRST and len(second) > 4)
        or (first in _TENS and second in vocabulary)
    )


def _is_french(first: str, second: str) -> bool:
    # No syllable begins with a vowel after a consonant, so that "-il" after "t" is no part of a longer word.
    if second in _AFTER_T and first[-1] in "td":
        return True
    if second in _AFTER_S and first[-1] in "sxz":
        return True
    return first in {"je": _BEFORE_JE, "ce": _BEFORE_CE, "ci": _BEFORE_CI}.get(second, ())


def _is_slavonic(first: str, second: str) -> bool:
    """Whether Russian or Ukrainian writes them so."""
    if first == "по":
        told = second.endswith(("ому", "ему", "ски", "цки", "ьи", "ськи", "цьки", "зьки")) or second in _AFTER_PO
        return told and second not in _PO_TOGETHER
    if first in _BEFORE_ASKED:
        return second.startswith(_ASKED)
    if first in ("из", "із"):
        return second in ("за", "под", "під")
    return (second == "то" and first in _BEFORE_TO) or (first == "во" and second in _AFTER_VO)


def _is_portuguese(first: str, second: str, vocabulary: AbstractSet[str]) -> bool:
    # Where the last syllable but one is stressed, no accent says so: "fá-lo" is no word of two syllables.
    if second in _AFTER_STRESS:
        return first[-1] in _STRESSED
    return second in _AFTER_VERB and len(first) > 3 and first in vocabulary
