"""Labels as secretariats print them, in four languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue.negotiations import Paragraph
from firsthand.negotiations.labels import ordinal, read_article, read_labels, roman
from firsthand.negotiations.naming import named


@pytest.mark.parametrize(
    ("printed", "label", "options", "words"),
    [
        ("Pp11 [Emphasizing the", "Pp11", (), "[Emphasizing the"),
        ("PP 3 alt Recalling", "PP 3 alt", (), "Recalling"),
        ("OP68 bis. Calls", "OP68 bis.", (), "Calls"),
        ("3bis [Developed", "3bis", (), "[Developed"),
        ("7.bis [Developed", "7.bis", (), "[Developed"),
        ("[1. The purpose", "1.", (), "[The purpose"),
        ("[ (c) Pursue", "(c)", (), "[Pursue"),
        ("3.1 Option (a): Ensuring", "3.1", ("Option (a)",), "Ensuring"),
        ("10. Option 1: [In", "10.", ("Option 1",), "[In"),
        ("8. (a) {First communication}:", "8. (a)", (), "{First communication}:"),
        ("Option 2: (paragraphs 7 and 7bis)", "", ("Option 2: (paragraphs 7 and 7bis)",), ""),
        ("Option II: No text", "", ("Option II",), "No text"),
        ("Option 2 bis.: Each", "", ("Option 2 bis",), "Each"),
        ("[Option 1: {Placeholder", "", ("Option 1",), "[{Placeholder"),
        ("101.[Reservations", "101.", (), "[Reservations"),
        ("18 ter.2 To have", "18 ter.2", (), "To have"),
        ("127Alt2. Reiterates", "127Alt2.", (), "Reiterates"),
        ("3.3alt: Developed", "3.3alt:", (), "Developed"),
        ("d bis. Articulation", "d bis.", (), "Articulation"),
        ("(aa) reaffirm", "(aa)", (), "reaffirm"),
        ("• Real", "•", (), "Real"),
        ("ПП12 Отмечая", "ПП12", (), "Отмечая"),
        ("Вариант 1: Стороны", "", ("Вариант 1",), "Стороны"),
        ("а) признать", "а)", (), "признать"),
        ("Opción 2: Las Partes", "", ("Opción 2",), "Las Partes"),
        ("Variante 1 : Les Parties", "", ("Variante 1",), "Les Parties"),
    ],
)
def test_labels_are_parted_from_words_and_brackets_stay_with_the_words(
    printed: str, label: str, options: tuple[str, ...], words: str
) -> None:
    read = read_labels(printed, None)
    assert (read.label, read.options) == (label, options)
    assert "".join(printed[start:end] for start, end in read.kept) == words


@pytest.mark.parametrize(
    "text",
    ["1.5 °C above", "2030 Agenda", "2 °C", "(EU) wants", "Option 1 of paragraph 2", "I am", "15.12.2015 The day"],
)
def test_words_that_look_like_labels_are_none(text: str) -> None:
    assert read_labels(text).label == ""
    assert read_labels(text).options == ()


def test_a_suffix_that_a_reader_left_with_the_words_belongs_to_the_number() -> None:
    read = read_labels("bis [Developed", marker="7.")
    assert (read.label, read.values) == ("7. bis", ("7bis",))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Article 2bis (GENERAL)", "2bis"),
        ("[Article 3 ter] (MECHANISM TO SUPPORT SUSTAINABLE DEVELOPMENT)", "3 ter"),
        ("ARTICLE 4", "4"),
        ("[Article 9 (TRANSPARENCY)", "9"),
        ("Article 10 (GLOBAL STOCKTAKE) 17", "10"),
        ("Artículo 4. Mitigación", "4"),
        ("Статья 12", "12"),
        ("Article premier", "premier"),
    ],
)
def test_articles_are_known_by_their_first_words(text: str, number: str) -> None:
    found = read_article(text, None)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "text", ["Article 4 shall apply", "Article 4, paragraph 2", "Article 2 of the Convention.", "Articles 3 and 4"]
)
def test_a_mention_of_an_article_begins_none(text: str) -> None:
    assert read_article(text, None) is None


def test_numbers_of_chapters() -> None:
    headings = ["III. DECISIONS", "C. [General / Objective", "[ [A. Preamble]", "IV bis. GENERAL", "Preamble"]
    assert [ordinal(text) for text in headings] == ["III", "C", "A", "IV bis", ""]
    assert [roman(value) for value in ("iv", "XIV", "abc", "")] == [4, 14, 0, 0]


@given(st.text(alphabet="[]() .:0123456789abiIvxOption°ПРу•{}", max_size=60))
def test_nothing_is_lost_between_labels_and_words(text: str) -> None:
    bare = " ".join(text.split())
    read = read_labels(bare, None)
    parts = [read.label, *read.options, *(bare[start:end] for start, end in read.kept)]
    kept = sorted(sign for part in parts for sign in part if sign.isalnum() or sign in "[]")
    assert kept == sorted(sign for sign in bare if sign.isalnum() or sign in "[]")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("OP14.", "1"),
        ("op 14", "1"),
        ("OP14", "1"),
        ("a", "2"),
        ("(a)", "2"),
        ("31", "3"),
        ("3.1", "4"),
        ("x1", "x1"),
        ("(", ""),
    ],
)
def test_a_paragraph_is_named_as_people_would(said: str, meant: str) -> None:
    labels = {"1": "OP14.", "2": "(a)", "3": "31.", "4": "3.1", "x1": "", "5": "x1", "6": ""}
    paragraphs = [Paragraph(id_, "Words", label=label) for id_, label in labels.items()]
    found = [one.id for one in named(paragraphs, said)]
    assert found == ([meant] if meant else [])


def test_labels_that_differ_in_signs_alone_are_told_apart_as_they_are_printed() -> None:
    paragraphs = [Paragraph("1", "Words", label="1."), Paragraph("2", "Words", label="(1)")]
    assert [one.id for one in named(paragraphs, "1.")] == ["1"]
    assert [one.id for one in named(paragraphs, "[1]")] == ["1", "2"], "both may be meant"
