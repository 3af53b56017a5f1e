"""The inbox is opened: everything finds its place, bad slots are named, and opening again changes nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.endorsing.doorway import DAY, INPUD, LETTER, LIBRARY, SECRET, Doorway, version

from firsthand.catalogue.records import Capacity, Change, Confirmed, Display
from firsthand.endorsing.entries import Entry, Identity, State
from firsthand.sealed.envelope import seal, write_said
from firsthand.sealed.invitations import InvitationTo, invite
from firsthand.sealed.items import Item, Kind
from firsthand.sealed.keys import SecretKey


@pytest.fixture
def door(tmp_path: Path) -> Doorway:
    return Doorway(tmp_path)


def only(door: Doorway) -> tuple[Entry, Identity | None]:
    sheet = door.desk.sheet("cnd")
    (entry,) = sheet.entries.values()
    return entry, sheet.people.get(entry.id)


def test_a_signature_waits_until_its_letter_is_answered(door: Doorway) -> None:
    signed = door.sign("Zoë Okoye", "zoe@example.org", place="KE", note="Thank you.")
    assert door.open().new == 1
    entry, person = only(door)
    assert (entry.state, entry.confirmed, entry.place, entry.marks) == (State.WAITING, None, "KE", ())
    assert person is not None
    assert (person.name, person.email, person.note) == ("Zoë Okoye", "zoe@example.org", "Thank you.")
    door.answer(signed)
    assert door.open().confirmed == 1
    assert (only(door)[0].state, only(door)[0].confirmed) == (State.NEW, Confirmed.EMAIL)


def test_an_answer_that_comes_before_its_signature_waits_for_it(door: Doorway, tmp_path: Path) -> None:
    elsewhere = Doorway(tmp_path)
    signed = elsewhere.sign("Zoë", "zoe@example.org")
    door.answer(signed)
    assert door.open().confirmed == 0
    door.slots = elsewhere.slots
    assert door.open().confirmed == 1
    assert only(door)[0].confirmed is Confirmed.EMAIL


def test_an_answer_from_another_address_counts_for_nothing(door: Doorway) -> None:
    signed = door.sign("Zoë", "zoe@example.org")
    door.answer(signed, email="mallory@example.net")
    door.answer(signed, Kind.DISAVOWAL, email="mallory@example.net")
    report = door.open()
    assert (report.confirmed, report.disavowed) == (0, 0)
    assert only(door)[0].state is State.WAITING


def test_who_disavows_is_out_and_forgotten(door: Doorway) -> None:
    signed = door.sign("Zoë", "zoe@example.org")
    door.answer(signed)
    door.answer(signed, Kind.DISAVOWAL)
    door.open()
    entry, person = only(door)
    assert (entry.state, person) == (State.REFUSED, None)
    assert "disavowed" in entry.marks


def test_a_code_withdraws_in_whatever_order_it_comes(door: Doorway, tmp_path: Path) -> None:
    elsewhere = Doorway(tmp_path)
    signed = elsewhere.sign("Zoë", "zoe@example.org")
    door.withdraw(signed.code.lower().replace("-", " "))
    assert door.open().withdrawn == 0
    door.slots = elsewhere.slots
    assert door.open().withdrawn == 1
    entry, person = only(door)
    assert (entry.state, person) == (State.WITHDRAWN, None)
    assert not door.desk.tray().codes


def test_a_code_works_when_everybody_is_forgotten_and_applied(door: Doorway) -> None:
    signed = door.sign("Zoë", "zoe@example.org")
    door.open()
    with door.desk.changing("cnd") as sheet:
        for entry in list(sheet.entries.values()):
            sheet.put(replace(entry, state=State.APPLIED, applied=True))
    (door.folder / "private" / "cnd.identities").unlink()
    door.withdraw(signed.code)
    assert door.open().withdrawn == 1
    assert (only(door)[0].state, only(door)[0].applied) == (State.WITHDRAWN, True)


def test_either_code_withdraws_what_was_merged(door: Doorway) -> None:
    first, second = door.sign("Zoë"), door.sign("Zoe")
    door.open()
    with door.desk.changing("cnd") as sheet:
        kept, copy = sheet.entries.values()
        sheet.put(replace(kept, state=State.CONFIRMED))
        sheet.put(replace(copy, state=State.REFUSED, merged=kept.id))
        code = {first.submission: first, second.submission: second}[copy.submission].code
    door.withdraw(code)
    door.open()
    assert {entry.state for entry in door.desk.sheet("cnd").entries.values()} == {State.WITHDRAWN}


def test_opening_again_changes_nothing(door: Doorway) -> None:
    for number in range(5):
        signed = door.sign(f"Person {number}", f"p{number}@example.org")
        door.answer(signed)
    door.withdraw(signed.code)
    door.write("Hello", "me@example.org")
    first = door.open()
    assert (first.new, first.confirmed, first.withdrawn, first.messages) == (5, 5, 1, 1)
    before = door.desk.sheet("cnd")
    again = door.open()
    assert (again.new, again.known, again.confirmed, again.withdrawn, again.messages) == (0, 5, 0, 0, 0)
    after = door.desk.sheet("cnd")
    assert (after.entries, {**after.people, signed.code: None}.keys() - {signed.code}) == (
        before.entries,
        before.people.keys(),
    )


def test_who_was_forgotten_does_not_come_back(door: Doorway) -> None:
    door.sign("Zoë", "zoe@example.org")
    door.open()
    (door.folder / "private" / "cnd.identities").unlink()
    door.open()
    assert only(door)[1] is None
    assert not (door.folder / "private" / "cnd.identities").exists()


def test_damaged_and_foreign_slots_are_named_and_cost_nothing_else(door: Doorway) -> None:
    for number in range(6):
        door.sign(f"Person {number}")
    other = SecretKey(b"\x09" * 32)
    door.slots.append((DAY, Kind.SIGNATURE, seal(Item(Kind.CONFIRMATION), other.public)))
    door.slots.append((DAY, Kind.SIGNATURE, seal(Item(Kind.SIGNATURE, b"not json"), SECRET.public)))
    door.store()
    (path,) = door.inbox.iterdir()
    data = bytearray(path.read_bytes())
    data[2 * 4096 + 500] ^= 1
    path.write_bytes(data[:-100])
    report = door.open()
    assert report.new == 5
    found = [(trouble.file, trouble.number, trouble.kind) for trouble in report.troubles]
    assert found == [(path.name, 3, "damaged"), (path.name, 7, "foreign"), (path.name, 8, "damaged")]
    assert other.public.id.hex() in report.troubles[1].reason


def test_what_belongs_to_no_letter_of_the_library_is_named(door: Doorway) -> None:
    door.sign("Zoë", letter=replace(LETTER, slug="../../elsewhere"))
    (trouble,) = door.open().troubles
    assert trouble.kind == "stray"
    assert list(door.folder.rglob("*elsewhere*")) == []


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"sha256": b"\1" * 32}, "words"),
        ({"version": 9}, "version"),
        ({"language": "fr"}, "language"),
        ({"day": "2026-12-01"}, "late"),
        ({"day": "2026-11-09"}, "early"),
        ({"display": "country"}, "place"),
        ({"display": "everything"}, "fields"),
        ({"capacity": "king"}, "fields"),
        ({"place": "ZZ"}, "fields"),
        ({"email": "not an address"}, "email"),
        ({"voucher": "nobody"}, "voucher"),
        ({"voucher": "inpud"}, "vouch"),
        ({"suspicious": ("honeypot", "\x1b[2J")}, "honeypot"),
        ({"name": "Zoe\u202eeoZ\x1b[2J"}, "cleaned"),
        ({"name": "Z" * 500}, "cut"),
        ({"name": "Аnna"}, "letters"),
        ({"invitation": "nonsense"}, "invitation"),
    ],
)
def test_whatever_is_odd_about_a_signature_is_marked(door: Doorway, more: dict[str, object], mark: str) -> None:
    door.sign(str(more.pop("name", "Zoë")), **more)  # type: ignore[arg-type]
    door.open()
    assert mark in only(door)[0].marks


def test_a_good_signature_has_no_marks_on_the_last_day(door: Doorway) -> None:
    door.sign("زوئی\u200cها", day="2026-11-30", display="country", place="IR", language="ru")
    door.open()
    entry, person = only(door)
    assert entry.marks == ()
    assert person is not None
    assert person.name == "زوئی\u200cها"


def test_choices_that_no_form_offers_become_the_most_careful_ones(door: Doorway) -> None:
    door.sign("Zoë", display="loud", capacity="king", mandate="crown", place="Utopia")
    door.open()
    entry, _ = only(door)
    assert (entry.display, entry.capacity, entry.mandate, entry.place) == (
        Display.WITHHELD,
        Capacity.INDIVIDUAL,
        None,
        "",
    )


def test_who_signed_an_earlier_wording_is_marked_unless_only_spelling_changed(door: Doorway) -> None:
    second = replace(version(2, "Nothing about us, without us."), change=Change.SPELLING)
    door.library = replace(LIBRARY, statements=(replace(LETTER, versions=(version(), second)),))
    door.sign("Zoë")
    door.open()
    assert only(door)[0].marks == ()
    third = version(3, "Other words.")
    door.library = replace(LIBRARY, statements=(replace(LETTER, versions=(version(), second, third)),))
    door.sign("Ana")
    door.open()
    assert sorted(entry.marks for entry in door.desk.sheet("cnd").entries.values()) == [(), ("earlier",)]


def test_the_same_form_with_other_words_is_kept_once_and_marked(door: Doorway) -> None:
    door.sign("Zoë")
    door.open()
    entry, _ = only(door)
    said = write_said(door_said("Mallory"))
    door.put(Item(Kind.SIGNATURE, said, submission=entry.submission, statement="cnd", version=1))
    door.open()
    entry, person = only(door)
    assert person is not None
    assert (person.name, entry.marks) == ("Zoë", ("twice",))


def door_said(name: str) -> "object":
    from firsthand.sealed.items import Signature

    return Signature(name, "individual", "full")


def test_a_message_keeps_its_lines_and_nothing_that_takes_hold_of_a_terminal(door: Doorway) -> None:
    door.write("First\r\nSecond\x1b]0;x\x07\n", "me@example.org")
    door.open()
    (post,) = door.desk.tray().posts.values()
    assert (post.text, post.reply) == ("First\nSecond]0;x", "me@example.org")


def test_the_log_tells_of_the_step_and_of_nobody(door: Doorway) -> None:
    door.sign("Zoë Okoye", "zoe@example.org", place="KE", affiliation=INPUD.names[0].value)
    door.open()
    text = (door.folder / "private" / "audit.log").read_text()
    assert '"new":1' in text
    for word in ("Zo", "example", "KE", "Network"):
        assert word not in text


def test_nothing_on_the_disk_is_readable(door: Doorway) -> None:
    signed = door.sign("Zoë Okoye", "zoe@example.org", note="A secret word")
    door.write("Another secret", "zoe@example.org")
    door.open()
    everything = b"".join(path.read_bytes() for path in door.folder.rglob("*") if path.is_file())
    for canary in ("Zoë", "Okoye", "zoe@example.org", "secret", signed.code):
        assert canary.encode() not in everything
    assert {path.stat().st_mode & 0o77 for path in (door.folder / "private").iterdir()} == {0}


@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=300), kind=st.sampled_from(Kind), where=st.integers(0, 4095))
def test_no_bytes_within_an_envelope_stop_the_others(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: Kind, where: int
) -> None:
    door = Doorway(tmp_path_factory.mktemp("door"))
    door.put(Item(kind, data, submission=data[:16], statement="cnd", address=data[:16], invitation=data.hex()))
    torn = bytearray(seal(Item(Kind.CONFIRMATION), SECRET.public))
    torn[where] ^= 0x40
    door.slots.append((DAY, Kind.CONFIRMATION, bytes(torn)))
    door.sign("Zoë")
    assert door.open().new == 1


def test_an_invitation_made_out_to_a_party_says_who_it_is_as_often_as_it_allows(door: Doorway) -> None:
    text = invite(SECRET, InvitationTo("cnd", "inpud", "2026-11-30", uses=1))
    door.sign("INPUD", "office@inpud.net", capacity="organisation", invitation=text)
    door.open()
    door.sign("INPUD again", capacity="organisation", invitation=text)
    door.open()
    door.open()
    first, second = door.desk.sheet("cnd").entries.values()
    assert (first.party, first.confirmed, first.state, first.marks) == ("inpud", Confirmed.INVITED, State.NEW, ())
    assert (second.party, second.confirmed, second.marks) == ("", None, ("used",))


@pytest.mark.parametrize(
    ("invitation", "key", "marks"),
    [
        (InvitationTo("cnd", "inpud", "2026-11-30", uses=0, vouches=True), SECRET, ()),
        (InvitationTo("cnd", "inpud", "2026-11-21", uses=0, vouches=True), SECRET, ("expired",)),
        (InvitationTo("other", "inpud", "2026-11-30", uses=0, vouches=True), SECRET, ("invitation",)),
        (InvitationTo("cnd", "inpud", "2026-11-30", uses=0, vouches=True), SecretKey(b"\x09" * 32), ("invitation",)),
    ],
)
def test_a_party_vouches_through_a_link_that_is_checked(
    door: Doorway, invitation: InvitationTo, key: SecretKey, marks: tuple[str, ...]
) -> None:
    door.sign("Zoë", invitation=invite(key, invitation))
    door.open()
    entry, _ = only(door)
    assert entry.marks == marks
    assert (entry.voucher, entry.confirmed) == (("", None) if marks else ("inpud", Confirmed.VOUCHED))


def test_a_language_that_no_form_offers_goes_no_further(door: Doorway) -> None:
    door.sign("Union", capacity="organisation", language="x\n[[tallies]]")
    door.open()
    assert (only(door)[0].language, "language" in only(door)[0].marks) == ("", True)


def test_a_message_that_was_kept_twice_is_read_once_and_stays_erased(door: Doorway) -> None:
    door.write("Hello", "ada@example.org")
    door.write("Hello", "ada@example.org")
    assert door.open().messages == 1
    with door.desk.sorting() as tray:
        for post in tray.posts.values():
            tray.posts[post.id] = replace(post, text="", reply="")
    assert door.open().messages == 0
    assert not any(post.text for post in door.desk.tray().posts.values())


@pytest.mark.parametrize("filler", "\u115f\u2800\u3164\uffa0")
def test_signs_that_show_nothing_make_no_name(door: Doorway, filler: str) -> None:
    door.sign(filler * 3)
    door.sign(f"INPUD{filler}")
    door.open()
    entry, person = only(door)
    assert (person.name if person else "", "cleaned" in entry.marks) == ("INPUD", True)
