"""Whether a number is still the least, or the most, that it was in an ask."""

from collections.abc import Iterator
from re import Pattern

from firsthand.catalogue.negotiations import Reason, ReasonCode
from firsthand.negotiations.outcomes.phrase import Line, Phrase
from firsthand.negotiations.tongues import Tongue


def loosened(phrase: Phrase, line: Line, tongue: Tongue) -> Iterator[Reason]:
    """The number is there, but not as the least or the most that it was: “at least” is gone, or “up to” has come."""
    asked, here = _bounds(Line(phrase.forms), tongue), _bounds(line, tongue)
    if asked and asked[0][0] not in {least for least, *_ in here}:
        now = " ".join(line.forms[here[0][1] : here[0][2]]) if here else ""
        yield Reason(ReasonCode.TARGET, phrase.quote(*asked[0][1:]), now)
    elif not asked and phrase.numbers:
        for _, start, end in (one for one in here if not one[0]):
            yield Reason(ReasonCode.TARGET, "", " ".join(line.forms[start:end]))
    due = _dated(Line(phrase.forms), tongue.deadlines, tongue)
    later = _dated(line, tongue.starts, tongue)
    if due and later and not _dated(line, tongue.deadlines, tongue):
        yield Reason(ReasonCode.TARGET, phrase.quote(*due[0]), " ".join(line.forms[slice(*later[0])]))


def _dated(line: Line, pattern: Pattern[str], tongue: Tongue) -> list[tuple[int, int]]:
    """Where such words stand right before a number."""
    numbers = {start for start, _ in line.find(tongue.numbers)}
    return [span for span in line.find(pattern) if span[1] in numbers]


def _bounds(line: Line, tongue: Tongue) -> list[tuple[bool, int, int]]:
    """Words that make the number behind them the least (True) or the most (False)."""
    numbers = {start for start, _ in line.find(tongue.numbers)}
    found = [
        (least, start, end)
        for least, pattern in ((True, tongue.floors), (False, tongue.ceilings))
        for start, end in line.find(pattern)
        if not numbers.isdisjoint((end, end + 1))
    ]
    return [one for one in found if not any(each != one and each[1] <= one[1] and one[2] <= each[2] for each in found)]
