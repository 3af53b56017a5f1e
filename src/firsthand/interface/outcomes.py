"""What became of an ask, in sentences: kinds of outcomes by what was wanted, and the reasons for them.

Each sentence is whole, since languages order its parts differently. It says what is known and not more: for whom the
place of words, not their meaning, is what a machine can see.
"""

from collections.abc import Callable

from firsthand.catalogue.negotiations import Outcome, OutcomeKind, Reason, ReasonCode, State, Want
from firsthand.interface import Interface
from firsthand.interface.labels import N_

WANTS = {
    Want.ADD: N_("Words to be added"),
    Want.REPLACE: N_("Words to be replaced"),
    Want.DELETE: N_("Words to be taken out"),
    Want.KEEP: N_("Words to be kept"),
    Want.OPPOSE: N_("Words to be kept out"),
}

KINDS = {
    OutcomeKind.VERBATIM: N_("Word for word"),
    OutcomeKind.SUBSTANCE: N_("In substance"),
    OutcomeKind.WEAKENED: N_("Weakened"),
    OutcomeKind.MOVED: N_("Moved"),
    OutcomeKind.BRACKETED: N_("In brackets"),
    OutcomeKind.DROPPED: N_("Not there"),
    OutcomeKind.RESTORED: N_("Back again"),
    OutcomeKind.OPPOSED: N_("Words against it"),
    OutcomeKind.UNKNOWN: N_("Not known"),
}
"""In two or three words, whatever was wanted."""

MET = N_("As was asked")
"""Of what should not stand there: it does not."""

_UNKNOWN = N_("Nobody can tell yet what became of it. A person has to look.")

SENTENCES: dict[OutcomeKind, dict[Want, str]] = {
    OutcomeKind.VERBATIM: {
        Want.ADD: N_("The words that were proposed stand there, word for word."),
        Want.REPLACE: N_("The new words stand there, word for word."),
        Want.KEEP: N_("The words that should stay are there, word for word."),
        Want.DELETE: N_("The words that should go are not there."),
        Want.OPPOSE: N_("The words that should not come in are not there."),
    },
    OutcomeKind.SUBSTANCE: {
        Want.ADD: N_("All that had to be there is there, in other words than were proposed."),
        Want.REPLACE: N_("All that the new words had to say is there, in other words than were proposed."),
        Want.KEEP: N_("All that had to stay is there, in other words than before."),
        Want.DELETE: N_("What should go is gone in substance, if not every word of it."),
        Want.OPPOSE: N_("What should not come in is not there in substance, if perhaps some words of it are."),
    },
    OutcomeKind.WEAKENED: {
        Want.ADD: N_("It is there, but weaker than was asked for."),
        Want.REPLACE: N_("New words are there, but weaker ones than were asked for."),
        Want.KEEP: N_("It is there, but weaker than what should have stayed."),
        Want.DELETE: N_("Only a part of what should go is gone."),
        Want.OPPOSE: N_("A part of what should not come in is there."),
    },
    OutcomeKind.MOVED: {
        Want.ADD: N_("It is there whole, but in another place than was asked for."),
        Want.REPLACE: N_("The new words are there whole, but in another place than was asked for."),
        Want.KEEP: N_("It is there whole, but in another place."),
        Want.DELETE: N_("The words that should go stand in another place."),
        Want.OPPOSE: N_("The words that should not come in stand in another place."),
    },
    OutcomeKind.BRACKETED: {
        Want.ADD: N_("It is there in brackets: it is not agreed."),
        Want.REPLACE: N_("The new words are there in brackets: they are not agreed."),
        Want.KEEP: N_("It is there in brackets: it is not agreed that it stays."),
        Want.DELETE: N_("The words that should go are in brackets: it is not agreed that they stay."),
        Want.OPPOSE: N_("The words that should not come in are there in brackets: they are not agreed."),
    },
    OutcomeKind.DROPPED: {
        Want.ADD: N_("The words that were proposed are not there."),
        Want.REPLACE: N_("The new words are not there."),
        Want.KEEP: N_("The words that should stay are not there."),
        Want.DELETE: N_("What was asked was not done."),
        Want.OPPOSE: N_("What was asked was not done."),
    },
    OutcomeKind.RESTORED: {
        Want.ADD: N_("It is back: it had been there, and was not in the draft before."),
        Want.REPLACE: N_("The new words are back: they had been there, and were not in the draft before."),
        Want.KEEP: N_("It is back: it was not in the draft before."),
        Want.DELETE: N_("What was asked is done again: it had been undone in the draft before."),
        Want.OPPOSE: N_("What was asked is done again: it had been undone in the draft before."),
    },
    OutcomeKind.OPPOSED: {
        Want.ADD: N_("Words against what was asked for are there."),
        Want.REPLACE: N_("The words that should be replaced are there."),
        Want.KEEP: N_("Words against what should stay are there."),
        Want.DELETE: N_("The words that should go are there."),
        Want.OPPOSE: N_("The words that should not come in are there."),
    },
    OutcomeKind.UNKNOWN: dict.fromkeys(Want, _UNKNOWN),
}

REASONS: dict[ReasonCode, tuple[str, str, str, str]] = {
    ReasonCode.MODAL: (
        N_("It binds less than was asked for."),
        N_("“%(was)s” is not there, so it binds less."),
        N_("It says “%(now)s”, which binds less."),
        N_("“%(was)s” has become “%(now)s”."),
    ),
    ReasonCode.HEDGE: (
        N_("Words were added that leave a way out."),
        N_("Words were added that leave a way out of “%(was)s”."),
        N_("“%(now)s” was added, which leaves a way out."),
        N_("“%(was)s” has become “%(now)s”, which leaves a way out."),
    ),
    ReasonCode.PREAMBLE: (
        N_("It stands in the preamble, which binds nobody to act."),
        N_("“%(was)s” stands in the preamble, which binds nobody to act."),
        N_("It stands in the preamble, which binds nobody to act: “%(now)s”."),
        N_("“%(was)s” has become “%(now)s”: it stands in the preamble, which binds nobody to act."),
    ),
    ReasonCode.LIST: (
        N_("The list is shorter."),
        N_("The list lost: “%(was)s”."),
        N_("The list is shorter: “%(now)s”."),
        N_("The list “%(was)s” has become “%(now)s”."),
    ),
    ReasonCode.TARGET: (
        N_("A number, a target or a date is gone."),
        N_("A number, a target or a date is gone: “%(was)s”."),
        N_("A number, a target or a date is another one: “%(now)s”."),
        N_("A number, a target or a date is another one: “%(was)s” has become “%(now)s”."),
    ),
    ReasonCode.SCOPE: (
        N_("It covers less than was asked for."),
        N_("It covers less: “%(was)s” is not there."),
        N_("It covers less, because of “%(now)s”."),
        N_("It covers less: “%(was)s” has become “%(now)s”."),
    ),
    ReasonCode.WORDS: (
        N_("It was compared word by word."),
        N_("Missing: “%(was)s”."),
        N_("There: “%(now)s”."),
        N_("Asked for: “%(was)s”. There: “%(now)s”."),
    ),
    ReasonCode.BRACKET: (
        N_("Words of it are in brackets."),
        N_("In brackets: “%(was)s”."),
        N_("In brackets: “%(now)s”."),
        N_("“%(was)s” is in brackets now: “%(now)s”."),
    ),
    ReasonCode.OPTION: (
        N_("It stands in one of several options."),
        N_("“%(was)s” stands in one of several options."),
        N_("It stands in one of several options: “%(now)s”."),
        N_("“%(was)s” stands in one of several options: “%(now)s”."),
    ),
    ReasonCode.PLACE: (
        N_("It stands in another place."),
        N_("It no longer stands in article or section “%(was)s”."),
        N_("It stands in article or section “%(now)s”."),
        N_("It stands in article or section “%(now)s”, and not in “%(was)s”."),
    ),
    ReasonCode.NEVER: (
        N_("It was in no draft so far."),
        N_("“%(was)s” was in no draft so far."),
        N_("“%(now)s” was in no draft so far."),
        N_("It was in no draft so far: neither “%(was)s” nor “%(now)s”."),
    ),
    ReasonCode.BEFORE: (
        N_("It was there in an earlier draft."),
        N_("An earlier draft had: “%(was)s”."),
        N_("“%(now)s” was there in an earlier draft."),
        N_("An earlier draft had “%(was)s”, this one has “%(now)s”."),
    ),
    ReasonCode.AGAINST: (
        N_("Words that are opposed stand there."),
        N_("“%(was)s” was asked for, and words against it stand there."),
        N_("Words that are opposed stand there: “%(now)s”."),
        N_("“%(was)s” was asked for, and “%(now)s” stands there."),
    ),
    ReasonCode.UNSURE: (
        N_("The machine is not sure."),
        N_("The machine is not sure what became of “%(was)s”."),
        N_("The machine is not sure about “%(now)s”."),
        N_("The machine is not sure whether “%(was)s” has become “%(now)s”."),
    ),
}
"""Each without words of the texts, with those that were, with those that are now, and with both."""

AS_WORDS = frozenset({Want.DELETE, Want.OPPOSE})
"""What is asked for is that words are not there."""


def name_outcome(kind: OutcomeKind, want: Want, interface: Interface) -> str:
    """In two or three words, for tables."""
    met = want in AS_WORDS and kind is OutcomeKind.VERBATIM
    return interface.gettext(MET if met else KINDS[kind])


def tell_outcome(kind: OutcomeKind, want: Want, interface: Interface) -> str:
    return interface.gettext(SENTENCES[kind][want])


def tell_reason(
    reason: Reason, interface: Interface, mark: Callable[[str], str] = str, whole: Callable[[str], str] = str
) -> str:
    """`mark` makes of words of the texts what stands in the sentence, and `whole` what they can be put into."""
    message = REASONS[reason.code][bool(reason.was) + 2 * bool(reason.now)]
    values = {name: mark(value) for name, value in (("was", reason.was), ("now", reason.now)) if value}
    sentence = whole(interface.gettext(message))
    return sentence % values if values else sentence


def tell_state(outcome: Outcome, interface: Interface) -> str:
    """Who stands behind it."""
    _ = interface.gettext
    if outcome.state is State.CONFIRMED and outcome.confirmed:
        return _("Confirmed by a person on %(date)s.") % {"date": interface.date(outcome.confirmed)}
    if outcome.state is State.CONFIRMED:
        return _("Confirmed by a person.")
    return _("Proposed by a machine; nobody has confirmed it yet.")
