import citeproc
import citeproc.types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.citations import STYLES, Name, Source, csl_json, reference


def text(source: Source, style: str, language: str) -> str:
    return "".join(span.text for span in reference(source, style, language, genre="Report"))


def test_apa_as_its_manual_writes_it(sources: dict[str, Source]) -> None:
    spans = reference(sources["red-herring-en"], "apa", "en", genre="Report")
    assert "".join(span.text for span in spans) == (
        "Levy, J. (2021). Is it progress? 100% of a {half} story [Report]. Peers & Co, Rise. "
        "https://doi.org/10.5555/12345678"
    )
    assert [span.text for span in spans if span.italic] == ["Is it progress? 100% of a {half} story"]


def test_chicago_gives_the_whole_first_name(sources: dict[str, Source]) -> None:
    assert text(sources["red-herring-en"], "chicago-author-date-16th-edition", "en").startswith("Levy, Jay. 2021. ")


def test_ama_has_no_number_and_short_names(sources: dict[str, Source]) -> None:
    assert text(sources["red-herring-en"], "american-medical-association", "en").startswith("Levy J. ")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Available at"), ("fr", "Disponible sur"), ("es", "Disponible en"), ("ru", "Доступно на")],
)
def test_a_reference_is_in_the_readers_language(sources: dict[str, Source], language: str, words: str) -> None:
    assert words in text(sources["brief-fr"], "harvard-cite-them-right", language)


@pytest.mark.parametrize("style", STYLES)
def test_titles_that_are_not_english_keep_their_capitals(sources: dict[str, Source], style: str) -> None:
    assert "La loi et nous" in text(sources["brief-fr"], style, "en")


def test_a_network_that_publishes_its_own_text_is_named_once(sources: dict[str, Source]) -> None:
    assert text(sources["brief-fr"], "apa", "fr").count("Pairs & Cie") == 1


@pytest.mark.parametrize("style", STYLES)
def test_no_full_stop_follows_a_question_mark(sources: dict[str, Source], style: str) -> None:
    assert "?." not in text(sources["red-herring-fr"], style, "fr").replace(" ", "")


@pytest.mark.parametrize("style", STYLES)
def test_what_csl_took_up_last_can_be_cited_too(sources: dict[str, Source], style: str) -> None:
    assert "Peers & Co" in text(sources["letter-en"], style, "en")
    assert "Мы говорим" in text(sources["film-ru"], style, "en")


def test_an_unknown_style_is_refused(sources: dict[str, Source]) -> None:
    with pytest.raises(KeyError):
        reference(sources["brief-fr"], "mla-of-nowhere", "en")


def test_csl_json_has_only_types_and_variables_of_csl(sources: dict[str, Source]) -> None:
    known = {name.replace("_", "-") for name in (*citeproc.VARIABLES, *citeproc.NAMES, *citeproc.DATES)}
    for source in sources.values():
        item = csl_json(source, "Report")
        assert item["type"].upper() in vars(citeproc.types) or item["type"] in ("document", "dataset")  # CSL 1.0.2
        assert set(item) - known - {"id", "type", "language"} == set()


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(str.strip), st.sampled_from(sorted(STYLES)))
def test_any_title_and_name_can_be_cited(words: str, style: str) -> None:
    source = Source(
        key="x", kind="report", title=words, language="fr", authors=(Name(words, words, words),), date="2020"
    )
    assert reference(source, style, "fr")
