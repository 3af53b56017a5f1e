"""A small library in which every kind of name, title and date occurs."""

import pytest

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    Endorsement,
    Identifier,
    Library,
    Party,
    Role,
    Statement,
    Text,
    Theme,
    TranslatedFrom,
    Work,
)
from firsthand.citations import Source, cite

PARTIES = (
    Party("levy", (Text("en", "Jay Levy"),), kind="person", family="Levy", given="Jay"),
    Party("diop", (Text("fr", "Awa Diop"),), kind="person", family="Diop", given="Awa"),
    Party("peers", (Text("en", "Peers & Co"), Text("fr", "Pairs & Cie")), kind="network", acronym="P&C"),
    Party("rise", (Text("en", "Rise"),)),
)


def by(party: str, role: Role) -> Contribution:
    return Contribution(party, role)


REPORT = Work(
    slug="red-herring",
    kind="report",
    date="2021-03",
    contributions=(by("levy", Role.AUTHOR), by("peers", Role.PUBLISHER), by("rise", Role.PUBLISHER)),
    themes=("law",),
    identifiers=(Identifier("doi", "10.5555/12345678"),),
    editions=(
        Edition(language="en", title="Is it progress?", subtitle="100% of a {half} story"),
        Edition(
            language="fr",
            title="Est-ce un progrès ?",
            date="2022-11-04",
            contributions=(by("diop", Role.TRANSLATOR),),
            translated_from=TranslatedFrom("en"),
        ),
    ),
)
BRIEF = Work(
    slug="brief",
    kind="brief",
    date="2020",
    contributions=(by("peers", Role.PUBLISHER),),
    editions=(Edition(language="fr", title="La loi et nous"),),
)
FILM = Work(
    slug="film",
    kind="film",
    contributions=(by("levy", Role.DIRECTOR),),
    editions=(Edition(language="ru", title="Мы говорим"),),
)
STATEMENT = Statement(
    slug="letter",
    date="2019-03-14",
    editions=(Edition(language="en", title="To the members"),),
    endorsements=(Endorsement("peers"), Endorsement("rise")),
)


@pytest.fixture(scope="session")
def collection() -> Collection:
    return Collection(
        Library((Text("en", "Library"),), address="https://library.example", publisher="peers"),
        works=(REPORT, BRIEF, FILM),
        statements=(STATEMENT,),
        parties=PARTIES,
        themes=(Theme("law", (Text("en", "Law"), Text("fr", "Droit"))),),
    )


@pytest.fixture(scope="session")
def sources(collection: Collection) -> dict[str, Source]:
    items = (*collection.works, *collection.statements)
    made = (cite(collection, item, edition) for item in items for edition in item.editions)
    return {source.key: source for source in made}
