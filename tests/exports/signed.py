"""A statement that many have signed, in languages and scripts of many; all of them are made up."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from tests.exports.volumes import Made

from firsthand.catalogue.records import (
    Capacity,
    Collection,
    Confirmed,
    Display,
    Edition,
    Endorsement,
    Invitation,
    Library,
    Mandate,
    Occasion,
    Party,
    Signer,
    Statement,
    Tally,
    Text,
    Version,
)
from firsthand.catalogue.wordings import written
from firsthand.documents import markdown
from firsthand.documents.model import Document

DEMO = Path(__file__).resolve().parents[2] / "demo" / "statements" / "keep-the-doors-open"
TITLES = {
    "en": "Keep the Doors Open", "fr": "Gardez les portes ouvertes",
    "es": "Mantengan las puertas abiertas", "ru": "Пусть двери останутся открытыми",
}  # fmt: skip

NAMES = (
    ("Réseau Écluse", "FR", "fr"), ("Ñandú Libre", "AR", "es"), ("Сеть «Ёлка»", "KZ", "ru"), ("شبكة الأمل", "EG", "ar"),
    ("北京互助会", "CN", "zh"), ("ひなた会", "JP", "ja"), ("เครือข่ายบ้านเรา", "TH", "th"), ("साथी संगठन", "IN", "hi"),
    ("Łąka", "PL", "pl"), ("Riverside Union", "KE", "en"), ("=cmd()", "ZA", "en"), ("Σπίτι", "GR", "el"),
)  # fmt: skip
PLACES = ("KE", "IN", "BR", "DE", "FJ", "UA", "ZA", "TH", "MX", "FR")


def signed(signers: Sequence[Endorsement] = (), tallies: Sequence[Tally] = (), **changes: object) -> Statement:
    """Two versions, the second a change of wording; in four languages, of which Russian lags behind."""
    editions = tuple(Edition(tag, title, text=f"{tag:0<64}") for tag, title in TITLES.items())
    wordings = tuple(written(tag, TITLES[tag], ("One.", "Two.")) for tag in ("en", "fr", "es"))
    old = tuple(written(tag, TITLES[tag], ("One.",)) for tag in TITLES)
    statement = Statement(
        "keep-the-doors-open", "2026-10-05", editions,
        addressee=(Text("en", "Ministers of Health & of Finance"), Text("fr", "Ministres de la santé et des finances")),
        endorsements=tuple(signers), tallies=tuple(tallies),
        versions=(
            Version(1, "2026-10-01", old[0].sha256, old), Version(2, "2026-10-05", wordings[0].sha256, wordings),
        ),
        occasion=Occasion(
            (Text("en", "Commission on Narcotic Drugs"),), (Text("en", "70th session"),), (Text("en", "Item 6 (b)"),),
            "2027-03-08", "AT",
        ),
        invitation=Invitation("2026-10-01T09:00:00+02:00", "2027-02-01T23:59:00+01:00", "Europe/Vienna"),
        coordinators=("hill-network",),
    )  # fmt: skip
    return replace(statement, **changes)


def endorsements(count: int) -> tuple[Endorsement, ...]:
    """Of every capacity, mandate and display, in many scripts; the last of each twelve under an old version."""
    made = []
    for number in range(count):
        name, place, language = NAMES[number % len(NAMES)]
        place = place if number < len(NAMES) else PLACES[number % len(PLACES)]
        capacity = list(Capacity)[number % 3 if number >= len(NAMES) else 0]
        affiliation = f"Clinic {number}" if capacity is not Capacity.INDIVIDUAL else None
        made.append(Endorsement(
            date="2026-10-06", signer=Signer(f"{name} {number}" if number >= len(NAMES) else name, affiliation, place),
            capacity=capacity, mandate=list(Mandate)[number % 3] if capacity is Capacity.ORGANISATION else None,
            display=Display.NAME if number % 10 == 9 else Display.FULL, version=1 if number % 12 == 11 else 2,
            language=language, confirmed=Confirmed.EMAIL,
        ))  # fmt: skip
    return tuple(made)


PARTIES = (
    Party("hill-network", (Text("en", "Hill Network"), Text("fr", "Réseau des collines")), "network", "HN"),
    Party("ana-ejemplo", (Text("en", "Ana Ejemplo"),), "person", place="ES", invented=True),
)
OWN = (
    Endorsement("hill-network", "2026-10-05", version=2, mandate=Mandate.BOARD, confirmed=Confirmed.INVITED),
    Endorsement("ana-ejemplo", "2026-10-05", version=2, capacity=Capacity.INDIVIDUAL, confirmed=Confirmed.SECRETARIAT),
)


def volumes(statement: Statement, *tags: str, address: str | None = "https://library.example.org") -> list[Made]:
    """Its editions in these languages, with the words of the demonstration."""
    library = Library((Text("en", "Library of the network"),), address=address, publisher="hill-network")
    collection = Collection(library, statements=(statement,), parties=PARTIES)
    return [
        Made(text_of(edition.language), statement, edition, collection)
        for edition in statement.editions
        if edition.language in tags
    ]


def text_of(language: str) -> Document:
    return markdown.read((DEMO / f"{language}.md").read_bytes())
