"""Findings can be left as they are: by a comment, by a rule, with a reason."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording.drafts import DRAFT, FOUND, examined
from tests.wording.small import checker

from firsthand.wording.examination import Examined, Examiner
from firsthand.wording.settings import Allowed, Settings
from firsthand.wording.suppression import comments
from firsthand.wording.textfile import TextFile


def shown(text: str, kind: str = "markdown") -> list[str]:
    return [finding.text for finding in examined(text, kind).findings]  # type: ignore[arg-type]


def reasons(seen: Examined) -> list[str]:
    return [each.by.reason for each in seen.suppressed]


def test_a_comment_alone_on_its_line_is_for_the_next_line_of_text() -> None:
    text = "<!-- firsthand: ignore -- a title of 1978 -->\n\nThe addict.\n\nAn addict again.\n"
    seen = examined(text)
    assert [finding.start for finding in seen.findings] == [text.rindex("addict")]
    assert reasons(seen) == ["a title of 1978"]


def test_a_comment_behind_words_is_for_their_line() -> None:
    assert shown("The addict. <!-- firsthand: ignore -->\n\nAn addict again.\n") == ["addict"]


def test_a_comment_may_name_concepts() -> None:
    text = "The addict and the drug user. <!-- firsthand: ignore {} -->\n"
    assert shown(text.format("mild")) == ["addict"]
    assert shown(text.format("[mild, other]")) == ["addict"]
    assert shown(text.format("mild, person -- both")) == []
    assert shown(text.format("per*")) == ["drug user"]


def test_a_stretch_is_opened_and_closed() -> None:
    text = (
        "The addict.\n\n<!-- firsthand: ignore-start person -- a poem -->\n\nAn addict,\n\nan addict.\n\n"
        "<!-- firsthand: ignore-end person -->\n\nThe addict.\n"
    )
    seen = examined(text)
    assert len(seen.findings) == 2
    assert reasons(seen) == ["a poem", "a poem"]


def test_a_stretch_that_is_not_closed_reaches_to_the_end() -> None:
    assert shown("The addict.\n\n<!-- firsthand: ignore-start -->\n\nAn addict.\n\nThe drug user.\n") == ["addict"]


def test_a_whole_file_can_be_left() -> None:
    seen = examined(DRAFT + "\n<!-- firsthand: ignore-file -- kept as it was printed -->\n")
    assert seen.findings == ()
    assert set(reasons(seen)) == {"kept as it was printed"}


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("firsthand: ignore -- said by themselves", "text"),
        ("# firsthand: ignore -- said by themselves", "text"),
        (".. firsthand: ignore -- said by themselves", "text"),
        ("% firsthand: ignore -- said by themselves", "text"),
        ("// firsthand: ignore — said by themselves", "text"),
        ("/* firsthand: ignore -- said by themselves */", "text"),
        ("{# firsthand: ignore -- said by themselves #}", "text"),
        ("[//]: # (firsthand: ignore -- said by themselves)", "markdown"),
        ("> <!-- firsthand: ignore -- said by themselves -->", "markdown"),
        ("<!-- firsthand: ignore -- said by themselves -->", "html"),
        ("NOTE firsthand: ignore -- said by themselves", "subtitles"),
    ],
)
def test_each_format_has_its_comments(comment: str, kind: str) -> None:
    seen = examined(f"{comment}\n\nThe addict of the town is in the house.\n", kind)  # type: ignore[arg-type]
    assert seen.findings == ()
    assert reasons(seen) == ["said by themselves"]


@pytest.mark.parametrize(
    "text",
    [
        "See firsthand: ignore the addict of the town is in the house.",
        "<!-- firsthand: ignored --> The addict of the town.",
        "<!-- firsthand: ignore the addict of the town --> The addict.",
        "We saw it firsthand: ignore\nthe addict of the town",
        "Firsthand: ignore\nthe addict of the town",
    ],
)
def test_prose_is_no_comment(text: str) -> None:
    assert "addict" in shown(text)


def test_a_comment_that_nothing_needs_is_said() -> None:
    seen = examined("One line.\n\nAnother. <!-- firsthand: ignore person -- once needed -->\n")
    assert [(each.where, each.concepts, each.reason) for each in seen.unused] == [("3", ("person",), "once needed")]


def test_a_phrase_can_be_allowed_with_a_reason() -> None:
    settings = Settings(allow=(Allowed("the heroin addict's road", "a title"),))
    text = "They walked the HEROIN\naddict’s road, which is a story of the addict.\n"
    seen = Examiner(checker(), settings).text(TextFile(text), "-", "text")
    assert [finding.text for finding in seen.findings] == ["addict"]
    assert reasons(seen) == ["a title"]


def test_an_allowed_phrase_is_no_part_of_a_longer_word() -> None:
    settings = Settings(allow=(Allowed("an addict"),))
    seen = Examiner(checker(), settings).text(TextFile("Than addict of the town is in the house."), "-", "text")
    assert len(seen.findings) == 1


COMMENTS = st.sampled_from(
    [
        "<!-- firsthand: ignore -->",
        "<!-- firsthand: ignore person -- why -->",
        "<!-- firsthand: ignore-start mild -->",
        "<!-- firsthand: ignore-start -->",
        "<!-- firsthand: ignore-end -->",
        "firsthand: ignore",
        "The addict and the drug user.",
        "\n",
        " of the drug addicts ",
        "\n\n",
    ]
)


@given(st.lists(COMMENTS, max_size=20).map("".join))
def test_what_is_shown_and_what_is_suppressed_is_everything(text: str) -> None:
    seen = examined(text)
    both = sorted((*seen.findings, *(each.finding for each in seen.suppressed)), key=lambda finding: finding.start)
    assert both == list(checker().check(seen.material).findings)
    assert all(each.end <= len(text) and each.start <= each.end for each in comments(text))


def test_the_draft_has_what_the_other_tests_expect() -> None:
    assert shown(DRAFT) == FOUND


@pytest.mark.parametrize("piece", ["firsthand:", "<!-- firsthand: ignore -->", "# firsthand: ignore-start x\n"])
def test_a_million_signs_take_no_longer_than_a_million_signs(piece: str) -> None:
    started = time.process_time()
    comments(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 5
