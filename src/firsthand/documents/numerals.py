"""How counters are shown: decimal, Roman, letters and other alphabets, as word processors and browsers write them.

Knows nothing of lists; takes a number and the name of a style.
"""

from collections.abc import Callable

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_VALUES = {sign: value for value, sign in _ROMAN if len(sign) == 1}
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"


def roman(number: int) -> str:
    """Lower-case Roman numerals; beyond 3,999 the decimal ones."""
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def read_roman(text: str) -> int | None:
    """The number that Roman numerals mean, in small letters or capitals; None where other signs are among them."""
    total, largest = 0, 0
    for letter in reversed(text.lower()):
        value = _VALUES.get(letter)
        if value is None:
            return None
        total += value if value >= largest else -value
        largest = max(largest, value)
    return total


def doubled(number: int, alphabet: str = LATIN) -> str:
    """Letters as Word counts: a to z, aa, bb, cc."""
    if not 0 < number <= 40 * len(alphabet):
        return str(number)
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1)


def positional(number: int, alphabet: str = LATIN) -> str:
    """Letters as browsers count: a to z, aa, ab, ac."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, place = divmod(number - 1, len(alphabet))
        letters = alphabet[place] + letters
    return letters


def digits(number: int, zero: str) -> str:
    """Decimal numbers with the digits of another script, of which `zero` is the first."""
    return "".join(chr(ord(zero) + int(sign)) if sign.isdigit() else sign for sign in str(number))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def upper(write: Callable[[int], str]) -> Callable[[int], str]:
    """The same numerals in capitals."""
    return lambda number: write(number).upper()
