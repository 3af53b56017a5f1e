"""Names of passages that last: made from a passage's own words, and never from its place in the count."""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence


def passage_id(text: str, anchor: str = "", occurrence: int = 0) -> str:
    """Name a passage by its own words: ten letters and digits (50 bits of SHA-256) in lower case.

    White space and case do not count, so that a reflowed paragraph keeps its name. `anchor` and `occurrence` tell apart
    passages of one edition that say the same: see `names`.
    """
    parts = [normal(text)]
    if anchor or occurrence:
        parts += [normal(anchor), str(occurrence)]
    return b32encode(hashlib.sha256("\n".join(parts).encode()).digest())[:10].decode().lower()


def normal(text: str) -> str:
    """The text as far as it counts for a name."""
    return " ".join(text.split()).casefold()


def names(texts: Sequence[str], landmarks: Iterable[int] = ()) -> Iterator[str]:
    """The id of each text of an edition, in reading order; "" for an empty text and for those that are only landmarks.

    Words that occur once name their passage alone. Words that occur several times ("Yes." in an interview, a row of
    zeros) are told apart by the nearest words above that occur once, a passage's or a landmark's (a heading), and
    counted from there. So nothing that happens above that anchor changes them, and when the first of two is deleted,
    the second doesn't come by its name.
    """
    keys = [normal(text) for text in texts]
    marks = set(landmarks)
    times = Counter(key for number, key in enumerate(keys) if number not in marks)
    headings = Counter(keys[number] for number in marks)
    anchor, since = "#", Counter[str]()
    for number, key in enumerate(keys):
        unique = (headings if number in marks else times)[key] == 1
        if number in marks or not key:
            yield ""
        elif unique:
            yield passage_id(key)
        else:
            yield passage_id(key, anchor, since[key])
            since[key] += 1
        if unique and key:
            anchor, since = f"# {key}" if number in marks else key, Counter()
