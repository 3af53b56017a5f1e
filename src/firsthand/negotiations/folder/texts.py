"""The words of drafts, and links that a person decided, as JSON: one paragraph, one link a line."""

import re
from typing import Any

import msgspec

from firsthand.catalogue.negotiations import (
    Alignment,
    Bracket,
    DraftText,
    Link,
    Paragraph,
    State,
    Tracked,
    all_brackets,
)
from firsthand.catalogue.soundness import is_fingerprint
from firsthand.negotiations.folder.frame import Frame
from firsthand.negotiations.folder.ground import Ground

_AGAIN = "Take the draft in again with “firsthand negotiate draft”, or mend the line."
_PLACE = re.compile(r"`\$\.(?:paragraphs|links)\[(\d+)\]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Such as no draft has that was taken in."""
_INSIDE: dict[str, type[msgspec.Struct]] = {
    "paragraphs": Paragraph,
    "links": Link,
    "brackets": Bracket,
    "within": Bracket,
    "tracked": Tracked,
}


def read_text(ground: Ground, place: str, slug: str) -> DraftText | None:
    """The words of a draft; None where they can't be read, which is noted."""
    data = ground.data(place)
    text = None if data is None else _decoded(ground, place, data, DraftText)
    if text is None:
        return None
    if text.draft != slug:
        ground.wrong(
            place, 1, f"This says that it is the draft “{text.draft}”.", f"Write “{slug}”, as the file is called."
        )
    return text if _is_sound(ground, place, text) else None


def read_links(ground: Ground, place: str, before: str, after: str, frame: Frame) -> Alignment | None:
    """What a person has decided about links from one draft to another."""
    data = ground.data(place)
    found = None if data is None else _decoded(ground, place, data, Alignment)
    if found is not None and (found.before, found.after) != (before, after):
        message = f"This is about “{found.before}” and “{found.after}”."
        ground.wrong(place, 1, message, "Name the file as the two drafts that it is about, with “--” between them.")
        return None
    return found if found is None or _is_about(ground, place, found, frame) else None


def _is_about(ground: Ground, place: str, found: Alignment, frame: Frame) -> bool:
    """Whether links speak of paragraphs that there are, and each was decided."""
    before, after = frame.texts.get(found.before), frame.texts.get(found.after)
    sound = len(ground.mistakes)
    for number, link in enumerate(found.links, start=2):
        lost = [one for one in link.before if before is not None and one not in before]
        lost += [one for one in link.after if after is not None and one not in after]
        if lost:
            message = f"There is no paragraph “{lost[0]}” in these drafts."
            ground.wrong(place, number, message, "Take the link out; the draft was cut anew since it was decided.")
        if link.state is State.PROPOSED:
            ground.wrong(place, number, "Nobody has decided about this link.", "Take it out: it is proposed anew.")
    return len(ground.mistakes) == sound


def write_text(text: DraftText) -> bytes:
    """One paragraph a line, so that people can compare and correct them, and git shows what was changed."""
    head = msgspec.json.encode({"draft": text.draft, "remarks": text.remarks})[:-1]
    return _lines(head, "paragraphs", text.paragraphs)


def write_links(alignment: Alignment) -> bytes:
    head = msgspec.json.encode({"before": alignment.before, "after": alignment.after})[:-1]
    return _lines(head, "links", alignment.links)


def _lines(head: bytes, key: str, entries: tuple[msgspec.Struct, ...]) -> bytes:
    rows = b",\n".join(msgspec.json.encode(entry) for entry in entries)
    return head + f',"{key}":[\n'.encode() + rows + (b"\n" if entries else b"") + b"]}\n"


Shape = Any


def _decoded(ground: Ground, place: str, data: bytes, shape: type[Shape]) -> Shape | None:
    try:
        made = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=shape)
        _refuse_unknown(msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf")), shape, "$")
    except msgspec.ValidationError as error:
        ground.wrong(place, _line(data, str(error)), f"Something is not as it must be: {error}.", _AGAIN)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        at = re.search(r"byte (\d+)", str(error))
        line = data[: int(at[1])].count(b"\n") + 1 if at else None
        ground.wrong(place, line, f"This is not valid JSON: {error}.", _AGAIN)
    else:
        return made
    return None


def _refuse_unknown(values: Any, shape: type[msgspec.Struct], trail: str) -> None:
    unknown = next((key for key in values if key not in shape.__struct_fields__), None)
    if unknown is not None:
        raise msgspec.ValidationError(f"The key “{unknown}” is not known - at `{trail}`")
    for key, inner in _INSIDE.items():
        for number, entry in enumerate(values.get(key, ())):
            _refuse_unknown(entry, inner, f"{trail}.{key}[{number}]")


def _line(data: bytes, said: str) -> int | None:
    """Where the paragraph stands that is spoken of, if each has its line."""
    found = _PLACE.search(said)
    lines = data.split(b"\n")
    number = int(found[1]) + 1 if found else 0
    return number + 1 if number < len(lines) and lines[number].startswith(b"{") else None


def _is_sound(ground: Ground, place: str, text: DraftText) -> bool:
    seen: set[str] = set()
    before = len(ground.mistakes)
    for number, paragraph in enumerate(text.paragraphs, start=2):
        if not is_fingerprint(paragraph.id) or paragraph.id in seen:
            twice = f"The id “{paragraph.id}” stands here twice." if paragraph.id in seen else ""
            message = twice or "A paragraph has no id that could be part of an address."
            ground.wrong(place, number, message, "Give each paragraph one of its own: a few letters and digits.")
        if any(_CONTROLS.search(words) for words in (paragraph.text, paragraph.label, *paragraph.headings)):
            ground.wrong(place, number, "There is a control character in these words.", "Write the words anew.")
        seen.add(paragraph.id)
        size = len(paragraph.text)
        if not _all_fit(paragraph):
            ground.wrong(place, number, "A bracket lies outside of its paragraph’s words.", _AGAIN)
        if not all(0 <= change.offset <= size for change in paragraph.tracked):
            ground.wrong(place, number, "A tracked change lies outside of its paragraph’s words.", _AGAIN)
    return len(ground.mistakes) == before


def _all_fit(paragraph: Paragraph) -> bool:
    size = len(paragraph.text)
    return all(0 <= bracket.start <= bracket.end <= size for bracket in all_brackets(paragraph.brackets))
