"""Who wants the words in a bracket, and whether to put them in or to take them out, as secretariats write it.

"[EU, Norway: text]", "[text – EU]", "[text] (EU)", "[G77 add: text]", "[US: delete]". Only names of states and groups
that are known count; others count where a known one or what to do stands beside them. A name that is doubtful is none.
"""

import re
from functools import cache

from msgspec import Struct

from firsthand.catalogue.negotiations import Edit
from firsthand.catalogue.places import COUNTRIES, name
from firsthand.negotiations.structure import LANGUAGES, any_of, structure

LONGEST = 200
"""Characters at either end of a bracket that are looked at; nobody's list of names is longer."""

_ABBREVIATION = r"[A-Z][A-Za-z]?[A-Z0-9]{1,6}"
_STRUCK = "\N{COMBINING LONG STROKE OVERLAY}"


class Attribution(Struct, frozen=True, omit_defaults=True):
    """What a bracket says of itself. `text[start:end]` are the words that it is about."""

    start: int
    end: int
    parties: tuple[str, ...] = ()
    edit: Edit | None = None
    after: int = 0
    """How many characters behind the closing bracket belong to it: " (EU)"."""


class _Patterns(Struct, frozen=True):
    head: re.Pattern[str]
    tail: re.Pattern[str]
    behind: re.Pattern[str]
    party: re.Pattern[str]
    deletion: re.Pattern[str]
    insertion: re.Pattern[str]


@cache
def _patterns(language: str | None) -> _Patterns:
    words = structure(language)
    known = any_of((*words.groups, *words.states, *_countries(language)))
    party = rf"(?:{known}(?![\w])|{_ABBREVIATION}(?!\w))"
    between = rf"(?:\s*[,;/&+]\s*(?:{any_of(words.joiners)}\s+)?|\s+{any_of(words.joiners)}\s+)"
    parties = rf"{party}(?:{between}{party})*"
    verb = rf"(?i:{any_of((*words.insertions, *words.deletions, *words.notes))})(?!\w)"
    return _Patterns(
        head=re.compile(
            rf"\s*(?:(?P<parties>{parties})\s*(?::\s*(?P<said>{verb})\s*(?::|$)|(?P<verb>{verb})\s*(?::|$)|:)"
            rf"|(?P<bare>{verb})\s*(?::|$))\s*"
        ),
        tail=re.compile(rf"(?:\s[–—-]\s*(?P<dashed>{parties})|\((?P<set>{parties})\))\s*$"),
        behind=re.compile(rf"\s?\((?P<parties>{parties})\)"),
        party=re.compile(rf"(?P<known>{known})(?!\w)|(?P<other>{_ABBREVIATION})(?!\w)"),
        deletion=re.compile(rf"(?i:{any_of(words.deletions)})"),
        insertion=re.compile(rf"(?i:{any_of(words.insertions)})"),
    )


def _countries(language: str | None) -> tuple[str, ...]:
    primary = (language or "").split("-")[0].lower()
    spoken = {primary, "en"} if primary in LANGUAGES else set(LANGUAGES)
    return tuple({name(code, one) for one in sorted(spoken) for code in COUNTRIES})


def attribution(text: str, start: int, end: int, language: str | None = "en", *, closed: bool = True) -> Attribution:
    """What stands in the bracket `text[start:end]`, and who wants it so. `closed` is whether it ends with a bracket."""
    patterns = _patterns(language)
    first = start + 1 if text[start : start + 1] == "[" else start
    last = end - 1 if closed else end
    head = re.split(r"[\[\]]", text[first : min(first + LONGEST, last)], maxsplit=1)[0]
    match = patterns.head.match(head)
    if match and first + match.end() <= last:
        found = _from_head(match, patterns, first, last)
        if found:
            return found
    return _from_tail(text, first, last, patterns, closed=closed) or _struck(text, first, last)


def _from_head(match: re.Match[str], patterns: _Patterns, first: int, last: int) -> Attribution | None:
    verb = match["said"] or match["verb"] or match["bare"]
    parties = _parties(match["parties"] or "", patterns, told=verb is not None)
    if not parties and match["bare"] is None:
        return None
    return Attribution(first + match.end(), last, parties, _edit(verb, patterns))


def _edit(verb: str | None, patterns: _Patterns) -> Edit | None:
    if verb is None:
        return None
    if patterns.deletion.fullmatch(verb):
        return Edit.DELETION
    return Edit.INSERTION if patterns.insertion.fullmatch(verb) else None


def _from_tail(text: str, first: int, last: int, patterns: _Patterns, *, closed: bool) -> Attribution | None:
    begin = max(first, last - LONGEST)
    match = patterns.tail.search(text, begin, last) if closed and text[last - 1 : last] not in "[]" else None
    if match:
        parties = _parties(match["dashed"] or match["set"], patterns, told=False)
        if parties and not (match["set"] and _is_defined(text[begin : match.start()], match["set"])):
            return Attribution(first, match.start(), parties)
    behind = patterns.behind.match(text, last + 1, last + LONGEST) if closed else None
    if behind:
        parties = _parties(behind["parties"], patterns, told=False)
        if parties and not _is_defined(text[begin:last], behind["parties"]):
            return Attribution(first, last, parties, after=behind.end() - last - 1)
    return None


def _struck(text: str, first: int, last: int) -> Attribution:
    """Words that are struck through, sign by sign or between "~~", are to go."""
    inside = text[first : min(last, first + LONGEST)].strip()
    struck = inside.count(_STRUCK) * 2 >= len(inside) > 0 or (
        inside.startswith("~~") and text[first:last].rstrip().endswith("~~")
    )
    return Attribution(first, last, edit=Edit.DELETION if struck else None)


def _parties(said: str, patterns: _Patterns, *, told: bool) -> tuple[str, ...]:
    """The names, if one of them is known or it is `told` what they want."""
    matches = list(patterns.party.finditer(said))
    if not told and not any(match["known"] for match in matches):
        return ()
    return tuple(dict.fromkeys(match[0] for match in matches))


def _is_defined(before: str, abbreviation: str) -> bool:
    """Whether "(LDCs)" only explains the words before it: "least developed countries (LDCs)"."""
    letters = "".join(re.findall(r"[^\W\d_]", abbreviation)).casefold().rstrip("s")
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", before)).casefold()
    return bool(letters) and (
        initials.endswith(letters) or before.rstrip().casefold().endswith(abbreviation.casefold())
    )
