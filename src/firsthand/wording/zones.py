"""Places whose words are not the writer's to choose: names, quotations, sources, addresses, words talked about.

On medical papers nearly all terms in affiliations, and all in references, are names and titles: see the measurements in
the manual. Each function says in English why a place is passed over, or None.
"""

import re
from collections.abc import Collection, Sequence

from firsthand.wording.model import Zone
from firsthand.wording.surroundings import Paragraph, Word

_ADDRESS = re.compile(
    r"://|www\.|@[\w-]+\.|\w\.(?:org|com|net|gov|edu|int|info|eu|uk|fr|es|ru|html?|pdf|docx?)\b|^[@#]\w|/\w+/|\\\w"
)
_CITED = re.compile(
    r"\b(?:19|20)\d\d[a-z]?;\s?\d|\b\d+\s?\(\d+(?:[-–]\d+)?\)\s?[:,]\s?\w?\d|\bdoi:|doi\.org/|\bPMID\b"
    r"|\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+,? (?:[A-ZА-ЯЁ]\.? ?){1,3}(?:,|&|et al|и др)[^.]{0,120}\(?(?:19|20)\d\d"
    r"|\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+, (?:[A-ZА-ЯЁ]\. ?){1,3}\((?:19|20)\d\d"
)
_CONNECTORS = {
    *("of", "for", "on", "the", "and", "in", "to", "against"),
    *("de", "la", "le", "les", "des", "du", "d'", "l'", "et", "en", "sur", "pour", "contre"),
    *("del", "los", "las", "el", "y", "e", "para", "por", "contra", "и", "по", "в", "на", "за", "о", "с"),
}
"""Small words inside of names."""
_HEADLINE = 0.6
"""The share of capitalised words from which a sentence is a headline, in which capitals say nothing."""
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


def cited(paragraph: Paragraph) -> str | None:
    """An entry of a list of sources."""
    found = _CITED.search(paragraph.text)
    return f"the paragraph is a reference ({found[0].strip()})" if found else None


def name(
    paragraph: Paragraph, start: int, end: int, institutions: Collection[str], *, capital: bool
) -> tuple[str, bool] | None:
    """A proper name around a place, and whether that is sure; `capital`: the guide itself writes the term with one."""
    begin, finish = paragraph.sentence(start, end)
    words = paragraph.words(begin, finish)
    first = next((i for i, word in enumerate(words) if word.end > start), len(words))
    last = next((i for i in range(len(words) - 1, -1, -1) if words[i].start < end), -1)
    if last < first:
        return None
    capitals = [_capital(paragraph, word) for word in words]
    if not any(capitals[first : last + 1]) or paragraph.text[start - paragraph.start : end - paragraph.start].isupper():
        return None
    left, right = _run(words, capitals, first, last)
    inside = words[left : right + 1]
    if right - left > last - first and any(word.text in institutions for word in inside):
        written = paragraph.text[inside[0].start - paragraph.start : inside[-1].end - paragraph.start]
        return f"part of the name “{written}”", True
    if capital or _headline(words, capitals):
        return None
    return _unnamed(capitals, (left, right), (first, last))


def _unnamed(capitals: Sequence[bool], run: tuple[int, int], place: tuple[int, int]) -> tuple[str, bool] | None:
    """A name without a word such as "Institute" in it: only capitals inside of a sentence tell."""
    (left, right), (first, last) = run, place
    counted = [i for i in range(max(left, 1), right + 1) if capitals[i]]
    if not any(first <= i <= last for i in counted):
        return None
    if len(counted) > 1 and run != place:
        return "capitals within a sentence: part of a name", True
    return "a capital within a sentence: it may be a name", False


def _capital(paragraph: Paragraph, word: Word) -> bool:
    written = paragraph.text[word.start - paragraph.start : word.end - paragraph.start]
    return written[0].isupper() or (written[:2] in {"d'", "l'", "d’", "l’"} and written[2:3].isupper())


def _run(words: Sequence[Word], capitals: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """Extend a place over capitalised words and the small words between them."""
    left, at = first, first - 1
    while at >= 0 and (capitals[at] or words[at].text in _CONNECTORS) and first - at < 12:
        left = at if capitals[at] else left
        at -= 1
    right, at = last, last + 1
    while at < len(words) and (capitals[at] or words[at].text in _CONNECTORS) and at - last < 12:
        right = at if capitals[at] else right
        at += 1
    return left, right


def _headline(words: Sequence[Word], capitals: Sequence[bool]) -> bool:
    long = [capital for word, capital in zip(words, capitals, strict=True) if len(word.text) > 3]
    return len(long) > 3 and sum(long) / len(long) >= _HEADLINE


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
    before, after = paragraph.words(begin, start)[-reach:], paragraph.words(end, finish)[:reach]
    text = f" {' '.join(word.text for word in before)} | {' '.join(word.text for word in after)} "
    return any(f" {word} " in text for word in mention)
