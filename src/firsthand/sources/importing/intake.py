"""One import from beginning to end: gather, correct, assemble, write. It knows origins only by what they offer."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from firsthand.catalogue.languages import normalise, primary
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Library, Text
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.filenames import humane
from firsthand.sources.importing.assembling import Assembly
from firsthand.sources.importing.correcting import read_table, write_table
from firsthand.sources.importing.filing import Filing, Outcome
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.ledger import Ledger, LedgerError, alone
from firsthand.sources.importing.offers import ROOMS, Arrival, Offer
from firsthand.sources.importing.registers import Registers
from firsthand.sources.library import LANGUAGES
from firsthand.sources.slugs import slugify

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is, and of how much (0: nobody knows)."""

BATCH = 200
"""Records after which the ledger is written."""


class Site(Struct, frozen=True):
    """What an origin says of itself."""

    title: str = ""
    language: str = ""
    address: str = ""
    redirects: tuple[tuple[str, str], ...] = ()
    """Old addresses of lists and their new ones; "{theme}" stands for the slug of the theme that follows it."""


class Origin(Protocol):
    """Where records come from."""

    name: str
    """Of its ledger: the same for the same origin at every run."""
    source: str
    """How mistakes call it."""

    def gather(self, into: Gathering, progress: Progress) -> Site:
        """Offer every record."""


class Report(Struct):
    """What an import did, or would do."""

    outcomes: Counter[str]
    proposed: Counter[str]
    skipped: dict[str, int]
    missing: list[str]
    mistakes: list[Mistake]
    remarks: list[Mistake]
    gone: int = 0
    """Records that were imported once and are no longer at their origin."""
    rows: int = 0


def take_in(
    origin: Origin,
    folder: Path,
    *,
    table: Path | None = None,
    propose: Path | None = None,
    language: str = "",
    progress: Progress = lambda *_: None,
) -> Report:
    """Import what an origin offers into a folder, or write down in `propose` what would be imported.

    `table` is a corrected proposal, `language` that of texts which don't say theirs. Raises LedgerError where the
    folder or the ledger can't be used, OSError where something can't be read or written.
    """
    with alone(folder) if propose is None else nullcontext():
        corrected, mistakes = read_table(table) if table else (None, [])
        if table and not corrected:
            raise LedgerError(
                "\n".join(map(str, mistakes)) or f"{table} has no rows. Take the table that was proposed."
            )
        with Gathering(origin.source, corrected) as gathered:
            gathered.mistakes += mistakes
            site = origin.gather(gathered, progress)
            gathered.settle()
            return _Intake(origin, folder, gathered, site, language).run(propose, progress)


class _Intake:
    """The second half of an import: what was gathered is written."""

    def __init__(self, origin: Origin, folder: Path, gathered: Gathering, site: Site, language: str) -> None:
        self.gathered = gathered
        self.site = site
        self.folder = folder
        self.ledger = Ledger(folder, origin.name)
        self.filing = Filing(folder, self.ledger)
        self.registers = Registers(folder, self.ledger)
        self.language = language or _first_language(self.registers.library) or site.language or LANGUAGES[0]

    def run(self, propose: Path | None, progress: Progress) -> Report:
        proposed = Counter(offer.proposed for offer in self.gathered.rows())
        slugs = self._claim(dry=propose is not None)
        if propose is not None:
            rows = write_table(propose, (self._row(offer, slugs) for offer in self.gathered.rows()))
            missing = [
                file.address or file.name for _, one in self.gathered.of("file") for file in one.files if not file.path
            ]
            return self._report(Counter(), proposed, missing, rows)
        assembly = Assembly(self.gathered, self.registers, slugs, self.language)
        outcomes = file_all(assembly.arrivals(), self.filing, self.registers, len(slugs), progress)
        self._redirect_lists(assembly)
        self.registers.write(self._library())
        self.ledger.flush()
        self._propose_withdrawals()
        report = self._report(outcomes, proposed, assembly.missing)
        report.gone = sum(
            line.room in ROOMS.values() and id_ not in slugs and id_ not in self.gathered.deleted
            for id_, line in self.ledger.lines.items()
        )
        return report

    def _report(self, outcomes: Counter[str], proposed: Counter[str], missing: list[str], rows: int = 0) -> Report:
        mistakes = [*self.gathered.mistakes, *self.registers.mistakes]
        skipped = self.gathered.skipped
        return Report(outcomes, proposed, skipped, missing, mistakes, self.filing.remarks, rows=rows)

    def _claim(self, *, dry: bool) -> dict[str, str]:
        """Id of each item's offer -> its slug."""
        slugs: dict[str, str] = {}
        given: dict[tuple[str, str], str] = {}
        for offer in self.gathered.roots():
            room = ROOMS[offer.proposed]
            wish = offer.slug or slugify(offer.title or offer.id, offer.proposed)
            exactly = offer.id in self.gathered.renamed
            if exactly and given.setdefault((room, wish), offer.id) != offer.id:
                message = f"“{offer.id}” and “{given[room, wish]}” are both to be called “{wish}”."
                self.gathered.wrong(offer.line, message, "Give one of them another slug, or let it join the other.")
                exactly = False
            slugs[offer.id] = self.filing.claim(offer.id, room, wish, exactly=exactly, dry=dry)
        return slugs

    def _row(self, offer: Offer, slugs: Mapping[str, str]) -> Offer:
        return structs.replace(
            offer, slug=slugs.get(offer.id, offer.slug if offer.proposed in ("theme", "party") else "")
        )

    def _redirect_lists(self, assembly: Assembly) -> None:
        for old, new in self.site.redirects:
            path, mark, theme = new.partition("{theme}")
            if mark:
                slug = self.gathered.themes.get(theme, theme)
                if slug not in assembly.themes.known:
                    continue
                new = path + assembly.themes.known[slug].slug  # noqa: PLW2901
            self.registers.redirect(old, new)

    def _propose_withdrawals(self) -> None:
        """Tell of records that were imported once and deleted at their origin since."""
        for id_, day in self.gathered.deleted.items():
            line = self.ledger.lines.get(id_)
            if line and line.files:
                remedy = f'Write withdrawn = "{day}" into its work.toml, if readers should no longer find it.'
                message = "It was deleted at its origin."
                self.filing.remarks.append(Mistake(f"{line.room}/{line.slug}", None, message, remedy))

    def _library(self) -> Library:
        """A library for a folder that has none yet."""
        first = next((one for one in LANGUAGES if one == primary(self.language)), LANGUAGES[0])
        title = Text(first, self.site.title or humane(self.folder.resolve().name))
        languages = (first, *(one for one in LANGUAGES if one != first))
        return Library((title,), languages=languages)


def file_all(
    arrivals: Iterable[Arrival], filing: Filing, registers: Registers, total: int, progress: Progress
) -> Counter[str]:
    """Write items with all that they refer to; gives how many of them were new, changed and so on."""
    outcomes: Counter[str] = Counter()
    filing.ledger.flush()
    for done, arrival in enumerate(arrivals, 1):
        if done % BATCH == 0:
            filing.ledger.flush()
        try:
            outcome = filing.file(arrival)
        except FileNotFoundError as error:
            filing.remarks.append(Mistake(str(error.filename), None, "The file is gone.", "Import again."))
            continue
        anew = outcome is not Outcome.SAME
        for party in arrival.parties:
            registers.need_party(party, anew=anew)
        for theme in arrival.themes:
            registers.need_theme(theme, anew=anew)
        for old, new in arrival.old.items():
            registers.redirect(old, new)
        outcomes[outcome.value] += 1
        progress("writing", done, total)
    return outcomes


def _first_language(library: Mapping[str, object]) -> str:
    """The language that the library of a folder speaks first."""
    listed = library.get("languages")
    try:
        return normalise(listed[0]) if isinstance(listed, list) and listed and isinstance(listed[0], str) else ""
    except MalformedError:
        return ""


__all__ = ["LedgerError", "Origin", "Progress", "Report", "Site", "file_all", "take_in"]
