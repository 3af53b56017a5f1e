"""Who resembles whom: the same name in other letters, other words for one address, parties' names from elsewhere."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.endorsing.doorway import INPUD

from firsthand.catalogue.records import Capacity, Display, Party, Text
from firsthand.endorsing.bursts import Burst, Common, bursts
from firsthand.endorsing.entries import Entry, Identity, State
from firsthand.endorsing.lettering import seen, spoken
from firsthand.endorsing.resemblance import Alike, Likeness, is_of, resemblances, site_of


class Sheet:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.people: dict[str, Identity] = {}
        self.numbers = count()

    def sign(self, name: str, email: str = "", day: str = "2026-11-22", place: str = "", **more: object) -> str:
        id_ = f"id{next(self.numbers):05}"
        own = {key: more.pop(key) for key in ("affiliation", "note") if key in more}
        chosen = {"capacity": Capacity.INDIVIDUAL, "display": Display.FULL, **more}
        self.entries.append(Entry(id_, id_.encode(), b"", version=1, language="en", day=day, place=place, **chosen))  # type: ignore[arg-type]
        self.people[id_] = Identity(id_, name, email=email, **own)  # type: ignore[arg-type]
        return id_

    def organisation(self, name: str, email: str = "", **more: object) -> str:
        return self.sign(name, email, capacity=Capacity.ORGANISATION, **more)

    def alike(self, *parties: Party) -> dict[str, tuple[Alike, ...]]:
        return resemblances(self.entries, self.people, parties)

    def bursts(self) -> tuple[Burst, ...]:
        return bursts(self.entries, self.people)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Zoë Möller", "zoe moller", Likeness.NAME),
        ("Okoye, Zoe", "Zoe Okoye", Likeness.NAME),
        ("Наталья Хрущёва", "Natalia Khrushcheva", Likeness.NAME),
        ("Γιώργος Νικολάου", "Giorgos Nikolaou", Likeness.NAME),
        ("Harm Reduction Network", "Нarm Rеductiоn Netwоrk", Likeness.LOOKS),
        ("Claire Modern", "C1aire Modem", Likeness.LOOKS),
        ("Wanjiru Kamau", "Wanjiru Kamua", Likeness.NEAR),
        ("Association for Harm Reduction", "Associetton for Harm Reduction", Likeness.NEAR),
    ],
)
def test_names_are_recognised_in_other_clothes(one: str, other: str, how: Likeness) -> None:
    sheet = Sheet()
    first, second = sheet.sign(one), sheet.sign(other)
    assert sheet.alike() == {first: (Alike(how, second),), second: (Alike(how, first),)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("John Smith", "Joan Miller"), ("Ana", "Ann"), ("Kenya Network of People", "Uganda Union of Women"), ("李", "王")],
)
def test_other_names_are_left_alone(one: str, other: str) -> None:
    sheet = Sheet()
    sheet.sign(one)
    sheet.sign(other)
    assert sheet.alike() == {}


def test_one_address_is_one_hand_whatever_stands_behind_a_plus() -> None:
    sheet = Sheet()
    first, second = sheet.sign("Zoe", "zoe@example.org"), sheet.sign("Ana", "Zoe+two@EXAMPLE.org")
    assert sheet.alike()[first] == (Alike(Likeness.ADDRESS, second),)


def test_an_organisation_is_recognised_by_its_first_letters() -> None:
    sheet = Sheet()
    short = sheet.organisation("KeNPUD")
    long = sheet.organisation("Kenyan Network of People who Use Drugs")
    short_2, person = sheet.organisation("KNPUD"), sheet.sign("KNPUD")
    alike = sheet.alike()
    assert Alike(Likeness.ACRONYM, short_2) in alike[long]
    assert short not in {one.other for one in alike[long]}
    assert person not in {one.other for one in alike[long]}


@pytest.mark.parametrize(
    "name",
    [
        "INPUD",
        "ІNРUD",
        "international network of people who use drugs",
        "Intl Network of People Who Use Drugs",
        "Réseau international des personnes qui utilisent des drogues",
    ],
)
@pytest.mark.parametrize(
    ("email", "how"),
    [
        ("office@inpud.net", Likeness.PARTY),
        ("office@mail.inpud.net", Likeness.PARTY),
        ("inpud@gmail.com", Likeness.IMPERSONATION),
        ("x@inpud.net.example", Likeness.IMPERSONATION),
        ("", Likeness.IMPERSONATION),
    ],
)
def test_a_party_is_told_from_somebody_who_uses_its_name(name: str, email: str, how: Likeness) -> None:
    sheet = Sheet()
    signed = sheet.organisation(name, email)
    assert sheet.alike(INPUD) == {signed: (Alike(how, "inpud", is_party=True),)}


@pytest.mark.parametrize("link", ["https://we.riseup.net/lantern", "https://lantern.free.fr", "https://riseup.net/~x"])
def test_nobody_is_a_party_by_an_address_that_everybody_can_have(link: str) -> None:
    sheet = Sheet()
    signed = sheet.organisation("Lantern Network", f"lantern@{'free.fr' if 'free' in link else 'riseup.net'}")
    party = Party("lantern", (Text("en", "Lantern Network"),), link=link)
    assert sheet.alike(party)[signed] == (Alike(Likeness.NAME, "lantern", is_party=True),)


def test_the_domain_above_a_party_s_site_is_somebody_else_s() -> None:
    sheet = Sheet()
    signed = sheet.organisation("Lantern Network", "anybody@hosting.example")
    party = Party("lantern", (Text("en", "Lantern Network"),), link="https://lantern.hosting.example/")
    assert sheet.alike(party)[signed] == (Alike(Likeness.IMPERSONATION, "lantern", is_party=True),)


def test_a_party_without_a_site_only_has_the_same_name() -> None:
    sheet = Sheet()
    signed = sheet.organisation("Lantern Network", "a@b.org")
    party = Party("lantern", (Text("en", "Lantern Network"),))
    assert sheet.alike(party)[signed] == (Alike(Likeness.NAME, "lantern", is_party=True),)


def test_a_confirmed_organisation_is_protected_like_a_party() -> None:
    sheet = Sheet()
    known = sheet.organisation("Lantern Network", "office@lantern.org", state=State.CONFIRMED)
    other = sheet.organisation("Lantern Network", "office@lantern.example")
    assert sheet.alike()[other] == (Alike(Likeness.IMPERSONATION, known),)
    assert sheet.alike()[known] == (Alike(Likeness.NAME, other),)


def test_what_is_decided_or_forgotten_is_not_compared() -> None:
    sheet = Sheet()
    sheet.sign("Zoe Okoye", state=State.REFUSED)
    sheet.sign("Zoe Okoye", state=State.WITHDRAWN)
    sheet.people.pop(sheet.sign("Zoe Okoye"))
    sheet.sign("Zoe Okoye")
    assert sheet.alike() == {}


def test_thousands_of_one_name_are_all_found_and_few_are_named_for_each() -> None:
    sheet = Sheet()
    ids = [sheet.sign("Maria Garcia") for _ in range(2_000)]
    alike = sheet.alike()
    assert alike.keys() == set(ids)
    assert max(map(len, alike.values())) <= 8


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    sheet = Sheet()
    first, second = sheet.organisation(one, one), sheet.organisation(other, other)
    alike = sheet.alike(INPUD)
    assert (Alike(Likeness.NAME, second) in alike.get(first, ())) <= (sorted(spoken(one)) == sorted(spoken(other)))
    assert seen(one) == seen(one.upper().lower()) or not one.isascii()


def test_domains_and_sites_are_compared_by_their_labels() -> None:
    assert is_of("inpud.net", "inpud.net")
    assert not is_of("notinpud.net", "inpud.net")
    assert not is_of("net", "inpud.net")
    assert not is_of("", "inpud.net")
    assert site_of("https://WWW.Inpud.net/about") == "inpud.net"
    assert site_of("https://[broken") == ""


def test_a_script_that_signs_for_many_is_seen_by_its_note_its_domain_and_its_country() -> None:
    sheet = Sheet()
    for day in range(1, 21):
        for number in range(10):
            sheet.sign(f"P{day} {number}", f"p{day}.{number}@d{day}x{number}.org", f"2026-11-{day:02}", "KE")
    ids = [
        sheet.sign(
            f"Bot {number}",
            f"b{number}@evil.example",
            "2026-11-12",
            "FR",
            note=f"I fully support this letter!{'' if number % 2 else ' '}",
        )
        for number in range(12)
    ]
    found = {burst.what: burst for burst in sheet.bursts()}
    assert found.keys() == {Common.NOTE, Common.DOMAIN, Common.COUNTRY}
    assert all(burst.entries == tuple(ids) for burst in found.values())
    assert (found[Common.COUNTRY].value, found[Common.NOTE].value) == ("FR", "")


def test_a_busy_day_of_a_large_country_is_no_burst() -> None:
    sheet = Sheet()
    for day, many in ((1, 30), (2, 300), (3, 40)):
        for number in range(many):
            sheet.sign(f"P{day} {number}", f"p{number}@gmail.com", f"2026-11-{day:02}", ("KE", "GB", "IN")[number % 3])
    assert sheet.bursts() == ()
