"""From a finding to a match of the protocol: what is underlined, what is said, what may stand instead."""

from firsthand.wording import remarks
from firsthand.wording.guide import Guide
from firsthand.wording.languagetool.annotation import Sent
from firsthand.wording.languagetool.protocol import Category, Context, Match, Replacement, Rule, Url
from firsthand.wording.model import Finding
from firsthand.wording.units import Units

_AROUND = 40
_NAMES = {
    "en": "Words that respect people",
    "fr": "Des mots qui respectent",
    "es": "Palabras que respetan",
    "ru": "Слова, которые уважают людей",
}
STYLE = "STYLE"
"""Programs draw this category, which is LanguageTool's own, as advice and not as a mistake."""


def rule_of(finding: Finding) -> str:
    return "FIRSTHAND_" + "".join(sign if sign.isalnum() else "_" for sign in finding.concept).upper()


def categories_of(finding: Finding) -> tuple[str, ...]:
    """All names under which findings of this kind can be switched on and off; the first is shown."""
    return STYLE, "FIRSTHAND", f"FIRSTHAND_{finding.severity}".upper()


def match_of(finding: Finding, sent: Sent, guide: Guide, page: str = "") -> Match:
    """The match for a finding in what was sent; `page` is the address of its concept's page."""
    offered = [suggestion for suggestion in finding.suggestions if suggestion.fix != "never"]
    start = min((finding.start, *(suggestion.start for suggestion in offered)))
    end = max((finding.end, *(suggestion.end for suggestion in offered)))
    text = sent.text
    replacements = tuple(
        Replacement(
            text[start : suggestion.start] + suggestion.text + text[suggestion.end : end], "; ".join(suggestion.also)
        )
        for suggestion in offered
    )
    offset = sent.offset(start)
    name = remarks.name(finding, guide)
    return Match(
        message=_told(finding),
        shortMessage=name,
        replacements=replacements,
        offset=offset,
        length=sent.end(end) - offset,
        context=_context(text, start, end),
        sentence=_sentence(text, start, end),
        rule=_rule(finding, name, page),
    )


def _rule(finding: Finding, name: str, page: str) -> Rule:
    addresses = dict.fromkeys((page, *(source.url for source in finding.sources)))
    category = Category(categories_of(finding)[0], _NAMES.get(finding.language, _NAMES["en"]))
    urls = tuple(Url(address) for address in addresses if address)
    return Rule(rule_of(finding), f"{name}: {finding.term}", "style", category, urls)


def _told(finding: Finding) -> str:
    told = [remarks.message(finding)]
    words = remarks.voice(finding.language)
    told += [
        f"{words.instead} {suggestion.text} ({words.by_hand})."
        for suggestion in finding.suggestions
        if suggestion.fix == "never"
    ]
    return " ".join(told)


def _context(text: str, start: int, end: int) -> Context:
    begin, finish = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = ("..." if begin else "") + text[begin:start]
    shown = before + text[start:finish] + ("..." if finish < len(text) else "")
    units = Units(shown)
    offset = units.of(len(before))
    return Context(shown.replace("\n", " "), offset, units.of(len(before) + end - start) - offset)


def _sentence(text: str, start: int, end: int) -> str:
    """The line around a place, no longer than a client would show."""
    begin = max(text.rfind("\n", 0, start) + 1, start - 300)
    finish = text.find("\n", end)
    return text[begin : min(len(text) if finish < 0 else finish, end + 300)].strip()
