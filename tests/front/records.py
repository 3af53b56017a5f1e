"""A few records in which every kind of metadata occurs."""

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    File,
    Identifier,
    Library,
    Party,
    Post,
    Role,
    Text,
    Theme,
    TranslatedFrom,
    Work,
)

SITE = "https://library.example"
PDF = File("ab" * 32, 1234, "application/pdf", "is-it-enough.en.pdf", pages=12)

REPORT = Work(
    slug="is-it-enough",
    kind="report",
    date="2018-05",
    contributions=(
        Contribution("berg", Role.AUTHOR),
        Contribution("diop", Role.AUTHOR),
        Contribution("peers", Role.AUTHOR),
        Contribution("peers", Role.PUBLISHER),
    ),
    themes=("law",),
    rights="https://creativecommons.org/licenses/by/4.0/",
    identifiers=(Identifier("doi", "10.5555/12345678"),),
    editions=(
        Edition("en", "Is it enough?", summary="Voices <b>& views</b>.", files=(PDF,)),
        Edition("fr", "Est-ce assez ?", translated_from=TranslatedFrom("en"), date="2019-01-02"),
    ),
)
FILM = Work(slug="film", kind="film", date="2020", editions=(Edition("ru", "Мы говорим"),))
GONE = Work(slug="gone", kind="brief", withdrawn="2024-01-01", editions=(Edition("en", "Gone"),))
NEWS = Post(slug="launch", date="2018-06-01", works=("is-it-enough",), editions=(Edition("en", "It is out\x0b now"),))

COLLECTION = Collection(
    Library((Text("en", "Library"), Text("fr", "Bibliothèque")), address=SITE, publisher="peers"),
    works=(REPORT, FILM, GONE),
    posts=(NEWS,),
    parties=(
        Party(
            "berg", (Text("en", "Anna Maria van der Berg"),), kind="person", family="van der Berg", given="Anna Maria"
        ),
        Party("diop", (Text("fr", "Awa Diop"),), kind="person", family="Diop", given="Awa"),
        Party("peers", (Text("en", "Peers, Friends and Others"),), kind="network"),
    ),
    themes=(Theme("law", (Text("en", "Law"), Text("fr", "Droit"))),),
)
