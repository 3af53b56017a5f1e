"""The check: a text goes in, findings come out, in the order of the text.

One pass over the folded text finds every form of every term; only there is looked closer: is it this word, is this its
language, whose words are they, in which sense, and what could stand instead. Linear in the length of the text.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from pathlib import Path

from firsthand.wording import headings
from firsthand.wording.candidates import NAMES, Candidate, Finder
from firsthand.wording.guide import LANGUAGES, Guide
from firsthand.wording.judgement import Judge, Verdict
from firsthand.wording.lexis import Lexis
from firsthand.wording.material import Material
from firsthand.wording.model import SEVERITIES, Finding, Passed, Report, Severity, Source, Stance, Suggestion
from firsthand.wording.stock import Outline, Stock
from firsthand.wording.tools import ToolBox

_Stretch = tuple[int, int]


class Checker:
    """Checks texts with one guide. Making one takes some hundredths of a second; it may be kept and shared by threads.

    `guide` is the id of a guide that comes with Firsthand ("house", "public-health") or the folder of another; `cache`
    is the folder in which what is made of it is kept, if not the user's. Raises GuideError where it can't be used.
    """

    def __init__(
        self, guide: str = "house", *, languages: Sequence[str] = LANGUAGES, cache: Path | None = None
    ) -> None:
        self._use(Stock(guide, cache), languages)

    @classmethod
    def of(cls, compiled: Lexis, languages: Sequence[str] = LANGUAGES) -> "Checker":
        """A checker with a guide that was compiled already."""
        checker = cls.__new__(cls)
        checker._use(Stock.of(compiled), languages)
        return checker

    def _use(self, stock: Stock, languages: Sequence[str]) -> None:
        self._stock = stock
        self._outline = stock.outline
        self._languages = frozenset(languages)
        self._finder = Finder(stock)
        self._tools = ToolBox(stock)

    @property
    def guide(self) -> Guide:
        return self._stock.guide

    @property
    def outline(self) -> Outline:
        """The guide without its words: here at once, where the whole of it takes some tenths of a second to read."""
        return self._outline

    def check(self, text: str | Material, *, language: str | None = None, explain: bool = False) -> Report:
        """Check a text.

        `language` is the one that it is declared to be in (BCP 47); else it is told paragraph by paragraph. With
        `explain` the report has the places that were passed over as well.
        """
        material = text if isinstance(text, Material) else Material(text, language=language)
        findings, _ = self._settled(material, everything=False)
        passed = self._settled(material, everything=True)[1] if explain else []
        return Report(tuple(findings), tuple(passed))

    def _settled(self, material: Material, *, everything: bool) -> tuple[list[Finding], list[Passed]]:
        found = self._finder.find(material, self._possible(material), everything=everything)
        judge = Judge(material, self._tools, _sections(material, found), _names(found))
        findings: list[Finding] = []
        passed: list[Passed] = []
        for group in _groups(found):
            self._settle(group, judge, findings, passed)
        findings.sort(key=lambda finding: finding.start)
        passed.sort(key=lambda place: place.start)
        return findings, passed

    def _possible(self, material: Material) -> frozenset[str]:
        """The languages of which a text may have anything."""
        declared = {language for _, _, language in material.languages}
        if material.language and not declared:
            return frozenset({material.language.split("-")[0].lower()}) & self._languages
        return self._languages

    def _settle(self, group: list[Candidate], judge: Judge, findings: list[Finding], passed: list[Passed]) -> None:
        """Of candidates that overlap, the longest that is flagged counts; then the next that doesn't touch it."""
        taken: list[_Stretch] = []
        for candidate in sorted(group, key=self._rank):
            if _touches(taken, candidate):
                continue
            verdict = judge.decide(candidate)
            if verdict is None:
                continue
            if verdict.flagged:
                insort(taken, (candidate.start, candidate.end))
                findings.append(self._finding(candidate, verdict, judge))
            elif not passed or candidate.end > passed[-1].end or candidate.start < passed[-1].start:
                passed.append(_passed(candidate, verdict, judge.text))

    def _rank(self, candidate: Candidate) -> tuple[int, int, int, int]:
        """The longest first, of these the gravest, and where no language can be told, in the order of LANGUAGES."""
        gravity = SEVERITIES.index(self._severity(candidate))
        language = LANGUAGES.index(candidate.entry.language)
        return candidate.start - candidate.end, candidate.start, gravity, language

    def _severity(self, candidate: Candidate) -> Severity:
        concept = self._outline.concepts.get(candidate.entry.concept)
        return candidate.term.severity or (concept and concept.severity) or "discouraged"

    def _finding(self, candidate: Candidate, verdict: Verdict, judge: Judge) -> Finding:
        entry, term = candidate.entry, candidate.term
        words = self._tools[entry.language].vocabulary.words[entry.concept]
        return Finding(
            start=candidate.start,
            end=candidate.end,
            text=judge.text[candidate.start : candidate.end],
            language=entry.language,
            concept=entry.concept,
            term=candidate.form.phrase,
            severity=self._severity(candidate),
            certainty=verdict.certainty,
            sense=verdict.sense,
            zone=verdict.zone,
            why=words.why,
            suggestions=self._suggestions(candidate, judge),
            stances=_stances(self._outline, entry.concept),
            sources=_sources(self._outline, term.sources),
            proposed=term.status == "proposed",
            guide=self._outline.header.id,
            because=verdict.because,
        )

    def _suggestions(self, candidate: Candidate, judge: Judge) -> tuple[Suggestion, ...]:
        entry, term = candidate.entry, candidate.term
        tools = self._tools[entry.language]
        alternatives = term.alternatives or tools.vocabulary.words[entry.concept].alternatives
        place = judge.place(candidate, term.role)
        suggestions = tools.fitter.suggest(term, alternatives, candidate.form, place, candidate.start, candidate.end)
        return tuple(judge.careful(suggestion) for suggestion in suggestions)


def _sections(material: Material, found: Sequence[Candidate]) -> headings.Sections:
    marks = [(c.start, c.end, c.entry.kind) for c in found if c.entry.kind in headings.ZONES]
    return headings.sections(material, marks)


def _names(found: Sequence[Candidate]) -> list[_Stretch]:
    return [(c.start, c.end) for c in found if c.entry.kind in NAMES]


def _groups(found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Terms that overlap, directly or through others."""
    group: list[Candidate] = []
    end = 0
    for candidate in found:
        if candidate.entry.kind != "term":
            continue
        if group and candidate.start >= end:
            yield group
            group, end = [], 0
        group.append(candidate)
        end = max(end, candidate.end)
    if group:
        yield group


def _touches(taken: list[_Stretch], candidate: Candidate) -> bool:
    """Whether a candidate overlaps one of some stretches that are apart and in order."""
    at = bisect_right(taken, (candidate.start, candidate.end))
    before = at > 0 and taken[at - 1][1] > candidate.start
    return before or (at < len(taken) and taken[at][0] < candidate.end)


def _passed(candidate: Candidate, verdict: Verdict, text: str) -> Passed:
    return Passed(
        start=candidate.start,
        end=candidate.end,
        text=text[candidate.start : candidate.end],
        language=candidate.entry.language,
        concept=candidate.entry.concept,
        term=candidate.form.phrase,
        zone=verdict.zone,
        because=verdict.because,
    )


def _stances(guide: Outline, concept: str) -> tuple[Stance, ...]:
    known = guide.concepts.get(concept)
    return tuple(Stance(s.source, s.stance, s.year, s.says, s.verified) for s in known.stances) if known else ()


def _sources(guide: Outline, keys: Sequence[str]) -> tuple[Source, ...]:
    return tuple(
        Source(key, found.title, found.publisher, found.year, found.url, found.languages)
        for key in keys
        if (found := guide.sources.get(key))
    )
