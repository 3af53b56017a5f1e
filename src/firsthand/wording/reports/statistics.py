"""Counts over a corpus, as a table, JSON, CSV, or a page to print. Knows no text, only numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import escape

import msgspec
from msgspec import Struct

from firsthand.wording.corpus import COLUMNS, Counts
from firsthand.wording.guide import Guide
from firsthand.wording.model import SEVERITIES, Severity
from firsthand.wording.reports import Wishes
from firsthand.wording.reports.chart import chart, legend
from firsthand.wording.reports.labels import labels
from firsthand.wording.reports.page import CLOSING, opening
from firsthand.wording.reports.rows import row

FORMS = ("text", "json", "csv", "html")


class Sums(Struct):
    """Sums of one table. Findings that are only possible are counted apart."""

    texts: int = 0
    characters: int = 0
    findings: int = 0
    possible: int = 0
    concepts: dict[str, dict[str, int]] = msgspec.field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    """By concept: "findings", "possible" and "texts" that have a sure finding (added over languages and years)."""
    severities: Counter[Severity] = msgspec.field(default_factory=Counter)
    languages: Counter[str] = msgspec.field(default_factory=Counter)
    years: dict[str, Counter[Severity]] = msgspec.field(default_factory=lambda: defaultdict(Counter))
    years_characters: Counter[str] = msgspec.field(default_factory=Counter)
    grave: dict[str, Severity] = msgspec.field(default_factory=dict)
    """The gravest severity of each concept's findings."""


def sums(counts: Counts) -> Sums:
    made = Sums()
    for values in zip(*(counts[name] for name in COLUMNS), strict=True):
        language, year, concept, severity, certainty, findings, texts, characters = values
        if not concept:
            made.texts += texts
            made.characters += characters
            made.years_characters[year] += characters
            continue
        if certainty == "possible":
            made.possible += findings
            made.concepts[concept]["possible"] += findings
            continue
        made.findings += findings
        made.concepts[concept]["findings"] += findings
        made.concepts[concept]["texts"] += texts
        made.severities[severity] += findings
        made.languages[language] += findings
        made.years[year][severity] += findings
        made.grave[concept] = min(severity, made.grave.get(concept, severity), key=SEVERITIES.index)
    return made


def as_form(form: str, counts: Counts, guide: Guide, wishes: Wishes) -> str:
    """One of FORMS."""
    match form:
        case "json":
            return _as_json(counts, guide, wishes)
        case "csv":
            return row(COLUMNS) + "".join(row(tuple(map(str, each))) for each in _rows(counts))
        case "html":
            return "".join(_as_page(sums(counts), guide, wishes))
        case _:
            return "".join(_as_text(sums(counts)))


def _rows(counts: Counts) -> Iterator[tuple[object, ...]]:
    return zip(*(counts[name] for name in COLUMNS), strict=True)


def _as_json(counts: Counts, guide: Guide, wishes: Wishes) -> str:
    made = sums(counts)
    told = {
        "version": 1,
        "firsthand": wishes.version,
        "guide": {"id": guide.id, "version": guide.header.version},
        "counts": [dict(zip(COLUMNS, each, strict=True)) for each in _rows(counts)],
        "summary": {
            "texts": made.texts,
            "characters": made.characters,
            "findings": made.findings,
            "possible": made.possible,
            "severities": dict(made.severities),
            "languages": dict(made.languages),
            "concepts": {name: dict(numbers) for name, numbers in _by_number(made)},
            "years": {year: counted.total() for year, counted in sorted(made.years.items()) if year},
        },
    }
    return msgspec.json.encode(told).decode() + "\n"


def _by_number(made: Sums) -> list[tuple[str, dict[str, int]]]:
    return sorted(made.concepts.items(), key=lambda item: (-item[1].get("findings", 0), item[0]))


def _per_million(findings: int, characters: int) -> str:
    return f"{1_000_000 * findings / characters:,.1f}" if characters else ""


def _as_text(made: Sums) -> Iterator[str]:
    yield f"{made.texts:,} texts, {made.characters:,} characters\n"
    yield f"{made.findings:,} findings, {made.possible:,} possible\n\n"
    yield from _table(
        ("concept", "findings", "texts", "per million", "possible"),
        [
            (
                concept,
                f"{numbers.get('findings', 0):,}",
                f"{numbers.get('texts', 0):,}",
                _per_million(numbers.get("findings", 0), made.characters),
                f"{numbers.get('possible', 0):,}",
            )
            for concept, numbers in _by_number(made)
        ],
    )
    severities = [(each, f"{made.severities[each]:,}") for each in SEVERITIES if made.severities[each]]
    yield from _table(("severity", "findings"), severities)
    yield from _table(
        ("language", "findings"), [(name, f"{number:,}") for name, number in made.languages.most_common()]
    )
    years = [
        (year, f"{made.years[year].total():,}", _per_million(made.years[year].total(), characters))
        for year, characters in sorted(made.years_characters.items())
        if year
    ]
    yield from _table(("year", "findings", "per million"), years)


def _table(head: tuple[str, ...], lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not lines:
        return
    widths = [max(len(line[place]) for line in [head, *lines]) for place in range(len(head))]
    for line in [head, *lines]:
        first, *others = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        yield "  ".join((line[0].ljust(len(first)), *others)).rstrip() + "\n"
    yield "\n"


def _as_page(made: Sums, guide: Guide, wishes: Wishes) -> Iterator[str]:
    words = labels(wishes.language)
    yield opening(words.title, wishes.language)
    title = guide.header.titles.get(wishes.language, guide.header.title)
    yield f'<p class="soft">{escape(title)} · Firsthand {escape(wishes.version)}</p>\n'
    numbers = (
        (words.texts, made.texts),
        (words.characters, made.characters),
        (words.found, made.findings),
        (words.possible, made.possible),
    )
    yield f"<dl>{''.join(f'<div><dt>{escape(name)}</dt><dd>{number:,}</dd></div>' for name, number in numbers)}</dl>\n"
    yield f"<h2>{escape(words.counts)}</h2>\n{legend(words.severities, made.severities)}\n"
    years = [(year, made.years[year]) for year in sorted(made.years_characters) if year]
    if len(years) > 1:
        yield f"<h3>{escape(words.by_year)}</h3>\n{chart(years, words.severities)}\n"
    rows = "".join(
        f"<tr><td>{escape(_name(guide, concept, wishes.language))}</td>"
        f'<td class="figure">{numbers.get("findings", 0):,}</td>'
        f'<td class="figure">{_per_million(numbers.get("findings", 0), made.characters)}</td>'
        f"<td>{escape(words.severities[made.grave[concept]])}</td></tr>\n"
        for concept, numbers in _by_number(made)
        if concept in made.grave
    )
    heads = f'<th>{escape(words.concept)}</th><th class="figure">{escape(words.number)}</th>'
    heads += f'<th class="figure">{escape(words.per_million)}</th><th>{escape(words.gravity)}</th>'
    yield f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n{CLOSING}'


def _name(guide: Guide, concept: str, language: str) -> str:
    words = guide.vocabularies[language].words.get(concept) or guide.vocabularies["en"].words.get(concept)
    return (words.name if words else "") or concept
