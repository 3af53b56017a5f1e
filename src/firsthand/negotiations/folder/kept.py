"""All that lies in one of the two places about one negotiation, with every mistake in it."""

from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import Alignment, Ask, Draft, DraftText, Outcome, Process
from firsthand.catalogue.validation import check_slug
from firsthand.negotiations.folder.asks import read_ask, read_more, read_outcomes
from firsthand.negotiations.folder.frame import Frame
from firsthand.negotiations.folder.ground import Ground
from firsthand.negotiations.folder.rows import FILE, Rows, read_rows
from firsthand.negotiations.folder.texts import read_links, read_text


class Kept(Struct, frozen=True):
    """What lies about a negotiation in one place, or in both."""

    process: Process
    texts: tuple[DraftText, ...] = ()
    """In the order of the drafts; none of a draft whose words were not taken in yet."""
    decided: tuple[Alignment, ...] = ()
    """With links that a person has confirmed or refused, and no others."""
    asks: tuple[Ask, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    """Those that a person has confirmed."""
    received: tuple[tuple[str, Path], ...] = ()
    """Slug of a draft -> its file as it was received."""

    def files(self) -> dict[str, Path]:
        """SHA-256 -> where the file lies, of those that are kept for whoever may see the draft."""
        places = dict(self.received)
        return {draft.file.sha256: places[draft.slug] for draft in self.process.drafts if draft.file}


def read_kept(ground: Ground, slug: str, language: str, known: Kept | None = None) -> Kept | None:
    """What lies in one place; `known` is what lies in the public one, where this is the private one.

    None where there is nothing that may be read. Mistakes are noted in `ground`.
    """
    try:
        check_slug(slug)
    except MalformedError as error:
        ground.wrong(slug, None, str(error), "Rename the folder. " + error.remedy)
        return None
    if slug == "private":
        ground.wrong(slug, None, "A negotiation cannot be called “private”.", "Rename the folder.")
        return None
    if not ground.has(f"{slug}/{FILE}"):
        if known is None:
            ground.wrong(
                slug, None, f"There is no {FILE}.", f"Write one, with a title, or move the folder “{slug}” away."
            )
            return None
        rows: Rows | None = Rows(Process(slug, ()))
    else:
        taken = tuple(draft.slug for draft in known.process.drafts) if known else None
        rows = read_rows(ground, slug, language, taken)
    return None if rows is None else _Reading(ground, slug, language, known).read(rows)


class _Reading:
    """One reading of one place."""

    def __init__(self, ground: Ground, slug: str, language: str, known: Kept | None) -> None:
        self.ground = ground
        self.slug = slug
        self.language = language
        self.known = known

    def read(self, rows: Rows) -> Kept:
        drafts = rows.process.drafts
        texts = self._texts(drafts, rows.said)
        elder = self.known or Kept(rows.process)
        everyone = (*(draft.slug for draft in elder.process.drafts), *rows.said)
        frame = Frame(tuple(dict.fromkeys(everyone)), (*elder.texts, *texts))
        asks = self._asks(frame, {ask.slug: ask for ask in self.known.asks} if self.known else {})
        place = self.ground.path(f"{self.slug}/drafts")
        return Kept(
            rows.process,
            texts,
            self._decided(frame),
            asks,
            self._outcomes(frame, asks),
            tuple((draft, place / name) for draft, name in rows.received),
        )

    def _texts(self, drafts: tuple[Draft, ...], said: tuple[str, ...]) -> tuple[DraftText, ...]:
        for name in self.ground.names(f"{self.slug}/drafts", ".json"):
            if name not in said:
                place = f"{self.slug}/drafts/{name}.json"
                self.ground.wrong(place, None, f"{FILE} has no draft “{name}”.", "Add it there, or move the file away.")
        found = []
        for slug in (draft.slug for draft in drafts):
            place = f"{self.slug}/drafts/{slug}.json"
            if not self.ground.has(place):
                remedy = "Take it in: firsthand negotiate draft."
                self.ground.wrong(place, None, f"The words of the draft “{slug}” are missing.", remedy)
            elif text := read_text(self.ground, place, slug):
                found.append(text)
        return tuple(found)

    def _asks(self, frame: Frame, public: dict[str, Ask]) -> tuple[Ask, ...]:
        found = []
        for slug in self.ground.names(f"{self.slug}/asks", ".toml"):
            place = f"{self.slug}/asks/{slug}.toml"
            if not self._is_slug(slug, place):
                continue
            if slug in public:
                hidden = Frame(tuple(set(frame.drafts) - self._public_drafts()), tuple(self._hidden_texts(frame)))
                found.append(read_more(self.ground, place, public[slug], hidden))
            elif ask := read_ask(self.ground, place, slug, self.language, frame):
                found.append(ask)
        return tuple(found)

    def _hidden_texts(self, frame: Frame) -> list[DraftText]:
        return [
            DraftText(draft, tuple(known.values()))
            for draft, known in frame.texts.items()
            if draft not in self._public_drafts()
        ]

    def _public_drafts(self) -> set[str]:
        return {draft.slug for draft in self.known.process.drafts} if self.known else set()

    def _is_slug(self, slug: str, place: str) -> bool:
        try:
            check_slug(slug)
        except MalformedError as error:
            self.ground.wrong(place, None, str(error), "Rename the file. " + error.remedy)
            return False
        return True

    def _outcomes(self, frame: Frame, asks: tuple[Ask, ...]) -> tuple[Outcome, ...]:
        public = {ask.slug for ask in self.known.asks} if self.known else set()
        known = {ask.slug for ask in asks} | public
        found: list[Outcome] = []
        for slug in self.ground.names(f"{self.slug}/outcomes", ".toml"):
            place = f"{self.slug}/outcomes/{slug}.toml"
            if slug not in known:
                remedy = "Call the file as the ask is called, or move it away."
                self.ground.wrong(place, None, f"There is no ask “{slug}” here.", remedy)
                continue
            outside = self._public_drafts() if slug in public else set()
            found += read_outcomes(self.ground, place, slug, self.language, frame, outside)
        return tuple(found)

    def _decided(self, frame: Frame) -> tuple[Alignment, ...]:
        found = []
        for name in self.ground.names(f"{self.slug}/links", ".json"):
            place = f"{self.slug}/links/{name}.json"
            before, _, after = name.partition("--")
            if before not in frame.drafts or after not in frame.drafts:
                message = "The name of this file is not that of two drafts that are here."
                self.ground.wrong(place, None, message, "Call it as the earlier one and the later one, “zero--rev-1”.")
            elif {before, after} <= self._public_drafts():
                message = "Both drafts are for everyone, and so are decisions about them."
                self.ground.wrong(place, None, message, "Move the file into the public part of this negotiation.")
            elif alignment := read_links(self.ground, place, before, after, frame):
                found.append(alignment)
        return tuple(found)
