"""Where a network works on negotiations: reads what lies in its library's folder, and writes down what people decide.

What is for everyone and what is not lie in two places, and each thing is written into the one that is right for it.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from msgspec import structs

from firsthand.catalogue import dates
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import (
    Access,
    Alignment,
    Ask,
    Draft,
    DraftText,
    Link,
    Negotiation,
    Outcome,
    Process,
    State,
)
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written import toml
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.negotiations.audiences import without_hidden
from firsthand.negotiations.errors import WorkroomError
from firsthand.negotiations.folder import Kept, read_negotiation
from firsthand.negotiations.folder.editing import drop_row, put_row, table
from firsthand.negotiations.folder.fields import as_file, of_draft, of_outcome, of_process, parted, rows_of
from firsthand.negotiations.folder.ground import PRIVATE, PUBLIC
from firsthand.negotiations.folder.rows import FILE
from firsthand.negotiations.folder.texts import write_links, write_text
from firsthand.negotiations.judging import Judge, judged, reviewed
from firsthand.negotiations.links import decide
from firsthand.negotiations.retaking import Taken, retake
from firsthand.negotiations.storing import alone, replace
from firsthand.sealed.moments import today


class Workroom:
    """The negotiations of one library's folder. What is wrong is a WorkroomError, whose message is for people."""

    def __init__(self, library: Path, judge: Judge | None = None) -> None:
        """`judge` makes proposals, such as one that remembers; by default each time anew."""
        if not library.is_dir():
            raise WorkroomError(f"There is no folder “{library}”. Make a library there first: firsthand new {library}")
        self.library = library
        self.judge = judge or Judge()
        self.language = _language(library)

    def processes(self, access: Access = Access.PRIVATE) -> tuple[str, ...]:
        """The slugs of all negotiations; of PUBLIC, those with a public part."""
        places = (PUBLIC,) if access is Access.PUBLIC else (PUBLIC, PRIVATE)
        found = {path.parent.name for place in places for path in (self.library / place).glob(f"*/{FILE}")}
        return tuple(sorted(found))

    def kept(self, slug: str, access: Access = Access.PRIVATE, *, anew: str = "") -> Kept:
        """What lies there. WorkroomError with every mistake, or where there is no such negotiation.

        The words of the draft `anew`, which is about to be taken in, may be damaged or missing: that is the remedy.
        """
        known = self.processes(access)
        if slug not in known:
            near = get_close_matches(slug, known, n=1, cutoff=0.5)
            remedy = f"Did you mean “{near[0]}”?" if near else f"Begin with: firsthand negotiate new … {slug}"
            raise WorkroomError(f"There is no negotiation “{slug}” in “{self.library}”. {remedy}")
        kept, mistakes = read_negotiation(self.library, slug, access, self.language)
        mistakes = tuple(one for one in mistakes if not (anew and one.path.endswith(f"/drafts/{anew}.json")))
        if mistakes or kept is None:
            raise WorkroomError("\n".join(map(str, mistakes)) or f"Nothing of “{slug}” can be read.")
        return kept

    def open(self, slug: str, access: Access = Access.PRIVATE) -> Negotiation:
        """All that an audience may see: drafts, alignments, asks, and outcomes that are proposed or confirmed."""
        found = judged(self.kept(slug, access), access, self.judge)
        if not found.process.slug:
            raise WorkroomError(f"Nothing of “{slug}” is for this audience.")
        return found

    def review(self, slug: str) -> Negotiation:
        """The same for who confirms: a proposal owes nothing to drafts that are hidden from whoever will see it."""
        return reviewed(self.kept(slug), self.judge)

    def compare(self, slug: str, before: str, after: str) -> Alignment:
        """Any two drafts of a negotiation, with what was decided about them."""
        kept = self.kept(slug)
        texts = {text.draft: text for text in kept.texts}
        decided = {(one.before, one.after): one.links for one in kept.decided}
        for draft in (before, after):
            _known(draft, texts, "draft")
        found = self.judge.align(texts[before], texts[after], decided.get((before, after), ()))
        if found is None:
            raise WorkroomError(f"“{before}” and “{after}” are in two languages, and can't be compared.")
        return found

    def new(self, process: Process, *, public: bool) -> Path:
        """Begin a negotiation; gives its folder. WorkroomError where it has begun in that place already."""
        _check(process.slug)
        if process.slug == "private":
            raise WorkroomError("A negotiation cannot be called “private”. Choose another slug.")
        folder = self._place(process.slug, public=public)
        path, fields = folder / FILE, of_process(process)
        with alone(self.library):
            if path.exists():
                raise WorkroomError(f"“{path}” is there already. Change it with an editor of texts.")
            replace(path, table(fields).encode(), private=not public)
        return folder

    def take_draft(
        self,
        slug: str,
        draft: Draft,
        text: DraftText,
        file: Path | None = None,
        *,
        keep: bool = False,
        dry: bool = False,
    ) -> Taken:
        """Take in a draft, or one again that was corrected: decisions about paragraphs that are still there stay.

        `file` is laid beside it as it was received; with `keep` it is for everyone who may see the draft. Who remembers
        judges at once.
        """
        _check(draft.slug)
        with alone(self.library):
            kept = self.kept(slug, anew=draft.slug)
            before = next((one for one in kept.process.drafts if one.slug == draft.slug), None)
            if before:
                draft = structs.replace(
                    draft, symbol=draft.symbol or before.symbol, source=draft.source or before.source
                )
                keep = keep or before.file is not None
            if before and (before.access is Access.PUBLIC) != (draft.access is Access.PUBLIC):
                raise WorkroomError(
                    f"The draft “{draft.slug}” is there already, and its access is “{before.access.value}”. Move its "
                    f"files and its row in {FILE} to the other place by hand, or choose another slug."
                )
            public = draft.access is Access.PUBLIC
            folder = self._place(slug, public=public)
            if public and not (folder / FILE).exists():
                raise WorkroomError(
                    f"“{slug}” is private as a whole. Begin its public part first: firsthand negotiate new … --public"
                )
            taken = retake(kept, draft.slug, text) if before else Taken(again=False)
            if not dry:
                known = dict(kept.received).get(draft.slug)
                name = self._lay(folder, draft.slug, file, public=public) or (known.name if known else None)
                row = of_draft(draft, name, keep=keep)
                self._put(folder / FILE, "drafts", "slug", row, public=public, before=_later(folder / FILE, draft))
                self._drop(slug, draft.slug, taken)
                replace(folder / "drafts" / f"{draft.slug}.json", write_text(text), private=not public)
        if self.judge.remembers and not dry:
            with suppress(WorkroomError):  # whoever opens it next is told what is wrong
                self.open(slug)
        return taken

    def put_ask(self, slug: str, ask: Ask) -> Path:
        """Write down a new ask; gives its file. WorkroomError where it is there already, or would not be read."""
        _check(ask.slug)
        with alone(self.library):
            kept = self.kept(slug)
            if any(one.slug == ask.slug for one in kept.asks):
                raise WorkroomError(f"There is an ask “{ask.slug}” already. Change its file with an editor of texts.")
            public = ask.access is Access.PUBLIC
            self._refuse_hidden(kept, ask)
            path = self._place(slug, public=public) / "asks" / f"{ask.slug}.toml"
            if public and not (self._place(slug, public=True) / FILE).exists():
                raise WorkroomError(f"“{slug}” is private as a whole, and so is whatever is asked of it.")
            shown, hidden = parted(ask)
            beside = self._place(slug, public=False) / "asks" / f"{ask.slug}.toml"
            try:
                replace(path, as_file(shown), private=not public)
                if hidden:
                    replace(beside, rows_of({"backers": hidden}).encode(), private=True)
                _, mistakes = read_negotiation(self.library, slug, Access.PRIVATE, self.language)
                if mistakes:
                    raise WorkroomError("The ask was not written down:\n" + "\n".join(map(str, mistakes)))
            except BaseException:
                path.unlink(missing_ok=True)
                beside.unlink(missing_ok=True)
                raise
        return path

    def decide_link(self, slug: str, before: str, after: str, link: Link) -> Path:
        """Write down that a person confirmed or refused a link; gives the file."""
        with alone(self.library):
            kept = self.kept(slug)
            ids = {text.draft: {one.id for one in text.paragraphs} for text in kept.texts}
            for draft, own in ((before, link.before), (after, link.after)):
                _known(draft, ids, "draft")
                for one in own:
                    _known(one, ids[draft], f"paragraph in “{draft}”")
            public = self._is_public(kept, before, after)
            known = next((one.links for one in kept.decided if (one.before, one.after) == (before, after)), ())
            path = self._place(slug, public=public) / "links" / f"{before}--{after}.json"
            replace(path, write_links(Alignment(before, after, decide(known, link))), private=not public)
        return path

    def decide_outcome(self, slug: str, outcome: Outcome, day: date | None = None) -> Path:
        """Write down what a person says became of an ask in a draft; gives the file.

        Of a public ask in a public draft it is for everyone: its reasons keep no words of drafts that are hidden.
        """
        with alone(self.library):
            kept = self.kept(slug)
            ask = next((one for one in kept.asks if one.slug == outcome.ask), None)
            if ask is None:
                raise WorkroomError(f"There is no ask “{outcome.ask}” in “{slug}”.")
            _check_evidence(kept, outcome)
            public = ask.access is Access.PUBLIC and self._is_public(kept, outcome.draft)
            confirmed = outcome.confirmed or (day or today()).isoformat()
            made = structs.replace(outcome, state=State.CONFIRMED, confirmed=confirmed)
            if public:
                whole = Negotiation(kept.process, kept.texts, asks=kept.asks, outcomes=(made,))
                made = without_hidden(whole, Access.PUBLIC).outcomes[0]
            path = self._place(slug, public=public) / "outcomes" / f"{ask.slug}.toml"
            self._put(path, "outcomes", "draft", of_outcome(made), public=public)
        return path

    def _place(self, slug: str, *, public: bool) -> Path:
        return self.library / (PUBLIC if public else PRIVATE) / slug

    def _is_public(self, kept: Kept, *drafts: str) -> bool:
        known = {draft.slug: draft.access for draft in kept.process.drafts}
        for draft in drafts:
            _known(draft, known, "draft")
        return all(known[draft] is Access.PUBLIC for draft in drafts)

    def _refuse_hidden(self, kept: Kept, ask: Ask) -> None:
        if (
            ask.access is Access.PUBLIC
            and ask.anchors
            and not self._is_public(kept, *(one.draft for one in ask.anchors))
        ):
            raise WorkroomError("A public ask can't stand in a draft that is not public. Name another draft.")

    def _put(
        self, path: Path, key: str, own: str, fields: dict[str, object], *, public: bool, before: int | None = None
    ) -> None:
        data = path.read_bytes() if path.exists() else b""
        replace(path, put_row(str(path), data, key, own, fields, before=before), private=not public)

    def _lay(self, folder: Path, slug: str, file: Path | None, *, public: bool) -> str | None:
        if file is None:
            return None
        name = slug + file.suffix.lower()
        data = file.read_bytes()
        replace(folder / "drafts" / name, data, private=not public)
        return name

    def _drop(self, slug: str, draft: str, taken: Taken) -> None:
        """Take decisions out that are about words which are not there any more."""
        for place, public in ((PUBLIC, True), (PRIVATE, False)):
            folder = self.library / place / slug
            for ask in taken.outcomes:
                path = folder / "outcomes" / f"{ask}.toml"
                if path.exists():
                    data = drop_row(str(path), path.read_bytes(), "outcomes", "draft", draft)
                    replace(path, data, private=not public)
            for left in taken.links:
                path = folder / "links" / f"{left.before}--{left.after}.json"
                if path.exists():
                    replace(path, write_links(left), private=not public)


def _check_evidence(kept: Kept, outcome: Outcome) -> None:
    text = next((text for text in kept.texts if text.draft == outcome.draft), None)
    if text is None:
        raise WorkroomError(f"There is no draft “{outcome.draft}” here.")
    words = {paragraph.id: paragraph.text for paragraph in text.paragraphs}
    for one in outcome.evidence:
        _known(one.paragraph, words, f"paragraph in “{outcome.draft}”")
        if one.quote not in words[one.paragraph]:
            raise WorkroomError(f"“{one.quote}” does not stand in that paragraph of “{outcome.draft}”.")


def _later(path: Path, draft: Draft) -> int | None:
    """The number of the first draft in a file that is later than another one that is not in it yet."""
    file = toml.read(path, path.name) if path.exists() else None
    if file is None or isinstance(file, Mistake):
        return None
    rows = file.values.get("drafts", [])
    found = (number for number, row in enumerate(rows) if dates.before(draft.date, dates.normalise(row["date"])))
    return next(found, None)


def _language(library: Path) -> str:
    """The first language of a library, in which words are where none is said."""
    file = toml.read(library / "library.toml", "library.toml") if (library / "library.toml").is_file() else None
    said = file.values.get("languages") if isinstance(file, toml.TomlFile) else None
    return said[0] if isinstance(said, list) and said and isinstance(said[0], str) else "en"


def _check(slug: str) -> None:
    try:
        check_slug(slug)
    except MalformedError as error:
        raise WorkroomError(f"{error} {error.remedy}") from error


def _known(name: str, known: Iterable[str], what: str) -> None:
    names = list(known)
    if name not in names:
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        remedy = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names[:12])}."
        raise WorkroomError(f"There is no {what} “{name}”. {remedy}")
