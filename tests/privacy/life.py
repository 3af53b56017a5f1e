"""The whole life of a letter over real parts: its folder, a server in a process of its own, a mail server, a desk.

What lies where is kept apart as it would be on three machines: the server that may be seized, the coordinators'
computer, and the mail provider.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner, Result
from nacl.public import PublicKey, SealedBox
from tests.front.browser import _wait_for as wait_for
from tests.front.browser import free_port
from tests.privacy.canaries import search_bytes, search_folder

from firsthand.cli import main
from firsthand.endorsing.desk import Desk
from firsthand.sealed import work
from firsthand.sealed.envelope import write_said
from firsthand.sealed.items import Signature
from firsthand.sealed.keys import read_public, unlock

SLUG = "a-seat"
LIBRARY = """
languages = ["en", "ru"]
address = "http://127.0.0.1"
contact = "mailto:desk@library.example"
[title]
en = "A library"
[door]
keys = ["{key}"]
messages = true
smallest_group = 5
days_kept = 1
"""
STATEMENT = """
date = "2026-10-05"
[editions.en]
title = "A seat at the table"
[[versions]]
number = 1
date = "2026-10-05"
[invitation]
opens = "2026-01-01T09:00:00"
closes = "2999-01-01T09:00:00"
zone = "Europe/Vienna"
"""
PUBLIC = (
    f"/en/statements/{SLUG}",
    f"/ru/statements/{SLUG}",
    f"/take/statements/{SLUG}/signatures.csv",
    f"/take/statements/{SLUG}/letter/en.docx",
    "/en/statements",
    "/en/search?q=Wrenfield",
    "/en/feed.atom",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/api/v1/statements",
    "/sitemap.xml",
    "/llms.txt",
)
"""Where the library tells something of a statement."""
TEXT = "# A seat at the table\n\nWe ask for two seats, and for papers in time.\n"


@dataclass(frozen=True)
class Signer:
    name: str
    email: str
    note: str = ""
    display: str = "dis4"
    capacity: str = "individual"
    affiliation: str = ""
    in_browser: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What must not be found of them."""
        return tuple(filter(None, (self.name, self.email, self.note, self.affiliation)))


@dataclass
class Sent:
    """One form, as whoever watches the line sees it, and what the signer keeps."""

    signer: Signer
    asked: int
    """Bytes of the request's body."""
    answered: int
    """Bytes of the answer's body."""
    code: str


@dataclass
class MailServer:
    """What the mail provider knows."""

    letters: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append((envelope.rcpt_tos[0], bytes(envelope.content or b"")))
        return "250 taken"

    def links(self) -> dict[str, str]:
        """Address -> the link in its letter."""
        found = {}
        for to, data in self.letters:
            text = message_from_bytes(data, policy=policy.default).get_content()
            found[to] = re.search(r"/en/confirm/\S+", text)[0]
        return found


@contextmanager
def mail_server() -> Iterator[tuple[MailServer, int]]:
    provider, port = MailServer(), free_port()
    controller = Controller(provider, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield provider, port
    finally:
        controller.stop()


class Life:
    """The folders, and what is done in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.server, self.office = root / "server", root / "office"
        self.source, self.keys, self.copies = (self.office / name for name in ("source", "keys", "copies"))
        self.public, self.inbox = self.server / "library", self.server / "inbox"
        for folder in (
            self.source / "statements" / SLUG,
            self.keys,
            self.server / "tmp",
            self.server / "home",
            self.office / "tmp",
        ):
            folder.mkdir(parents=True)
        self.pid = 0

    def firsthand(self, *arguments: str | Path, answers: str = "") -> Result:
        result = CliRunner().invoke(main, [str(each) for each in arguments], input=answers)
        if result.exit_code:
            raise AssertionError(f"{arguments}: {result.output}\n{result.exception!r}") from result.exception
        return result

    def make(self, mail_port: int) -> None:
        self.firsthand("inbox", "keygen", self.keys, "--key-file", self.office / "stick.bin", "--no-passphrase")
        self.firsthand_key = next(self.keys.glob("*.key"))
        key = re.search(r'"public": "(\w[^"]+)"', self.firsthand_key.read_text())[1]
        self.key = read_public(key)
        (self.source / "library.toml").write_text(LIBRARY.format(key=key))
        folder = self.source / "statements" / SLUG
        (folder / "statement.toml").write_text(STATEMENT)
        (folder / "en.md").write_text(TEXT)
        mail = (
            f'sender = "letters@library.example"\n[smtp]\nhost = "127.0.0.1"\nport = {mail_port}\nsecurity = "none"\n'
        )
        (self.server / "mail.toml").write_text(mail)

    @property
    def at_desk(self) -> tuple[str, ...]:
        options = ("--library", self.source, "--key", self.firsthand_key, "--key-file", self.office / "stick.bin")
        return tuple(str(each) for each in options)

    def publish(self) -> None:
        self.firsthand("publish", self.source, "-o", self.public, "--cache", self.office / "cache", "--prune-withdrawn")

    @contextmanager
    def served(self) -> Iterator[httpx.Client]:
        port, log = free_port(), self.server / "serve.log"
        command = [sys.executable, "-c", "from firsthand.cli import main; main()", "serve", str(self.public)]
        command += ["--port", str(port), "--inbox", str(self.inbox), "--mail", str(self.server / "mail.toml")]
        home = {"HOME": self.server / "home", "TMPDIR": self.server / "tmp", "XDG_CACHE_HOME": self.server / "home"}
        environment = os.environ | {name: str(path) for name, path in home.items()} | {"PYTHONDONTWRITEBYTECODE": "1"}
        with log.open("a") as output:
            process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=self.server
            )
        try:
            wait_for(port, process, log)
            self.pid = process.pid
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
                yield client
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    def sign(self, client: httpx.Client, signer: Signer) -> Sent:
        page = client.get(f"/en/statements/{SLUG}/sign").text
        form = hidden_of(page)
        form["work"] = work.solve(form["token"])
        form |= {"email": signer.email}
        if signer.in_browser:
            display = {"dis1": "full", "dis2": "name", "dis3": "country", "dis4": "withheld"}[signer.display]
            said = Signature(
                signer.name, signer.capacity, display, signer.affiliation, email=signer.email, note=signer.note
            )
            form["sealed"] = seal_in_browser(said, self.key.box)
        else:
            form |= {"name": signer.name, "capacity": signer.capacity, "display": signer.display}
            form |= {"affiliation": signer.affiliation, "note": signer.note}
        answer = client.post(f"/en/statements/{SLUG}/sign", data=form)
        assert answer.status_code == 200, answer.text
        asked = int(answer.request.headers["content-length"])
        return Sent(signer, asked, len(answer.content), code_of(answer.text))

    def err(self, client: httpx.Client, signer: Signer) -> None:
        """Everything that can go wrong with a form, with words in it that must not be written down anywhere."""
        address = f"/en/statements/{SLUG}/sign"
        form = hidden_of(client.get(address).text) | {"name": signer.name, "email": signer.email, "note": signer.note}
        assert client.post(address, data=form).status_code == 429
        assert client.post(address, data=form | {"token": "forged"}).status_code == 409
        solved = form | {"work": work.solve(form["token"]), "capacity": "individual", "display": "dis4"}
        assert client.post(address, data=solved | {"email": f"{signer.email}@{signer.email}"}).status_code == 422
        assert client.post(address, data=solved | {"sealed": signer.note}).status_code == 422
        assert client.post(address, data=solved | {"note": signer.note * 9000}).status_code == 413
        assert client.post(address, data=form, headers={"origin": f"http://{signer.email}"}).status_code == 403
        assert client.post(address, content=signer.note.encode() * 50).status_code >= 400
        assert client.get(f"/en/confirm/{signer.email}").status_code == 404
        assert client.get(address, params={"by": signer.name}).status_code == 200
        assert client.post(f"/en/{signer.email}", data=form).status_code >= 400

    def write(self, client: httpx.Client, text: str) -> None:
        form = hidden_of(client.get("/en/message").text)
        form |= {"work": work.solve(form["token"]), "text": text}
        answer = client.post("/en/message", data=form)
        assert answer.status_code == 200, answer.text

    def collect(self) -> None:
        """What lies in the inbox comes onto the desk."""
        self.firsthand("inbox", "pull", self.inbox, self.copies)
        self.firsthand("inbox", "open", self.copies, *self.at_desk)

    def review(self) -> None:
        """Confirm everybody."""
        listed = self.firsthand("inbox", "review", *self.at_desk, "--csv").stdout
        ids = re.findall(r"^([0-9a-z]{8,}),", listed, re.MULTILINE)
        assert ids, listed
        self.firsthand("inbox", "review", *self.at_desk, "--confirm", *ids)

    def apply(self) -> str:
        """What then stands in the library's folder."""
        self.firsthand("inbox", "apply", *self.at_desk)
        return (self.source / "statements" / SLUG / "endorsements.toml").read_text()

    def read_once(self, client: httpx.Client, name: str, *, there: bool = True) -> str:
        """The statement's page as soon as a name stands there, or not: a server takes a new release over by itself."""
        for _ in range(100):
            page = client.get(f"/en/statements/{SLUG}").text
            if (name in page) is there:
                return page
            time.sleep(0.1)
        raise AssertionError(f"{name} {'does not become public' if there else 'stays public'}")

    def read_everywhere(self, client: httpx.Client, words: tuple[str, ...]) -> dict[str, list[str]]:
        """Where the library tells words: address, or “dump” -> what was found."""
        found = {}
        answers = {address: client.get(address) for address in PUBLIC}
        assert [address for address, answer in answers.items() if answer.status_code != 200] == []
        for address, answer in answers.items():
            if told := search_bytes(answer.content, words):
                found[address] = told
        out = self.root / "dump"
        shutil.rmtree(out, ignore_errors=True)
        self.firsthand("dump", self.public, "-o", out)
        if told := [each for here in search_folder(out, words).values() for each in here]:
            found["dump"] = told
        return found

    def known(self) -> str:
        """All that the desk holds, for whoever has the key."""
        secret = unlock(self.firsthand_key.read_bytes(), None, (self.office / "stick.bin").read_bytes())
        desk = Desk(self.source / "private", secret)
        return f"{desk.sheet(SLUG).people} {desk.tray().posts}"

    def forget(self) -> None:
        self.firsthand("inbox", "forget", "--library", self.source, "--statement", SLUG, "--now", "--yes")

    def destroy_key(self) -> None:
        """Once a letter is over: another key takes the place of the old one, which nobody has any more."""
        stick, old = self.office / "stick.bin", self.firsthand_key
        self.firsthand("inbox", "keygen", self.office / "next", "--key-file", stick, "--no-passphrase")
        self.firsthand_key = next((self.office / "next").glob("*.key"))
        public = re.search(r'"public": "(\w[^"]+)"', self.firsthand_key.read_text())[1]
        (self.source / "library.toml").write_text(LIBRARY.format(key=public))
        self.firsthand("inbox", "forget", *self.at_desk, "--key", old, "--destroy-key", old, "--yes")

    def withdraw(self, client: httpx.Client, code: str) -> None:
        form = hidden_of(client.get("/en/withdraw").text)
        form |= {"work": work.solve(form["token"]), "code": code}
        answer = client.post("/en/withdraw", data=form)
        assert answer.status_code == 200, answer.text


def hidden_of(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    assert found, page
    return dict(found)


def code_of(page: str) -> str:
    return re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", page)[0]


def seal_in_browser(said: Signature, key: bytes) -> str:
    import base64

    return base64.b64encode(SealedBox(PublicKey(key)).encrypt(write_said(said))).decode()


def processes_of(pid: int) -> list[Path]:
    """Folders in /proc of a process and all that came from it."""
    found, asked = [], [pid]
    while asked:
        now = asked.pop()
        found.append(Path(f"/proc/{now}"))
        for task in Path(f"/proc/{now}/task").iterdir():
            asked += [int(each) for each in (task / "children").read_text().split()]
    return found
