"""What to write instead at a place: the guide's alternatives in the form that the sentence asks for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from firsthand.wording.grammar import Fitted, Paradigm, Place, grammar_of
from firsthand.wording.guide import Guide, Vocabulary
from firsthand.wording.lexis import Form, filled, inflected
from firsthand.wording.model import Fix, Suggestion
from firsthand.wording.schema import Alternative, Role, Term

_GRAVITY: tuple[Fix, ...] = ("safe", "review", "never")
MOST = 5
"""Suggestions for one place: nobody chooses among more."""


class Fitter:
    """Suggestions from one guide in one language."""

    def __init__(self, guide: Guide, language: str) -> None:
        self._guide = guide.id
        self._language = language
        self._vocabulary: Vocabulary = guide.vocabularies[language]
        self._paradigm = lru_cache(maxsize=4096)(self._inflect)

    def _inflect(self, phrase: str, role: Role) -> Paradigm:
        return inflected(self._language, phrase, role, self._vocabulary.lexicon)

    def suggest(
        self, term: Term, alternatives: Sequence[Alternative], form: Form, place: Place, start: int, end: int
    ) -> tuple[Suggestion, ...]:
        """Put each alternative into the place of a term that stands from `start` to `end` of its text."""
        found: list[Suggestion] = []
        for alternative, phrase in self._phrases(alternatives, term.role, form):
            paradigm = {**self._paradigm(phrase, term.role), **alternative.forms}
            fitted = grammar_of(self._language).fit(place, phrase, paradigm)
            if fitted is None:
                continue
            suggestion = self._placed(fitted, alternative, form, place, start, end)
            if suggestion.text and all(suggestion.text != other.text for other in found):
                found.append(suggestion)
            if len(found) == MOST:
                break
        return tuple(found)

    def _phrases(
        self, alternatives: Sequence[Alternative], role: Role, form: Form
    ) -> Iterator[tuple[Alternative, str]]:
        for alternative in alternatives:
            for phrase in getattr(alternative, role):
                written = filled(phrase, form.captures, self._vocabulary.classes)
                if written is not None:
                    yield alternative, written

    def _placed(
        self, fitted: Fitted, alternative: Alternative, form: Form, place: Place, start: int, end: int
    ) -> Suggestion:
        written = place.before[len(place.before) - fitted.left :] + place.text + place.after[: fitted.right]
        before = place.before[: len(place.before) - fitted.left].rstrip(" \t\r\n\"'“«‘(¿¡[—–-*_#>•")
        opens = not before or (before.endswith(":") and written.split()[0].istitle())  # A sentence behind a colon.
        also = (*fitted.also, alternative.advice) if alternative.advice else fitted.also
        return Suggestion(
            start - fitted.left,
            end + fitted.right,
            _cased(
                written,
                fitted.text,
                opens=opens,
                named=form.phrase[:1].isupper(),
                shouted=(place.before + place.after).isupper(),
            ),
            max(fitted.fix, alternative.fix, key=_GRAVITY.index),
            also,
            self._guide,
        )


def _cased(written: str, text: str, *, opens: bool, named: bool, shouted: bool) -> str:
    """Capitals as they were: of a whole stretch in capitals, of each word, or of that which opens a sentence.

    A term that the guide itself writes with a capital (`named`: a brand) has it everywhere and hands none on; in a
    sentence all in capitals (`shouted`) a single word gets them too.
    """
    letters = [c for c in written if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters) and (shouted or len(written.split()) + opens > 1):
        return text.upper()
    words, anew = written.split(), text.split()
    if len(words) > 1 and len(words) == len(anew) and all(word.istitle() for word in words) and not named:
        return " ".join(word[:1].upper() + word[1:] for word in anew)
    if written[:1].isupper() and (opens or not written.isupper()) and (opens or (written.istitle() and not named)):
        return text[:1].upper() + text[1:]
    return text
