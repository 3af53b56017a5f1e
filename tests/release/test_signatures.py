"""A release has the names that were given for it, numbers of those that were not, and no trace of who withdrew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from tests.release.shelf import Index, Shelf
from tests.release.test_withdrawal import holding

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
    File,
    Library,
    Mandate,
    Network,
    Party,
    Signer,
    Statement,
    Tally,
    Text,
    Version,
)
from firsthand.catalogue.validation import check
from firsthand.catalogue.wordings import written
from firsthand.release import Release, ReleaseError, build
from firsthand.release.signatures import sign
from firsthand.release.union import Decision, UnionSource, merge, open_members
from firsthand.release.union.signing import signed_together

LIBRARY = Library((Text("en", "A library"),), door=Door(("fhi1",), smallest_group=3))
PARTIES = tuple(
    Party(slug, (Text("en", slug.title()),), kind, place=place)
    for slug, kind, place in (
        ("network", "network", "GB"),
        ("hidden", "network", "KE"),
        ("gone", "network", "KE"),
        ("ana", "person", "KE"),
    )
)


def letter(
    *signed: Endorsement, tallies: tuple[Tally, ...] = (), words: str = "We ask.", slug: str = "letter"
) -> Statement:
    wording = written("en", "A letter", [words])
    version = Version(1, "2026-10-01", wording.sha256, (wording,))
    return Statement(
        slug, "2026", (Edition("en", "A letter"),), endorsements=signed, versions=(version,), tallies=tallies
    )


def public(*statements: Statement, library: Library = LIBRARY, parties: tuple[Party, ...] = PARTIES) -> Collection:
    return sign(Collection(library, statements=statements, parties=parties))


def hidden(place: str | None, display: Display = Display.COUNTRY) -> Endorsement:
    return Endorsement(signer=Signer("Quintaxel", place=place), display=display, version=1)


def test_who_is_not_to_be_named_is_counted_and_nowhere_else() -> None:
    found = public(
        letter(
            Endorsement("network", version=1),
            Endorsement("hidden", version=1, display=Display.WITHHELD),
            Endorsement("gone", version=1, withdrawn="2026-11-01"),
            *(hidden("KE") for _ in range(4)),
            *(hidden("UG") for _ in range(2)),
            tallies=(Tally(6, "KE", 1), Tally(2, "TZ", 1)),
        )
    )
    (statement,) = found.statements
    assert statement.endorsements == (Endorsement("network", version=1),)
    assert statement.tallies == (Tally(3, "002", 1), Tally(9, "KE", 1))
    assert [party.slug for party in found.parties] == ["network", "ana"]


def test_a_party_that_something_else_speaks_of_stays() -> None:
    statement = structs.replace(
        letter(Endorsement("hidden", version=1, display=Display.COUNTRY)), coordinators=("hidden",)
    )
    assert public(statement).parties == PARTIES
    assert public(statement).statements[0].tallies == ()


def test_who_wants_the_name_alone_has_no_more_than_that() -> None:
    full = Endorsement(
        "", "2026-10-02", Signer("Jo", "Example University", "GB"), Capacity.AFFILIATED, Mandate.BOARD, Display.NAME, 1,
        "fr", Confirmed.VOUCHED, "network",
    )  # fmt: skip
    (found,) = public(letter(full)).statements[0].endorsements
    assert found == Endorsement(signer=Signer("Jo"), capacity=Capacity.AFFILIATED, display=Display.NAME, version=1)
    assert (
        public(letter(structs.replace(full, display=Display.FULL))).statements[0].endorsements[0].signer == full.signer
    )


def test_a_person_never_signs_as_an_organisation() -> None:
    (found,) = public(letter(Endorsement("ana", version=1))).statements[0].endorsements
    assert found.capacity is Capacity.INDIVIDUAL


def test_a_party_that_signed_two_versions_stands_once_under_the_later() -> None:
    found = public(letter(Endorsement("network", version=2), Endorsement("network", version=1))).statements[0]
    assert found.endorsements == (Endorsement("network", version=2),)


def test_a_united_library_tells_the_numbers_that_its_networks_have_told() -> None:
    united = Library(LIBRARY.titles, networks=(Network("n", LIBRARY.titles, "r", "2026"),))
    assert public(letter(tallies=(Tally(3, "KE", 1),)), library=united).statements[0].tallies == (Tally(3, "KE", 1),)
    assert public(letter(tallies=(Tally(3, "KE", 1),)), library=Library(LIBRARY.titles)).statements[0].tallies == ()


@pytest.fixture
def publish(shelf: Shelf, library: Path) -> Callable[..., Path]:
    def publish(*statements: Statement, **more: object) -> Path:
        shelf.library = LIBRARY
        shelf.more = {"statements": statements, "parties": PARTIES}
        return build(shelf, library, open_index=Index, **more).path  # type: ignore[arg-type]

    return publish


def test_a_withdrawn_name_is_in_no_byte_of_the_next_release_and_older_ones_are_known(
    publish: Callable[..., Path], library: Path, shelf: Shelf
) -> None:
    jo = Endorsement(signer=Signer("Quintaxel", "Quintaxel House", "KE"), version=1)
    before = publish(letter(jo, Endorsement("network", version=1)))
    assert holding(before) == ["catalogue.sqlite"]
    after = publish(letter(structs.replace(jo, withdrawn="2026-11-02"), Endorsement("network", version=1)))
    assert holding(after) == []
    shelf.more["statements"] = (letter(Endorsement("network", version=1)),)
    built = build(shelf, library, open_index=Index, forget=True)
    assert before.name in built.deleted
    assert after.name not in built.deleted


def test_signed_words_do_not_change_without_a_new_version(publish: Callable[..., Path]) -> None:
    signed = Endorsement("network", version=1)
    publish(letter())
    publish(letter(words="We ask you."))  # nobody had signed it
    publish(letter(signed, words="We ask you."))
    old, new = (written("en", "A letter", [words]).sha256 for words in ("We ask you.", "We demand."))
    with pytest.raises(ReleaseError, match=f"{old}, and now is {new}") as caught:
        publish(letter(signed, words="We demand."))
    assert "version 2" in str(caught.value)
    with pytest.raises(ReleaseError, match="has been signed"):
        publish(letter(tallies=(Tally(3, None, 1),), words="We demand."))
    first, second = letter(signed, words="We ask you."), letter(words="We demand.").versions[0]
    both = (*first.versions, structs.replace(second, number=2, change=Change.SPELLING))
    publish(structs.replace(first, versions=both))
    publish(letter(signed, words="[…]"))  # what is withheld takes nothing else along


def test_a_united_library_may_take_a_letter_from_another_network(shelf: Shelf, library: Path) -> None:
    shelf.library = structs.replace(LIBRARY, networks=(Network("n", LIBRARY.titles, "r", "2026"),))
    for words in ("We ask.", "We demand."):
        shelf.more = {"statements": (letter(Endorsement("network", version=1), words=words),), "parties": PARTIES}
        build(shelf, library, open_index=Index)


def test_a_translation_that_somebody_signed_does_not_change_either(publish: Callable[..., Path]) -> None:
    def translated(words: str, language: str | None) -> Statement:
        made = letter(Endorsement("network", version=1, language=language))
        (version,) = made.versions
        french = written("fr", "Une lettre", [words])
        return structs.replace(made, versions=(structs.replace(version, wordings=(*version.wordings, french)),))

    publish(translated("Nous demandons.", "en"))
    publish(translated("Nous vous demandons.", "en"))
    with pytest.raises(ReleaseError, match="in “fr”"):
        publish(translated("Nous exigeons.", "fr"))


def test_what_was_handed_over_is_published_byte_by_byte(publish: Callable[..., Path], shelf: Shelf) -> None:
    import hashlib

    data = b"As it was handed over."
    sha256 = hashlib.sha256(data).hexdigest()
    shelf.files[sha256] = shelf.folder / "sent.txt"
    shelf.files[sha256].write_bytes(data)
    file = File(sha256, len(data), "text/plain", "sent.txt")
    made = structs.replace(letter(), deliveries=(Delivery((Text("en", "The Chair"),), "2026-12-01", 1, file),))
    release = Release.open(publish(made))
    assert release.file(sha256).read_bytes() == data
    assert release.collection.statements == (made,)
    release.close()
    publish(letter())
    after = Release.open(publish(letter()))
    assert after.is_gone(sha256)
    after.close()


def test_two_networks_have_one_letter_with_all_who_signed_it_once() -> None:
    jo = Endorsement(signer=Signer("Jo"), version=1)
    north = letter(Endorsement("network", version=1), jo, tallies=(Tally(5, "KE", 1),))
    south = letter(Endorsement("ana", version=1), jo, tallies=(Tally(10, "KE", 1), Tally(5, None, 1)))
    found = signed_together(north, south)
    assert [each.party or each.signer.name for each in found["endorsements"]] == ["ana", "network", "Jo"]
    assert found["tallies"] == (Tally(10, "KE", 1), Tally(5, None, 1))
    assert found["versions"] == north.versions


def test_signatures_under_other_words_stay_in_their_own_library() -> None:
    north = letter(Endorsement("network", version=1))
    south = letter(Endorsement("ana", version=1), words="We demand.", tallies=(Tally(5, None, 1),))
    found = signed_together(north, south)
    assert [each.party for each in found["endorsements"]] == ["network"]
    assert (found["tallies"], found["versions"]) == ((), north.versions)


def test_a_letter_of_an_old_release_joins_one_that_has_versions() -> None:
    old = structs.replace(letter(Endorsement("ana")), versions=())
    found = signed_together(old, letter(Endorsement("network", version=1)))
    assert [(each.party, each.version) for each in found["endorsements"]] == [("ana", 1), ("network", 1)]


def test_a_united_library_has_the_signers_of_its_networks(shelf: Shelf, tmp_path: Path) -> None:
    jo = Endorsement(signer=Signer("Jo"), version=1, voucher="network")
    made = letter(Endorsement("network", version=1), jo, tallies=(Tally(3, "KE", 1),))
    shelf.library, shelf.more = LIBRARY, {"statements": (made,), "parties": PARTIES}
    for name in ("north", "south"):
        build(shelf, tmp_path / name)
    united = Library(LIBRARY.titles, languages=())
    same = {("north:statements/letter", "south:statements/letter"): Decision.SAME}
    with open_members((name, tmp_path / name) for name in ("north", "south")) as members:
        (joined,) = merge(members, same, united).collection.statements
        both = merge(members, {}, united).collection
        build(UnionSource(both, members), tmp_path / "united")
    assert (joined.endorsements, joined.tallies, joined.versions) == (made.endorsements, made.tallies, made.versions)
    assert [each.network for each in joined.provenance] == ["north", "south"]
    assert check(both) == []
    release = Release.open(tmp_path / "united")
    assert [each.tallies for each in release.collection.statements] == [made.tallies, made.tallies]
    release.close()
