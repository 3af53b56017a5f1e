"""What a text is called when no record says it."""

import pytest

from firsthand.documents.model import Metadata
from firsthand.sources.cache import Facts
from firsthand.sources.titles import TITLE_CHARACTERS, declared, title_of


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - draft3.doc",
        "Untitled",
        "untitled-1",
        "Document2",
        "report_final.indd",
        "Без названия",
        "",
        None,
    ],
)
def test_what_a_program_wrote_is_no_title(title: str | None) -> None:
    assert declared(title) is None


@pytest.mark.parametrize(
    ("title", "kept"), [("Microsoft Word - Our report", "Our report"), ("  Our   report ", "Our report")]
)
def test_a_title_in_the_metadata_is_kept(title: str, kept: str) -> None:
    assert declared(title) == kept


def test_a_title_is_that_of_the_file_or_its_heading_or_its_name() -> None:
    both = Facts(metadata=Metadata(title="Of the file"), heading="Of the text")
    assert title_of(both, "name") == "Of the file"
    assert title_of(both, "name", heading_first=True) == "Of the text"
    assert title_of(Facts(heading="Of the text"), "name") == "Of the text"
    assert title_of(Facts(), "our_name") == "Our name"
    assert title_of(None, "our_name") == "Our name"


def test_a_heading_without_end_becomes_a_title_of_bearable_length() -> None:
    title = title_of(Facts(heading="word " * 400), "name")
    assert len(title) <= TITLE_CHARACTERS + 2
    assert title.endswith("word …")


def test_a_file_name_cannot_pretend_to_end_otherwise_than_it_does() -> None:
    assert title_of(None, "title_\u202egpj") == "Title gpj"
