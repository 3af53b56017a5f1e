"""Whether a candidate is a finding: in which language it stands, whose words they are, and in which sense."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from firsthand.wording import zones
from firsthand.wording.candidates import Candidate
from firsthand.wording.fold import spelling
from firsthand.wording.grammar import Place
from firsthand.wording.headings import Sections
from firsthand.wording.languages import spoken
from firsthand.wording.material import Material
from firsthand.wording.model import Certainty, Suggestion, Zone
from firsthand.wording.schema import Role
from firsthand.wording.surroundings import Paragraph, Surroundings
from firsthand.wording.tools import ToolBox, Tools

_NOT_OURS = {
    "reference": "in a list of sources",
    "affiliation": "in an affiliation",
    "code": "in code",
    "quotation": "in a quotation",
    "address": "in an address",
}
"""Zones whose words the writer can't choose."""


class Verdict(NamedTuple):
    flagged: bool
    certainty: Certainty
    zone: Zone
    sense: str
    because: tuple[str, ...]


class Judge:
    """Decides on the candidates of one text, which come roughly in their order."""

    def __init__(
        self,
        material: Material,
        tools: ToolBox,
        sections: Sections,
        names: Sequence[tuple[int, int]],
    ) -> None:
        self.text = material.text
        self._material = material
        self._tools = tools
        self._sections = sections
        self._names = names
        self._surroundings = Surroundings(material, tools.abbreviations)
        self._spoken: tuple[Paragraph | None, frozenset[str]] = (None, frozenset())

    def decide(self, candidate: Candidate) -> Verdict | None:
        """None where it is no word of its language after all."""
        if self._surroundings.crosses(candidate.start, candidate.end):
            return None
        tools = self._tools[candidate.entry.language]
        paragraph = self._surroundings.paragraph(candidate.start, candidate.end)
        usual = candidate.entry.language in self._spoken[1]  # Where the last one was: the same will do here.
        if not usual and not self._is_spoken(candidate, paragraph):
            return None
        zone = self._zone(candidate.start)
        verdict = self._sense(candidate, paragraph, tools, zone)
        if not verdict.flagged:  # Most candidates are common words in another sense: this comes first as it is quick.
            return verdict
        if usual and not self._is_spoken(candidate, paragraph):
            return None
        doubt = (
            self._not_ours(candidate, paragraph, zone)
            or self._quoted(candidate, paragraph, tools)
            or self._named(candidate, paragraph, tools)
            or self._doubted(candidate, paragraph, tools, zone)
        )
        if doubt is None:
            return verdict
        if not doubt.flagged:
            return doubt
        return verdict._replace(certainty="possible", zone=doubt.zone, because=(*verdict.because, *doubt.because))

    def place(self, candidate: Candidate, role: Role) -> Place:
        """A candidate's sentence, for the grammar of its language."""
        start, end = candidate.start, candidate.end
        begin, finish = self._surroundings.paragraph(start, end).sentence(start, end)
        features = candidate.form.features or ("",)
        masked = self._material.masked
        return Place(masked(begin, start), self._material.shown(start, end), masked(end, finish), role, features)

    def careful(self, suggestion: Suggestion) -> Suggestion:
        """A suggestion that would replace markup is none to be made by itself."""
        if suggestion.fix == "safe" and self._material.has_markup(suggestion.start, suggestion.end):
            return replace(suggestion, fix="review")
        return suggestion

    def _is_spoken(self, candidate: Candidate, paragraph: Paragraph) -> bool:
        """Whether a candidate's language is the one of its paragraph."""
        declared = _stretch(self._material.languages, candidate.start) or self._material.language
        if declared:
            return candidate.entry.language == declared.split("-")[0].lower()
        if self._spoken[0] is not paragraph:
            self._spoken = (paragraph, spoken(paragraph.text, self._tools.functions))
        return candidate.entry.language in self._spoken[1]

    def _zone(self, start: int) -> Zone:
        return _stretch(self._material.zones, start) or _stretch(self._sections, start) or "body"  # type: ignore[return-value]

    def _not_ours(self, candidate: Candidate, paragraph: Paragraph, zone: Zone) -> Verdict | None:
        start, end = candidate.start, candidate.end
        reclaimed = self._tools[candidate.entry.language].reclaimed
        if reclaimed and {spelling(candidate.form.phrase), spelling(self.text[start:end])} & reclaimed:
            return _pass(zone, "the network has taken this word back")
        if zone in _NOT_OURS:
            return _pass(zone, _NOT_OURS[zone])
        at = bisect_right(self._names, (start, len(self.text) + 1))
        if any(begin <= start and end <= finish for begin, finish in self._names[max(0, at - 8) : at]):
            return _pass("name", "part of a name that the guide knows")
        if told := zones.address(paragraph.text, start - paragraph.start, end - paragraph.start):
            return _pass("address", told)
        if told := zones.cited(paragraph, start, end):
            return _pass("reference", told)
        if told := zones.searched(paragraph.text, start - paragraph.start, end - paragraph.start):
            return _pass("code", told)
        return None

    @staticmethod
    def _quoted(candidate: Candidate, paragraph: Paragraph, tools: Tools) -> Verdict | None:
        quoted = zones.quoted(paragraph, candidate.start, candidate.end, tools.mention)
        if quoted is None:
            return None
        zone, told, sure = quoted
        return _pass(zone, told) if sure else _maybe(zone, told)

    @staticmethod
    def _named(candidate: Candidate, paragraph: Paragraph, tools: Tools) -> Verdict | None:
        phrase = candidate.form.phrase
        written = paragraph.text[candidate.start - paragraph.start : candidate.end - paragraph.start]
        acronyms = all(word.islower() or word.isupper() for word in written.split())
        if written[:1].islower() and not written.islower() and (acronyms or not phrase.islower()):
            return None  # Its capitals are its own ("infected with HIV"); they make no name of the words behind it.
        capital = not phrase.islower()
        named = zones.name(paragraph, candidate.start, candidate.end, tools.institutions, capital=capital)
        if named is None:
            return None
        told, sure = named
        return _pass("name", told) if sure else _maybe("name", told)

    @staticmethod
    def _doubted(candidate: Candidate, paragraph: Paragraph, tools: Tools, zone: Zone) -> Verdict | None:
        """Reasons for which a place is only a possible finding."""
        if zones.talked_about(paragraph, candidate.start, candidate.start, tools.mention, 2):
            return _maybe("mention", "it may be talked about as a word")
        if zones.said_of_oneself(paragraph, candidate.start, tools.self, 3):
            return _maybe(zone, "somebody may speak of themselves")
        if zone == "thanks":
            return _maybe(zone, "in thanks, where such words are mostly names")
        return None

    def _sense(self, candidate: Candidate, paragraph: Paragraph, tools: Tools, zone: Zone) -> Verdict:
        term = candidate.term
        features, text = candidate.form.features, self.text[candidate.start : candidate.end]
        found, sense, why = term.otherwise, "", f"“{candidate.form.phrase}” stands in the guide"
        for tried in term.senses:
            told = tools.conditions.reason(tried, paragraph, candidate.start, candidate.end, features, text)
            if told is not None:
                found, sense, why = tried.verdict, tried.name, f"in the sense “{tried.name}”: {told}"
                break
        return Verdict(found != "pass", "possible" if found == "possible" else "found", zone, sense, (why,))


def _stretch(stretches: Sequence[tuple[int, int, str]], start: int) -> str | None:
    """What a position is in, of stretches that are apart and in order."""
    at = bisect_right(stretches, start, key=lambda stretch: stretch[0]) - 1
    return stretches[at][2] if at >= 0 and start < stretches[at][1] else None


def _pass(zone: Zone, told: str) -> Verdict:
    return Verdict(False, "found", zone, "", (told,))


def _maybe(zone: Zone, told: str) -> Verdict:
    return Verdict(True, "possible", zone, "", (told,))
