"""Headings in the size and weight of the text."""

import pytest

from firsthand.documents.model import plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

TITLES = ("Who was asked and where", "What was said about it", "How it all was counted")


def headings(*shown: str) -> list[str]:
    body = "\n\n".join(f"#v(0.8em)\n{line}\n\n#lorem(50)\n\n#lorem(40)" for line in shown)
    found = read(typeset(f"{PAGE}#set par(spacing: 1em)\n{body}"), tags=False)
    return [plain(section.heading) for section in found.walk() if section.heading]


@pytest.mark.parametrize("style", ["#emph", "#upper", '#text(font: "New Computer Modern")'])
def test_their_style_tells_them(style: str) -> None:
    found = headings(*(f"{style}[{title}]" for title in TITLES))
    assert [title.casefold() for title in found] == [title.casefold() for title in TITLES]


def test_their_numbers_tell_them() -> None:
    numbered = [f"{at}.{at} {title}" for at, title in enumerate(TITLES, start=1)]
    assert headings(*numbered) == numbered


def test_a_single_line_in_italics_is_none() -> None:
    assert headings(f"#emph[{TITLES[0]}]") == []


def test_short_paragraphs_are_none() -> None:
    body = "\n\n".join(f"{title}\n\n#lorem(50)" for title in TITLES)
    found = read(typeset(f"{PAGE}#set par(spacing: 1em)\n{body}"), tags=False)
    assert not any(section.heading for section in found.walk())


def test_sentences_set_like_a_longer_one_are_none() -> None:
    long = "A service that is open at three in the morning can't be replaced by a leaflet, and nobody has tried to."
    quotes = [f"#align(center, block(width: 6cm, text(14pt)[{said}]))" for said in (long, "Nobody sees the sum.")]
    found = read(typeset(f"{PAGE}= A title\n" + "\n\n".join(f"#lorem(60)\n\n{quote}" for quote in quotes)), tags=False)
    assert [plain(section.heading) for section in found.walk()] == ["A title"]
