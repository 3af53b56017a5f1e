"""Captions become what was said: paragraphs of whole sentences of one speaker, with the times of their first and last.

Captions are cut to the width of a screen; whoever reads wants sentences. Where one caption ends a sentence and begins
the next, and a paragraph ends between them, both keep the times of that caption: none is invented.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.model import Cue, Locator, Run, Runs, plain
from firsthand.documents.runs import tidy

_FULL = 320
"""Letters after which a paragraph ends with its sentence."""
_LONGEST = 900
"""Letters after which it ends wherever it is: some captions have no full stops."""
_PAUSE = 2.5
"""Seconds of silence that end a paragraph after a sentence."""
_SILENCE = 6.0
"""Seconds of silence that end it anywhere."""
_ENDS = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]]*$")
_INSIDE = re.compile(r"[.!?…؟।։]['\"”’»)\]]*\s+(?=[^\W\d_a-zа-яё]|['\"“‘«(¿¡])|[。！？]['\"”’»)\]]*")
_SOUND = re.compile(r"[\[(（【♪♫#*].*[\])）】♪♫#*]", re.DOTALL)
"""What is heard and not said: "[applause]", "♪ music ♪"."""
_ROLLING = 0.3
_TOUCH = 0.15


class Caption(Struct, frozen=True):
    """One caption of the file, or what one voice says in it."""

    cue: Cue
    opens: bool = False
    """A voice of its own begins, named or not."""


def join_captions(captions: Iterable[Caption]) -> tuple[Cue, ...]:
    """The paragraphs that were said, in order."""
    joined: list[Cue] = []
    for caption in captions:
        if not joined or caption.opens or not _goes_on(joined[-1], caption.cue):
            joined.append(caption.cue)
            continue
        last = joined.pop()
        if len(plain(last.runs)) >= _FULL and (halves := _cut(caption.cue)) is not None:
            joined.extend([_joined(last, halves[0]), halves[1]])
        else:
            joined.append(_joined(last, caption.cue))
    return tuple(joined)


def _goes_on(last: Cue, cue: Cue) -> bool:
    before, after = plain(last.runs), plain(cue.runs)
    if last.language != cue.language or _SOUND.fullmatch(before) or _SOUND.fullmatch(after):
        return False
    ended = _ENDS.search(before) is not None
    gap = _gap(last, cue)
    if not -1.0 <= gap <= (_PAUSE if ended else _SILENCE) or len(before) >= _LONGEST:
        return False
    if last.speaker != cue.speaker:
        # A caption without a name goes on with the sentence before it; a new sentence may be anybody's.
        return cue.speaker is None and not ended and after[:1].islower()
    return not (ended and len(before) >= _FULL)


def _gap(last: Cue, cue: Cue) -> float:
    end = last.locator.end if last.locator else None
    start = cue.locator.start if cue.locator else None
    if end is None or start is None or (last.locator and start < (last.locator.start or 0.0)):
        return float("inf")
    return start - end


def _joined(last: Cue, cue: Cue) -> Cue:
    start = last.locator.start if last.locator else None
    ends = [one.locator.end for one in (last, cue) if one.locator and one.locator.end is not None]
    runs = tidy([*last.runs, Run(_between(plain(last.runs), plain(cue.runs))), *cue.runs])
    return replace(last, runs=runs, locator=Locator(start=start, end=max(ends, default=None)))


def _between(before: str, after: str) -> str:
    """Nothing between signs of scripts that write no spaces, else one space."""
    return "" if before and after and _is_dense(before[-1]) and _is_dense(after[0]) else " "


def _is_dense(sign: str) -> bool:
    return "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" or "\u0e00" <= sign <= "\u0eff"


def _cut(cue: Cue) -> tuple[Cue, Cue] | None:
    """A caption cut after its first sentence, both parts with its times; None where nothing follows a sentence."""
    found = _INSIDE.search(plain(cue.runs))
    if found is None or found.end() >= len(plain(cue.runs)):
        return None
    first, rest = _split(cue.runs, found.end())
    return (replace(cue, runs=first), replace(cue, runs=rest)) if first and rest else None


def _split(runs: Runs, at: int) -> tuple[Runs, Runs]:
    before: list[Run] = []
    after: list[Run] = []
    for run in runs:
        here = max(min(at, len(run.text)), 0)
        before.append(replace(run, text=run.text[:here]))
        after.append(replace(run, text=run.text[here:]))
        at -= len(run.text)
    return tidy(before), tidy(after)


Timed = tuple[float, float, list[str]]
"""Start and end in seconds, and the lines of a caption."""


def without_rolls(captions: Sequence[Timed]) -> Iterator[Timed]:
    """Captions that roll up, each showing the last lines of the one before again, with every line once."""
    repeated = [0, *(_repeated(last, this) for last, this in pairwise(captions))]
    rolls = sum(map(bool, repeated))
    if rolls < 3 or rolls < _ROLLING * len(captions):
        yield from captions
        return
    for (start, end, lines), count in zip(captions, repeated, strict=True):
        yield start, end, [line for line in lines if line.strip()][count:]


def _repeated(last: Timed, this: Timed) -> int:
    """How many first lines of a caption are the last lines of the one that stood before it without a pause."""
    if not -_TOUCH <= this[0] - last[1] <= _TOUCH and not last[0] <= this[0] <= last[1]:
        return 0
    before = [words for line in last[2] if (words := _bare(line))]
    after = [words for line in this[2] if (words := _bare(line))]
    longest = min(len(before), len(after))
    return next((count for count in range(longest, 0, -1) if before[-count:] == after[:count]), 0)


def _bare(line: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", "", line).split())
