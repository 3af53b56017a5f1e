"""Real reports, read with their tags and without: facts that a person saw on their pages."""

from functools import cache
from pathlib import Path

import pytest

from firsthand.documents.model import Block, Document, Footnote, ListItem, Paragraph, plain
from firsthand.documents.pdf import read

WAYS = pytest.mark.parametrize("tags", [True, False], ids=["tags", "blind"])


@cache
def document(path: Path, tags: bool) -> Document:
    return read(path.read_bytes(), path.name, tags=tags, pictures=False)


def levels(found: Document) -> list[tuple[str, int]]:
    return [(plain(section.heading), section.level) for section in found.walk() if section.heading]


def level_of(found: Document, heading: str) -> int:
    return next(level for text, level in levels(found) if text == heading)


def blocks(found: Document) -> list[Block]:
    return [block for section in found.walk() for block in section.blocks]


def texts(found: Document) -> list[str]:
    """Paragraphs and items, items with their markers."""
    said = []
    for block in blocks(found):
        match block:
            case ListItem(marker=marker, ordered=True):
                said.append(f"{marker} {plain(block.runs)}")
            case Paragraph() | ListItem():
                said.append(plain(block.runs))
    return said


def holds_in_order(found: list[str], wanted: list[str]) -> bool:
    rest = iter(found)
    return all(any(one == text for one in rest) for text in wanted)


@WAYS
def test_messages_of_states_have_their_chapters(samples: Path, tags: bool) -> None:
    found = document(samples / "un-hlpf-report.pdf", tags)
    headings = [text for text, _ in levels(found)]
    angola = ["Angola", "Highlights", "Challenges and opportunities", "Path forward"]
    states = ["Bahamas (The)", "Bangladesh", "Belarus", "Bhutan", "Bulgaria", "Czechia"]
    assert holds_in_order(headings, [*angola, *states])
    assert len({level_of(found, state) for state in ("Angola", *states)}) == 1
    assert {level_of(found, part) - level_of(found, "Angola") for part in angola[1:]} == {1}


@WAYS
def test_a_paragraph_of_theirs_goes_on_over_the_page_without_its_head(samples: Path, tags: bool) -> None:
    found = texts(document(samples / "un-hlpf-report.pdf", tags))
    (health,) = [text for text in found if text.startswith("Achievements in the health sector include:")]
    assert health.endswith(
        "increased vaccination coverage for childhood illnesses, including measles, mumps and rubella."
    )
    assert not any(text in {"25-06949", "3/53", "4/53", "25-06949 3/53"} for text in found)
    assert found.count("E/HLPF/2025/5") <= 1  # it is also the symbol in the masthead


@WAYS
def test_their_two_notes_are_tied(samples: Path, tags: bool) -> None:
    found = document(samples / "un-hlpf-report.pdf", tags)
    notes = [block for block in blocks(found) if isinstance(block, Footnote)]
    assert [(note.mark, plain(note.runs)[:32]) for note in notes] == [
        ("*", "E/HLPF/2025/1."), ("**", "The messages represent the views"),
    ]  # fmt: skip
    (body,) = [block for block in blocks(found) if isinstance(block, Paragraph)
               and plain(block.runs).startswith("The Secretariat transmits herewith")]  # fmt: skip
    assert body.runs[-1].note == notes[1].id


@WAYS
def test_a_contents_list_of_two_levels_is_no_heading(samples: Path, tags: bool) -> None:
    found = document(samples / "un-women-commission-report.pdf", tags)
    headings = [text for text, _ in levels(found)]
    chapters = [
        "I. Continued relevance of the Beijing Declaration and Platform for Action",
        "II. Inclusive development, shared prosperity and decent work",
        "III. Poverty eradication, social protection and social services",
        "IV. Freedom from violence, stigma and stereotypes",
        "V. Participation, accountability and gender-responsive institutions",
        "VI. Peaceful and inclusive societies",
        "VII. Environmental conservation, climate action and resilience-building",
        "VIII. Lessons learned, conclusions and recommendations",
    ]
    assert [heading for heading in headings if heading in chapters] == chapters
    assert headings.count("A. Introduction") == 7
    if tags:
        assert len({level_of(found, chapter) for chapter in chapters}) == 1
        assert level_of(found, "A. Introduction") == level_of(found, chapters[0]) + 1


@WAYS
def test_numbered_paragraphs_are_whole_over_pages(samples: Path, tags: bool) -> None:
    found = texts(document(samples / "un-women-commission-report.pdf", tags))
    (fifth,) = [text for text in found if text.startswith("5. The Platform for Action was adopted at a time of hope")]
    assert "States will be called upon to continue to address the most pressing global challenges" in fifth
    # The symbol stands once, in the letterhead.
    assert found.count("E/CN.6/2025/3") <= 1
    assert not any(text in {"24-23730", "4/126", "5/126"} for text in found)


@WAYS
def test_notes_of_a_page_are_told_apart(samples: Path, tags: bool) -> None:
    found = document(samples / "un-women-commission-report.pdf", tags)
    notes = [block for block in blocks(found) if isinstance(block, Footnote)]
    first = {note.mark: plain(note.runs) for note in reversed(notes) if note.locator and note.locator.page == 6}
    assert first["3"] == "UN-Women and United Nations, The Gender Snapshot 2024."
    assert first["4"] == "Ibid."
    assert first["2"].startswith("Inter-Parliamentary Union (IPU) Parline, Global Data on National Parliaments")


def test_a_designed_report_keeps_its_foreword_and_drops_its_running_heads(samples: Path) -> None:
    found = document(samples / "un-unctad-overview-designed.pdf", True)
    places = {plain(section.heading): section.locator for section in found.walk()}
    locator = places["Foreword"]
    assert locator is not None
    assert (locator.page, locator.label) == (4, "iv")
    said = texts(found)
    (second,) = [text for text in said if text.startswith("The use of artificial intelligence has the potential")]
    assert second.endswith("to foster inclusive technological progress for sustainable development.")
    head = "Technology and Innovation Report 2025 Inclusive Artificial Intelligence for Development"
    assert not any(text.startswith(head) and len(text) < 110 for text in said)


def test_a_paper_in_two_columns_has_its_sections_and_its_abstract(samples: Path) -> None:
    found = document(samples / "multi-column.pdf", True)
    headings = [text for text, _ in levels(found)]
    assert holds_in_order(headings, [
        "Abstract", "1 Introduction", "2 Background", "3 Dense Passage Retriever (DPR)", "3.1 Overview", "3.2 Training",
        "4 Experimental Setup", "4.1 Wikipedia Data Pre-processing", "4.2 Question Answering Datasets",
        "5 Experiments: Passage Retrieval", "5.1 Main Results", "6 Experiments: Question Answering", "7 Related Work",
        "8 Conclusion",
    ])  # fmt: skip
    assert level_of(found, "3.1 Overview") > level_of(found, "3 Dense Passage Retriever (DPR)")
    start = "Open-domain question answering relies on efficient passage retrieval to select candidate contexts, where"
    assert any(text.startswith(f"{start} traditional sparse vector space models") for text in texts(found))
