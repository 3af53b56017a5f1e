"""Places whose words are not the writer's to choose: names, quotations, sources, addresses, words talked about.

On medical papers nearly all terms in affiliations, and all in references, are names and titles: see the measurements in
the manual. Each function says in English why a place is passed over, or None.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from firsthand.wording.model import Zone
from firsthand.wording.surroundings import PAUSES, Paragraph, simplified

_ADDRESS = re.compile(
    r"://|www\.|@[\w-]+\.|\w\.(?:org|com|net|gov|edu|int|info|eu|uk|fr|es|ru|html?|pdf|docx?)\b|^[@#]\w|/\w+/|\\\w"
)
_CITED = re.compile(
    r"\b(?:19|20)\d\d[a-z]?;\s?\d|\b\d+\s?\(\d+(?:[-–]\d+)?\)\s?[:,]\s?\w?\d|\bdoi:|doi\.org/|\bPMID\b"
    r"|\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+,? (?:[A-ZА-ЯЁ]\.? ?){1,3}(?:,|&|et al|и др)[^.]{0,120}\(?(?:19|20)\d\d"
    r"|\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+, (?:[A-ZА-ЯЁ]\. ?){1,3}\((?:19|20)\d\d"
    r"|[.?!] [A-ZÀ-ÞА-ЯЁ][\w’'-]+ ?: [A-ZÀ-ÞА-ЯЁ][^.;:]{1,60} ?[;,] (?:19|20)\d\d\b"
    r"|^\s*(?:\[\d{1,3}\]|\d{1,3}\.)\s+[A-ZÀ-ÞА-ЯЁ][\w’'-]+, (?:[A-ZА-ЯЁ]\.[ -]?){1,3}"
)
_OPERATOR = re.compile(r"\b(?:OR|AND|NOT)\b")
_OPERATOR_BEFORE = re.compile(r"\b(?:OR|AND|NOT)[ (\"'“”]+\Z")
_OPERATOR_BEHIND = re.compile(r"\*?[ )\"'“”]+(?:OR|AND|NOT)\b")
_NEARBY = 200
"""Characters within which a title stands from the rest of its reference."""
_CONNECTORS = {
    *("of", "for", "on", "the", "and", "in", "to", "against"),
    *("de", "la", "le", "les", "des", "du", "aux", "d'", "l'", "et", "en", "sur", "pour", "contre"),
    *(
        "del",
        "los",
        "las",
        "el",
        "al",
        "a",
        "y",
        "e",
        "para",
        "por",
        "contra",
        "sobre",
        "и",
        "по",
        "в",
        "на",
        "за",
        "о",
        "с",
        "со",
        "об",
        "при",
        "против",
    ),
}
"""Small words inside of names."""
_ELIDED = frozenset(["d'", "l'", "d’", "l’", "D'", "L'", "D’", "L’"])
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 12
"""Words to which a name is followed on either side."""
_SPELT_OUT = 8
"""Words from that of an institution to a term in its name."""
_ADJECTIVE = re.compile(
    r"(?:al|ale|aux|ales|ais|aise|ien|ienne|ois|oise|aire|ier|iere|een|eenne|ain|aine|if|iel|ielle|ano|ana|ico|ica|ivo|iva"
    r"|ario|aria|permanent|belge|suisse|unique|publique|technique|[иыо]й|[ая]я|[оеы]е|ие|[ое]го|[ое]му|[иы][хм]|[ую]ю|ей)$"
)
"""Words that may follow the first one of an institution's name without a small word between them."""
_BEHIND_A_GENITIVE = "по"
"""«Управление служб по борьбе с ...»: such a name may begin with a noun and its genitive."""
_TASKS = frozenset("исследования исследований изучения профилактики лечения контроля предупреждения".split())  # noqa: SIM905
"""What stands in the genitive behind the word for an institution: «Национальный центр изучения ...»."""
_SHORT = 5
"""Letters up to which the first word of a sentence is rather an article than the beginning of a name."""
_PAUSE = re.compile('[,;:()"«»“”]')
_MEMBERS = 6
"""Members of a list of words talked about."""
_JOINING = frozenset([",", "and", "or", "et", "ou", "ni", "y", "e", "o", "u", "и", "или"])
_LINKS = frozenset(["and", "but", "so", "et", "mais", "y", "e", "pero", "и", "а", "но"])
_SMALL = frozenset(
    ["a", "an", "the", "of", "as", "de", "d'", "du", "des", "un", "une", "le", "la", "les", "el", "los", "las", "una"]
)
_HEADLINE = 0.6
"""The share of capitalised words from which a sentence is a headline, in which capitals say nothing."""
_SMALL_VERBS = frozenset({"is", "are", "was", "were", "has", "had", "have", "been", "est", "sont", "es", "son", "fue"})
_MENTIONED = 4
"""Words in quotation marks up to which they are a word talked about rather than somebody's sentence."""


def address(text: str, start: int, end: int) -> str | None:
    """Part of an address, a file's name, a hashtag or an account."""
    begin, finish = start, end
    while begin and not text[begin - 1].isspace() and start - begin < 200:
        begin -= 1
    while finish < len(text) and not text[finish].isspace() and finish - end < 200:
        finish += 1
    token = text[begin:finish].strip("()[]<>\"'“”«».,;:")
    if len(token) > end - start and _ADDRESS.search(token):
        return f"part of the address or tag {token}"
    return None


def cited(paragraph: Paragraph, start: int, end: int) -> str | None:
    """An entry of a list of sources: its authors stand before a place, or its journal behind it."""
    begin, finish = start - paragraph.start, end - paragraph.start
    found = _CITED.search(paragraph.text, max(0, begin - _NEARBY), finish + _NEARBY)
    return f"in a reference ({found[0].strip()})" if found else None


def searched(text: str, start: int, end: int) -> str | None:
    """A term of a database search: it must be that of the literature. One AND alone may only be stressed."""
    if text[start:end].isupper() or len(_OPERATOR.findall(text)) < 2:
        return None
    before, behind = _OPERATOR_BEFORE.search(text, max(0, start - 8), start), _OPERATOR_BEHIND.match(text, end)
    return "in a search string" if before or behind else None


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    capital: bool


def name(
    paragraph: Paragraph, start: int, end: int, institutions: Collection[str], *, capital: bool
) -> tuple[str, bool] | None:
    """A proper name around a place, and whether that is sure; `capital`: the guide itself writes the term with one."""
    begin, finish = paragraph.sentence(start, end)
    written = paragraph.text[start - paragraph.start : end - paragraph.start]
    if written.islower():
        words = list(_words(paragraph, max(begin, start - _NEARBY), start))
        return _in_small_letters(paragraph, words, len(words), institutions)
    words = list(_words(paragraph, begin, finish))
    first = next((i for i, word in enumerate(words) if word.end > start), len(words))
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].start < end), -1)
    if last < first:
        return None
    if written.isupper() or not any(word.capital for word in words[first : last + 1]):
        return _in_small_letters(paragraph, words, first, institutions)
    left, right = _run(words, first, last)
    inside = words[left : right + 1]
    if right - left > last - first and any(word.text in institutions for word in inside):
        return f"part of the name “{_written(paragraph, inside)}”", True
    if capital or _headline(words, (first, last), short=_stands_alone(paragraph, begin, finish)):
        return None
    if right == last and _follows_colon(paragraph, begin, words[first : last + 2]):
        return None
    return _unnamed(words, (left, right), (first, last))


def _in_small_letters(
    paragraph: Paragraph, words: Sequence[_Word], first: int, institutions: Collection[str]
) -> tuple[str, bool] | None:
    """A name of which only the beginning has capitals, as in "Centre d’accueil pour ..." or "Национальный институт"."""
    for at in range(first - 1, max(-1, first - _SPELT_OUT), -1):
        begun = at > 1 or (at == 1 and len(words[0].text) > _SHORT)
        opening = words[at].capital or (begun and words[at - 1].capital and words[at - 1].text not in _CONNECTORS)
        if opening and words[at].text in institutions and not _written(paragraph, words[at : at + 1]).isupper():
            inside = words[at:first]
            named = _linked(inside) or (at > 0 and len(inside) == 2 and inside[1].text in _TASKS)
            if named and not _PAUSE.search(_written(paragraph, inside)):
                return f"perhaps part of a name that begins with “{_written(paragraph, inside[:1])}”", False
    return None


def _linked(words: Sequence[_Word]) -> bool:
    """Whether words can be one name: each but the first is a small word, stands behind one, or is an adjective."""
    small = [word.text in _CONNECTORS or word.text[:2] in _ELIDED for word in words]
    if not any(small[1:3]):
        return False
    return all(
        small[at]
        or (small[at - 1] and words[at - 1].text in _CONNECTORS)
        or _ADJECTIVE.search(words[at].text)
        or (at == 1 and (words[at].capital or words[at + 1].text == _BEHIND_A_GENITIVE))
        for at in range(1, len(words))
    )


def _written(paragraph: Paragraph, words: Sequence[_Word]) -> str:
    return paragraph.text[words[0].start - paragraph.start : words[-1].end - paragraph.start]


def _words(paragraph: Paragraph, begin: int, finish: int) -> Iterator[_Word]:
    for found in _WORD.finditer(paragraph.text, begin - paragraph.start, finish - paragraph.start):
        word, elided = found[0], found[0][:2] in _ELIDED
        capital = word[0].isupper() or (elided and word[2:3].isupper())
        yield _Word(simplified(word), found.start() + paragraph.start, found.end() + paragraph.start, capital)


def _unnamed(words: Sequence[_Word], run: tuple[int, int], place: tuple[int, int]) -> tuple[str, bool] | None:
    """A name without a word such as "Institute" in it: only capitals inside of a sentence tell."""
    (left, right), (first, last) = run, place
    counted = [i for i in range(max(left, 1), right + 1) if words[i].capital]
    if not any(first <= i <= last for i in counted):
        return None
    if len(counted) > 1 and run != place:
        return "capitals within a sentence: part of a name", True
    return "a capital within a sentence: it may be a name", False


def _follows_colon(paragraph: Paragraph, begin: int, words: Sequence[_Word]) -> bool:
    """Whether only the first of the words has a capital, as it opens what stands behind a colon ("Background: ...").

    The last one is that behind the term: with none, or a pause before it, the term may be a title ("Film: Junkie").
    """
    before = paragraph.text[begin - paragraph.start : words[0].start - paragraph.start].rstrip()
    goes_on = len(words) > 1 and not _PAUSE.search(_written(paragraph, words[-2:]))
    return before.endswith(":") and goes_on and not any(word.capital for word in words[1:])


def _run(words: Sequence[_Word], first: int, last: int) -> tuple[int, int]:
    """Extend a place over capitalised words and the small words between them."""
    left, at = first, first - 1
    while at >= 0 and (words[at].capital or words[at].text in _CONNECTORS) and first - at < _LONGEST:
        left = at if words[at].capital else left
        at -= 1
    right, at = last, last + 1
    while at < len(words) and (words[at].capital or words[at].text in _CONNECTORS) and at - last < _LONGEST:
        right = at if words[at].capital else right
        at += 1
    return left, right


def _headline(words: Sequence[_Word], place: tuple[int, int], *, short: bool) -> bool:
    """Whether so many words have capitals that those of the place say nothing; a small verb has one in a headline."""
    long = [at for at, word in enumerate(words) if at and len(word.text) > 3]
    others = [at for at in long if not place[0] <= at <= place[1]] or long
    told = any(word.text in _SMALL_VERBS and not word.capital for word in words)
    return not told and len(long) > (1 if short else 3) and _share(words, others) >= _HEADLINE


def _share(words: Sequence[_Word], counted: Sequence[int]) -> float:
    return sum(words[at].capital for at in counted) / len(counted)


def _stands_alone(paragraph: Paragraph, begin: int, finish: int) -> bool:
    """Whether a sentence is a paragraph of its own without a stop, as a heading is."""
    text = paragraph.text.strip(" \t\n#*_")
    return finish - begin >= len(text) and text[-1:].isalnum()


def quoted(paragraph: Paragraph, start: int, end: int, mention: Collection[str]) -> tuple[Zone, str, bool] | None:
    """Whether a place is in a quotation: its zone, the reason, and whether that is sure."""
    if paragraph.text.startswith(("— ", "– ")):
        return "quotation", "the paragraph is a line of a dialogue", True
    quotation = paragraph.quotation(start, end)
    if quotation is None:
        return None
    inside = paragraph.words(quotation.start, quotation.end)
    if len(inside) > _MENTIONED and len(inside) > len(paragraph.words(start, end)):
        return "quotation", "quoted: somebody else's words", True
    if talked_about(paragraph, quotation.start, quotation.end, mention, 6):
        return "mention", "in quotation marks, and talked about as a word", True
    return "mention", "in quotation marks: perhaps talked about, perhaps only held at a distance", False


def talked_about(paragraph: Paragraph, start: int, end: int, mention: Collection[str], reach: int) -> bool:
    """Whether one of the words with which people talk about words stands near."""
    begin, finish = paragraph.sentence(start, end)
    before, after = paragraph.words(begin, start), paragraph.words(end, finish)
    behind = after[:reach]
    return any(_mentions(words, behind, mention, reach) for words in (before, *_list_heads(paragraph, begin, start)))


def said_of_oneself(paragraph: Paragraph, start: int, own: Collection[str], reach: int) -> bool:
    """Whether somebody speaks of themselves; behind the term only up to the next clause ("junkies, and I'm afraid")."""
    begin, finish = paragraph.sentence(start, start)
    behind: list[str] = []
    for word in list(paragraph.tokens(start, finish))[:reach]:
        if word in PAUSES or word in _LINKS:
            break
        behind.append(word)
    heads = (paragraph.words(begin, start), *_list_heads(paragraph, begin, start))
    return any(_mentions(words, behind, own, reach) for words in heads)


def _mentions(before: Sequence[str], behind: Sequence[str], mention: Collection[str], reach: int) -> bool:
    """Of a phrase of several words, the last one must be as near as a single word."""
    text = f" {' '.join(before[-reach:])} | {' '.join(behind)} "
    wide = f" {' '.join(before[-reach - 2 :])} "
    ends = before[-reach:]
    return any(
        f" {word} " in text or (" " in word and f" {word} " in wide and word.split()[-1] in ends) for word in mention
    )


def _list_heads(paragraph: Paragraph, begin: int, start: int) -> Iterator[Sequence[str]]:
    """What stands before the members of a list that ends with a place: "the words addict, junkie and" → "the words"."""
    tokens = list(paragraph.tokens(begin, start))
    for _ in range(_MEMBERS):
        while tokens and tokens[-1] in _SMALL:
            tokens.pop()
        if len(tokens) < 3 or tokens[-1] not in _JOINING:
            return
        while tokens and tokens[-1] in _JOINING:
            tokens.pop()
        del tokens[-1:]
        yield [word for word in tokens if word not in PAUSES]
