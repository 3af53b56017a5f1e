"""Reads captions: WebVTT (W3C) and SubRip (.srt), as strictly as written and as loosely as found.

Captions are joined to paragraphs of whole sentences; each has its two times and, where the file names one, its speaker.
Settings of place and colour are left out, and lines that roll up over the screen are read once.
"""

import html
import re
from collections.abc import Iterator

from firsthand.documents.encodings import decoded
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.language_tags import tag, written_in
from firsthand.documents.model import Cue, Document, Locator, Metadata, Remark, Run, Section, plain
from firsthand.documents.runs import settle, tidy
from firsthand.documents.text import fold
from firsthand.documents.utterances import Caption, join_captions, without_rolls

WEBVTT = "text/vtt"
SUBRIP = "application/x-subrip"
_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-+>\s*{_TIME}(?:\s.*)?$")
_TAG = re.compile(r"<(/?)([a-z]+|\d[\d:.]*)((?:\.[^\s<>.]+)*)(?:\s+([^<>]*))?>|\{\\[^{}]{0,80}\}", re.IGNORECASE)
# A name in capitals before a colon: "MARIA:", "DR. O'NEIL:", "ВЕДУЩИЙ:", "[INTERVIEWER]:".
_NAMED = re.compile(r"^\s*(?:-\s*)?\[?((?:[^\W\d_][\w.'’-]*\s?){1,4}|[^\W\d_]+ \d{1,2})\]?\s*:(?=\s|$)")
_DASH = re.compile(r"^\s*[-–—]\s*(?=\S)")
_LONGEST_NAME = 60
_MOST_STYLES = 20


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The cues of a caption file, in one section without heading. Raises UnreadableFileError: empty or damaged."""
    text = decoded(data).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFileError("empty", "The file has no captions; save it again in the caption editor.")
    is_vtt = text.lstrip().startswith("WEBVTT")
    language = _declared_language(text) if is_vtt else None
    spoken: list[Caption] = []
    wrong = 0
    for start, end, lines in without_rolls(list(_cues(text))):
        wrong += start >= end
        spoken.extend(_spoken(lines, Locator(start=start, end=max(start, end)), language, is_vtt=is_vtt))
    found = join_captions(spoken)
    if not found and not is_vtt:
        raise UnreadableFileError(
            "damaged",
            'No caption was found: each needs a line such as "00:01:02,000 --> 00:01:05,000" above its words.',
        )
    remarks = (Remark("wrong-times", f"{wrong} caption(s) end before they begin.", count=wrong),) if wrong else ()
    return Document(
        WEBVTT if is_vtt else SUBRIP,
        (Section(blocks=found),) if found else (),
        Metadata(language=language, title=_declared_title(text) if is_vtt else None),
        written_in(language, " ".join(plain(cue.runs) for cue in found[:500])),
        duration=max((cue.locator.end or 0.0 for cue in found if cue.locator), default=None),
        remarks=remarks,
    )


def _cues(text: str) -> Iterator[tuple[float, float, list[str]]]:
    """Start, end and lines of each cue. A line of times begins one, wherever it stands; an empty line ends it."""
    times: tuple[float, float] | None = None
    lines: list[str] = []
    skipping = False
    for line in text.split("\n"):
        match = _TIMES.match(line) if "->" in line else None
        if match:
            if times:
                yield *times, lines
            parts = match.groups()
            times, lines, skipping = (_seconds(*parts[:4]), _seconds(*parts[4:])), [], False
        elif not line.strip():
            if times and lines:
                yield *times, lines
                times, lines = None, []
            skipping = False
        elif times is None and re.match(r"(NOTE|STYLE|REGION)\b", line):
            skipping = True
        elif times and not skipping:
            lines.append(line)
    if times:
        yield *times, lines


def _seconds(hours: str | None, minutes: str | None, seconds: str | None, fraction: str | None) -> float:
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return round(whole + float(f"0.{fraction or 0}"), 3)


def _spoken(lines: list[str], locator: Locator, language: str | None, *, is_vtt: bool) -> Iterator[Caption]:
    """What is said in one stretch of time, by each voice."""
    voices: list[tuple[str | None, list[Run]]] = [(None, [])]
    if not is_vtt and len(lines) > 1 and all(_DASH.match(line) for line in lines):
        voices = [_voiced(_DASH.sub("", line)) for line in lines]
    elif not is_vtt:
        for line in lines:
            speaker, pieces = _voiced(line)
            if speaker:
                voices.append((speaker, pieces))
            else:
                voices[-1][1].extend([Run(" "), *pieces])
    else:
        voices = _styled("\n".join(lines))
    for speaker, pieces in voices:
        runs, own = settle(tidy(pieces), language)
        if runs:
            opens = not is_vtt and (speaker is not None or _DASH.match(lines[0]) is not None)
            yield Caption(Cue(runs, speaker, own, locator), opens=opens)


def _voiced(line: str) -> tuple[str | None, list[Run]]:
    """The speaker that a line of SubRip names, and its words."""
    bare = _TAG.sub("", line)
    match = _NAMED.match(bare[:_LONGEST_NAME])
    if match and match.group(1).isupper() and "<" not in line[: match.end()]:
        return fold(match.group(1)).strip("[]"), _styled(line[match.end() :])[0][1]
    return None, [piece for _, pieces in _styled(line) for piece in pieces]


def _styled(text: str) -> list[tuple[str | None, list[Run]]]:
    """The text in runs, parted by its voice tags; tags that mean nothing to a reader are left out."""
    voices: list[tuple[str | None, list[Run]]] = [(None, [])]
    styles: list[tuple[str, str | None]] = []
    place = 0

    def say(words: str) -> None:
        if words:
            strong, emphasis = (any(style == name for style, _ in styles) for name in ("b", "i"))
            language = next((value for style, value in reversed(styles) if style == "lang"), None)
            words = html.unescape(words)
            voices[-1][1].append(Run(words, strong=strong, emphasis=emphasis, language=language))

    for match in _TAG.finditer(text):
        say(text[place : match.start()])
        place = match.end()
        closing, name, _, annotation = match.groups()
        name = (name or "").lower()
        if name == "v":
            voices.append((None if closing else fold(html.unescape(annotation or "")) or None, []))
        elif closing:
            last = max((number for number, (style, _) in enumerate(styles) if style == name), default=None)
            if last is not None:
                styles.pop(last)
        elif name in {"b", "i", "lang"} and len(styles) < _MOST_STYLES:
            styles.append((name, tag(annotation) if name == "lang" else None))
    say(text[place:])
    return voices


def _header(text: str) -> str:
    return text.lstrip().partition("\n\n")[0]


def _declared_language(text: str) -> str | None:
    match = re.search(r"^Language:\s*(\S+)", _header(text), re.MULTILINE | re.IGNORECASE)
    return tag(match.group(1)) if match else None


def _declared_title(text: str) -> str | None:
    match = re.search(r"^Title:\s*(.+)$", _header(text), re.MULTILINE | re.IGNORECASE)
    return fold(match.group(1)) if match else None
