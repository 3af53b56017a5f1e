"""A letter that is open for signature, and an inbox into which tests seal what people say."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_hex

from firsthand.catalogue.records import (
    Collection,
    Edition,
    Invitation,
    Library,
    Party,
    Statement,
    Text,
    Version,
    Wording,
)
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.opening import Opening, open_inbox
from firsthand.sealed.codes import digest_address, digest_code, new_code
from firsthand.sealed.envelope import seal, size_of, write_said
from firsthand.sealed.items import Item, Kind, Message, Signature, Withdrawal
from firsthand.sealed.keys import SecretKey
from firsthand.sealed.slots import read_slots

DAY = "2026-11-22"
SECRET = SecretKey(b"\x07" * 32)
INPUD = Party(
    "inpud",
    (
        Text("en", "International Network of People Who Use Drugs"),
        Text("fr", "Réseau international des personnes qui utilisent des drogues"),
    ),
    acronym="INPUD",
    link="https://www.inpud.net/",
)


def version(number: int = 1, words: str = "Nothing about us without us.") -> Version:
    wordings = tuple(
        Wording(language, "Letter", (words,), sha256(words.encode()).hexdigest()) for language in ("en", "ru")
    )
    return Version(number, "2026-11-01", wordings[0].sha256, wordings)


LETTER = Statement(
    "cnd",
    "2026-11-01",
    (Edition("en", "Letter"),),
    versions=(version(),),
    invitation=Invitation(
        "2026-11-10T09:00:00+01:00", "2026-11-30T23:59:59+01:00", "Europe/Vienna", vouchers=("inpud",)
    ),
)
LIBRARY = Collection(Library((Text("en", "Library"),)), statements=(LETTER,), parties=(INPUD,))


@dataclass
class Signed:
    """What somebody has in hand who signed."""

    submission: bytes
    code: str
    email: str


@dataclass
class Doorway:
    """An inbox and the desk to which it is opened."""

    folder: Path
    slots: list[tuple[str, Kind, bytes]] = field(default_factory=list)
    library: Collection = LIBRARY

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def desk(self) -> Desk:
        return Desk(self.folder / "private", SECRET)

    def put(self, item: Item, day: str = DAY) -> None:
        self.slots.append((day, item.kind, seal(item, SECRET.public)))

    def sign(self, name: str, email: str = "", day: str = DAY, letter: Statement = LETTER, **more: object) -> Signed:
        submission, code = token_bytes(16), new_code()
        outer = {
            key: more.pop(key) for key in ("version", "sha256", "language", "suspicious", "invitation") if key in more
        }
        said = Signature(**{"name": name, "capacity": "individual", "display": "full", "email": email, **more})
        item = Item(
            Kind.SIGNATURE, write_said(said), submission=submission, statement=letter.slug, code=digest_code(code),
            address=digest_address(submission, email) if email else b"",
            **{"version": 1, "sha256": bytes.fromhex(letter.versions[0].sha256), "language": "en", **outer},
        )  # fmt: skip
        self.put(item, day)
        return Signed(submission, code, email)

    def answer(self, signed: Signed, kind: Kind = Kind.CONFIRMATION, email: str = "", day: str = DAY) -> None:
        address = digest_address(signed.submission, email or signed.email)
        self.put(Item(kind, submission=signed.submission, statement=LETTER.slug, address=address), day)

    def withdraw(self, code: str) -> None:
        self.put(Item(Kind.WITHDRAWAL, write_said(Withdrawal(code))))

    def write(self, text: str, reply: str = "") -> None:
        self.put(Item(Kind.MESSAGE, write_said(Message(text, reply))))

    def store(self) -> None:
        """Write what was put into files as the front does."""
        self.inbox.mkdir(exist_ok=True)
        groups: dict[tuple[str, int], list[bytes]] = {}
        for day, kind, slot in self.slots:
            groups.setdefault((day, size_of(kind)), []).append(slot)
        for (day, size), slots in groups.items():
            name = f"{day}-{'small' if size < 5000 else 'large'}-{token_hex(8)}-{len(slots):06}.sealed"
            (self.inbox / name).write_bytes(b"".join(slots))
        self.slots.clear()

    def open(self, *secrets: SecretKey) -> Opening:
        self.store()
        return open_inbox(read_slots(self.inbox), secrets or (SECRET,), self.desk, self.library)
