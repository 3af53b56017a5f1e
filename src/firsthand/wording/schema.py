"""The form of a guide's files (schema 1): what may stand in them and what it means.

A guide is a folder of TOML. `guide.toml` names it; `concepts.toml` says what it holds about each concept whatever the
language; `sources.toml` what that rests on; and for each language a folder `en/` has the words. Small guides put
everything into `guide.toml`. Fields that are not described here are refused, so that a slip of the pen is seen.
"""

from typing import Literal

from msgspec import Struct, field

from firsthand.wording.model import Position, Severity

Role = Literal["person", "noun", "adjective", "verb", "phrase"]
"""The part that a term plays in its sentence: a countable noun for a person, another noun, a word beside a noun, a
verb, or words that never change. A suggestion is of the same role."""

Verdict = Literal["found", "possible", "pass"]


class Sense(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A meaning of a term and what tells it apart.

    Of each list that is given a word must be there. A word may be several words; "inject*" stands for all words that
    begin so, "@drugs" for the words of the class `drugs`. Case, accents and ё/е make no difference.
    """

    name: str
    verdict: Verdict = "found"
    previous: tuple[str, ...] = ()
    """Directly before the term (an article between them is passed over). Commas, semicolons, colons and brackets count
    as words; "^" is the sentence's beginning."""
    next: tuple[str, ...] = ()
    """Directly after it; "$" is the sentence's end."""
    near: tuple[str, ...] = ()
    """Within `within` words of it on either side, in the same sentence."""
    within: int = 5
    sentence: tuple[str, ...] = ()
    """Anywhere else in the sentence."""
    paragraph: tuple[str, ...] = ()
    """Anywhere else in the paragraph."""
    absent: tuple[str, ...] = ()
    """None of these is anywhere else in the sentence."""
    case: Literal["any", "lower", "title", "upper"] = "any"
    """How the term itself is written."""
    plural: bool | None = None
    """Only as a plural (true) or a singular (false)."""


class Term(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words that a guide advises against, with all that is the same of them.

    In each phrase of `find` an asterisk stands before every word that inflects ("drug *addict"), and {drug} stands for
    each word of the class `drug`; in the alternatives {drug} is the word that was found, and {drug.acc} its entry
    under that key. Where two phrases are found in one place, the longer one counts.
    """

    find: tuple[str, ...]
    role: Role = "phrase"
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Spellings by their features, where the grammar of the language would not form them rightly; adds and replaces."""
    exact: bool = False
    """Only in the case in which it is written here ("AIDS", never "aids")."""
    senses: tuple[Sense, ...] = ()
    """Tried in this order; the first that holds decides."""
    otherwise: Verdict = "found"
    """Where no sense holds."""
    severity: Severity | None = None
    """Where it differs from the concept's."""
    status: Literal["attested", "proposed", "unverified"] = "attested"
    sources: tuple[str, ...] = ()
    alternatives: tuple["Alternative", ...] = ()
    """Where they differ from the concept's."""
    note: str = ""


class Alternative(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Words to use instead, by the role of the term that they replace; the same notation as in `Term.find`."""

    person: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    verb: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By features, where the grammar would not form them rightly; only with one phrase."""
    advice: str = ""
    """Shown with it: when it fits, or how to rewrite the sentence where no replacement can."""
    fix: Literal["safe", "review", "never"] = "safe"
    """The most that may ever be done by itself with these words."""
    status: Literal["attested", "proposed"] = "attested"
    sources: tuple[str, ...] = ()


class Words(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A concept in one language."""

    name: str = ""
    """As a heading."""
    why: str = ""
    """One sentence: what these words do, to a writer who means well."""
    terms: tuple[Term, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    fine: tuple[str, ...] = ()
    """Where the words are right, a phrase each: shown on the concept's page."""
    note: str = ""
    """What the communities disagree about, where they do."""
    bad: tuple[tuple[str, ...], ...] = ()
    """Sentences that are found, each with, where there is one, the sentence with the first suggestion in it."""
    good: tuple[str, ...] = ()
    """Sentences in which nothing of this concept is found."""


class StanceEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    source: str
    stance: Position
    year: int | None = None
    says: str = ""
    verified: Literal["seen", "reported", "unverified"] = "seen"
    url: str = ""


class Concept(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a guide holds about a concept, whatever the language."""

    domain: str = ""
    severity: Severity | None = None
    accepted: bool = False
    """Nothing of it is found: how a layer settles on words that the guide under it advises against."""
    stances: tuple[StanceEntry, ...] = ()
    related: tuple[str, ...] = ()
    """Other concepts."""
    thesaurus: str = ""
    """The concept of the thesaurus that it is about."""


class SourceEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    languages: tuple[str, ...] = ()


class Names(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Proper names that hold a term and are kept as they are (`names.toml` of a language)."""

    organisations: tuple[str, ...] = ()
    journals: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    """Questionnaires, diagnoses and codes; also where they are written without capitals."""
    laws: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    """Books, films, campaigns, conferences, products, persons."""


class Header(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`guide.toml`. `schema`, `id` and `title` are needed."""

    schema: Literal[1]
    id: str
    title: str
    publisher: str = ""
    version: str = ""
    licence: str = ""
    extends: str = ""
    """The guide over which this one is a layer: a shipped guide's id, or the path of a folder from this one."""
    titles: dict[str, str] = field(default_factory=dict)
    """The title in other languages."""
    reclaimed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By language: words that the network has taken back and uses of itself; never flagged."""
    concepts: dict[str, Concept] = field(default_factory=dict)
    sources: dict[str, SourceEntry] = field(default_factory=dict)
    en: dict[str, Words] = field(default_factory=dict)
    fr: dict[str, Words] = field(default_factory=dict)
    es: dict[str, Words] = field(default_factory=dict)
    ru: dict[str, Words] = field(default_factory=dict)


Classes = dict[str, tuple[str | dict[str, str], ...]]
"""`words.toml` of a language: lists of words by the name of their class.

A word that is written otherwise in a suggestion is a table: `find` ("*героиновый"), `use` for {drug} in an alternative
("героин"), and further forms under keys of their own ({drug.gen})."""

Lexicon = dict[str, dict[str, str | tuple[str, ...]]]
"""`lexicon.toml` of a language: what its grammar must know of a word, in that grammar's own keys."""
