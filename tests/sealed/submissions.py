"""Submissions to try the inbox with, and a process of its own that makes them: python -m tests.sealed.submissions."""

import os
import sys
import threading
from concurrent.futures import Future
from hashlib import blake2b
from pathlib import Path

from firsthand.sealed.envelope import write_said
from firsthand.sealed.inbox import Inbox
from firsthand.sealed.items import Item, Kind, Message, Signature
from firsthand.sealed.keys import SecretKey, read_public

SECRET = SecretKey(bytes(range(32)))
OTHER = SecretKey(bytes(range(1, 33)))
SAID = write_said(Signature("Ада Лавлейс", "individual", "withheld", email="ada@example.org"))


def signature(number: int) -> Item:
    """One that knows its number."""
    return Item(Kind.SIGNATURE, SAID, submission=number.to_bytes(16, "big"), statement="a-letter", version=1)


def message(text: str = "Hello") -> Item:
    return Item(Kind.MESSAGE, write_said(Message(text)))


def tag(number: int, body: str = "") -> bytes:
    """As `Tokens.spent_tag` makes them, and the same in every process."""
    halves = (blake2b(f"{part}".encode(), digest_size=8).digest() for part in (number, (number, body)))
    return b"".join(halves)


def submit(folder: Path, numbers: range, threads: int) -> None:
    """Puts signatures as many people at once would; writes each number, four bytes, to stdout once it is safe."""
    key = read_public(os.environ["FIRSTHAND_TEST_KEY"])
    waiting = list(reversed(numbers))
    with Inbox(folder, key) as inbox:

        def work() -> None:
            while True:
                try:
                    number = waiting.pop()
                except IndexError:
                    return
                future: Future[None] = inbox.put(signature(number), tag(number))
                future.result()
                os.write(1, number.to_bytes(4, "big"))

        hands = [threading.Thread(target=work) for _ in range(threads)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()


if __name__ == "__main__":
    submit(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])), int(sys.argv[4]))
