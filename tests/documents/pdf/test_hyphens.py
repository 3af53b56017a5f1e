"""Hyphens at line ends: which belong to the word, in four languages."""

import pytest

from firsthand.documents.model import Paragraph, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.hyphens import belongs

from .pdfs import typeset

OFTEN = frozenset(
    ["some", "body", "faut", "il", "peut", "être", "peer", "led", "there", "fore", "who", "ever", "twenty", "one", "по",
     "другому", "прежнему", "кто", "то", "sobre", "vivir", "over", "dose", "entre", "prise"],
)  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        "faut-il", "prend-elle", "dit-on", "puis-je", "avez-vous", "dirons-nous", "celui-ci", "cette-là", "peut-être",
        "est-ce", "eux-mêmes", "a-t", "après-midi", "par-dessus", "peer-led", "twenty-one", "e-mail", "over-the",
        "self-stigma", "кто-то", "чьё-либо", "что-нибудь", "всё-таки", "по-прежнему", "по-русски", "из-за", "кое-когда",
        "Anglo-Saxon", "2020-2021", "COVID-19", "ONU-SIDA",
    ],
)  # fmt: skip
def test_a_real_hyphen_stays(pair: str) -> None:
    stem, following = pair.split("-")
    assert belongs(stem, following, OFTEN)


@pytest.mark.parametrize(
    "pair",
    [
        "organi-sation", "some-body", "there-fore", "who-ever", "over-dose", "gen-til", "prin-ce", "mer-ci", "ver-tu",
        "voi-là", "de-là", "entre-prise", "sobre-vivir", "мес-то", "по-этому", "из-менение", "кон-такты", "self-less",
        "per-son", "meis-je", "conseque-ncia", "предсе-дателем",
    ],
)  # fmt: skip
def test_a_soft_hyphen_goes(pair: str) -> None:
    stem, following = pair.split("-")
    assert not belongs(stem, following, OFTEN)


def test_what_the_document_writes_comes_first() -> None:
    assert belongs("co", "operation", frozenset({"co-operation"}))
    assert not belongs("faut", "il", frozenset({"fautil"}))


def test_a_file_that_marks_its_soft_hyphens_is_believed() -> None:
    source = """#set page(width: 62pt, height: auto, margin: 4pt)
    #set text(size: 10pt, lang: "fr", hyphenate: true)
    Organisation, quelquefois. Teufteuf-grmplx. Responsabilités administratives."""
    (paragraph,) = [block for section in read(typeset(source)).walk() for block in section.blocks]
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.runs) == ("Organisation, quelquefois. Teufteuf-grmplx. Responsabilités administratives.")
