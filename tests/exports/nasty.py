"""Documents that nobody hopes for: whatever a file can hold that a book has no good place for."""

from tests.front.library import film, footnotes_afar, picture, report

from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Row,
    Run,
    Section,
    Table,
)


def of(*blocks: Block, language: str = "en", sections: tuple[Section, ...] = ()) -> Document:
    return Document("text/html", (Section(blocks=blocks), *sections), language=language, images=(picture(),))


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def huge_table(rows: int = 900) -> Document:
    head = Row((Cell(runs("Place"), header=True), Cell(runs("What was said there"), header=True)))
    body = (Row((Cell(runs(f"Place {n}")), Cell(runs(f"Number {n} " + "and so on " * 4)))) for n in range(rows))
    after = Paragraph((Run("After it"), Run("1", note="n")))
    return of(Table((head, *body), caption=runs("A long one")), after, Footnote("n", "1", runs("A note.")))


def deep() -> Document:
    section = Section(runs("Level 7"), 7, "7", (Paragraph(runs("At the bottom")),))
    for level in range(6, 0, -1):
        section = Section(runs(f"Level {level}"), level, str(level), (Paragraph(runs(f"{level}")),), (section,))
    return Document("text/html", (section,), language="en")


def nasty() -> dict[str, Document]:
    """Name -> document."""
    spoilt = "a\x00b\x0bc ]]> <b> &amp; \ufffe \x85 end"
    mark = Run("*", note="n")
    return {
        "empty": Document("text/plain", (), language="en"),
        "blank": of(Paragraph(())),
        "everything": report("en", "Nothing about us"),
        "arabic": report("ar", "لا شيء عنا", chapters=3),
        "film": film("en"),
        "afar": footnotes_afar(),
        "table": huge_table(),
        "deep": deep(),
        "spoilt": of(
            Paragraph(runs(spoilt)), Code(spoilt), Figure(spoilt, runs(spoilt), text=spoilt),
            Paragraph((Run(spoilt, href='https://example.org/\x00<a>"[x]'), Run("x", href="#nowhere"))),
            language="en", sections=(Section(runs(spoilt), 1, '1 a&b"<\x00'), Section(runs("x"), 1, '1 a&b"<\x00')),
        ),
        "notes": of(
            Paragraph((Run("twice"), mark, mark, Run("", note="bare"), Run("?", note="gone"))),
            Footnote("n", "*", runs("A note\nof two paragraphs")), Footnote("bare", "", runs("Without a mark")),
            Footnote("lone", "9", runs("Nothing leads here")), Footnote("mute", "8", ()),
            Paragraph((Run("silent"), Run("8", note="mute"))),
        ),
        "pictures": of(
            Figure(image=picture().sha256), Figure(image="0" * 64), Figure("Only words"), Figure(text="a\nb"), Figure(),
            Figure("Described", image=picture().sha256),
        ),
        "tables": of(
            Table(()), Table((), caption=runs("Nothing but a caption")), Table((Row(()),)),
            Table((Row((Cell(runs("alone"), header=True, rows=9, columns=3),)), Row((Cell(runs("x"), rows=7),)))),
            Table((Row((Cell(()), Cell(())),), Row((Cell(()), Cell(()))))),
        ),
        "lists": of(
            ListItem(runs("a paragraph of no item"), 2, ""), ListItem(runs("deep first"), 2, "(a)", ordered=True),
            ListItem(runs("then out"), 0, "9.", ordered=True), ListItem((), 0, "10.", ordered=True),
            ListItem(runs("☑ done"), 1, "☑"), ListItem(runs("<&>"), 0, "<&>", ordered=True),
        ),
        "thai": of(Paragraph(runs("ไม่มีอะไรเกี่ยวกับเราโดยไม่มีเรา")), language="th"),
        "chinese": of(Paragraph((Run("没有我们的参与，"), Run("不要做", strong=True), Run("。"))), language="zh-Hant"),
        "tongues": of(
            Paragraph((Run("שלום", language="he"), Run(" and "), Run("x", language="not a tag"))),
            Quotation(runs("مرحبا"), language="ar"), Paragraph(runs("?"), language="x-own"), language="en",
        ),
        "pages": of(*(Paragraph(runs(f"On {n}"), locator=Locator(n, "i" if n < 3 else "1")) for n in range(1, 4))),
    }  # fmt: skip
