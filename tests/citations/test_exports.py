"""RIS and BibTeX, read back by the libraries that others read them with."""

import bibtexparser
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.citations import Name, Source, bibtex, ris


def test_ris_is_read_back_with_every_author_and_publisher(sources: dict[str, Source]) -> None:
    report, film = rispy.loads(ris(sources["red-herring-fr"], sources["film-ru"]))
    assert report["type_of_reference"] == "RPRT"
    assert report["title"] == "Est-ce un progrès ?"
    assert (report["authors"], report["year"], report["date"]) == (["Levy, Jay"], "2022", "2022/11/04/")
    assert report["doi"] == "10.5555/12345678"
    assert report["urls"] == ["https://library.example/works/red-herring/fr"]
    assert report["keywords"] == ["Droit"]
    assert (film["type_of_reference"], film["authors"]) == ("MPCT", ["Levy, Jay"])


def test_a_month_and_a_year_leave_the_rest_of_a_ris_date_open(sources: dict[str, Source]) -> None:
    assert "DA  - 2021/03//\r\n" in ris(sources["red-herring-en"])
    assert "DA  - 2020///\r\n" in ris(sources["brief-fr"])


def test_bibtex_is_read_back_with_its_fields(sources: dict[str, Source]) -> None:
    library = bibtexparser.parse_string(bibtex(*sources.values()))
    assert not library.failed_blocks
    entries = {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}
    report = entries["red-herring-en"]
    assert (report["author"], report["month"]) == ("Levy, Jay", "3")
    assert report["institution"] == r"Peers \& Co, Rise"
    assert report["title"] == r"{Is it progress? 100\% of a \{half\} story}"
    assert entries["letter-en"]["author"] == r"{Peers \& Co} and {Rise}"


values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=100, deadline=None)
@given(values, values)
def test_no_value_breaks_out_of_its_line(title: str, name: str) -> None:
    source = Source(key="k", kind="report", title=title, language="en", authors=(Name(name),))
    lines = ris(source).removesuffix("\r\n").split("\r\n")
    assert [line[:6] for line in lines] == ["TY  - ", "ID  - ", "TI  - ", "AU  - ", "LA  - ", "ER  - "]


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('{}\\"%&#$_~^@, ab'), min_size=1, max_size=40).filter(str.strip))
def test_braces_of_a_bibtex_entry_balance_whatever_the_title(title: str) -> None:
    made = bibtex(Source(key="k", kind="report", title=title, language="en", summary=title))
    bare = made.replace("\\{", "").replace("\\}", "")
    assert bare.count("{") == bare.count("}")
