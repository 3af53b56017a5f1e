"""How often words, phrases and concepts occur over the years: a chart, its table, and the same by language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from babel.numbers import format_decimal, format_percent
from msgspec import Struct

from firsthand.front.carrying import Carrying, make_carrying
from firsthand.front.chart import Chart, make_chart
from firsthand.front.counting import MOST, Counted, count
from firsthand.front.facets import FacetLink, chosen_links
from firsthand.front.headers import NOT_KEPT
from firsthand.front.opened import Opened
from firsthand.front.question import address, kept
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.search.protocol import ALL_LANGUAGES, Frequency

HERE = "search/frequency"


class Cell(Struct, frozen=True):
    passages: str
    share: str
    works: str


class Row(Struct, frozen=True):
    year: str
    """Nothing where editions have none."""
    language: str
    """Its name; nothing for all languages together."""
    cells: tuple[Cell, ...]
    of: str
    """All passages of the library of that year."""


class Compared(Struct, frozen=True):
    """One of the questions."""

    words: str
    passages: int
    search: str
    """Where its passages are."""
    summary: str
    """What the chart shows of it, in a sentence."""


class FrequencyPage(Struct, frozen=True):
    words: tuple[str, ...]
    """As they were asked, and an empty one where there is room for another."""
    compared: tuple[Compared, ...]
    unsearchable: tuple[str, ...]
    chart: Chart | None
    ticks: tuple[str, ...]
    """The labels of the chart's ticks."""
    rows: tuple[Row, ...]
    by_language: tuple[Row, ...]
    chosen: tuple[FacetLink, ...]
    filters: tuple[tuple[str, str], ...]
    carrying: Carrying | None
    table: str
    """Address of the same as CSV."""


def make_frequency(opened: Opened, interface: Interface, query: str) -> View:
    """Raises UnavailableError."""
    question, counted = count(opened, interface, query)
    found = [each for each in counted if each.frequencies]
    series = [each.shares for each in found]
    chart = make_chart(series) if any(each.passages for each in found) else None
    asked = tuple(each.question.words for each in counted)
    page = FrequencyPage(
        words=(*asked, "") if len(asked) < MOST else asked,
        compared=tuple(_compared(each, shares, interface) for each, shares in zip(found, series, strict=True)),
        unsearchable=tuple(each.question.words for each in counted if not each.frequencies),
        chart=chart,
        ticks=tuple(percent(tick.value, interface) for tick in chart.ticks) if chart else (),
        rows=_rows(found, interface, together=True),
        by_language=_rows(found, interface, together=False),
        chosen=chosen_links(
            question.chosen, (f"/{interface.language}/{HERE}", kept(question, asked)), interface, opened.shelves
        ),
        filters=tuple(question.filters),
        carrying=make_carrying((one for each in found for one in each.carried), question, interface, HERE, asked),
        table=address(interface, f"{HERE}.csv", [*(("q", words) for words in asked), *question.filters]),
    )
    heading = interface.gettext("Over the years")
    title = f"{heading}: {', '.join(asked)}" if asked else heading
    words = asked[0] if asked else ""
    return View("frequency.html", page, title, room="search", words=words, keep=NOT_KEPT, indexed=False)


def percent(share: float, interface: Interface) -> str:
    """With two digits that say something, as far as there are hundredths of a per cent."""
    form = "#,##0%" if share >= 0.1 or share == 0 else "#,##0.#%" if share >= 0.01 else "#,##0.##%"
    return format_percent(share, format=form, locale=interface.locale)


def _compared(counted: Counted, shares: Mapping[int, float], interface: Interface) -> Compared:
    question = counted.question
    return Compared(
        question.words,
        counted.passages,
        address(interface, "search", question.parameters),
        _summary(question.words, shares, interface),
    )


def _summary(words: str, shares: Mapping[int, float], interface: Interface) -> str:
    words = words.strip('"“”«»')
    if not any(shares.values()):
        return interface.gettext("“%(words)s” is in no passage of these years.") % {"words": words}
    year = max(sorted(shares, reverse=True), key=lambda year: shares[year])
    return interface.gettext("“%(words)s” is most frequent in %(year)s: in %(share)s of its passages.") % {
        "words": words, "year": str(year), "share": percent(shares[year], interface),
    }  # fmt: skip


def _rows(counted: Sequence[Counted], interface: Interface, *, together: bool) -> tuple[Row, ...]:
    """The newest year first, those without a year last."""
    lines: dict[tuple[str, str], list[Frequency]] = defaultdict(list)
    for each in counted:
        for frequency in each.frequencies:
            if (frequency.language == ALL_LANGUAGES) == together:
                lines[frequency.year, frequency.language].append(frequency)
    order = sorted(sorted(lines), key=lambda key: key[0], reverse=True)
    return tuple(
        Row(
            year,
            interface.language_name(language) if language else "",
            tuple(_cell(frequency, interface) for frequency in lines[year, language]),
            interface.number(lines[year, language][0].of),
        )
        for year, language in order
    )


def _cell(frequency: Frequency, interface: Interface) -> Cell:
    share = frequency.passages / frequency.of if frequency.of else 0.0
    return Cell(
        format_decimal(frequency.passages, locale=interface.locale),
        percent(share, interface),
        format_decimal(frequency.items, locale=interface.locale),
    )
