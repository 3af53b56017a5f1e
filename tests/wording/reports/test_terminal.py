"""People see where, which words, why and what else, each where their eyes look for it."""

import re

from tests.wording.drafts import DRAFT, examined
from tests.wording.small import checker

from firsthand.wording.reports import Tally, Wishes, writer
from firsthand.wording.reports.excerpts import width


def written(text: str, wishes: Wishes = Wishes(), **options: object) -> str:  # noqa: B008 - frozen
    seen = examined(text, **options)  # type: ignore[arg-type]
    report, tally = writer("text", checker(), wishes), Tally()
    tally.add(seen)
    return "".join((report.head(), *report.file(seen), *report.tail(tally)))


def test_a_finding_has_its_place_its_line_a_caret_and_words_to_use() -> None:
    assert written("In the team we met the drug addicts of the city.\n") == (
        "draft.md:1:24: stigmatising: “drug addicts” (person)\n"
        "  1 │ In the team we met the drug addicts of the city.\n"
        "    │                        ^^^^^^^^^^^^\n"
        "    │ A person is more than one thing that they do.\n"
        "    │ → people who use drugs\n"
        "\n"
        "1 finding in 1 file (1 stigmatising).\n"
    )


def test_why_is_said_once_for_each_concept() -> None:
    assert written(DRAFT).count("A person is more than one thing") == 1
    assert written(DRAFT, Wishes(explain=True)).count("A person is more than one thing") > 1


def test_a_caret_stands_under_its_words_whatever_stands_before_them() -> None:
    shown = written("Ça 漢字 и́ \u200b\tthe addict of the city 🎈 and the addict.\n", kind="text")
    for line, caret in re.findall(r" 1 │ (.*)\n +│ (.*\^.*)\n", shown):
        before, found = caret.split("^", 1)
        at = next(n for n in range(len(line)) if width(line[:n]) == len(before) and line[n:].startswith("addict"))
        assert line[at : at + 6] == "addict"
        assert "^" + found == "^" * 6


def test_a_long_line_is_cut_around_the_finding() -> None:
    shown = written("word " * 4000 + "of the addict of the city and the team " + "word " * 4000, Wishes(width=80))
    (line,) = re.findall(r" 1 │ (.*)", shown)
    assert line.startswith("…")
    assert line.endswith("…")
    assert "addict" in line
    assert len(line) <= 80


def test_colours_are_given_only_where_they_are_wanted() -> None:
    assert "\x1b" not in written(DRAFT)
    coloured = written(DRAFT, Wishes(colours=True))
    assert "\x1b[1;31mstigmatising\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == written(DRAFT)


def test_a_text_cannot_take_hold_of_the_terminal() -> None:
    shown = written("The \x1b[31m addict \u202e of the city.\n", kind="text", name="a\x1b[2J.txt")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_an_explanation_says_why_and_what_was_passed_over() -> None:
    shown = written(DRAFT, Wishes(explain=True), explain=True)
    assert "because “drug addict” stands in the guide" in shown
    assert re.search(r"draft\.md:\d+:\d+: passed over: “addict” \(person\): ", shown)


def test_what_is_suppressed_is_listed_with_its_reason() -> None:
    text = "The addict of the city. <!-- firsthand: ignore -- her title -->\n\nNothing. <!-- firsthand: ignore -->\n"
    shown = written(text, Wishes(suppressed=True))
    assert "draft.md:1:5: suppressed: “addict” (person) by the comment in line 1: her title\n" in shown
    assert "draft.md:3: this suppression is not needed\n" in shown
    assert shown.endswith("0 findings in 1 file, 1 suppressed.\n")


def test_what_is_possible_is_said_to_be() -> None:
    shown = written("In the team we met the “addict” of the city.\n")
    assert "possibly stigmatising" in shown
    assert shown.endswith("0 findings in 1 file, 1 possible.\n")


def test_statistics_count_concepts_and_severities() -> None:
    shown = written(DRAFT, Wishes(statistics=True))
    assert "      3  person\n      1  mild\n" in shown
    assert "      3  stigmatising\n" in shown
