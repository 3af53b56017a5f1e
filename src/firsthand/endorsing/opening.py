"""The inbox is opened: slots become entries on the desk, answers and codes find theirs, and what is damaged is named.

Works without a network. Opening the same inbox twice changes nothing; one bad slot costs nobody else anything. Nothing
of what is opened touches the disk in plain.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Collection, Statement
from firsthand.endorsing.cleaning import clean, clean_lines
from firsthand.endorsing.desk import Desk, Sheet, Tray
from firsthand.endorsing.entries import Answer, Post, name_of
from firsthand.endorsing.invited import Doorkeeper
from firsthand.endorsing.joining import add, entered, join, withdraw
from firsthand.sealed.codes import digest_code
from firsthand.sealed.envelope import open_slot
from firsthand.sealed.errors import DamagedError, MalformedError, SealedError, UnknownKeyError
from firsthand.sealed.items import Kind, Message, Opened, Signature, Withdrawal
from firsthand.sealed.slots import Slot

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

STEP = 500
"""Slots after which progress is told."""


class Trouble(Struct, frozen=True):
    """A slot that came to nothing."""

    file: str
    number: int
    """Its place in the file, from 1."""
    reason: str
    """A sentence, in which nothing stands that anybody has typed."""
    kind: str
    """damaged, foreign (sealed to another key), malformed, or stray (of no statement of this library)."""


class Opening(Struct, frozen=True):
    """What an inbox held."""

    slots: int = 0
    new: int = 0
    """Signatures that were not on the desk."""
    known: int = 0
    """Those that were."""
    confirmed: int = 0
    """Letters that were answered."""
    disavowed: int = 0
    withdrawn: int = 0
    messages: int = 0
    """New ones."""
    troubles: tuple[Trouble, ...] = ()


Progress = Callable[[int], None]
"""Called with how many slots have been opened so far."""


def open_inbox(
    slots: Iterable[Slot],
    secrets: Sequence["SecretKey"],
    desk: Desk,
    collection: Collection,
    progress: Progress | None = None,
) -> Opening:
    """Open everything in an inbox and lay it on the desk.

    `secrets`: every key at hand; `collection`: the library as it stands in its folder. DeskError where the desk can't
    be read or written: then what was written before stands, and opening again goes on from there.
    """
    batch = _Batch()
    troubles: list[Trouble] = []
    count = 0
    for slot in slots:
        opened = _open(slot, secrets)
        count += 1
        if isinstance(opened, Trouble):
            troubles.append(opened)
        else:
            # Of a hundred thousand, what was padded would take half a gigabyte of memory.
            item = replace(opened.item, said=b"")
            batch.take(replace(slot, data=b""), replace(opened, item=item))
        if progress and count % STEP == 0:
            progress(count)
    statements = {statement.slug: statement for statement in collection.statements}
    troubles += batch.strays(statements)
    report = _Laying(desk, secrets, batch, troubles).lay(statements)
    report = replace(report, slots=count, troubles=tuple(troubles))
    counts = {
        name: getattr(report, name) for name in ("slots", "new", "confirmed", "disavowed", "withdrawn", "messages")
    }
    desk.audit.add("opened", "", **counts, troubles=len(troubles))
    return report


class _Batch:
    """What was opened, by what it is."""

    def __init__(self) -> None:
        self.signatures: dict[str, list[tuple[Slot, Opened, Signature]]] = defaultdict(list)
        self.answers: dict[str, list[tuple[Slot, Answer]]] = defaultdict(list)
        self.codes: dict[bytes, Slot] = {}
        self.posts: list[Post] = []
        self.bad: list[Trouble] = []

    def take(self, slot: Slot, opened: Opened) -> None:
        item, said = opened.item, opened.said
        if isinstance(said, Signature):
            self.signatures[item.statement].append((slot, opened, said))
        elif isinstance(said, Withdrawal):
            self._take_code(slot, said)
        elif isinstance(said, Message):
            text, reply = clean_lines(said.text, "text"), clean(said.reply, "reply")[0]
            self.posts.append(Post(name_of(opened.id, 10), opened.day, text, reply))
        elif item.kind in (Kind.CONFIRMATION, Kind.DISAVOWAL):
            answer = Answer(item.submission, item.address, item.kind is Kind.DISAVOWAL)
            self.answers[item.statement].append((slot, answer))

    def _take_code(self, slot: Slot, said: Withdrawal) -> None:
        try:
            self.codes.setdefault(digest_code(said.code), slot)
        except SealedError:
            self.bad.append(_trouble(slot, "It asks to withdraw something, and what it gives is no code.", "malformed"))

    def strays(self, statements: Mapping[str, Statement]) -> list[Trouble]:
        """What belongs to a statement that the library doesn't have."""
        reason = "It belongs to a statement that this library doesn't have. Is this the right library?"
        lost = [slot for slug, found in self.signatures.items() if slug not in statements for slot, *_ in found]
        lost += [slot for slug, found in self.answers.items() if slug not in statements for slot, _ in found]
        return [*self.bad, *(_trouble(slot, reason, "stray") for slot in lost)]


class _Laying:
    """One laying of a batch on the desk."""

    def __init__(self, desk: Desk, secrets: Sequence["SecretKey"], batch: _Batch, troubles: list[Trouble]) -> None:
        self.desk = desk
        self.secrets = secrets
        self.batch = batch
        self.troubles = troubles
        self.report = Opening()

    def lay(self, statements: Mapping[str, Statement]) -> Opening:
        with self.desk.sorting() as tray:
            self._lay_posts(tray)
            tray.codes |= self.batch.codes.keys()
            here = set(self.desk.statements())
            touched = (self.batch.signatures.keys() | self.batch.answers.keys()) & statements.keys()
            for slug in sorted(here | touched):
                if slug in touched or tray.codes:
                    self._lay_statement(slug, statements.get(slug), tray)
        return self.report

    def _lay_posts(self, tray: Tray) -> None:
        """Of a message that was kept twice, the second is known from now on as one that needs no reading."""
        there = {(post.text, post.reply) for post in tray.posts.values()}
        for post in self.batch.posts:
            if post.id not in tray.posts:
                again = (post.text, post.reply) in there
                tray.posts[post.id] = replace(post, text="", reply="", read=True) if again else post
                there.add((post.text, post.reply))
                self._count(messages=int(not again))

    def _lay_statement(self, slug: str, statement: Statement | None, tray: Tray) -> None:
        if slug not in self.batch.signatures and slug not in self.batch.answers:
            codes = {entry.code for entry in self.desk.sheet(slug).entries.values()}
            if not codes & tray.codes:
                return
        with self.desk.changing(slug) as sheet:
            if statement is not None:
                self._lay_signatures(sheet, statement)
            confirmed, disavowed = join(sheet, (answer for _, answer in self.batch.answers.get(slug, ())))
            found, withdrawn = withdraw(sheet, tray.codes)
            tray.codes -= found
            self._count(confirmed=confirmed, disavowed=disavowed, withdrawn=withdrawn)

    def _lay_signatures(self, sheet: Sheet, statement: Statement) -> None:
        doorkeeper = Doorkeeper(self.secrets, statement, sheet)
        for slot, opened, said in sorted(self.batch.signatures.get(statement.slug, ()), key=lambda one: one[1].day):
            item = opened.item
            made = entered(item, said, opened.day, statement, doorkeeper) if len(item.submission) == 16 else None
            if made is None:
                self.troubles.append(_trouble(slot, "It is a signature without a name.", "malformed"))
                continue
            new = add(sheet, *made)
            if new:
                doorkeeper.note(made[0])
            self._count(new=int(new), known=int(not new))

    def _count(self, **more: int) -> None:
        self.report = replace(self.report, **{name: getattr(self.report, name) + by for name, by in more.items()})


def _open(slot: Slot, secrets: Sequence["SecretKey"]) -> Opened | Trouble:
    try:
        return open_slot(slot.data, secrets, slot.day)
    except UnknownKeyError as error:
        return _trouble(slot, str(error), "foreign")
    except DamagedError as error:
        return _trouble(slot, str(error), "damaged")
    except MalformedError as error:
        return _trouble(slot, str(error), "malformed")


def _trouble(slot: Slot, reason: str, kind: str) -> Trouble:
    return Trouble(slot.file, slot.number, reason, kind)
