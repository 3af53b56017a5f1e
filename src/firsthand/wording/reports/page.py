"""A report to read and to print: one page of HTML that carries everything, runs nothing and asks for nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.guide import LANGUAGES, Guide
from firsthand.wording.model import Finding, Severity, Source, Stance
from firsthand.wording.remarks import voice
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.reports.chart import Bars, chart, legend
from firsthand.wording.reports.excerpts import excerpt, shown
from firsthand.wording.reports.labels import Labels, labels
from firsthand.wording.reports.sections import Sections

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_AROUND = 260
_PRINTED = 500
"""Findings of one file that stand in the page; of more, only the numbers."""
_BARS = 30
_HEADINGS = 2
"""Of those above a place, the nearest."""


def writer(_form: str, checker: Checker, wishes: Wishes) -> "Page":
    return Page(checker, wishes)


class Page:
    """Keeps what it has to say of each file until the counts are known, which stand above it."""

    def __init__(self, checker: Checker, wishes: Wishes) -> None:
        self._checker = checker
        self._wishes = wishes
        self._labels = labels(wishes.language)
        self._files: list[str] = []
        self._sections: dict[str, Counter[Severity]] = defaultdict(Counter)
        self._names: dict[str, Counter[Severity]] = defaultdict(Counter)
        self._years: dict[str, Counter[Severity]] = defaultdict(Counter)
        self._concepts: dict[str, Finding] = {}

    def head(self) -> str:
        return ""

    def file(self, examined: Examined) -> str:
        sections = Sections(examined, self._labels.opening)
        for finding in examined.findings:
            if finding.certainty == "found":
                self._sections[sections.at(finding.start)][finding.severity] += 1
                self._names[examined.name][finding.severity] += 1
                self._years[examined.year][finding.severity] += 1
            self._concepts.setdefault(finding.concept, finding)
        if examined.findings:
            self._files.append("".join(self._file(examined)))
        return ""

    def unread(self, _unread: Unread) -> str:
        return ""

    def tail(self, tally: Tally) -> Iterator[str]:
        words = self._labels
        yield opening(words.title, self._wishes.language)
        yield f"<p>{escape(words.intro)}</p>\n<p class=soft>{escape(self._about())}</p>\n"
        yield _figures(tally, words)
        if not tally.findings and not tally.possible:
            yield f"<p>{escape(words.nothing)}</p>\n"
        else:
            yield from self._counts(tally)
            yield f"<h2>{escape(words.in_context)}</h2>\n"
            yield from self._files
            yield f"<h2>{escape(words.why)}</h2>\n"
            for concept, finding in sorted(self._concepts.items(), key=lambda item: self._name(*item).lower()):
                yield from self._concept(concept, finding)
        if tally.unread:
            items = "".join(f"<li>{escape(shown(f'{each.name}: {each.reason}'))}</li>" for each in tally.unread)
            yield f"<h2>{escape(words.unread)}</h2>\n<ul>{items}</ul>\n"
        yield CLOSING

    def _about(self) -> str:
        header = self._checker.outline.header
        title = header.titles.get(self._wishes.language, header.title)
        version = f" {header.version}" if header.version else ""
        return f"{title}{version} · Firsthand {self._wishes.version}".strip()

    def _counts(self, tally: Tally) -> Iterator[str]:
        words = self._labels
        yield f"<h2>{escape(words.counts)}</h2>\n{legend(words.severities, tally.severities)}\n"
        for label, counted in self._charts():
            yield f"<h3>{escape(label)}</h3>\n{chart(_bars(counted, words), words.severities)}\n"
        rows = "".join(
            f'<tr><td><a href="#{_anchor(concept)}">{escape(self._name(concept, self._concepts[concept]))}</a></td>'
            f'<td class="figure">{number:,}</td>'
            f"<td>{escape(words.severities[self._concepts[concept].severity])}</td></tr>\n"
            for concept, number in tally.concepts.most_common()
        )
        yield (
            f'<div class="scroll"><table><thead><tr><th>{escape(words.concept)}</th><th class="figure">'
            f"{escape(words.number)}</th><th>{escape(words.gravity)}</th></tr></thead>\n<tbody>{rows}</tbody></table></div>\n"
        )

    def _charts(self) -> Iterator[tuple[str, dict[str, Counter[Severity]]]]:
        if len(self._names) == 1 and len(self._sections) > 1:
            yield self._labels.by_section, self._sections
        if len(self._names) > 1:
            yield self._labels.by_file, _short(self._names)
        dated = {year: counted for year, counted in sorted(self._years.items()) if year}
        if len(dated) > 1:
            yield self._labels.by_year, dated

    def _file(self, examined: Examined) -> Iterator[str]:
        yield f"<h3>{escape(shown(examined.name))}</h3>\n"
        for finding in examined.findings[:_PRINTED]:
            yield self._finding(examined, finding)
        if len(examined.findings) > _PRINTED:
            yield f"<p>{escape(self._labels.more)}: {len(examined.findings) - _PRINTED:,}</p>\n"

    def _finding(self, examined: Examined, finding: Finding) -> str:
        words = excerpt(examined, finding.start, finding.end, _AROUND)
        possible = finding.certainty == "possible"
        grave = self._labels.possible if possible else self._labels.severities[finding.severity]
        offered = "".join(
            f"<li><ins>{escape(shown(suggestion.text))}</ins>{escape(_also(suggestion.also))}</li>"
            for suggestion in finding.suggestions[:3]
        )
        name = escape(self._name(finding.concept, finding))
        return (
            f'<div class="finding {finding.severity}">'
            f'<p class="soft">{escape(self._place(examined, finding.start))} · {escape(grave)} · '
            f'<a href="#{_anchor(finding.concept)}">{name}</a></p>'
            f'<blockquote lang="{escape(finding.language)}">{escape(words.before)}<mark>{escape(words.text)}</mark>'
            f"{escape(words.after)}</blockquote>"
            + (f'<ul class="offered" lang="{escape(finding.language)}">{offered}</ul>' if offered else "")
            + "</div>\n"
        )

    def _place(self, examined: Examined, start: int) -> str:
        if examined.manuscript is None:
            return f"{self._labels.line} {examined.lines.number(start):,}"
        place = examined.manuscript.place(start)
        page = f"{self._labels.page} {place.page}" if place.page else ""
        path = " › ".join(map(shown, place.path[-_HEADINGS:]))
        return " · ".join(filter(None, (page, path))) or f"{place.block:,}"

    def _concept(self, concept: str, finding: Finding) -> Iterator[str]:
        said = voice(self._wishes.language)
        yield f'<section class="concept" id="{_anchor(concept)}">\n<h3>{escape(self._name(concept, finding))}</h3>\n'
        yield f"<p{self._lang(concept, finding)}>{escape(self._why(concept, finding))}</p>\n"
        if finding.proposed:
            yield f"<p>{escape(said.proposed)}</p>\n"
        if finding.stances:
            guide = self._checker.guide
            stances = (f"<li>{_stance(each, said.stances[each.stance], guide)}</li>" for each in finding.stances)
            yield f"<p>{escape(said.guides)}</p>\n<ul>{''.join(stances)}</ul>\n"
        if finding.sources:
            sources = "".join(f"<li>{_source(source)}</li>" for source in finding.sources)
            yield f'<p>{escape(said.sources)}</p>\n<ul class="sources">{sources}</ul>\n'
        yield "</section>\n"

    def _spoken(self, concept: str, finding: Finding) -> str:
        """The language in which the guide tells of a concept: the report's own, if it can."""
        for language in (self._wishes.language, finding.language, *LANGUAGES):
            words = self._checker.guide.vocabularies[language].words.get(concept)
            if words and words.why:
                return language
        return finding.language

    def _name(self, concept: str, finding: Finding) -> str:
        words = self._checker.guide.vocabularies[self._spoken(concept, finding)].words.get(concept)
        return (words.name if words else "") or concept

    def _why(self, concept: str, finding: Finding) -> str:
        words = self._checker.guide.vocabularies[self._spoken(concept, finding)].words.get(concept)
        return (words.why if words else "") or finding.why

    def _lang(self, concept: str, finding: Finding) -> str:
        language = self._spoken(concept, finding)
        return "" if language == self._wishes.language else f' lang="{escape(language)}"'


CLOSING = "</main>\n</body>\n</html>\n"


def opening(title: str, language: str) -> str:
    """A page up to its first heading."""
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
    )


def _figures(tally: Tally, words: Labels) -> str:
    numbers = (
        (words.checked, tally.files),
        (words.found, tally.findings),
        (words.possible, tally.possible),
        (words.suppressed, tally.suppressed),
    )
    pairs = (f"<div><dt>{escape(name)}</dt><dd>{number:,}</dd></div>" for name, number in numbers)
    return f"<dl>{''.join(pairs)}</dl>\n"


def _short(counted: dict[str, Counter[Severity]]) -> dict[str, Counter[Severity]]:
    """By the files' names alone, if they differ."""
    short = {Path(name).name: parts for name, parts in counted.items()}
    return short if len(short) == len(counted) else counted


def _bars(counted: dict[str, Counter[Severity]], words: Labels) -> Bars:
    """The bars in their order; where there are too many, the longest of them, and the others as one."""
    if len(counted) <= _BARS:
        return list(counted.items())
    longest = set(sorted(counted, key=lambda name: -counted[name].total())[: _BARS - 1])
    others: Counter[Severity] = Counter()
    for name, parts in counted.items():
        if name not in longest:
            others.update(parts)
    return [*((name, parts) for name, parts in counted.items() if name in longest), (words.others, others)]


def _stance(stance: Stance, said: str, guide: Guide) -> str:
    source = guide.sources.get(stance.source)
    name = (source.publisher or source.title) if source else stance.source
    year = f", {stance.year}" if stance.year else ""
    says = f' (<span lang="en">{escape(stance.says)}</span>)' if stance.says else ""
    return f"{escape(f'{name}{year}: {said}')}{says}"


def _source(source: Source) -> str:
    by = ", ".join(str(part) for part in (source.publisher, source.year) if part)
    title = escape(source.title)
    if source.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(source.url)}" rel="noreferrer">{title}</a>'
    return f"{title} ({escape(by)})" if by else title


def _also(also: tuple[str, ...]) -> str:
    return f" ({'; '.join(also)})" if also else ""


def _anchor(concept: str) -> str:
    return f"concept-{escape(concept.replace(' ', '-'))}"
