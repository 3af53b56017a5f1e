"""Names of drafts and of their parts, after the Akoma Ntoso Naming Convention 1.0 and its use by the United Nations.

Where a body has no name there that is known here, its own is used, written small and with hyphens.
"""

import re
import unicodedata

from firsthand.catalogue.negotiations import Draft, Process
from firsthand.exports.deposit import three_letters

BODIES = {
    "united nations general assembly": "unga",
    "general assembly": "unga",
    "human rights council": "unhrc",
    "economic and social council": "ecosoc",
    "security council": "unsc",
    "commission on narcotic drugs": "cnd",
    "world health assembly": "wha",
}
"""The actors that the United Nations' profile names, by what they are called in English."""

ABBREVIATED = {
    "article": "art", "paragraph": "para", "subparagraph": "subpara", "recital": "rec", "recitals": "recs",
    "hcontainer": "hcontainer", "point": "point", "indent": "indent", "section": "sec",
}  # fmt: skip
"""Of elements, in the identifiers of their parts (part 5.4 of the convention)."""


class Names:
    """The addresses of one draft; they are names, under which nothing need be found."""

    def __init__(self, process: Process, draft: Draft) -> None:
        english = next((text.value for text in process.body if text.language == "en"), "")
        named = english or next((text.value for text in process.body), "")
        self.body = BODIES.get(named.casefold().removeprefix("the "), slug(named) or "unknown")
        self.body_shown = named or process.slug
        first = min((each.date for each in process.drafts), default=draft.date)
        self.language = three_letters(draft.language) or "und"
        self.work = f"/akn/un/statement/deliberation/{self.body}/{first}/{process.slug}"
        self.expression = f"{self.work}/{self.language}@{draft.slug}"


class Identifiers:
    """eIds, each of which is given once in a document."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def new(self, parent: str, tag: str, number: str, place: int) -> str:
        """Of a part with a printed number, or else its place among its neighbours, from 1 on."""
        wanted = f"{ABBREVIATED.get(tag, tag)}_{slug(number) or place}"
        return self.free(f"{parent}__{wanted}" if parent else wanted)

    def free(self, wanted: str) -> str:
        found, more = wanted, 2
        while found in self._given:
            found, more = f"{wanted}-{more}", more + 1
        self._given.add(found)
        return found


def slug(text: str) -> str:
    """Small letters of any script, and hyphens: "OP 68bis" becomes "op-68bis"."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def day(date: str) -> str:
    """A full date (XML Schema), the first day where only a year or a month is known.

    >>> day("2026"), day("2026-02"), day("2026-02-03")
    ('2026-01-01', '2026-02-01', '2026-02-03')
    """
    return f"{date}-01-01"[:10]


def precision(date: str) -> str:
    """What such a date says."""
    return {4: "year", 7: "month"}.get(len(date), "day")
