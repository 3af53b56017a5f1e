"""Cutting small drafts, each made for one behaviour."""

import io
import re

import pytest
from docx import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.catalogue.negotiations import Edit, Paragraph, Part
from firsthand.documents.model import Block as AnyBlock
from firsthand.documents.model import Cell, Document, Footnote, ListItem, Locator, Remark, Row, Run, Section, Table
from firsthand.documents.model import Paragraph as Block
from firsthand.documents.readers import parse
from firsthand.negotiations.cutting import cut, read_draft
from firsthand.negotiations.finishing import bracketed


def drafted(text: str, language: str = "en") -> tuple[Paragraph, ...]:
    return cut(parse(text.encode(), "draft.md"), language)


def block(text: str, page: int = 1) -> Block:
    return Block((Run(text),), locator=Locator(page))


def document(*blocks: AnyBlock) -> Document:
    return Document("application/pdf", (Section(blocks=blocks),))


RESOLUTION = """# Draft resolution

By the Chair

## {operative}

{speaker},

*{recalling}* A,

1. B;

## {article} 2bis

{option} 1: C.

{option} 2: D.

## {annex}

The last words
"""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Preamble", "The General Assembly", "Recalling", "Article", "Option", "Annex")),
        ("fr", ("Préambule", "L’Assemblée générale", "Rappelant", "Article", "Variante", "Annexe")),
        ("es", ("Preámbulo", "La Asamblea General", "Recordando", "Artículo", "Opción", "Anexo")),
        ("ru", ("Преамбула", "Генеральная Ассамблея", "Ссылаясь", "Статья", "Вариант", "Приложение")),
    ],
)
def test_parts_articles_and_options_in_four_languages(language: str, words: tuple[str, ...]) -> None:
    preamble, speaker, recalling, article, option, annex = words
    text = RESOLUTION.format(
        operative=preamble, speaker=speaker, recalling=recalling, article=article, option=option, annex=annex
    )
    found = drafted(text, language)
    assert [(one.part.value, one.article, one.option, one.label, one.text) for one in found] == [
        ("front", "", "", "", "Draft resolution"),
        ("front", "", "", "", "By the Chair"),
        ("preamble", "", "", "", f"{speaker},"),
        ("preamble", "", "", "", f"{recalling} A,"),
        ("operative", "", "", "1.", "B;"),
        ("operative", "2bis", f"{option} 1", "", "C."),
        ("operative", "2bis", f"{option} 2", "", "D."),
        ("annex", "", "", "", "The last words"),
    ]


def test_paragraphs_of_a_declaration_that_are_all_numbered_are_operative() -> None:
    found = drafted("# Political declaration\n\n1. We, the Heads of State, act;\n\n2. Recognizing harm, we act.")
    assert [(one.part, one.label) for one in found] == [(Part.OPERATIVE, "1."), (Part.OPERATIVE, "2.")]
    assert found[0].headings == ("Political declaration",)


def test_labelled_paragraphs_of_a_compilation() -> None:
    found = drafted("PP1 *Recalling* A,\n\nPP2 alt. [EU: *Noting* B,]\n\nOP1 Calls for C;\n\nOP1 bis. [G77: Urges D;]")
    assert [(one.part.value, one.label) for one in found] == [
        ("preamble", "PP1"), ("preamble", "PP2 alt."), ("operative", "OP1"), ("operative", "OP1 bis."),
    ]  # fmt: skip
    assert [one.brackets[0].attribution for one in found if one.brackets] == [("EU",), ("G77",)]


def test_a_text_without_any_structure_is_taken_as_a_whole() -> None:
    found = drafted("We call for three things.\n\nFirst, money.")
    assert [one.part for one in found] == [Part.OPERATIVE, Part.OPERATIVE]


def test_a_list_of_contents_is_front_matter() -> None:
    found = cut(
        document(block("Contents"), block("Article 1 ........ 2"), block("Article 2 (SCOPE) 3"), block("1. Act."))
    )
    assert [one.part.value for one in found] == ["front", "front", "front", "operative"]


def test_subparagraphs_are_deeper_and_letters_are_told_from_roman_numerals() -> None:
    labels = ["1.", "(a)", "(i)", "(ii)", "(b)", *(f"({letter})" for letter in "cdefghij"), "2.", "(i)"]
    found = cut(document(*(block(f"{label} Words {place};") for place, label in enumerate(labels))))
    assert [one.label for one in found] == labels
    assert [one.depth for one in found] == [0, 1, 2, 2, 1, *[1] * 8, 0, 1]


def test_options_inside_a_paragraph_end_with_it_and_others_hold_paragraphs() -> None:
    texts = [
        "Article 4", "Option I:", "1. Option (a): A", "Option (b): B", "2. C", "Option II: No text", "Article 5",
        "1. D",
    ]  # fmt: skip
    found = cut(document(*map(block, texts)))
    assert [(one.label, one.option, one.text) for one in found] == [
        ("1.", "Option I, Option (a)", "A"),
        ("", "Option I, Option (b)", "B"),
        ("2.", "Option I", "C"),
        ("", "Option II", "No text"),
        ("1.", "", "D"),
    ]


def test_a_bracket_before_an_option_on_a_line_of_its_own_opens_the_words_behind() -> None:
    found = cut(document(block("Article 4"), block("3. [Option 1:"), block("All act.]")))
    assert [(one.label, one.option, one.text, one.unbalanced) for one in found] == [
        ("3.", "Option 1", "[All act.]", False)
    ]


def test_a_paragraph_that_a_page_broke_is_one() -> None:
    note = Footnote("n", "1", (Run("A note."),), locator=Locator(1))
    found = cut(document(block("1. Bodies under it,"), note, block("[shall] serve it.", 2), block("2. Others", 2)))
    assert [one.text for one in found] == ["Bodies under it, [shall] serve it.", "A note.", "Others"]
    assert [one.label for one in found] == ["1.", "1", "2."]


def test_rows_of_a_table_are_paragraphs() -> None:
    cells = [("OP1", "Calls A"), ("OP2", "Urges B")]
    table = Table(tuple(Row((Cell((Run(label),)), Cell((Run(text),)))) for label, text in cells))
    assert [(one.label, one.text) for one in cut(document(table))] == cells


def test_titles_of_editors_in_braces_stand_above_their_paragraphs() -> None:
    texts = ["Article 3", "{Individual efforts}", "1. A", "{Flexibility}", "2. B"]
    found = cut(document(*map(block, texts)))
    assert [one.headings for one in found] == [("Article 3", "{Individual efforts}"), ("Article 3", "{Flexibility}")]


def test_ids_are_of_the_words_and_unique() -> None:
    before = cut(document(block("Article 1"), block("1. A"), block("Option 1: No text"), block("2. No text")))
    after = cut(document(block("Article 9"), block("1. New"), block("7. A"), block("8. Option 1: No text")))
    assert len({one.id for one in before}) == len(before)
    assert before[0].id == after[1].id


def test_brackets_are_read_anew_where_a_text_was_corrected() -> None:
    assert bracketed(Paragraph("x", "a [b")).unbalanced
    assert bracketed(Paragraph("x", "a [b]")).brackets[0].end == len("a [b]")


def remarks(read: Document) -> list[Remark]:
    return [each for each in read_draft(read, "zero", "en").remarks if isinstance(each, Remark)]


def test_remarks_tell_of_brackets_and_of_empty_files() -> None:
    told = remarks(document(block("1. [A"), block("2. B]"), block("3. [C")))
    assert (told[0].code, told[0].count) == ("no-partner", 3)
    assert "In 3 of 3 paragraphs" in told[0].message
    assert "1 are never closed and 0 never opened" in told[0].message
    titled = document(block("[Article 1"), block("1. A]"), block("2. B]"))
    assert "0 are never closed and 1 never opened" in remarks(titled)[0].message
    assert "No words were found" in remarks(document())[0].message


def change(kind: str, text: str, author: str) -> BaseOxmlElement:
    tag = "delText" if kind == "del" else "t"
    return parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="7" w:author="{author}" w:date="2026-03-01T10:00:00Z">'
        f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>'
    )


def test_tracked_changes_of_word_are_accepted_and_told_with_their_authors() -> None:
    made = WordFile()
    made.add_paragraph("Article 1")
    first = made.add_paragraph("1. Parties ")
    first._p.append(change("del", "should", "Norway"))
    first._p.append(change("ins", "shall", "European Union"))
    first.add_run(" act.")
    second = made.add_paragraph("[Option 1: ")
    second.add_run("All ")
    second._p.append(change("ins", "people", "Uruguay"))
    second.add_run(" matter.]")
    out = io.BytesIO()
    made.save(out)
    found = cut(parse(out.getvalue(), "draft.docx"), "en")
    assert [one.text for one in found] == ["Parties shall act.", "[All people matter.]"]
    assert [(one.edit, one.text, one.author, one.date) for one in found[0].tracked] == [
        (Edit.DELETION, "should", "Norway", "2026-03-01T10:00:00Z"),
        (Edit.INSERTION, "shall", "European Union", "2026-03-01T10:00:00Z"),
    ]
    assert found[0].tracked[0].offset == len("Parties ")
    put = [(one, made) for one in found for made in one.tracked if made.edit is Edit.INSERTION]
    assert [one.text[made.offset :].startswith(made.text) for one, made in put] == [True, True]


def test_marks_of_kramdown_are_no_words() -> None:
    found = drafted("# Title\n{:.no_toc}\n\n* TOC\n{:toc}\n\n## Article 1\n\nA.")
    assert [one.text for one in found] == ["Title", "A."]


LINES = st.sampled_from(
    [
        "Article 1", "Option 1:", "Option I", "1. A", "(a) b", "(i) c", "[Pp1 Noting d", "e]", "{F}", "Annex", "[",
        "OP2", "g\nOption 2: h",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(LINES, max_size=12))
def test_no_word_is_lost_or_invented(lines: list[str]) -> None:
    found = cut(document(*map(block, lines)), "en")
    words = set(re.findall(r"\w+", " ".join(lines)))
    kept = " ".join(" ".join((*one.headings, one.option, one.label, one.text)) for one in found)
    assert set(re.findall(r"\w+", kept)) == words
    assert sum(one.text.count("]") for one in found) == sum(line.count("]") for line in lines)
    assert len({one.id for one in found}) == len(found)


def test_deep_lists_keep_their_depth() -> None:
    items = [ListItem((Run("A"),), 0, "1.", ordered=True), ListItem((Run("B"),), 1, "1.", ordered=True)]
    found = cut(document(block("Article 1"), *items))
    assert [(one.label, one.depth) for one in found] == [("1.", 0), ("1.", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "words]. Option 1: " * 4_000,
        "Article 1 (" * 9_000,
        "1. (a) " * 15_000,
        "[" * 90_000,
        "{" * 90_000,
        "bis " * 25_000,
    ],
)
def test_hostile_paragraphs_are_cut_and_nothing_is_lost(text: str) -> None:
    found = cut(document(block("1. Act."), block(text.strip())), "en")
    kept = "".join("".join((*one.headings, one.option, one.label, one.text)) for one in found)
    assert sum(sign in "[{(" for sign in kept) >= sum(sign in "[{" for sign in text)


def test_html_is_cut_too() -> None:
    preamble = "<h1>Draft</h1><p>The General Assembly,</p><p><em>Recalling</em> A,</p>"
    page = f"{preamble}<ol><li>Urges B;</li><li>Calls C.</li></ol>"
    found = cut(parse(page.encode(), "draft.html"), "en")
    assert [(one.part.value, one.label) for one in found][-3:] == [
        ("preamble", ""), ("operative", "1."), ("operative", "2."),
    ]  # fmt: skip
