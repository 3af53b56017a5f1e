"""Whoever holds lists of who came when can't join them to what lies in the inbox, nor to the letters that went out."""

import asyncio
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.privacy.attacks import attack_batches, attack_order, betrayed

from firsthand.front.door.posting import Posting
from firsthand.mailing import Letter, Sent
from firsthand.sealed.envelope import open_slot
from firsthand.sealed.inbox import Inbox, read_slots
from firsthand.sealed.items import Item, Kind
from firsthand.sealed.keys import new_secret

SIGNATURES = 240


def test_the_attacks_succeed_where_there_is_something_to_learn() -> None:
    in_order = list(range(SIGNATURES))
    assert len(betrayed(attack_order(in_order))) >= 3
    assert betrayed(attack_order(in_order[::-1]))
    halves = in_order[:120], in_order[120:]
    shuffled = [random.Random(each).sample(half, len(half)) for each, half in enumerate(halves)]
    assert betrayed(attack_order(shuffled[0] + shuffled[1]))
    assert not betrayed(attack_order(random.Random(5).sample(in_order, SIGNATURES)))
    assert betrayed(attack_batches([in_order[at : at + 20] for at in range(0, SIGNATURES, 20)]))


def test_nobody_can_tell_from_the_inbox_who_came_when(tmp_path: Path) -> None:
    """Also with the key: this is what coordinators know who are handed the log of a server that keeps one."""
    secret, folder = new_secret(), tmp_path / "inbox"
    orders = []
    with Inbox(folder, secret.public) as inbox:
        waiting = []
        for number in range(SIGNATURES):
            item = Item(Kind.CONFIRMATION, submission=number.to_bytes(16, "big"), statement="letter")
            waiting.append(inbox.put(item))
            if number % 3 == 0:
                waiting.pop().result(10)
            if number == SIGNATURES - 1:
                [each.result(10) for each in waiting]
                orders.append(order_of(folder, secret))  # as it lies while the server is running
    orders.append(order_of(folder, secret))
    for order in orders:
        assert sorted(order) == list(range(SIGNATURES))
        assert betrayed(attack_order(order)) == []


def order_of(folder: Path, secret) -> list[int]:  # type: ignore[no-untyped-def]
    return [
        int.from_bytes(open_slot(slot.data, [secret], slot.day).item.submission, "big") for slot in read_slots(folder)
    ]


def test_files_tell_no_hour(tmp_path: Path) -> None:
    """Those that can be set: when a file was written and read. The file system's own note (ctime) can't be."""
    with Inbox(tmp_path / "inbox", new_secret().public) as inbox:
        for _ in range(3):
            inbox.put(Item(Kind.CONFIRMATION)).result(10)
        told = _moments(tmp_path / "inbox")
    told |= _moments(tmp_path / "inbox")
    assert {moment.time().isoformat() for moment in told} == {"00:00:00"}


def _moments(folder: Path) -> set[datetime]:
    stats = [path.stat() for path in folder.iterdir()]
    told = [folder.stat().st_mtime, *(moment for each in stats for moment in (each.st_mtime, each.st_atime))]
    return {datetime.fromtimestamp(moment, UTC) for moment in told}


class Recorder:
    """An outbox that notes what a mail server's log would: each batch, in its order."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def send(self, letters: Sequence[Letter]) -> Sent:
        self.batches.append([int(letter.to.partition("@")[0]) for letter in letters])
        return Sent(len(letters))


def test_nobody_can_tell_from_a_mail_log_which_form_brought_which_letter() -> None:
    """Within a batch; that a letter leaves after its form, and not days later, can't be hidden."""
    recorder = Recorder()
    asyncio.run(sign(recorder, Posting(recorder, rest=(0.01, 0.08)), SIGNATURES, 0.002))
    assert sorted(each for batch in recorder.batches for each in batch) == list(range(SIGNATURES))
    assert len(recorder.batches) < SIGNATURES / 8
    assert betrayed(attack_batches(recorder.batches)) == []


def test_a_letter_seldom_goes_alone_when_few_sign() -> None:
    """So that whoever sees each form and each letter, when they come and go, has a crowd to guess among."""
    recorder = Recorder()
    asyncio.run(sign(recorder, Posting(recorder, rest=(0.002, 0.008)), 40, 0.01))
    assert sorted(each for batch in recorder.batches for each in batch) == list(range(40))
    assert len(recorder.batches) <= 40 / 3
    assert betrayed(attack_batches(recorder.batches)) == []


async def sign(recorder: Recorder, posting: Posting, count: int, pause: float) -> None:
    for number in range(count):
        posting.put(Letter(f"{number}@example.org", "Was it you?", "A link."))
        await asyncio.sleep(pause)
    await posting.close()
