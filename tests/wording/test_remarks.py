"""A finding is explained in the language of its text, and nothing of it is taken for markup."""

from typing import get_args

import pytest
from msgspec.structs import asdict, replace

from firsthand.wording import Finding, Guide, Source, Stance, Suggestion, remarks
from firsthand.wording.guide import Vocabulary
from firsthand.wording.model import SEVERITIES, Position
from firsthand.wording.schema import Header, SourceEntry

FINDING = Finding(
    start=0,
    end=4,
    text="word",
    language="en",
    concept="it",
    term="a *word*",
    severity="contested",
    certainty="possible",
    why="It <b>hurts</b>.",
    suggestions=(Suggestion(0, 4, "other [word]"), Suggestion(0, 4, "rewrite", "never", ("the verb",))),
    stances=(Stance("one", "own_usage", 2020, "They_say_so."), Stance("two", "avoid")),
    sources=(Source("one", "A *title*", "Them", 2020, "https://example.org/a"), Source("x", "Y", url="javascript:z")),
    proposed=True,
)
GUIDE = Guide(
    Header(1, "small", "Small"),
    {},
    {"one": SourceEntry("A *title*", "Them")},
    {language: Vocabulary() for language in ("en", "fr", "es", "ru")},
)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_language_has_every_word(language: str) -> None:
    words = remarks.voice(language)
    assert set(words.severities) == set(SEVERITIES)
    assert set(words.stances) == set(get_args(Position))
    assert all(asdict(words).values())
    assert "{text}" in words.ignore
    if language != "en":
        assert not set(words.severities.values()) & set(remarks.voice("en").severities.values())


def test_a_line_says_why_and_how_sure_it_is() -> None:
    assert remarks.message(FINDING) == (
        "It <b>hurts</b>. It may mean something else here. Guides disagree about it. "
        "No published guide that we know names it; this is a proposal."
    )
    sure = replace(FINDING, certainty="found", severity="slur", proposed=False, language="fr")
    assert remarks.message(sure) == "It <b>hurts</b>."
    assert remarks.message(replace(sure, why="")) == "a *word* – une insulte."


def test_lines_name_what_to_write_and_who_says_so() -> None:
    assert remarks.lines(replace(FINDING, language="ru"))[1:] == [
        "Вместо этого: other [word]",
        "Вместо этого: rewrite (перепишите предложение сами; the verb)",
        "Источники: A *title* (Them, 2020) https://example.org/a; Y javascript:z",
    ]


def test_french_colons_stand_apart() -> None:
    assert remarks.lines(replace(FINDING, language="fr"))[1] == "À la place\u00a0: other [word]"


def test_markdown_shows_texts_as_they_are_and_links_only_to_the_web() -> None:
    shown = remarks.markdown(FINDING, GUIDE)
    assert "**a \\*word\\*** (contested)" in shown
    assert "It \\<b\\>hurts\\</b\\>." in shown
    assert "- other \\[word\\]" in shown
    assert "- Them, 2020: uses it of its own community (They\\_say\\_so.)\n- two: avoids it" in shown
    assert "- [A \\*title\\* (Them, 2020)](<https://example.org/a>)\n- Y" in shown
    assert "javascript" not in shown
