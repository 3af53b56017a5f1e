"""The language guide as a whole: what it is and its concepts by theme; and all its terms from A to Z."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from firsthand.front.advice import DOMAINS, SEVERITIES, name_domain, title_of_guide
from firsthand.front.facets import clean
from firsthand.front.guides import OWN, Guides, IndexedTerm, sorting
from firsthand.front.headers import A_MINUTE, NOT_KEPT
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said, say
from firsthand.wording import Severity
from firsthand.wording.guide import LANGUAGES

LONGEST = 100
"""Characters that a term is looked for with."""


class LanguageLink(Struct, frozen=True):
    language: str
    name: str
    """In itself."""
    address: str
    here: bool


class ConceptLink(Struct, frozen=True):
    name: Said
    address: str
    severity: str
    """What the interface calls it."""
    key: str


class ThemeView(Struct, frozen=True):
    name: str
    anchor: str
    concepts: tuple[ConceptLink, ...]


class NetworkGuide(Struct, frozen=True):
    """A guide of a network whose library is part of this one."""

    name: Said
    """Of its library."""
    address: str | None
    """Where its pages are."""


class Words(Struct, frozen=True):
    title: Said
    publisher: str
    own: bool
    """Whether it is the network's own guide."""
    layered: bool
    """Whether it leans on a guide that comes with Firsthand."""
    concepts: int
    sources: int
    themes: tuple[ThemeView, ...]
    languages: tuple[LanguageLink, ...]
    terms_address: str
    networks: tuple[NetworkGuide, ...]


class TermView(Struct, frozen=True):
    text: str
    address: str
    severity: str
    key: str


class LetterView(Struct, frozen=True):
    letter: str
    anchor: str
    terms: tuple[TermView, ...]


class Choice(Struct, frozen=True):
    """An entry of a select element."""

    value: str
    name: str
    chosen: bool
    language: str = ""
    """Of its name, where it is not the interface's."""


class Terms(Struct, frozen=True):
    language: str
    languages: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    words: str
    count: int
    letters: tuple[LetterView, ...]


def content_language(asked: str, interface: Interface) -> str:
    """The language whose words are shown; it need not be the interface's."""
    return asked if asked in LANGUAGES else interface.language if interface.language in LANGUAGES else LANGUAGES[0]


def concept_address(concept: str, language: str, interface: Interface) -> str:
    return f"/{interface.language}/words/{concept}/{language}"


def concept_link(concept: str, language: str, opened: Opened, interface: Interface) -> ConceptLink:
    guides = opened.guides
    name, written = guides.name(concept, language)
    spoken = language if guides.words(concept, language) else next(iter(guides.languages(concept)), language)
    known = guides.guide.concepts[concept]
    label, key = severity_of(None if known.accepted else known.severity, interface)
    return ConceptLink(Said(name, written or "und"), concept_address(concept, spoken, interface), label, key)


def severity_of(severity: Severity | None, interface: Interface) -> tuple[str, str]:
    """What the interface calls a severity, and its key; both empty where there is none."""
    return (interface.gettext(SEVERITIES[severity]), severity) if severity else ("", "")


def make_words(opened: Opened, interface: Interface, asked: str) -> View:
    """The concepts of the guide by theme, named in a language."""
    language, guides = content_language(asked, interface), opened.guides
    guide = guides.guide
    title, spoken = title_of_guide(guide, interface)
    page = Words(
        title=Said(title, spoken or "und"),
        publisher=guide.header.publisher,
        own=guides.names[0] == OWN,
        layered=bool(guide.header.extends),
        concepts=sum(1 for concept in guide.concepts if guides.languages(concept)),
        sources=len(guide.sources),
        themes=_themes(language, opened, interface),
        languages=tuple(
            LanguageLink(tag, autonym(tag), f"/{interface.language}/words?language={tag}", tag == language)
            for tag in LANGUAGES
        ),
        terms_address=f"/{interface.language}/words/a-z?language={language}",
        networks=tuple(_network_guides(opened, interface)),
    )
    return View("words.html", page, interface.gettext("Language guide"), room="words")


def _network_guides(opened: Opened, interface: Interface) -> Iterator[NetworkGuide]:
    for network in opened.library.networks:
        if network.guide:
            name = say(network.titles, interface) or Said(network.slug, "en")
            spoken = interface.language if interface.language in network.languages else (*network.languages, "en")[0]
            yield NetworkGuide(name, f"{network.address}/{spoken}/words" if network.address else None)


def _themes(language: str, opened: Opened, interface: Interface) -> tuple[ThemeView, ...]:
    guides = opened.guides
    shown = [name for name in guides.guide.concepts if guides.languages(name)]
    return tuple(
        ThemeView(
            name_domain(domain, interface),
            f"theme-{number}",
            tuple(concept_link(name, language, opened, interface) for name in shown if _domain(guides, name) == domain),
        )
        for number, domain in enumerate(_domains(guides, shown), 1)
    )


def _domain(guides: Guides, concept: str) -> str:
    return guides.guide.concepts[concept].domain


def _domains(guides: Guides, concepts: Iterable[str]) -> list[str]:
    """The themes that there are, those that the interface knows in its order."""
    found = dict.fromkeys(_domain(guides, concept) for concept in concepts)
    order = list(DOMAINS)
    return sorted(found, key=lambda domain: order.index(domain) if domain in order else len(order))


def make_terms(opened: Opened, interface: Interface, language: str, theme: str, words: str) -> View:
    """The terms of a language from A to Z; `theme` and `words` narrow them."""
    guides, spoken, sought = opened.guides, content_language(language, interface), clean(words)[:LONGEST]
    domains = _domains(guides, guides.guide.concepts)
    theme = theme if theme in domains else ""
    folded = sorting(sought)
    found = [
        each
        for each in guides.terms(spoken)
        if folded in sorting(each.text) and (not theme or guides.guide.concepts[each.concept].domain == theme)
    ]
    page = Terms(
        language=spoken,
        languages=tuple(Choice(tag, autonym(tag), tag == spoken, tag) for tag in LANGUAGES),
        themes=tuple(Choice(domain, name_domain(domain, interface), domain == theme) for domain in domains if domain),
        words=sought,
        count=len(found),
        letters=tuple(_letter(letter, list(group), spoken, opened, interface) for letter, group in _grouped(found)),
    )
    keep = NOT_KEPT if sought else A_MINUTE
    return View("terms.html", page, interface.gettext("Terms from A to Z"), room="words", keep=keep, indexed=False)


def _grouped(found: list[IndexedTerm]) -> Iterable[tuple[str, Iterable[IndexedTerm]]]:
    return groupby(found, key=lambda each: each.letter)


def _letter(
    letter: str, terms: list[IndexedTerm], language: str, opened: Opened, interface: Interface
) -> LetterView:  # fmt: skip
    concepts = opened.guides.guide.concepts
    made = []
    for each in terms:
        label, key = severity_of(each.term.severity or concepts[each.concept].severity, interface)
        made.append(TermView(each.text, concept_address(each.concept, language, interface), label, key))
    return LetterView(letter, f"letter-{ord(letter):x}", tuple(made))
