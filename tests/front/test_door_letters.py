"""Letters of the door wait in memory, leave in another order, are tried again, and flood nobody."""

import asyncio
import logging
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.front.client import Loop
from tests.front.doorstep import Doorstep, Post, build_library
from tests.mailing.server import Offered, running

from firsthand.front.application import open_front
from firsthand.front.door import Settings, open_doorway, posting
from firsthand.front.door.bounds import A_DAY, Addressees, Bucket
from firsthand.front.door.fields import Fields, read_fields
from firsthand.front.door.posting import MOST_IN_BATCH, MOST_TRIES, Posting
from firsthand.front.forms import MalformedFormError
from firsthand.mailing import Letter, Security, Sent, Server, SmtpOutbox

AT_ONCE = (0.0, 0.001)


def letters(count: int) -> list[Letter]:
    return [Letter(f"canary{number}@example.net", "?", "Text\n") for number in range(count)]


async def until(condition: object) -> None:
    for _ in range(12_000):
        if condition():  # type: ignore[operator]
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come about")


def test_letters_leave_by_themselves_in_another_order() -> None:
    async def go() -> list[Letter]:
        post = Post()
        waiting = Posting(post, AT_ONCE)
        for letter in letters(50):
            waiting.put(letter)
        await until(lambda: len(post.letters) == 50)
        await waiting.close()
        return post.letters

    sent = asyncio.run(go())
    assert sorted(sent, key=lambda letter: letter.to) == sorted(letters(50), key=lambda letter: letter.to)
    assert sent != letters(50), "one order in 50! is the same"


def test_one_batch_is_bounded_and_the_rest_waits_its_turn() -> None:
    class Counting(Post):
        def send(self, letters: Sequence[Letter]) -> Sent:
            sizes.append(len(letters))
            return super().send(letters)

    sizes: list[int] = []

    async def go() -> None:
        waiting = Posting(Counting(), AT_ONCE)
        for letter in letters(MOST_IN_BATCH + 5):
            waiting.put(letter)
        await waiting.close()

    asyncio.run(go())
    assert sizes == [MOST_IN_BATCH, 5]


def test_what_nobody_takes_is_tried_again_and_then_counted_without_a_name(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(Post):
        def send(self, letters: Sequence[Letter]) -> Sent:
            tries.append(len(letters))
            raise RuntimeError(letters[0].to)

    tries: list[int] = []
    monkeypatch.setattr(posting, "PATIENCE", 1.0)

    async def go() -> None:
        waiting = Posting(Refusing(), AT_ONCE)
        waiting.put(letters(1)[0])
        await until(lambda: len(tries) == MOST_TRIES)
        await waiting.close()

    with caplog.at_level(logging.INFO, "firsthand"):
        asyncio.run(go())
    assert tries == [1] * MOST_TRIES
    assert "are not tried again: 1." in caplog.text
    assert "canary" not in caplog.text


def test_no_more_wait_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "MOST_WAITING", 3)

    async def go() -> list[bool]:
        waiting = Posting(Post(), AT_ONCE)
        rooms = []
        for letter in letters(4):
            rooms.append(waiting.has_room())
            waiting.put(letter)
        await waiting.close()
        return [*rooms, waiting.has_room()]

    assert asyncio.run(go()) == [True, True, True, False, True]


def test_a_signer_gets_a_letter_through_a_real_mail_server(tmp_path: Path, loop: Loop) -> None:
    front = open_front(build_library(tmp_path / "made"))
    door = Doorstep(front, tmp_path / "inbox", loop)
    door.close()
    with running(tmp_path, Offered.STARTTLS) as (mailbox, port, certificate):
        outbox = SmtpOutbox(
            Server("127.0.0.1", port, Security.STARTTLS, authority=certificate), "Network <letters@example.org>"
        )
        front.doorway = open_doorway(Settings(door.inbox, outbox), front.service.opened)
        assert door.sign(email="jo@example.net").status_code == 200
        door.close()
    (message,) = mailbox.messages
    assert message["To"] == "jo@example.net"
    assert re.search(r"https://library\.example\.org/en/confirm/\S{100,}", message.get_content())
    front.close()


def test_an_address_gets_so_many_letters_a_day_and_then_tomorrow_again() -> None:
    clock = [0.0]
    addressees = Addressees(lambda: clock[0])
    assert [addressees.take("jo@example.net") for _ in range(5)] == [True, True, True, False, False]
    assert addressees.take("sam@example.net")
    assert not any(map(addressees.take, ("j.o@example.net", "J.O+x@example.net")))  # large providers leave dots out
    clock[0] = A_DAY
    assert addressees.take("jo@example.net")
    assert "jo" not in repr(vars(addressees))


def test_a_bucket_gives_what_it_holds_and_fills_again() -> None:
    clock = [0.0]
    bucket = Bucket(3, 0.5, lambda: clock[0])
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock[0] = 2.0
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock[0] = 1_000.0
    assert sum(bucket.take() for _ in range(10)) == 3


@given(st.text(max_size=300))
def test_any_body_is_fields_or_is_refused(body: str) -> None:
    try:
        fields = read_fields(body)
    except MalformedFormError:
        return
    assert isinstance(fields, Fields)
    for name in Fields.__struct_fields__:
        value = getattr(fields, name)
        assert isinstance(value, bool) or not set(value) & set("\x00\r\u202e\ud800")
        assert name in ("note", "text") or isinstance(value, bool) or "\n" not in value
