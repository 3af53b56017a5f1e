"""“Check your words”: the form, the answer with its findings and choices, and the text with what was chosen."""

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from firsthand.front.advice import SEVERITIES, STANCES, ZONES, SourceView, title_of_guide, view_source
from firsthand.front.checking import (
    MOST_CHARACTERS,
    MOST_FILE,
    Changed,
    Checked,
    Checking,
    Order,
    Trouble,
    TroubleError,
    change,
    read_order,
)
from firsthand.front.headers import A_MINUTE, NOT_KEPT
from firsthand.front.marked import SHORT, Paragraph, Piece, paragraphs
from firsthand.front.opened import Opened
from firsthand.front.pages.words import Choice, concept_address, severity_of
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said
from firsthand.wording import Finding, Suggestion
from firsthand.wording.corrections import safe_edits
from firsthand.wording.guide import LANGUAGES

SOURCES_NAMED = 3


class Way(Struct, frozen=True):
    """A replacement that can be chosen."""

    value: str
    """Start, end and words, parted by colons."""
    text: str
    replaced: str
    """What it takes the place of, where that is more than the words that were found."""
    chosen: bool
    also: tuple[str, ...]


class FindingView(Struct, frozen=True):
    number: int
    text: str
    language: str
    severity: str
    key: str
    possible: bool
    proposed: bool
    why: str
    told: int
    """Number of the finding where the reason stands already; 0 where it stands here."""
    concept: Said
    address: str
    """Of the concept's page; empty where this site's guide has none."""
    says: tuple[str, ...]
    """Who advises so."""
    disagreement: tuple[tuple[str, SourceView], ...]
    """What each guide thinks of it, where they don't all advise against it; told with the reason."""
    ways: tuple[Way, ...]
    rewrite: tuple[str, ...]
    """Words that only fit after the sentence is written anew."""


class ParagraphView(Struct, frozen=True):
    pieces: tuple[Piece, ...]
    language: str
    findings: tuple[FindingView, ...]
    skipped: str
    """Says how many paragraphs are left out, where some are."""


class Tally(Struct, frozen=True):
    severity: str
    key: str
    count: int


class PassedView(Struct, frozen=True):
    reason: str
    count: int
    words: tuple[str, ...]


class Outcome(Struct, frozen=True):
    name: str
    """Of the file."""
    guide: Said
    found: int
    possible: int
    left: int
    """Findings beyond those that are shown."""
    tallies: tuple[Tally, ...]
    paragraphs: tuple[ParagraphView, ...]
    passed: tuple[PassedView, ...]
    text: str
    order: Order


class CheckPage(Struct, frozen=True):
    trouble: str
    text: str
    guides: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    most_text: str
    most_file: str
    outcome: Outcome | None


class ChangedPage(Struct, frozen=True):
    text: str
    rows: int
    made: int
    left: int
    guide: str
    language: str


def make_form(
    opened: Opened, interface: Interface, order: Order | None = None, trouble: Trouble | None = None
) -> View:  # fmt: skip
    """The form; after a `trouble` with what the reader wanted."""
    page = _page(opened, interface, order, interface.gettext(trouble.sentence) if trouble else "")
    status = trouble.status if trouble else 200
    return _view(page, interface, status)


def make_answer(opened: Opened, interface: Interface, checked: Checked) -> View:
    return _view(_page(opened, interface, checked.order, "", _outcome(checked, opened, interface)), interface)


def make_changed(interface: Interface, changed: Changed, order: Order) -> View:
    rows = min(max(changed.text.count("\n") + len(changed.text) // 70 + 2, 8), 40)
    page = ChangedPage(changed.text, rows, changed.made, changed.left, order.guide, order.language)
    title = interface.gettext("Your text with what you chose")
    return View("changed.html", page, title, room="check", keep=NOT_KEPT, indexed=False)


async def answer_check(checking: Checking, opened: Opened, interface: Interface, request: Request) -> View:
    """What a reader gets who has sent the form, or the choices that were made in an answer. Raises GoneError."""
    order: Order | None = None
    try:
        form = await checking.receive(request.scope, request.receive)
        order = read_order(form, opened.guides)
        if form.fields.get("act") == "change":
            changed = await run_in_threadpool(change, form)
            return make_changed(interface, changed, order)
        checked = await checking.check(order, opened.guides)
    except TroubleError as error:
        return await run_in_threadpool(make_form, opened, interface, order, error.trouble)
    return await run_in_threadpool(make_answer, opened, interface, checked)


def _view(page: CheckPage, interface: Interface, status: int = 200) -> View:
    """The window's title says what came of it, for those who hear it first."""
    fresh = status == 200 and page.outcome is None
    title = page.trouble or interface.gettext("Check your words")
    if page.outcome:
        found = page.outcome.found
        words = interface.ngettext("%(count)s place to look at", "%(count)s places to look at", found)
        title = words % {"count": interface.number(found)} if found else interface.gettext("Nothing was found")
    keep = A_MINUTE if fresh else NOT_KEPT
    return View("check.html", page, title, room="check", status=status, keep=keep, indexed=fresh)


def _page(
    opened: Opened, interface: Interface, order: Order | None, trouble: str, outcome: Outcome | None = None
) -> CheckPage:
    guide = order.guide if order else opened.guides.names[0]
    language = order.language if order else ""
    auto = Choice("", interface.gettext("Told from the text"), not language)
    return CheckPage(
        trouble=trouble,
        text=order.text if order and (outcome is None or len(order.text) <= SHORT) else "",
        guides=tuple(_guide(name, guide, opened, interface) for name in opened.guides.all),
        languages=(auto, *(Choice(tag, autonym(tag), tag == language, tag) for tag in LANGUAGES)),
        most_text=interface.number(MOST_CHARACTERS),
        most_file=interface.size(MOST_FILE),
        outcome=outcome,
    )


def _guide(name: str, chosen: str, opened: Opened, interface: Interface) -> Choice:
    title, language = title_of_guide(opened.guides.all[name], interface)
    return Choice(name, title, name == chosen, language if language != interface.language else "")


def _outcome(checked: Checked, opened: Opened, interface: Interface) -> Outcome:
    seen = checked.seen
    found = sum(seen.severities.values())
    teller = _Teller(checked, opened, interface)
    title, language = title_of_guide(opened.guides.all[checked.order.guide], interface)
    return Outcome(
        name=checked.order.upload.name if checked.order.upload else "",
        guide=Said(title, language or "und"),
        found=found,
        possible=seen.possible,
        left=found - len(seen.findings),
        tallies=tuple(
            Tally(interface.gettext(label), key, seen.severities[key])
            for key, label in SEVERITIES.items()
            if key in seen.severities
        ),
        paragraphs=tuple(teller.paragraph(each) for each in paragraphs(checked.material.text, seen.findings)),
        passed=tuple(
            PassedView(interface.gettext(label), each.count, each.words)
            for each in seen.passed
            for zone, label in ZONES.items()
            if zone == each.zone
        ),
        text=checked.material.text,
        order=checked.order,
    )


class _Teller:
    """Tells of findings one after another; the reason of a concept only once."""

    def __init__(self, checked: Checked, opened: Opened, interface: Interface) -> None:
        self._checked = checked
        self._guides = opened.guides
        self._guide = opened.guides.all[checked.order.guide]
        self._interface = interface
        self._told: dict[tuple[str, str], int] = {}
        self._safe = {
            (edit.start, edit.end, edit.text)
            for edit in safe_edits(
                checked.material, [each for each in checked.seen.findings if each.severity != "contested"]
            )
        }

    def paragraph(self, paragraph: Paragraph) -> ParagraphView:
        count = paragraph.skipped
        words = self._interface.ngettext(
            "%(count)s paragraph without a finding", "%(count)s paragraphs without a finding", count
        )
        return ParagraphView(
            paragraph.pieces,
            paragraph.language,
            tuple(self._finding(finding, number) for number, finding in enumerate(paragraph.findings, paragraph.first)),
            words % {"count": self._interface.number(count)} if count else "",
        )

    def _finding(self, finding: Finding, number: int) -> FindingView:
        severity, key = severity_of(finding.severity, self._interface)
        told = self._told.setdefault((finding.concept, finding.language), number)
        words = self._guide.vocabularies[finding.language].words.get(finding.concept)
        shown = finding.language in self._guides.languages(finding.concept)
        ways = [suggestion for suggestion in finding.suggestions if suggestion.fix != "never"]
        return FindingView(
            number=number,
            text=finding.text,
            language=finding.language,
            severity=severity,
            key=key,
            possible=finding.certainty == "possible",
            proposed=finding.proposed,
            why=finding.why,
            told=0 if told == number else told,
            concept=Said(words.name if words and words.name else finding.concept, finding.language),
            address=concept_address(finding.concept, finding.language, self._interface) if shown else "",
            says=tuple(dict.fromkeys(each.publisher or each.title for each in finding.sources))[:SOURCES_NAMED],
            disagreement=self._disagreement(finding) if told == number else (),
            ways=tuple(self._way(finding, way) for way in ways),
            rewrite=tuple(_rewritten(each) for each in finding.suggestions if each.fix == "never"),
        )

    def _disagreement(self, finding: Finding) -> tuple[tuple[str, SourceView], ...]:
        if all(stance.stance == "avoid" for stance in finding.stances):
            return ()
        sources = self._guide.sources
        return tuple(
            (self._interface.gettext(STANCES[stance.stance]), view_source(sources[stance.source]))
            for stance in finding.stances
            if stance.source in sources
        )

    def _way(self, finding: Finding, way: Suggestion) -> Way:
        wider = way.start < finding.start or way.end > finding.end
        return Way(
            f"{way.start}:{way.end}:{way.text}",
            way.text,
            self._checked.material.text[way.start : way.end] if wider else "",
            (way.start, way.end, way.text) in self._safe and way is finding.suggestions[0],
            way.also,
        )


def _rewritten(suggestion: Suggestion) -> str:
    return " – ".join((suggestion.text, *suggestion.also))
