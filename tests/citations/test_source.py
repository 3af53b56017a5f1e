from msgspec.structs import replace

from firsthand.catalogue.records import Collection, Endorsement
from firsthand.citations import Source, cite


def test_a_translation_names_its_translator_its_own_date_and_the_original_title(sources: dict[str, Source]) -> None:
    french = sources["red-herring-fr"]
    assert [name.family for name in french.translators] == ["Diop"]
    assert (french.date, french.original_title) == ("2022-11-04", "Is it progress?")
    assert sources["red-herring-en"].date == "2021-03"


def test_names_and_themes_are_given_in_the_language_of_the_edition(sources: dict[str, Source]) -> None:
    assert [name.literal for name in sources["red-herring-fr"].publishers] == ["Pairs & Cie", "Rise"]
    assert sources["red-herring-fr"].themes == ("Droit",)


def test_the_link_is_the_editions_lasting_address(sources: dict[str, Source]) -> None:
    assert sources["red-herring-fr"].url == "https://library.example/works/red-herring/fr"


def test_a_title_with_its_own_end_mark_takes_no_colon_before_its_subtitle(sources: dict[str, Source]) -> None:
    assert sources["red-herring-en"].full_title == "Is it progress? 100% of a {half} story"


def test_a_few_who_signed_a_statement_are_its_authors_but_hundreds_are_not(collection: Collection) -> None:
    statement = collection.statements[0]
    few = cite(collection, statement, statement.editions[0])
    many = replace(statement, endorsements=tuple(Endorsement("rise") for _ in range(300)))
    assert [name.literal for name in few.authors] == ["Peers & Co", "Rise"]
    crowd = cite(collection, many, statement.editions[0])
    assert crowd.authors == ()
    assert [name.literal for name in crowd.creators] == ["Peers & Co"]
