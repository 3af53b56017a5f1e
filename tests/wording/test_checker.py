"""The check over whole texts: what is found, what is passed over, and where."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.wording.small import checker, found

from firsthand.wording import Material


@pytest.mark.parametrize(
    "text",
    [
        "Two drug addicts were here.",
        "Two DRUG ADDICTS were here.",
        "Two drug\naddicts were here.",
        "Two drug  addicts were here.",
        "Two drug-addicts were here.",
        "Two drug add\u00adicts were here.",
        "Two drug\u00a0addicts were here.",
        "Two drug ad\u200bdicts were here.",
        "Two drug аddiсts were here.",  # two of its letters are Cyrillic
    ],
)
def test_a_term_is_found_however_it_is_written(text: str) -> None:
    (finding,) = checker().check(text).findings
    assert finding.start == 4
    assert finding.end == text.index(" were")
    assert finding.text == text[4 : finding.end]


def test_positions_count_characters_of_the_text_as_it_was_given() -> None:
    text = "👩🏽‍⚕️ " + unicodedata.normalize("NFD", "é à ") + "an addict"
    (finding,) = checker().check(text).findings
    assert text[finding.start : finding.end] == "addict"


def test_behind_a_colon_a_capital_opens_a_sentence_and_stays() -> None:
    (finding,) = checker().check("Background: Addicts are often left out of the trials.").findings
    assert (finding.certainty, finding.suggestions[0].text) == ("found", "People who use drugs")


def test_the_longest_term_counts() -> None:
    (finding,) = checker().check("A heroin addict came in.").findings
    assert (finding.term, finding.concept) == ("heroin addict", "person")
    assert finding.suggestions[0].text == "person who uses heroin"


def test_a_word_of_a_class_is_written_otherwise_in_a_suggestion() -> None:
    (finding,) = checker().check("He was a coke addict then.").findings
    assert finding.suggestions[0].text == "person who uses cocaine"


@pytest.mark.parametrize(
    "text",
    [
        "The predicted addiction of addictive games.",
        "National Institute on Drug Abuse funds it.",
        "It is funded by the National Institute on Drug Abuse (NIDA).",
        "She read the Journal of Drug Abuse in the train.",
        "See https://example.org/drug-abuse/addict.html for it.",
        "Write to addict@example.org today.",
        "Follow #addict and @addict there.",
        "He wrote: “We were all called addicts in those days and nobody asked us why.”",
        "The word “addict” hurts, and so does the term 'drug addict' in a file.",
        "Smith J, Jones K. Treatment of the heroin addict. Lancet. 1998;12(3):45-51.",
        "Smith, J. (2019). The drug addict and the law. Press.",
        "[12] Smith, J. The drug addict and the law. The Press, 2019.",
        "We searched for (heroin addict* OR drug abuse OR junkie*) AND the law.",
        "A report on sexual abuse in the church.",
        "They work for clean water and were in the sea.",
        "The variable drug_addict is a flag.",
    ],
)
def test_words_that_are_not_the_writers_or_mean_something_else_are_passed_over(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He called them “addicts” in the hall.", ["?addicts"]),
        ("I am an addict and that is fine.", ["?addict"]),
        ("Yesterday Mr Addict was in the house.", []),
        ("We met the Addict in the park.", ["?Addict"]),
        ("The film of the week: Addict (1987)", ["?Addict"]),
        ("The film Addict Returns was loved by Anna Miller and Robert Stone.", []),
    ],
)
def test_where_the_check_is_unsure_it_says_so(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_words_around_a_term_tell_its_sense() -> None:
    assert found("She got clean from heroin in May.") == ["clean"]
    assert found("He stayed clean, and drugs were no topic.") == ["clean"]
    assert found("She got clean hands and a towel.") == []
    assert found("She got clean water and left heroin to others.") == []


def test_a_term_that_asks_for_its_case_has_it() -> None:
    assert found("The AIDS victim was there.") == ["AIDS victim"]
    assert found("The aids victim was there.") == []


def test_lists_of_sources_and_affiliations_are_passed_over_and_what_follows_is_not() -> None:
    text = (
        "Text of drug abuse.\n\n# References\n\n1. Drug abuse in towns.\n\n2. More drug abuse.\n\n"
        "# Annex\n\nThe drug abuse of all.\n\nAffiliations: Centre for drug abuse\n\nAnd drug abuse again.\n"
    )
    assert found(text) == ["drug abuse", "drug abuse", "drug abuse"]


def test_what_is_said_of_the_first_word_of_a_list_counts_for_all() -> None:
    text = "He disliked the word tramp, vagrant and addict."
    assert [finding.certainty for finding in checker().check(text).findings] == ["possible"]
    assert [finding.certainty for finding in checker().check("He met a tramp, a vagrant and an addict.").findings] == [
        "found"
    ]


def test_a_word_does_not_run_from_one_paragraph_into_the_next() -> None:
    assert found("A heading on a drug\n\nAbuse is the next word of a text.") == ["Abuse"]


def test_each_paragraph_is_checked_in_its_own_language() -> None:
    text = "The addict was in the town.\n\nLes toxicomanes sont dans la ville.\n\nИ это не для наркомана."
    assert [f.language for f in checker().check(text).findings] == ["en", "fr", "ru"]
    assert checker().check(text, language="de").findings == ()
    assert found("Той наркоман її не бачив у місті", language=None) == []  # Ukrainian


def test_what_was_passed_over_is_explained() -> None:
    report = checker().check("The National Institute on Drug Abuse and an addict.", explain=True)
    assert [(p.text, p.zone) for p in report.passed] == [("Drug Abuse", "name")]
    assert "National Institute on Drug Abuse" in report.passed[0].because[0]
    assert report.findings[0].because == ("“addict” stands in the guide",)


def test_declared_zones_and_languages_hold() -> None:
    text = "addict addict addict"
    material = Material(text, zones=((0, 6, "quotation"),), languages=((7, 13, "de"), (14, 20, "en-GB")))
    assert [f.start for f in checker().check(material).findings] == [14]


PIECES = [
    "addict", "drug addict", "heroin addicts", "toxicomane", "наркоман", "clean", "abuse", " ", "\n", "\n\n", ". ", "“",
    "”", '"', "'", "’", "«", "»", "References", ":", "(", "#", "*", "\u00ad", "é", "😀", "I am ",
    "word ", "Institute ", "https://",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_valid_whatever_the_text(text: str) -> None:
    report = checker().check(text, explain=True)
    for place in (*report.findings, *report.passed):
        assert place.text == text[place.start : place.end]
        assert place.text.strip()
    for one, other in itertools.pairwise(report.findings):
        assert one.end <= other.start
    for finding in report.findings:
        for suggestion in finding.suggestions:
            assert 0 <= suggestion.start <= finding.start < finding.end <= suggestion.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    checker().check(text)


def test_the_same_text_gives_the_same_report() -> None:
    text = "An addict, “addicts”, Drug Abuse. " * 20
    assert checker().check(text, explain=True) == checker().check(text, explain=True)


def test_a_long_text_is_checked_in_the_languages_of_its_parts() -> None:
    english = "The town was quiet, and the people of the house went to the sea with a friend. " * 1200
    french = "Les toxicomanes sont dans la ville, et une femme est avec eux des heures."
    russian = "Это не для наркомана, и в городе это знали."
    text = f"{english}\n\n{french}\n\n{english}\n\n{russian}\n\nAn addict was there."
    assert found(text) == ["toxicomanes", "наркомана", "addict"]


def test_the_number_of_a_note_behind_a_word_is_no_part_of_it() -> None:
    assert found("They were addicts12 of the town, or addicts².") == ["addicts", "addicts"]
    assert found("The name addict1234 and addict2b is taken.") == []


def test_capitals_of_a_heading_make_no_name() -> None:
    assert found("Helping Addicts Recover\n\nText of the town.") == ["Addicts"]
    assert found("## Helping Addicts Recover\n\nText of the town.") == ["Addicts"]


def test_nothing_is_directly_beside_a_term_beyond_a_comma() -> None:
    assert found("A case of sexual abuse and of abuse, child, of the town.") == ["abuse"]
    assert found("It is about violence in the family, sexual, abuse of the law.") == ["abuse"]
