"""One ask on its way through the drafts: what is said of it in each, and what has to be known to go on."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.languages import primary
from firsthand.catalogue.negotiations import (
    Ask,
    DraftText,
    Evidence,
    Outcome,
    OutcomeKind,
    Part,
    Reason,
    ReasonCode,
    Want,
)
from firsthand.negotiations.outcomes.against import Against, find_against
from firsthand.negotiations.outcomes.following import Following
from firsthand.negotiations.outcomes.judgement import (
    CLEARLY,
    Grade,
    Judged,
    Usual,
    is_absent,
    judge,
    kind_of,
    reasons_of,
)
from firsthand.negotiations.outcomes.phrase import Phrase, read_phrase
from firsthand.negotiations.outcomes.shelf import Shelf
from firsthand.negotiations.tongues import Tongue, tongue

Kind = OutcomeKind
MOST_CANDIDATES = 2
_THERE = frozenset({Kind.VERBATIM, Kind.SUBSTANCE, Kind.WEAKENED, Kind.MOVED, Kind.BRACKETED, Kind.RESTORED})


class Stand(Struct, frozen=True):
    """What must be known of an ask behind a draft to go on with the next one."""

    usual: Usual = Usual()
    stood: tuple[int, str] | None = None
    """The number of the draft in which it was last found, and the id of the paragraph."""
    first: tuple[int, str] | None = None
    """The draft and the article in which it should stand, or stood alone at first."""
    moved: bool = False


class _Found(Struct, frozen=True):
    """What a draft says, before it is compared with the drafts before it."""

    kind: Kind
    also: tuple[Kind, ...] = ()
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    judged: Judged | None = None
    articles: tuple[str, ...] = ()
    """Every article in which it stands whole."""


class Life:
    """One ask over all drafts, one after another."""

    def __init__(self, ask: Ask, texts: Sequence[DraftText], following: Following) -> None:
        self.ask, self.following = ask, following
        self.order = {text.draft: number for number, text in enumerate(texts)}
        self.tongue: Tongue | None = tongue(ask.language)
        language = primary(ask.language)
        self.words: Phrase = read_phrase(ask.words, self.tongue, language, ask.must, whole=True)
        self.target: Phrase = read_phrase(ask.target, self.tongue, language)
        self.stand = Stand(first=_asked_place(ask, texts, self.order))
        self.outcomes: list[Outcome] = []

    def go_on(self, number: int, here: Shelf) -> None:
        """Say what became of it in the next draft."""
        found = self._placed(number, self._found(number, here))
        found = _in_time(found, self.outcomes)
        self._remember(number, found)
        outcome = Outcome(self.ask.slug, here.text.draft, found.kind, found.also, found.reasons, found.evidence)
        self.outcomes.append(outcome)

    def _found(self, number: int, here: Shelf) -> _Found:
        if self.ask.want in {Want.DELETE, Want.OPPOSE}:
            return _avoided(find_against(here, self.target, self.tongue), self.target)
        found = self._wanted(number, here)
        if self.ask.want is Want.REPLACE and self.target.stems:
            return _replaced(found, find_against(here, self.target, self.tongue))
        return found

    def _wanted(self, number: int, here: Shelf) -> _Found:
        if not self.words.stems:
            return _Found(Kind.UNKNOWN, (), (Reason(ReasonCode.UNSURE),))
        judged = judge(self.ask, self.words, here, self.tongue, self.stand.usual, self._followed(number, here))
        if is_absent(self.words, judged) and (self.tongue or not _has_any(here, self.words)):
            return _Found(Kind.DROPPED)
        best = judged[0] if judged else None
        if best is None or best.grade <= Grade.UNSURE or _is_doubtful(best, judged):
            some = [each for each in judged if each.grade is not Grade.NOTHING][:MOST_CANDIDATES]
            return _Found(
                Kind.UNKNOWN, (), (Reason(ReasonCode.UNSURE),), tuple(dict.fromkeys(each.evidence for each in some))
            )
        kind, also = kind_of(best)
        whole = [each.place.paragraph for each in judged if each.grade >= Grade.SUBSTANCE]
        articles = tuple(dict.fromkeys(each.article for each in whole))
        return _Found(kind, also, reasons_of(self.words, best), (best.evidence,), best, articles)

    def _followed(self, number: int, here: Shelf) -> tuple[int, ...]:
        """Paragraphs that took the place of the one in which it stood, and of those that it is anchored to."""
        ids: list[str] = []
        if self.stand.stood:
            start, paragraph = self.stand.stood
            ids += self.following.follow([paragraph], start, number)
        for anchor in self.ask.anchors:
            start = self.order.get(anchor.draft, len(self.order))
            if start <= number:
                ids += self.following.follow([anchor.paragraph], start, number)
        return tuple(dict.fromkeys(here.numbers[id_] for id_ in ids if id_ in here.numbers))

    def _placed(self, number: int, found: _Found) -> _Found:
        """Whether what stands there whole stands in another article than it did, or was asked for."""
        judged = found.judged
        if judged is None or self.stand.first is None or judged.grade < Grade.SUBSTANCE or found.kind not in _THERE:
            return found
        start, article = self.stand.first
        if start > number:
            return found
        wanted = self.following.article(article, start, number) if start < number else article
        here = judged.place.paragraph.article
        if not wanted or not here or wanted in found.articles or judged.place.paragraph.part is Part.PREAMBLE:
            return found
        stood = self.stand.stood
        kept = self.following.follow([stood[1]], stood[0], number) if stood else ()
        if judged.place.paragraph.id in kept and not self.stand.moved:
            return found
        self.stand = replace(self.stand, moved=True)
        reasons = (*found.reasons, Reason(ReasonCode.PLACE, wanted, here))
        if found.kind in {Kind.VERBATIM, Kind.SUBSTANCE}:
            return _Found(Kind.MOVED, (found.kind,), reasons, found.evidence, judged)
        return _Found(found.kind, (*found.also, Kind.MOVED), reasons, found.evidence, judged)

    def _remember(self, number: int, found: _Found) -> None:
        judged = found.judged
        if judged is None:
            return
        place = judged.place.paragraph
        stand = replace(self.stand, stood=(number, place.id))
        if stand.first is None and place.article and found.articles == (place.article,) and not judged.bracketed:
            stand = replace(stand, first=(number, place.article))
        if self.ask.want is Want.KEEP and judged.grade is Grade.VERBATIM and stand.usual == Usual():
            usual = Usual(judged.losses.hedges, judged.losses.force, place.part is Part.OPERATIVE)
            stand = replace(stand, usual=usual)
        self.stand = stand


def _asked_place(ask: Ask, texts: Sequence[DraftText], order: Mapping[str, int]) -> tuple[int, str] | None:
    """The article that an ask names, or that its anchor stands in, with the number of the draft that it is of."""
    for anchor in ask.anchors:
        number = order.get(anchor.draft)
        if number is not None:
            paragraphs = texts[number].paragraphs
            article = ask.article or next((each.article for each in paragraphs if each.id == anchor.paragraph), "")
            return (number, article) if article else None
    return (0, ask.article) if ask.article and texts else None


def _has_any(here: Shelf, phrase: Phrase) -> bool:
    return any(here.with_word(word) for word in phrase.telling)


def _is_doubtful(best: Judged, judged: list[Judged]) -> bool:
    """What is weaker stands here, and something that can't be told, but has clearly more of it, elsewhere."""
    if best.grade is not Grade.WEAKENED or best.bracketed:
        return False
    return any(
        each.grade is Grade.UNSURE and each.place.covered > best.place.covered + CLEARLY and not each.losses.turned
        for each in judged
    )


def _avoided(against: Against, target: Phrase) -> _Found:
    if not target.stems:
        return _Found(Kind.UNKNOWN, (), (Reason(ReasonCode.UNSURE),))
    stands = Reason(ReasonCode.AGAINST, "", target.text)
    if against.free:
        return _Found(Kind.OPPOSED, (), (_said(against, stands),), against.evidence)
    if against.bracketed:
        place = against.bracketed[0]
        code = ReasonCode.OPTION if place.paragraph.option else ReasonCode.BRACKET
        reasons = (_said(against, stands), Reason(code, "", place.paragraph.option))
        return _Found(Kind.BRACKETED, (Kind.OPPOSED,), reasons, against.evidence)
    if against.doubtful:
        return _Found(Kind.UNKNOWN, (), (Reason(ReasonCode.UNSURE),), against.evidence)
    return _Found(Kind.VERBATIM)


def _said(against: Against, reason: Reason) -> Reason:
    quote = against.evidence[0].quote
    return Reason(reason.code, reason.was, quote)


def _replaced(found: _Found, against: Against) -> _Found:
    """Of words that should take the place of others: whether those still stand."""
    own = {each.paragraph for each in found.evidence}
    if not against.free:
        return found
    stands = Reason(ReasonCode.AGAINST, "", against.evidence[0].quote)
    if found.kind in {Kind.VERBATIM, Kind.SUBSTANCE}:
        if all(place.paragraph.id in own for place in against.free) and _overlaps(found, against):
            return found
        evidence = (*found.evidence, *against.evidence)
        return _Found(Kind.UNKNOWN, (), (Reason(ReasonCode.UNSURE), stands), evidence)
    if found.kind is Kind.BRACKETED:
        return _Found(found.kind, (*found.also, Kind.OPPOSED), (*found.reasons, stands), found.evidence, found.judged)
    also = (Kind.WEAKENED,) if found.kind is Kind.WEAKENED else ()
    return _Found(Kind.OPPOSED, also, (stands, *found.reasons), against.evidence)


def _overlaps(found: _Found, against: Against) -> bool:
    """The words that should go are part of those that should come."""
    if found.judged is None:
        return False
    place = found.judged.place
    start, end = place.spoken.at[place.start][1], place.spoken.at[place.end - 1][2]
    return all(
        start <= each.spoken.at[each.start][1] and each.spoken.at[each.end - 1][2] <= end for each in against.free
    )


def _in_time(found: _Found, made: Sequence[Outcome]) -> _Found:
    """With what the drafts before say: back again, gone, or never there."""
    before = [each.kind for each in made]
    if found.judged is None and found.kind is not Kind.DROPPED:
        return found
    ever = any(kind in _THERE for kind in before)
    if found.kind is Kind.DROPPED:
        if ever:
            return _Found(found.kind, reasons=(Reason(ReasonCode.BEFORE),))
        never = all(kind is Kind.DROPPED for kind in before)
        return _Found(found.kind, reasons=(Reason(ReasonCode.NEVER),) if never else ())
    back = ever and before[-1] is Kind.DROPPED
    if back and found.kind in {Kind.VERBATIM, Kind.SUBSTANCE, Kind.MOVED}:
        also = tuple(dict.fromkeys((found.kind, *found.also)))
        reasons = (Reason(ReasonCode.BEFORE), *found.reasons)
        return _Found(Kind.RESTORED, also, reasons, found.evidence, found.judged)
    if back:
        also = (*found.also, Kind.RESTORED)
        return _Found(found.kind, also, found.reasons, found.evidence, found.judged)
    return found
