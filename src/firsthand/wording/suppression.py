"""Findings that somebody decided to live with: comments in the text, rules for files, phrases that are allowed.

Knows how a suppression is written and what it covers; every one can carry a reason. Linear in the length of a text.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from firsthand.wording.model import Finding

Origin = Literal["comment", "file", "allow", "baseline"]

_SIGN = "firsthand:"
_REACH = 1000
"""Characters of a line that are read behind a comment's first word."""
_BEFORE = 80
"""Characters before it among which its opening sign is."""
_OPENED = re.compile(r"(?:^|\s)(?P<open><!--|/\*|\{#|\[//\]: # \(|\{/\*|#+|//+|%+|;+|--|\.\.|NOTE)[ \t]*$|^[ \t]*$")
_CLOSERS = {"<!--": "-->", "/*": "*/", "{/*": "*/}", "{#": "#}", "[//]: # (": ")"}
_BODY = re.compile(
    r"\s*(?P<verb>ignore(?:-start|-end|-file)?)(?=[\s\[]|$)"
    r"(?:\s*\[(?P<listed>[^\]]*)\]|[ \t]+(?P<named>[\w*][\w.*-]*(?:[ \t]*,[ \t]*[\w*][\w.*-]*)*))?"
    r"(?:\s*(?:--|–|—)\s*(?P<reason>.*))?\s*$"
)
_NOTHING = re.compile(r"[\s>*+#|-]*$")
"""What may stand beside a comment that is alone on its line: marks of quotations and lists."""


class Suppression(Struct, frozen=True, omit_defaults=True):
    """A decision that findings are not shown."""

    origin: Origin
    where: str
    """The line of the comment, the pattern of the files, or the phrase that is allowed."""
    concepts: tuple[str, ...] = ()
    """Patterns of concepts; all where there is none."""
    reason: str = ""
    start: int = 0
    end: int = 0
    """The stretch of the text that a comment covers."""

    def covers(self, finding: Finding) -> bool:
        """Whether a comment or a rule for files is about this finding."""
        if self.origin == "comment" and not (self.start < finding.end and finding.start < self.end):
            return False
        return not self.concepts or any(fnmatchcase(finding.concept, pattern) for pattern in self.concepts)


class Suppressed(Struct, frozen=True):
    """A finding that is not shown, and by whose decision."""

    finding: Finding
    by: Suppression


def parted(
    findings: Sequence[Finding], text: str, suppressions: Sequence[Suppression]
) -> tuple[list[Finding], list[Suppressed]]:
    """Part findings into those that are shown and those that are not; the first suppression that holds is named."""
    shown: list[Finding] = []
    kept: list[Suppressed] = []
    comments = [each for each in suppressions if each.origin == "comment"]
    others = [each for each in suppressions if each.origin != "comment"]
    open_comments: list[Suppression] = []
    at = 0
    for finding in findings:
        while at < len(comments) and comments[at].start < finding.end:
            open_comments.append(comments[at])
            at += 1
        open_comments = [each for each in open_comments if each.end > finding.start]
        by = next((each for each in (*open_comments, *others) if _holds(each, finding, text)), None)
        if by is None:
            shown.append(finding)
        else:
            kept.append(Suppressed(finding, by))
    return shown, kept


def _holds(suppression: Suppression, finding: Finding, text: str) -> bool:
    if suppression.origin == "allow":
        return allowed(suppression.where, finding, text)
    return suppression.covers(finding)


def allowed(phrase: str, finding: Finding, text: str) -> bool:
    """Whether a finding is part of a phrase; case, line breaks, hyphens and the kind of quotation marks don't count."""
    pattern, reach = _phrase(phrase)
    begin = max(0, finding.start - reach)
    return any(
        found.start() + begin <= finding.start and finding.end <= found.end() + begin
        for found in pattern.finditer(text[begin : finding.end + reach])
    )


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> tuple[re.Pattern[str], int]:
    words = [re.sub(r"['’‘]", "['’‘]", re.escape(word)) for word in re.split(r"[\s-]+", phrase.strip())]
    return re.compile(r"(?<!\w)" + r"[\s-]{1,40}".join(words) + r"(?!\w)", re.IGNORECASE), len(phrase) + 40 * len(words)


def comments(text: str) -> list[Suppression]:
    """The suppressions that a text has in its comments, in the order of what they cover."""
    found: list[Suppression] = []
    opened: list[tuple[Suppression, int]] = []
    line, counted = 1, 0
    for start, end, body in _comments(text):
        line, counted = line + text.count("\n", counted, start), start
        concepts, reason = _concepts(body), (body["reason"] or "").strip()
        made = Suppression("comment", str(line), concepts, reason, end, len(text))
        match body["verb"]:
            case "ignore-file":
                found.append(_stretched(made, 0, len(text)))
            case "ignore-start":
                opened.append((made, end))
            case "ignore-end":
                ended = [each for each in opened if not concepts or each[0].concepts == concepts]
                opened = [each for each in opened if each not in ended]
                found += [_stretched(each, begin, start) for each, begin in ended]
            case _:
                found.append(_stretched(made, *_line(text, start, end)))
    found += [_stretched(each, begin, len(text)) for each, begin in opened]
    return sorted(found, key=lambda each: each.start)


def _stretched(made: Suppression, start: int, end: int) -> Suppression:
    return Suppression(made.origin, made.where, made.concepts, made.reason, start, end)


def _concepts(body: re.Match[str]) -> tuple[str, ...]:
    listed = body["listed"] if body["listed"] is not None else body["named"]
    return tuple(part.strip().lower() for part in (listed or "").split(",") if part.strip())


def _comments(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Each comment of ours: from its opening sign to behind its closing one."""
    at = text.find(_SIGN)
    while at >= 0:
        behind = at + len(_SIGN)
        begin = max(text.rfind("\n", max(0, at - _BEFORE), at) + 1, at - _BEFORE, 0)
        opened = _OPENED.search(text[begin:at])
        if opened:
            opener = opened["open"] or ""
            finish = _finish(text, behind, _CLOSERS.get(opener))
            body = _BODY.match(text[behind:finish].removesuffix(_CLOSERS.get(opener, "\n")).strip())
            if body:
                yield begin + (opened.start("open") if opener else opened.start()), finish, body
        at = text.find(_SIGN, behind)


def _finish(text: str, behind: int, closer: str | None) -> int:
    stop = text.find("\n", behind, behind + _REACH)
    stop = min(len(text), behind + _REACH) if stop < 0 else stop
    closed = text.find(closer, behind, stop) if closer else -1
    return closed + len(closer) if closer and closed >= 0 else stop


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line of a comment or, where it stands alone, the next one that has text."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if not (_NOTHING.match(text[begin:start]) and not text[end:stop].strip()):
        return begin, stop
    while stop < len(text):
        begin = stop + 1
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        if text[begin:stop].strip():
            break
    return begin, stop
