"""The queue in its order, and what a person decides: kept at once, counted in the log, about nobody else."""

from pathlib import Path

import pytest
from tests.endorsing.doorway import INPUD, SECRET, Doorway

from firsthand.catalogue.records import Confirmed
from firsthand.endorsing import review
from firsthand.endorsing.entries import Entry, State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.review import Case
from firsthand.sealed.invitations import InvitationTo, invite


@pytest.fixture
def door(tmp_path: Path) -> Doorway:
    return Doorway(tmp_path)


def lay(door: Doorway, name: str, email: str = "", answered: bool = True, **more: object) -> str:
    """Sign, and answer the letter; gives the entry's id."""
    before = door.desk.sheet("cnd").entries.keys()
    signed = door.sign(name, email, **more)  # type: ignore[arg-type]
    if email and answered:
        door.answer(signed)
    door.open()
    (id_,) = door.desk.sheet("cnd").entries.keys() - before
    return id_


def queue(door: Doorway) -> dict[str, Case]:
    return {case.entry.id: case for case in review.cases(door.desk.sheet("cnd"), (INPUD,))}


def entry(door: Doorway, id_: str) -> Entry:
    return door.desk.sheet("cnd").entries[id_]


def test_the_queue_goes_from_what_is_clear_to_what_is_done(door: Doorway) -> None:
    done = lay(door, "Ana Lopez", "ana@example.org")
    waits = lay(door, "Bram de Vries", "bram@example.org", answered=False)
    unknown = lay(door, "Chidi Eze")
    asked = lay(door, "Dao Nguyen", "dao@example.org")
    odd = lay(door, "Emma Hall", "emma@example.org", suspicious=("honeypot",))
    clear = lay(door, "Farid Karimi", "farid@example.org")
    review.confirm(door.desk, "cnd", {done: ""})
    review.ask(door.desk, "cnd", [asked])
    assert list(queue(door)) == [clear, odd, unknown, waits, asked, done]
    assert [id_ for id_, case in queue(door).items() if case.is_clear] == [clear]


def test_what_looks_alike_stands_side_by_side(door: Doorway) -> None:
    names = ["Zoe Okoye", "Ana Lopez", "Bram de Vries", "Zoë Okoye", "Chidi Eze"]
    ids = [lay(door, name) for name in names]
    order = list(queue(door))
    assert abs(order.index(ids[0]) - order.index(ids[3])) == 1


def test_confirming_says_how_it_is_known(door: Doorway) -> None:
    answered = lay(door, "Ana", "ana@example.org")
    vouched = lay(door, "Bram", voucher="inpud")
    known = lay(door, "Chidi")
    assert review.confirm(door.desk, "cnd", {answered: "", vouched: "", known: ""}) == 3
    assert review.confirm(door.desk, "cnd", {answered: "", vouched: "", known: ""}) == 0
    found = [(entry(door, id_).state, entry(door, id_).confirmed) for id_ in (answered, vouched, known)]
    assert found == [(State.CONFIRMED, how) for how in (Confirmed.EMAIL, Confirmed.VOUCHED, Confirmed.SECRETARIAT)]


def test_a_party_is_known_by_its_address_and_only_once_it_has_answered(door: Doorway) -> None:
    said = {"capacity": "organisation", "mandate": "board"}
    party = lay(door, "INPUD", "office@inpud.net", **said)
    other = lay(door, "INPUD", "inpud@gmail.com", **said)
    cases = queue(door)
    assert (cases[party].party, cases[other].party) == ("inpud", "")
    unanswered = lay(door, "INPUD Asia", "asia@inpud.net", answered=False, **said)
    assert queue(door)[unanswered].party == ""
    assert not queue(door)[other].is_clear


def test_an_address_that_nobody_has_written_to_shows_nothing(door: Doorway) -> None:
    """Who has a link through which somebody vouches can type whatever address they like."""
    link = invite(SECRET, InvitationTo("cnd", "harbour-union", "2026-12-01", 0, vouches=True))
    said = {"capacity": "organisation", "mandate": "board", "answered": False, "invitation": link}
    claimed = lay(door, "INPUD", "office@inpud.net", **said)
    assert entry(door, claimed).confirmed is Confirmed.VOUCHED
    assert (queue(door)[claimed].party, queue(door)[claimed].is_clear) == ("", False)


def test_a_refusal_can_be_taken_back_and_a_withdrawal_can_not(door: Doorway) -> None:
    id_ = lay(door, "Ana", "ana@example.org")
    assert review.refuse(door.desk, "cnd", [id_]) == 1
    assert entry(door, id_).state is State.REFUSED
    assert review.confirm(door.desk, "cnd", {id_: ""}) == 1
    signed = door.sign("Bram")
    door.withdraw(signed.code)
    door.open()
    (gone,) = door.desk.sheet("cnd").entries.keys() - {id_}
    with pytest.raises(DeskError, match="withdrawn"):
        review.confirm(door.desk, "cnd", {gone: ""})


def test_an_unknown_id_decides_nothing_about_the_others(door: Doorway) -> None:
    id_ = lay(door, "Ana", "ana@example.org")
    with pytest.raises(DeskError, match="no signature “nobody”"):
        review.refuse(door.desk, "cnd", [id_, "nobody"])
    assert entry(door, id_).state is State.NEW


def test_a_copy_is_merged_with_what_it_asked_for_and_forgotten(door: Doorway) -> None:
    kept = lay(door, "Zoe Okoye", "zoe@example.org", answered=False)
    copy = lay(door, "Zoë Okoye", "Zoe@example.org", final=True)
    review.merge(door.desk, "cnd", copy, kept)
    sheet = door.desk.sheet("cnd")
    assert (entry(door, kept).state, entry(door, kept).confirmed) == (State.NEW, Confirmed.EMAIL)
    assert sheet.people[kept].final
    assert (entry(door, copy).state, entry(door, copy).merged) == (State.REFUSED, kept)
    assert copy not in sheet.people
    with pytest.raises(DeskError, match="merged into"):
        review.confirm(door.desk, "cnd", {copy: ""})
    for one, other in ((kept, kept), (kept, copy)):
        with pytest.raises(DeskError, match="can't be merged"):
            review.merge(door.desk, "cnd", one, other)


def test_an_answer_from_another_address_is_not_taken_over_by_merging(door: Doorway) -> None:
    kept = lay(door, "Zoe Okoye", "zoe@example.org", answered=False)
    copy = lay(door, "Zoe Okoye", "mallory@example.net")
    review.merge(door.desk, "cnd", copy, kept)
    assert (entry(door, kept).state, entry(door, kept).confirmed) == (State.WAITING, None)


def test_the_count_is_seen_to_grow(door: Doorway) -> None:
    first = lay(door, "Ana", "ana@example.org", day="2026-11-20")
    lay(door, "Bram", "bram@example.org", day="2026-11-22")
    gone = lay(door, "Chidi", day="2026-11-22")
    review.confirm(door.desk, "cnd", {first: ""})
    review.refuse(door.desk, "cnd", [gone])
    rows = [
        (row.day, row.came, row.confirmed, row.waiting)
        for row in review.growth(door.desk.sheet("cnd").entries.values())
    ]
    assert rows == [("2026-11-20", 1, 1, 0), ("2026-11-22", 2, 1, 1)]


def test_each_decision_is_in_the_log_without_a_name(door: Doorway) -> None:
    ids = [lay(door, name) for name in ("Ana", "Bram", "Bram B")]
    review.confirm(door.desk, "cnd", {ids[0]: ""})
    review.refuse(door.desk, "cnd", [ids[1]])
    review.ask(door.desk, "cnd", [ids[2]])
    review.merge(door.desk, "cnd", ids[2], ids[0])
    assert [step.verb for step in door.desk.audit.steps()][-4:] == ["confirmed", "refused", "asked", "merged"]
    text = door.desk.audit.path.read_text()
    assert not [word for word in ("Ana", "Bram", *ids) if word in text]
