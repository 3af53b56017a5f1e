"""A letter in the midst of its life: three versions, five languages, open for signature, signed by all, delivered."""

import hashlib

from msgspec.structs import replace
from tests.front.library import FixtureSource, runs, texts

from firsthand.catalogue.records import (
    Capacity,
    Change,
    Collection,
    Confirmed,
    Delivery,
    Display,
    Door,
    Edition,
    Endorsement,
    Invitation,
    Mandate,
    Occasion,
    Response,
    Signer,
    State,
    Statement,
    Tally,
    TranslatedFrom,
    Version,
    Wording,
)
from firsthand.catalogue.wordings import written
from firsthand.documents.model import Document, Paragraph, Run, Section

SLUG = "a-seat"
FIRST = {
    "en": (
        "A seat at the table",
        "Dear members,",
        "We ask for a seat and for papers in our languages.",
        "We are here.",
    ),
    "fr": ("Un siège à la table", "Chers membres,", "Nous demandons un siège.", "Nous sommes là."),
    "ru": ("Место за столом", "Уважаемые члены,", "Мы просим место и документы на наших языках.", "Мы здесь."),
}
SECOND = {
    "en": ("A seat at the table", "Dear members,", "We ask for two seats, and for papers in time.", "We are here."),
    "fr": ("Un siège à la table", "Chers membres,", "Nous demandons deux sièges.", "Nous sommes là."),
    "ar": ("مقعد على الطاولة", "أعضاءنا الأعزاء،", "نطلب مقعدين، والأوراق في وقتها.", "نحن هنا."),
}
THIRD = {
    "en": (*SECOND["en"][:3], "We are here, and stay."),
    "fr": SECOND["fr"],
    "ar": (*SECOND["ar"][:3], "نحن هنا، وباقون."),
}


def letter(language: str, words: tuple[str, ...]) -> Document:
    title, *paragraphs = words
    blocks = tuple(Paragraph((Run(text),)) for text in paragraphs)
    return Document("text/markdown", (Section(runs(title), 1, None, blocks),), language=language)


def wordings(words: dict[str, tuple[str, ...]]) -> tuple[Wording, ...]:
    return tuple(written(language, title, rest) for language, (title, *rest) in words.items())


def version(number: int, date: str, words: dict[str, tuple[str, ...]], change: Change, note: str) -> Version:
    made = wordings(words)
    return Version(number, date, made[0].sha256, made, change, texts(en=note) if note else ())


VERSIONS = (
    version(1, "2026-10-01", FIRST, Change.WORDING, ""),
    version(2, "2026-10-20", SECOND, Change.WORDING, "Two seats."),
    version(3, "2026-10-21", THIRD, Change.SPELLING, ""),
)


def person(name: str, place: str | None = None, **more: object) -> Endorsement:
    affiliation = more.pop("affiliation", None)
    capacity = Capacity.AFFILIATED if affiliation else Capacity.INDIVIDUAL
    return Endorsement(signer=Signer(name, affiliation, place), capacity=capacity, **more)  # type: ignore[arg-type]


def organisation(name: str, place: str, **more: object) -> Endorsement:
    return Endorsement(signer=Signer(name, place=place), **more)  # type: ignore[arg-type]


SIGNED = (
    Endorsement("world-network", "2026-10-22", version=3, mandate=Mandate.BOARD),
    Endorsement("asian-network", "2026-10-22", version=2, mandate=Mandate.SECRETARIAT),
    Endorsement("made-up-funder", version=3, mandate=Mandate.UNCONFIRMED),
    organisation("Zürcher Verein", "CH", version=3, confirmed=Confirmed.EMAIL),
    organisation("Écluse", "FR", version=3),
    organisation("Eden", "FR", version=3),
    organisation("Ёлка", "RU", version=3),
    organisation("Яблоко", "RU", version=3),
    person("Maria Quieta", "ES", version=3, affiliation="Casa <Azul>"),
    person("Only My Name", "BR", version=3, display=Display.NAME, date="2026-10-23", affiliation="Hidden House"),
    person("ليلى", "EG", version=2),
    person("Signed Too Early", "KE", version=1),
)
TALLIES = (Tally(12, "034", 3), Tally(7, "BR", 2), Tally(22, None, 3), Tally(6, None, 1))


class LetterSource(FixtureSource):
    """The fixture library with the letter, and with a door."""

    def _collection(self) -> Collection:
        made = super()._collection()
        library = replace(made.library, door=Door((f"fhi1{'A' * 91}",), smallest_group=5))
        return replace(made, library=library, statements=(*made.statements, self._letter()))

    def _edition(self, language: str, words: dict[str, tuple[str, ...]]) -> Edition:
        text = self._text(f"seat-{language}", letter(language, words[language]))
        origin = None if language == "en" else TranslatedFrom("en")
        state = State.OUTDATED if words is FIRST else State.CURRENT
        return Edition(language, words[language][0], text=text, translated_from=origin, state=state)

    def _letter(self) -> Statement:
        delivered = self._file("a-seat.delivered.pdf", "application/pdf", b"%PDF-1.7 as delivered")
        return Statement(
            SLUG,
            "2026-10-01",
            (
                *(self._edition(language, THIRD) for language in THIRD),
                self._edition("ru", FIRST),
                Edition("es", "Un asiento en la mesa", link="https://example.org/es", state=State.OUTDATED),
            ),
            texts(en="The members of the Commission", ar="أعضاء اللجنة"),
            endorsements=SIGNED,
            rights="https://creativecommons.org/publicdomain/zero/1.0/",
            versions=VERSIONS,
            occasion=Occasion(
                texts(en="Commission on Narcotic Drugs"), texts(en="Seventieth session"), texts(en="Item 5"),
                "2027-03-08", "AT",
            ),
            invitation=Invitation(
                "2026-10-01T09:00:00+02:00", "2999-11-30T23:59:00+01:00", "Europe/Vienna",
                who=texts(en="Organisations anywhere, and individuals"),
            ),
            coordinators=("world-network",),
            deliveries=(Delivery(texts(en="The Chair"), "2026-11-05", 3, delivered, 48),),
            responses=(Response(texts(en="The Chair"), "2026-11-09", texts(en="Thank you."), None, "https://example.org/a"),),
            tallies=TALLIES,
        )  # fmt: skip


def crowd(count: int) -> tuple[Endorsement, ...]:
    """Many signers of many places."""
    there = ("KE", "IN", "BR", "FR", "UA", "NZ", "MX", "TH", "ZA", "CA")
    names = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
    return tuple(
        organisation(f"Union {name[:5]} of {name[5:11]}", there[number % 10], version=3, mandate=Mandate.BOARD)
        if number % 3
        else person(f"{name[:6].title()} {name[6:12].title()}", there[number % 10], version=3)
        for number, name in enumerate(names)
    )
