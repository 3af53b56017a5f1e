"""Slips of the hand (after Damerau and Levenshtein): a letter too many, too few, another, or two exchanged.

Knows words alone; which of them exist is for a library to say.
"""

from collections.abc import Iterable, Iterator

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєўјљњћџ",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ءابتثجحخدذرزسشصضطظعغفقكلمنهويئؤپچژگ",
    "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
)
"""Letters after folding, by script."""


def one_slip_away(word: str) -> Iterator[str]:
    """Every string that one slip makes of a word, in the letters of its script; some come twice."""
    letters = next((letters for letters in ALPHABETS if any(sign in letters for sign in word)), "")
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters:
            yield head + letter + tail
            if tail and letter != tail[0]:
                yield head + letter + tail[1:]


def two_slips_away(word: str, listed: Iterable[tuple[str, int]], alike: int) -> Iterator[tuple[str, int]]:
    """Of words that are listed with a number, and that begin with the same so many letters, those two slips away."""
    letters, length, rest = set(word), len(word), word[alike:]
    for other, number in listed:
        # Two slips bring in two letters and take away two at most; most words are told apart by that alone.
        if (
            -2 <= len(other) - length <= 2
            and len(letters.difference(other)) <= 2
            and len(set(other) - letters) <= 2
            and slips(rest, other[alike:], 2) <= 2
        ):
            yield other, number


def slips(one: str, other: str, most: int) -> int:
    """How many slips lead from one word to the other (optimal string alignment); anything above `most` is `most` + 1.

    >>> slips("naloxone", "naloxnoe", 2), slips("needle", "nedel", 2), slips("needle", "police", 2)
    (1, 2, 3)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        last, row, before_last = row, [i], before
        for j, right in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)
