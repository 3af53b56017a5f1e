"""Documents that nobody wrote, for laws that hold of all documents: of every kind of block, in any order.

Their texts are tidy, as readers leave them: single spaces, no control characters.
"""

from hypothesis import strategies as st

from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Document,
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
from firsthand.documents.runs import tidy

SIGNS = "abcxyzABC 0123. -+*_#`~[](){}<>|\\!&;:=\"'/^$%@,?—–“”«»éßœ漢字ไทยعربкнига"
WORDS = st.text(SIGNS, min_size=1, max_size=24)
STYLES = st.sampled_from([
    {}, {}, {}, {"strong": True}, {"emphasis": True}, {"strong": True, "emphasis": True}, {"code": True},
    {"superscript": True}, {"subscript": True}, {"href": "https://example.org/a_(b)?c=1&d=2"},
    {"href": "https://example.org/", "strong": True},
])  # fmt: skip


@st.composite
def runs(draw: st.DrawFn, prefix: str = "") -> tuple[Run, ...]:
    """Some runs with at least one letter."""
    pieces = [Run(text, **style) for text, style in draw(st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=4))]
    return tidy([Run(prefix), *pieces, Run("z")])


@st.composite
def items(draw: st.DrawFn) -> list[Block]:
    """A list of up to three levels, as readers give it: no item is more than one level under the one before."""
    made: list[Block] = []
    depth = 0
    for number in range(draw(st.integers(1, 6))):
        depth = draw(st.integers(0, min(depth + 1, 2))) if number else 0
        marker = draw(st.sampled_from(["•", "1.", "2.", "3.", "7.", "(a)", "(b)"]))
        made.append(ListItem(draw(runs()), depth, marker, ordered=marker != "•"))
        if draw(st.booleans()) and draw(st.booleans()):
            made.append(ListItem(draw(runs()), depth, ""))
    return made


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(runs(), min_size=width, max_size=width), min_size=1, max_size=4))
    head = Row(tuple(Cell(cell, header=True) for cell in rows[0]))
    body = (Row(tuple(Cell(cell) for cell in row)) for row in rows[1:])
    return Table((head, *body), caption=draw(st.one_of(st.just(()), runs())))


def blocks() -> st.SearchStrategy[list[Block]]:
    one = st.one_of(
        runs().map(Paragraph),
        runs().map(Quotation),
        st.text(SIGNS + "\n", min_size=1, max_size=30).map(lambda text: Code("z\n" + text.strip() + "\nz")),
        tables(),
    )
    return st.lists(st.one_of(one.map(lambda block: [block]), items()), max_size=5).map(
        lambda groups: [block for group in groups for block in group]
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of a few sections with notes, on numbered pages."""
    page = 1
    sections: list[Section] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        page += draw(st.integers(0, 2))
        own = draw(blocks())
        marks = draw(st.integers(0, 2))
        for mark in range(1, marks + 1):
            name = f"{number}.{mark}"
            words = draw(runs())
            own.append(
                Paragraph((*words, Run(str(mark), superscript=True, note=name), Run(" q")), locator=Locator(page))
            )
            own.append(Footnote(name, str(mark), draw(runs("N"))))
        sections.append(Section(draw(runs(f"{number} ")), draw(st.integers(1, 3)), f"{number} x", tuple(own)))
    return Document("application/pdf", tuple(nested(sections)), language="en", pages=page)


def nested(sections: list[Section]) -> list[Section]:
    """A flat row of sections as a tree."""
    made: list[Section] = []
    while sections:
        first, *others = sections
        count = next((n for n, other in enumerate(others) if other.level <= first.level), len(others))
        under = tuple(nested(others[:count]))
        made.append(Section(first.heading, first.level, first.anchor, first.blocks, under, first.language))
        sections = others[count:]
    return made
