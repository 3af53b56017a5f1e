"""A report to print is one page that carries all it needs, in the reader's language."""

import re
from pathlib import Path

import pytest
from lxml import etree, html
from tests.wording.drafts import DRAFT, FRENCH, RUSSIAN, examined
from tests.wording.small import checker

from firsthand.wording.examination import Examined, Unread
from firsthand.wording.reports import Tally, Wishes, writer
from firsthand.wording.reports.chart import chart
from firsthand.wording.reports.labels import labels


def page(*files: Examined, language: str = "en", unread: bool = False) -> str:
    report, tally = writer("html", checker(), Wishes(language=language, version="1.0")), Tally()
    pieces = [report.head()]
    for seen in files:
        tally.add(seen)
        pieces += report.file(seen)
    if unread:
        tally.unread.append(Unread("<gone>.md", "can't be read."))
    return "".join((*pieces, *report.tail(tally)))


def tree(text: str) -> etree._Element:
    return html.document_fromstring(text)


def test_it_has_no_script_and_asks_nobody_for_anything() -> None:
    written = page(examined(DRAFT))
    assert "<script" not in written
    assert not re.findall(r"(?:src|href)=\"(?!#|https?:)", written)
    assert "url(" not in written
    assert "default-src 'none'" in written


def test_findings_stand_in_their_sentences_with_a_mark() -> None:
    found = tree(page(examined(DRAFT)))
    marks = [mark.text for mark in found.iter("mark")]
    assert marks == ["drug addicts", "heroin addict", "drug user", "clean"]
    first = next(found.iter("blockquote"))
    assert first.text_content().startswith("In spring the team met the drug addicts at the river.")


def test_sections_have_bars_and_every_link_inside_leads_somewhere() -> None:
    found = tree(page(examined(DRAFT)))
    told = next(found.iter("svg")).get("aria-label")
    assert told == "Our year: 3; What we heard: 1"
    targets = {each.get("id") for each in found.iter("section")}
    assert {link.get("href")[1:] for link in found.iter("a") if link.get("href").startswith("#")} <= targets


def test_several_files_have_a_bar_each() -> None:
    written = page(examined(DRAFT, name="a.md"), examined("The addict of the city.\n", name="b.md"))
    assert 'aria-label="a.md: 4; b.md: 1"' in written


def test_years_have_bars_where_they_are_known() -> None:
    texts = [examined("The addict of the city.\n", name=f"{year}.md") for year in (2021, 2019)]
    dated = [Examined(each.name, each.material, each.findings, year=each.name[:4]) for each in texts]
    assert 'aria-label="2019: 1; 2021: 1"' in page(*dated)


@pytest.mark.parametrize(("language", "text"), [("en", DRAFT), ("fr", FRENCH), ("es", DRAFT), ("ru", RUSSIAN)])
def test_it_speaks_the_language_of_its_reader(language: str, text: str) -> None:
    found = tree(page(examined(text, kind="text"), language=language))
    assert found.get("lang") == language
    assert next(found.iter("h1")).text == labels(language).title


def test_nothing_found_is_said() -> None:
    assert "Nothing was found." in page(examined("All is well.\n"))


def test_what_files_say_is_never_markup() -> None:
    text = "The <script>alert(1)</script> addict of the city & the <b>team.\n"
    written = page(examined(text, kind="text", name="<img src=x>.md"), unread=True)
    assert "<script" not in written
    assert "<img" not in written
    assert "&lt;gone&gt;.md: can" in written


def test_a_bar_is_as_long_as_its_number() -> None:
    drawn = chart([("a", {"slur": 1, "contested": 3}), ("b", {"slur": 2})], labels("en").severities)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="14"', drawn)]
    assert widths == [22.0, 66.0, 44.0]


def test_the_style_is_in_the_page_and_prints_on_paper() -> None:
    style = Path(labels.__code__.co_filename).with_name("page.css").read_text("utf-8")
    assert style in page()
    assert "@page { size: A4" in style
