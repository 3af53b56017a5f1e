"""What of an edition can be found."""

from firsthand.catalogue.reading import Passage
from firsthand.catalogue.records import (
    Contribution,
    Edition,
    Party,
    Post,
    Role,
    Statement,
    Text,
    Work,
)
from firsthand.documents.model import Locator
from firsthand.release.entries import digest, passage_entries, record_entries

INPUD = Party("inpud", (Text("en", "International Network"), Text("fr", "Réseau international")), acronym="INPUD")
JAY = Party("jay", (Text("en", "Jay Levy"),), kind="person")
PARTIES = {"inpud": INPUD, "jay": JAY}
BY_JAY = (Contribution("jay", Role.AUTHOR),)
SPANISH = Edition("es", "El libro", subtitle="Una guía", summary="Para todas.", contributions=BY_JAY)
WORK = Work(
    "book",
    "guide",
    (SPANISH, Edition("fr", "Le livre", date="2022-05")),
    date="2021-03",
    themes=("law",),
    places=("PT", "150"),
    contributions=(Contribution("inpud", Role.PUBLISHER),),
    summaries=(Text("fr", "Pour toutes."), Text("ru", "Для всех.")),
)


def test_an_edition_is_found_by_its_title_summary_and_makers() -> None:
    entry = record_entries(WORK, WORK.editions[1], PARTIES)[0]
    assert entry.text == "Le livre\n\nPour toutes.\n\nRéseau international, INPUD"
    assert entry.by == ("International Network", "Réseau international", "INPUD")
    assert (entry.address, entry.block, entry.passage, entry.leaf) == ("works/book/fr", "record", "", 0)


def test_facets_say_kind_language_year_theme_place_and_publisher() -> None:
    assert record_entries(WORK, WORK.editions[0], PARTIES)[0].facets == {
        "kind": ("guide",),
        "language": ("es",),
        "year": ("2021",),
        "theme": ("law",),
        "place": ("PT", "150"),
        "publisher": ("inpud",),
    }


def test_a_summary_in_a_language_without_edition_leads_to_the_first_edition() -> None:
    spanish, russian = record_entries(WORK, WORK.editions[0], PARTIES)
    assert (russian.address, russian.language, russian.text) == ("works/book/es", "ru", "Для всех.")
    assert spanish.ordinal != russian.ordinal
    assert [entry.language for entry in record_entries(WORK, WORK.editions[1], PARTIES)] == ["fr"]


def test_posts_and_statements_are_kinds_of_their_own() -> None:
    edition = Edition("en", "Launched")
    for item, kind in (
        (Post("a", "2024-05-01", (edition,)), "post"),
        (Statement("b", "2023", (edition,)), "statement"),
    ):
        facets = record_entries(item, edition, {})[0].facets
        assert (facets["kind"], facets["year"]) == ((kind,), (item.date[:4],))
        assert "publisher" not in facets


def test_passages_are_entries_with_their_place() -> None:
    said = Passage("abc", "paragraph", "Words.", 3, ("One", "Two"), "en", Locator(page=47, label="xlvii"))
    spoken = Passage("def", "cue", "Heard.", 4, locator=Locator(start=12.5))
    empty = Passage("ghi", "figure", "", 4)
    first, second = passage_entries(WORK, SPANISH, [said, spoken, empty], 2)
    assert (first.language, first.page, first.leaf, first.ordinal) == ("en", "xlvii", 3, 2)
    assert (first.headings, first.block, first.title) == (("One", "Two"), "paragraph", "El libro")
    assert (second.language, second.start, second.page) == ("es", 12.5, None)


def test_the_digest_changes_with_a_name_a_facet_or_a_title_and_with_nothing_else() -> None:
    def of(work: Work, parties: dict[str, Party]) -> str:
        return digest(record_entries(work, work.editions[0], parties))

    same = of(WORK, PARTIES)
    assert of(WORK, dict(PARTIES)) == same
    assert of(WORK, {"inpud": INPUD}) != same
    changed = (
        Work("book", "report", WORK.editions, "2021-03", WORK.themes, WORK.places, WORK.contributions),
        Work("book", "guide", (Edition("es", "El otro libro"),)),
    )
    assert len({same, *(of(work, PARTIES) for work in changed)}) == 3
