"""The title and the subtitle on a first page, where the file declares them and where it doesn't."""

from pathlib import Path

import pytest

from firsthand.documents.model import Document, Paragraph, plain
from firsthand.documents.pdf import read

from .pdfs import PAGE, typeset

CHAPTERS = "\n= Why we asked\n#lorem(60)\n= What we heard\n#lorem(60)\n"
TITLE = "Asking without endangering"
SUBTITLE = "How to run a community consultation safely"


def document(*lines: tuple[float, str], declared: str = "", rest: str = CHAPTERS) -> Document:
    """A document that begins with lines of these sizes, the first of them bold."""
    weights = ["bold"] + ["regular"] * len(lines)
    shown = "\n".join(
        f'#block(below: 0.8em, text({size}pt, weight: "{weight}")[{text}])'
        for (size, text), weight in zip(lines, weights, strict=False)
    )
    own = f'#set document(title: "{declared}")\n' if declared else ""
    return read(typeset(f"{own}{PAGE}#show heading: set text(14pt)\n{shown}\n{rest}"))


def headings(found: Document) -> list[str]:
    return [plain(section.heading) for section in found.walk() if section.heading]


@pytest.mark.parametrize("declared", [TITLE, ""])
def test_the_line_below_the_title_is_the_subtitle_and_a_paragraph(declared: str) -> None:
    found = document((22, TITLE), (13, SUBTITLE), declared=declared)
    assert (found.metadata.title, found.metadata.subtitle) == (TITLE, SUBTITLE)
    assert headings(found) == [TITLE, "Why we asked", "What we heard"]
    first = next(section for section in found.walk() if section.heading).blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.runs) == SUBTITLE


@pytest.mark.parametrize("below", ["Ana Ruiz, Jan van Dijk and Li Wei", "1. How we asked these people"])
def test_names_and_numbered_lines_below_the_title_are_no_subtitle(below: str) -> None:
    assert document((22, TITLE), (13, below)).metadata.subtitle is None


def test_a_style_that_other_headings_have_is_no_subtitle() -> None:
    found = document((22, TITLE), rest=f"= {SUBTITLE}\n#lorem(40)\n{CHAPTERS}")
    assert found.metadata.subtitle is None
    assert SUBTITLE in headings(found)


def test_the_body_that_issued_a_document_is_not_its_title() -> None:
    found = document((20, "Economic and Social Council"), (15, "Messages of the national reviews"))
    assert found.metadata.title == "Messages of the national reviews"


@pytest.mark.parametrize("line", ["Proposed rules", "Annex B. A budget for three sessions"])
def test_too_little_or_a_part_of_something_is_no_title(line: str) -> None:
    assert document((20, line)).metadata.title is None


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("ASKING WITHOUT ENDANGERING", "ASKING WITHOUT ENDANGERING"),
        ("Resolution of the", "Resolution of the court of rights"),
        ("Resolution", "Resolution"),
        ("Another title altogether", "Another title altogether"),
    ],
)
def test_a_declared_title_stays_unless_it_breaks_off(declared: str, title: str) -> None:
    shown = TITLE if declared.startswith("A") else "Resolution of the court of rights"
    assert document((20, shown), declared=declared).metadata.title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("un-hlpf-report", "Compilation of main messages for the 2025 voluntary national reviews"),
        ("un-secretary-general-report", "Promotion of durable peace through sustainable development in Africa"),
        (
            "un-jiu-report-tagged",
            "Review of management and administration in the United Nations Environment Programme (expanded report)",
        ),
        ("iachr_es", "RESOLUCIÓN DE LA CORTE INTERAMERICANA DE DERECHOS HUMANOS"),
        ("federal-register-three-columns", None),
    ],
)
def test_real_reports_have_the_title_that_people_see(samples: Path, name: str, title: str | None) -> None:
    file = samples / f"{name}.pdf"
    assert read(file.read_bytes(), file.name).metadata.title == title


def test_slogans_and_dates_on_a_cover_are_paragraphs() -> None:
    lines = ((24, TITLE), (16, SUBTITLE), (18, "Nothing about us without us"), (15, "Lisbon, May 2024"))
    found = document(*lines, rest=f"#pagebreak()\n{CHAPTERS}")
    assert headings(found) == [TITLE, "Why we asked", "What we heard"]
    first = next(section for section in found.walk() if section.heading)
    assert [plain(block.runs) for block in first.blocks if isinstance(block, Paragraph)] == [
        SUBTITLE, "Nothing about us without us", "Lisbon, May 2024",
    ]  # fmt: skip


def test_a_heading_over_prose_on_a_first_page_stays_one() -> None:
    summary = "#text(17pt)[In short]\n\nWe asked, and this is what we heard. The rest says how.\n#pagebreak()\n"
    assert "In short" in headings(document((24, TITLE), rest=f"{summary}{CHAPTERS}"))
