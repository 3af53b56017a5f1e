"""What is said about a finding where people write: in a line, in some lines, or in Markdown, in the text's language.

The guide's own sentences come with a finding; the few words that stand between them are here.
"""

from msgspec import Struct

from firsthand.wording.guide import Guide
from firsthand.wording.model import Finding, Position, Severity, Source, Stance, Suggestion
from firsthand.wording.schema import Words


class Voice(Struct, frozen=True):
    """The words between a guide's own, in one language."""

    severities: dict[Severity, str]
    stances: dict[Position, str]
    possible: str
    contested: str
    proposed: str
    instead: str
    by_hand: str
    guides: str
    sources: str
    ignore: str
    """The name of the action that leaves a place as it is; {text} is the place."""
    fix_all: str
    more: str


_EN = Voice(
    {
        "slur": "a slur",
        "stigmatising": "stigmatising",
        "discouraged": "discouraged",
        "imprecise": "imprecise",
        "contested": "contested",
    },
    {
        "avoid": "avoids it",
        "prefer": "prefers it",
        "accept": "accepts it",
        "accept_in_context": "accepts it in some contexts",
        "debated": "reports a debate",
        "own_usage": "uses it of its own community",
    },
    possible="It may mean something else here.",
    contested="Guides disagree about it.",
    proposed="No published guide that we know names it; this is a proposal.",
    instead="Instead:",
    by_hand="rewrite the sentence by hand",
    guides="What guides say:",
    sources="Sources:",
    ignore="Leave “{text}” as it is",
    fix_all="Make all replacements that are safe",
    more="More about this",
)

_FR = Voice(
    {
        "slur": "une insulte",
        "stigmatising": "stigmatisant",
        "discouraged": "déconseillé",
        "imprecise": "imprécis",
        "contested": "débattu",
    },
    {
        "avoid": "l’évite",
        "prefer": "le préfère",
        "accept": "l’accepte",
        "accept_in_context": "l’accepte dans certains contextes",
        "debated": "rend compte d’un débat",
        "own_usage": "l’emploie pour sa propre communauté",
    },
    possible="Le sens peut être autre ici.",
    contested="Les guides ne s’accordent pas à ce sujet.",
    proposed="Aucun guide publié que nous connaissions ne le mentionne\u00a0; c’est une proposition.",
    instead="À la place\u00a0:",
    by_hand="reformulez la phrase vous-même",
    guides="Ce que disent les guides\u00a0:",
    sources="Sources\u00a0:",
    ignore="Laisser «\u00a0{text}\u00a0» tel quel",
    fix_all="Faire tous les remplacements sûrs",
    more="En savoir plus",
)

_ES = Voice(
    {
        "slur": "un insulto",
        "stigmatising": "estigmatizante",
        "discouraged": "desaconsejado",
        "imprecise": "impreciso",
        "contested": "debatido",
    },
    {
        "avoid": "lo evita",
        "prefer": "lo prefiere",
        "accept": "lo acepta",
        "accept_in_context": "lo acepta en algunos contextos",
        "debated": "da cuenta de un debate",
        "own_usage": "lo usa para su propia comunidad",
    },
    possible="Aquí puede querer decir otra cosa.",
    contested="Las guías no coinciden al respecto.",
    proposed="Ninguna guía publicada que conozcamos lo menciona; es una propuesta.",
    instead="En su lugar:",
    by_hand="reescriba la frase a mano",
    guides="Lo que dicen las guías:",
    sources="Fuentes:",
    ignore="Dejar «{text}» como está",
    fix_all="Hacer todos los reemplazos seguros",
    more="Más información",
)

_RU = Voice(
    {
        "slur": "оскорбление",
        "stigmatising": "стигматизирует",
        "discouraged": "не рекомендуется",
        "imprecise": "неточно",
        "contested": "спорно",
    },
    {
        "avoid": "избегает",
        "prefer": "предпочитает",
        "accept": "допускает",
        "accept_in_context": "допускает в некоторых случаях",
        "debated": "сообщает о споре",
        "own_usage": "употребляет о своём сообществе",
    },
    possible="Здесь может иметься в виду другое.",
    contested="Руководства расходятся в этом.",
    proposed="Ни одно известное нам опубликованное руководство этого не называет; это наше предложение.",
    instead="Вместо этого:",
    by_hand="перепишите предложение сами",
    guides="Что говорят руководства:",
    sources="Источники:",
    ignore="Оставить «{text}» как есть",
    fix_all="Сделать все надёжные замены",
    more="Подробнее",
)

_VOICES = {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU}


def voice(language: str) -> Voice:
    """The words for one of the four languages."""
    return _VOICES.get(language, _EN)


def message(finding: Finding) -> str:
    """Why, in a line, with what makes it less than sure."""
    return " ".join(
        (finding.why or f"{finding.term} – {voice(finding.language).severities[finding.severity]}.", *_doubts(finding))
    )


def lines(finding: Finding) -> list[str]:
    """Why, what to write instead, and who says so, a line each."""
    words = voice(finding.language)
    told = [message(finding)]
    told += [f"{words.instead} {_offered(finding, suggestion)}" for suggestion in finding.suggestions]
    if finding.sources:
        cited = (f"{_cited(source)} {source.url}".rstrip() for source in finding.sources)
        told.append(f"{words.sources} {'; '.join(cited)}")
    return told


def name(finding: Finding, guide: Guide) -> str:
    """What the finding's concept is called in its language."""
    words = guide.vocabularies[finding.language].words.get(finding.concept, Words())
    return words.name or finding.term


def markdown(finding: Finding, guide: Guide, *, page: str = "") -> str:
    """All that is known of a finding, for an editor's window beside it; `page` is the concept's address."""
    words = voice(finding.language)
    paragraphs = [f"**{_escaped(name(finding, guide))}** ({words.severities[finding.severity]})"]
    paragraphs.append(_escaped(message(finding)))
    if finding.suggestions:
        paragraphs.append(_list(words.instead, [_escaped(_offered(finding, one)) for one in finding.suggestions]))
    if finding.stances:
        paragraphs.append(_list(words.guides, [_stance(one, guide, words) for one in finding.stances]))
    if finding.sources:
        paragraphs.append(_list(words.sources, [_linked(one) for one in finding.sources]))
    if page:
        paragraphs.append(f"[{words.more}](<{page}>)")
    return "\n\n".join(paragraphs)


def _list(title: str, items: list[str]) -> str:
    return "\n".join((title, "", *(f"- {item}" for item in items)))


def _doubts(finding: Finding) -> list[str]:
    words = voice(finding.language)
    doubts = []
    if finding.certainty == "possible":
        doubts.append(words.possible)
    if finding.severity == "contested":
        doubts.append(words.contested)
    if finding.proposed:
        doubts.append(words.proposed)
    return doubts


def _offered(finding: Finding, suggestion: Suggestion) -> str:
    notes = list(suggestion.also)
    if suggestion.fix == "never":
        notes.insert(0, voice(finding.language).by_hand)
    return f"{suggestion.text} ({'; '.join(notes)})" if notes else suggestion.text


def _cited(source: Source) -> str:
    by = ", ".join(str(part) for part in (source.publisher, source.year) if part)
    return f"{source.title} ({by})" if by else source.title


def _linked(source: Source) -> str:
    cited = _escaped(_cited(source))
    return f"[{cited}](<{source.url}>)" if source.url.startswith(("https://", "http://")) else cited


def _stance(stance: Stance, guide: Guide, words: Voice) -> str:
    source = guide.sources.get(stance.source)
    named = (source.publisher or source.title) if source else stance.source
    by = f"{named}, {stance.year}" if stance.year else named
    said = f" ({_escaped(stance.says)})" if stance.says else ""
    return f"{_escaped(by)}: {words.stances[stance.stance]}{said}"


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~" else sign for sign in text)
