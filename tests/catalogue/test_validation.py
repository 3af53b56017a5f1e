"""What must hold between records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    Endorsement,
    Library,
    Party,
    Post,
    Redirect,
    Relation,
    RelationKind,
    Role,
    Statement,
    Text,
    Theme,
    TranslatedFrom,
    Work,
)
from firsthand.catalogue.validation import Problem, check, check_slug

NAME = (Text("en", "A name"),)
LIBRARY = Library(NAME, publisher="network")
NETWORK = Party("network", NAME)
SOUND = Collection(
    LIBRARY,
    works=(
        Work(
            "report",
            "report",
            (Edition("en", "Report"), Edition("fr", "Rapport", translated_from=TranslatedFrom("en"))),
            themes=("health",),
            contributions=(Contribution("network", Role.PUBLISHER),),
        ),
        Work("brief", "brief", (Edition("en", "Brief"),), relations=(Relation(RelationKind.DERIVED_FROM, "report"),)),
    ),
    posts=(Post("launch", "2024", (Edition("en", "Launch"),), works=("report",)),),
    statements=(Statement("appeal", "2024", (Edition("en", "Appeal"),), endorsements=(Endorsement("network"),)),),
    parties=(NETWORK,),
    themes=(Theme("health", NAME), Theme("rights", NAME, broader="health")),
    redirects=(Redirect("/?p=1", "/works/report"), Redirect("/old", "https://example.org/")),
)


def the_problem(**changes: object) -> Problem:
    problems = check(structs.replace(SOUND, **changes))
    assert len(problems) == 1, problems
    return problems[0]


def works(*changed: Work) -> tuple[Work, ...]:
    return (*SOUND.works, *changed)


def test_a_sound_collection_has_no_problem() -> None:
    assert check(SOUND) == []


def test_two_records_cannot_have_one_slug() -> None:
    problem = the_problem(works=works(SOUND.works[1]))
    assert (problem.room, problem.slug) == ("works", "brief")


def test_a_work_without_an_edition_is_a_problem() -> None:
    assert "no edition" in the_problem(works=works(Work("empty", "report", ()))).message


def test_a_work_has_one_edition_in_a_language() -> None:
    problem = the_problem(works=works(Work("twice", "report", (Edition("en", "A"), Edition("en", "B")))))
    assert problem.field == ("editions", "en")


@pytest.mark.parametrize("source", ["ru", "fr"])
def test_a_translation_has_its_source_beside_it(source: str) -> None:
    edition = Edition("fr", "Rapport", translated_from=TranslatedFrom(source))
    problem = the_problem(works=works(Work("alone", "report", (Edition("en", "Report"), edition))))
    assert problem.field == ("editions", "fr", "translated_from")


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        (Relation(RelationKind.COMPANION, "nowhere"), "no work called “nowhere”"),
        (Relation(RelationKind.COMPANION, "new"), "related to itself"),
    ],
)
def test_a_relation_leads_to_another_work(relation: Relation, words: str) -> None:
    problem = the_problem(works=works(Work("new", "report", (Edition("en", "New"),), relations=(relation,))))
    assert words in problem.message
    assert problem.field == ("relations", "companion", 0)


@pytest.mark.parametrize("kind", ["part-of", "supersedes", "derived-from", "has-part"])
def test_works_cannot_go_round_in_a_circle(kind: str) -> None:
    def work(slug: str, target: str) -> Work:
        return Work(slug, "report", (Edition("en", slug),), relations=(Relation(RelationKind(kind), target),))

    problem = the_problem(works=works(work("a", "b"), work("b", "c"), work("c", "a")))
    assert "circle" in problem.message


def test_companions_may_be_written_on_both_sides() -> None:
    one = Work("a", "report", (Edition("en", "A"),), relations=(Relation(RelationKind.COMPANION, "b"),))
    other = Work("b", "report", (Edition("en", "B"),), relations=(Relation(RelationKind.COMPANION, "a"),))
    assert check(structs.replace(SOUND, works=works(one, other))) == []


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    author = Contribution("netwrok", Role.AUTHOR)
    problem = the_problem(works=works(Work("new", "report", (Edition("en", "New"),), contributions=(author,))))
    assert "“network”" in problem.remedy
    assert problem.target == ("parties", "netwrok")


def test_a_party_signs_once() -> None:
    twice = Statement(
        "twice", "2024", (Edition("en", "T"),), endorsements=(Endorsement("network"), Endorsement("network"))
    )
    assert "signs twice" in the_problem(statements=(twice,)).message


def test_themes_cannot_be_broader_than_themselves() -> None:
    circle = (Theme("health", NAME, broader="rights"), Theme("rights", NAME, broader="health"))
    assert "broader than themselves" in the_problem(themes=circle).message


def test_a_redirect_leads_to_something_that_is_there() -> None:
    redirects = (Redirect("/?p=2", "/news/nothing#top"),)
    assert the_problem(redirects=redirects).target == ("posts", "nothing")


def test_unknown_themes_works_parties_and_publishers_are_all_said_at_once() -> None:
    broken = structs.replace(SOUND, parties=(), themes=(), works=())
    targets = {problem.target for problem in check(broken)}
    assert targets == {("parties", "network"), ("works", "report")}


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True))
def test_small_letters_digits_and_single_hyphens_are_a_slug(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize("wrong", ["", "Report", "a--b", "-a", "a-", "a b", "доклад", "a/b", "..", "a\n", "a" * 101])
def test_what_an_address_cannot_hold_is_no_slug(wrong: str) -> None:
    with pytest.raises(MalformedError):
        check_slug(wrong)
