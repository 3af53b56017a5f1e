"""Hyphens at line ends: which belong to the word, in several languages."""

import pytest

from firsthand.documents.model import Paragraph, plain
from firsthand.documents.pdf import read
from firsthand.documents.pdf.hyphens import belongs
from firsthand.documents.pdf.joints import Usage, make_runs
from firsthand.documents.pdf.lines import make_line
from firsthand.documents.pdf.sheet import Font, Word

from .pdfs import typeset

OFTEN = frozenset(
    ["some", "body", "faut", "il", "peut", "être", "peer", "led", "there", "fore", "who", "ever", "twenty", "one", "по",
     "другому", "прежнему", "кто", "то", "sobre", "vivir", "over", "dose", "entre", "prise",
     "disse", "tornou", "voor", "nach"],
)  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [
        "faut-il", "prend-elle", "dit-on", "puis-je", "avez-vous", "dirons-nous", "celui-ci", "cette-là", "peut-être",
        "est-ce", "eux-mêmes", "a-t", "après-midi", "par-dessus", "peer-led", "twenty-one", "e-mail", "over-the",
        "self-stigma", "кто-то", "чьё-либо", "что-нибудь", "всё-таки", "по-прежнему", "по-русски", "из-за", "кое-когда",
        "Anglo-Saxon", "2020-2021", "COVID-19", "ONU-SIDA", "по-перше", "по-українськи", "будь-який", "будь-кого",
        "хто-небудь", "казна-де", "во-первых", "із-за", "disse-me", "tornou-se", "fá-lo", "vendê-los", "Ost-und",
        "evidence-and", "voor-en", "Sozial-Amt",
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
        "per-son", "meis-je", "conseque-ncia", "предсе-дателем", "heureu-se", "épou-se", "títu-lo", "mode-lo", "qua-se",
        "europé-en", "робо-та", "буд-лява", "поде-куди", "deta-lhe", "huma-nos", "will-kommen", "gebor-gen",
    ],
)  # fmt: skip
def test_a_soft_hyphen_goes(pair: str) -> None:
    stem, following = pair.split("-")
    assert not belongs(stem, following, OFTEN)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("Ost-", "und Westeuropa"), "Ost- und Westeuropa"),
        (("evidence-", "and rights-based"), "evidence- and rights-based"),
        (("voor-", "en nadelen"), "voor- en nadelen"),
        (("disse-", "me ontem"), "disse-me ontem"),
        (("organi-", "sation"), "organisation"),
    ],
)
def test_a_hyphen_that_stands_for_half_a_word_keeps_its_space(lines: tuple[str, str], whole: str) -> None:
    words = [
        [Word(word, 30.0 * at, 0, 30.0 * at + 25, 12, 10 + 12 * row, 10, Font("Serif"))]
        for row, text in enumerate(lines) for at, word in enumerate(text.split())
    ]  # fmt: skip
    rows = [make_line([word for group in words for word in group if word.base == base]) for base in (10, 22)]
    assert plain(make_runs(rows, Usage(OFTEN))) == whole


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
