"""Sources as people write them: what is text in them, and what is not."""

from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wording.small import checker

from firsthand.wording.markup import Kind, kind_of, material_of


def found(text: str, kind: Kind) -> list[str]:
    return [finding.text for finding in checker().check(material_of(text, kind)).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An **add**ict and an _addict_.", ["add**ict", "addict"]),
        ("A drug [addict](https://addict.org/addict) was in it.", ["drug [addict"]),
        ("Code: `addict`, ``a ` addict``.", []),
        ("```\naddict\n```\n\nAn addict.\n", ["addict"]),
        ("~~~ addict\naddict\n```\naddict\n", []),
        ("---\ntitle: The addict\n---\n\nAn addict.\n", ["addict"]),
        ("> An addict\n\nAn addict\n", ["addict"]),
        ("<!-- An addict\nand an addict --> An addict.", ["addict"]),
        ("See <https://addict.org/> or [1].\n\n[1]: https://addict.org/addict\n", []),
        ("| a drug | addict |\n|---|---|\n", ["addict"]),
        ("* a drug\n* addict\n", ["addict"]),
        ("## Bibliography\n\n- The heroin addict\n\n## More\n\nThe addict.\n", ["addict"]),
        ("An add&shy;ict and drug&nbsp;addict.", ["add&shy;ict", "drug&nbsp;addict"]),
        ("The `code` of an addict", ["addict"]),
    ],
)
def test_markdown(text: str, expected: list[str]) -> None:
    assert found(text, "markdown") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p class='addict'>An <b>add</b>ict.", ["add</b>ict"]),
        ("<p>A drug</p><p>addict was in the town</p>", ["addict"]),
        ("<td>a drug</td><td>addict</td>", ["addict"]),
        ("<script>var addict = '<p>addict</p>';</script><style>.addict{}</style>", []),
        ("<blockquote><p>An addict</p></blockquote><p>An addict</p>", ["addict"]),
        ("<p>The <q>drug addict</q> and <cite>The Addict</cite> and <code>addict</code></p>", []),
        ("<html lang=de><p>addict<p lang=en>addict</p>", ["addict"]),
        ("<h2>References</h2><p>The addict</p><h3>More</h3><p>addict</p><h2>Annex</h2><p>The addict</p>", ["addict"]),
        ("<p>drug&nbsp;addict &lt;addict&gt; <!-- addict --><br>addict", ["drug&nbsp;addict", "addict", "addict"]),
        ("<title>The addict</title>", ["addict"]),
    ],
)
def test_html(text: str, expected: list[str]) -> None:
    assert found(text, "html") == expected


def test_captions_run_on_from_cue_to_cue() -> None:
    text = (
        "WEBVTT - addict\n\nNOTE an addict\n\n1\n00:00:01.000 --> 00:00:02.000 line:0\n<v Addict>He is a drug\n\n"
        "2\n00:00:02.000 --> 00:00:03.000\naddict, an <i>add</i>ict.\n"
    )
    first, second = checker().check(material_of(text, "subtitles")).findings
    assert (first.text.split()[0], first.text.split()[-1], second.text) == ("drug", "addict", "add</i>ict")
    assert found("1\r\n00:00:01,000 --> 00:00:02,000\r\nAn addict\r\n\r\n", "subtitles") == ["addict"]


def test_a_suggestion_that_would_take_markup_with_it_is_not_made_by_itself() -> None:
    (plain,) = checker().check(material_of("An *addict* came in.", "markdown")).findings
    (inside,) = checker().check(material_of("An ad*dict* came in.", "markdown")).findings
    assert inside.suggestions[0].fix == "review"
    assert plain.suggestions


def test_the_name_of_a_file_tells_how_it_is_written() -> None:
    names = {
        "a.MD": "markdown",
        "a.html": "html",
        "a.vtt": "subtitles",
        "a.srt": "subtitles",
        "a.txt": "text",
        "a": "text",
    }
    assert {name: kind_of(PurePath(name)) for name in names} == names


PIECES = [
    "addict", " ", "\n", "\n\n", "`", "```", "~~~\n", "*", "_", "[", "](", ")", "<", ">", "<p>", "</p>", "<b", '"', "'",
    "&", "&amp;", ";", "<!--", "-->", "<script>", "</script>", "---\n", "00:00:01.000 --> 00:00:02.000\n", "WEBVTT",
    "# ", "lang=fr", "|",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["markdown", "html", "subtitles"]))
def test_broken_sources_are_lexed_all_the_same(text: str, kind: Kind) -> None:
    material = material_of(text, kind)
    for stretches in (material.hidden, material.zones, material.languages, material.headings):
        at = 0
        for start, end, _ in stretches:  # type: ignore[attr-defined]
            assert at <= start <= end <= len(text)
            at = end if stretches is not material.headings else start
    assert len(material.masked(0, len(text))) == len(text)
    for finding in checker().check(material).findings:
        assert finding.text == text[finding.start : finding.end]
