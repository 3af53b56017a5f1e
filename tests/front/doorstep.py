"""A library with a door, whoever comes to it, and the coordinator who opens what came in."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from lxml import html
from msgspec.structs import replace
from nacl.public import PublicKey as BoxKey
from nacl.public import SealedBox
from tests.front.client import Client, Loop
from tests.front.letter import SLUG, LetterSource

from firsthand.catalogue.records import Collection, Door, Statement
from firsthand.front.application import Front
from firsthand.front.door import Settings, open_doorway
from firsthand.mailing import Letter, Outbox, Sent
from firsthand.release import build
from firsthand.sealed.envelope import write_said
from firsthand.sealed.items import Message, Opened, Signature, Withdrawal
from firsthand.sealed.keys import Purpose, SecretKey, write_public
from firsthand.sealed.slots import Lost, read_items
from firsthand.sealed.work import solve

SECRET = SecretKey(bytes(32))
COLLECTOR = SecretKey(bytes(31) + b"c", Purpose.COLLECTOR)
SIGN = f"/en/statements/{SLUG}/sign"
PERSON = {
    "name": "Jo Canary-Bird", "capacity": "individual", "display": "dis4", "place": "KE",
    "email": "jo.canary@example.net", "note": "canary note",
}  # fmt: skip


class DoorSource(LetterSource):
    """The letter, for which the world network may vouch."""

    opens, closes = "2020-10-01T09:00:00+02:00", "2999-11-30T23:59:00+01:00"

    def _collection(self) -> Collection:
        made = super()._collection()
        door = Door((write_public(SECRET.public),), write_public(COLLECTOR.public), messages=True)
        return replace(made, library=replace(made.library, door=door))

    def _letter(self) -> Statement:
        made = super()._letter()
        assert made.invitation
        invitation = replace(made.invitation, opens=self.opens, closes=self.closes, vouchers=("world-network",))
        return replace(made, invitation=invitation)


def build_library(folder: Path, source: type[DoorSource] = DoorSource, **facts: Any) -> Path:
    (folder / "files").mkdir(parents=True)
    made = type("Source", (source,), facts)(folder / "files")
    build(made, folder / "library")
    return folder / "library"


class Post(Outbox):
    """Keeps letters, and can be told to be out of order."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.broken = False

    def send(self, letters: Sequence[Letter]) -> Sent:
        if self.broken:
            return Sent(later=tuple(letters))
        self.letters += letters
        return Sent(len(letters))


class Doorstep(Client):
    """Somebody in front of the door, without a browser; forms are sent as browsers do that run no scripts."""

    def __init__(self, front: Front, inbox: Path, loop: Loop) -> None:
        """The front gets a door of its own for as long as this one lasts."""
        self.inbox, self.post_office = inbox, Post()
        super().__init__(front, loop)
        front.doorway = open_doorway(Settings(inbox, self.post_office), front.service.opened)

    def form(self, address: str = SIGN) -> dict[str, str]:
        """What an untouched form sends."""
        return fields_of(self.page(address))

    def send(self, address: str, fields: dict[str, str], *, work: bool = True, **headers: str) -> httpx.Response:
        """The answer to a form; `work`: the browser has done its sum."""
        if work and "token" in fields:
            fields = fields | {"work": solve(fields["token"])}
        sent = {"content-type": "application/x-www-form-urlencoded", **headers}
        return self.run(lambda: self._ask(address, urlencode(fields), sent))

    async def _ask(self, address: str, body: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.front, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.post(address, content=body, headers=named)

    def sign(self, **fields: str) -> httpx.Response:
        return self.send(SIGN, self.form() | PERSON | fields)

    def items(self) -> list[Opened]:
        """All that lies in the inbox, opened by the coordinator; nothing may be damaged."""
        found = []
        for each in read_items(self.inbox, [SECRET]):
            assert not isinstance(each, Lost), each
            found.append(each)
        return found

    def letters(self) -> list[Letter]:
        """What waits is sent, and all that was sent so far."""
        assert self.front.doorway
        assert self.front.doorway.posting
        posting = self.front.doorway.posting
        self.run(posting.close)
        return self.post_office.letters

    def close(self) -> None:
        if self.front.doorway:
            self.run(self.front.doorway.close)
        self.front.doorway = None


def fields_of(page: html.HtmlElement) -> dict[str, str]:
    """What the form on a page sends if nobody touches it any more."""
    (form,) = page.xpath("//form[@id='door']")
    return {name: value for name, value in form.form_values() if value is not None}


def seal_in_browser(said: Signature | Withdrawal | Message) -> str:
    return base64.b64encode(SealedBox(BoxKey(SECRET.public.box)).encrypt(write_said(said))).decode()


def every_page(door: Doorstep, language: str = "en") -> dict[str, bytes]:
    """Each kind of page that the door has, and each state of its forms."""
    sign, withdraw, message = (f"/{language}/{path}" for path in (f"statements/{SLUG}/sign", "withdraw", "message"))
    pages = {address: door.get(address).content for address in (sign, f"{sign}?language=ar", withdraw, message)}
    filled = door.form(sign) | PERSON
    sealed = {"sealed": seal_in_browser(Signature("Jo", "individual", "name")), "version": "3", "language": "en"}
    states = {
        "with mistakes": (sign, {"token": filled["token"], "version": "3"}),
        "sealed, given back": (sign, sealed | {"token": "x"}),
        "sealed, with a wrong address": (sign, sealed | {"token": filled["token"], "email": "jo@example"}),
        "receipt": (sign, filled),
        "half a code": (withdraw, door.form(withdraw) | {"code": "ABCD"}),
        "withdrawn": (withdraw, door.form(withdraw) | {"code": "ABCD-EFGH-JKMN-PQRS"}),
        "no message": (message, door.form(message)),
        "message sent": (message, door.form(message) | {"text": "Hello"}),
        "refused": (sign, {str(number): "x" for number in range(60)}),
    }
    for name, (address, fields) in states.items():
        pages[f"{address}, {name}"] = door.send(address, fields).content
    path = door.letters()[-1].text.split("https://library.example.org")[1].split()[0]
    pages["asked"] = door.get(path).content
    pages["confirmed"], pages["disavowed"] = (door.send(path, {"answer": each}).content for each in ("yes", "no"))
    pages["cut short"] = door.get(path[:-2]).content
    pages["nobody is asked"] = door.get(f"/{language}/statements/open-letter/sign").content
    return pages
