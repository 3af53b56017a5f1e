"""Seize the server, ask the mail provider, take a name back, forget: what is found then of words that were planted.

One life of a letter is lived for all tests here, over real parts (see life.py); at each of its moments everything that
lies on a disk is searched.
"""

import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.privacy.attacks import attack_batches, attack_order, betrayed
from tests.privacy.canaries import search_bytes, search_folder
from tests.privacy.life import SLUG, Life, MailServer, Sent, Signer, mail_server, processes_of

from firsthand.endorsing.desk import Desk
from firsthand.endorsing.errors import DeskError
from firsthand.sealed import keys
from firsthand.sealed.envelope import SMALL, open_slot
from firsthand.sealed.errors import SealedError, UnknownKeyError
from firsthand.sealed.keys import SecretKey, unlock
from firsthand.sealed.slots import read_slots

HIDDEN = (
    Signer("Zilpah Quennevere", "zilpah.7731@canary.example", "Quince marmalade at dawn"),
    Signer("Ждана Квасцова", "zhdana.5519@canary.example", "Кизиловое варенье Зиновии"),
    Signer("Ingeborg Hollyhock", "ingeborg.8102@canary.example", "A lantern for Wilhelmina", in_browser=True),
    Signer("Тимофей Узловатов", "timofey.4410@canary.example", in_browser=True),
)
"""Counted and not named."""
LEAVING = (
    Signer("Thessaly Wrenfield", "thessaly.2206@canary.example", "Bergamot", "dis1", "affiliated", "Wrenfield Orchard"),
    Signer("Радомира Чернобыльникова", "radomira.9047@canary.example", display="dis2", in_browser=True),
)
"""Named, until they withdraw."""
CROWD = 48
_NAMES = random.Random(11).sample(range(1000, 9999), CROWD)
STAYING = tuple(
    Signer(f"Aa{number} Quillfeather", f"quill.{number}@canary.example", f"Periwinkle {number}", "dis1")
    for number in _NAMES
)
"""Named, and it stays so; their addresses and notes are nobody's business."""
MESSAGE = "Hellebore under the third stair"
PRIVATE = (*(word for each in HIDDEN for word in each.words), "Periwinkle", "quill.", MESSAGE)
WITHDRAWN = tuple(word for each in LEAVING for word in each.words)
EVERYTHING = (*PRIVATE, *WITHDRAWN, "canary.example")


@dataclass
class Seen:
    """What was found at each moment, and what else the tests look at."""

    life: Life
    mail: MailServer
    found: dict[str, object] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    arrived: list[str] = field(default_factory=list)
    """Addresses in the order in which they signed."""
    rows: str = ""
    public: str = ""
    table: str = ""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with mail_server() as (mail, port), pytest.MonkeyPatch.context() as patch:
        seen = Seen(Life(tmp_path_factory.mktemp("life")), mail)
        patch.setattr(keys, "EFFORT", keys.Effort(1, 8192))
        patch.setattr(tempfile, "tempdir", str(seen.life.office / "tmp"))
        patch.setenv("TMPDIR", str(seen.life.office / "tmp"))
        live(seen, port)
        yield seen


def live(seen: Seen, port: int) -> None:
    life, found = seen.life, seen.found
    life.make(port)
    life.publish()
    with life.served() as client:
        for signer in (*HIDDEN, *LEAVING, *STAYING):
            seen.sent.append(life.sign(client, signer))
            seen.arrived.append(signer.email)
        life.err(client, HIDDEN[0])
        life.write(client, MESSAGE)
        found["processes"] = search_processes(life.pid)
        found["while serving"] = search_folder(life.server, EVERYTHING)
        shutil.copytree(life.inbox, life.root / "backups" / "inbox")
    found["when closed"] = search_folder(life.server, EVERYTHING)
    with life.served() as client:
        for link in seen.mail.links().values():
            assert client.post(link, data={"answer": "yes"}).status_code == 200
        life.collect()
        life.review()
        seen.rows = life.apply()
        shutil.copytree(life.source, life.root / "backups" / "source")
        life.publish()
        found["once public"] = search_folder(life.server, (*PRIVATE, "canary.example"))
        seen.public = life.read_once(client, LEAVING[0].name)
        seen.table = client.get(f"/take/statements/{SLUG}/signatures.csv").text
        found["read when public"] = life.read_everywhere(client, WITHDRAWN)
        for sent in seen.sent:
            if sent.signer in LEAVING or sent.signer is HIDDEN[0]:
                life.withdraw(client, sent.code)
        life.collect()
        life.apply()
        life.publish()
        life.read_once(client, LEAVING[0].name, there=False)
        found["read when withdrawn"] = life.read_everywhere(client, (*WITHDRAWN, *PRIVATE))
    found["once withdrawn"] = search_folder(life.server, EVERYTHING)
    found["on the desk"] = search_folder(life.office, EVERYTHING)
    found["known to coordinators"] = life.known()
    life.forget()
    found["once forgotten"] = search_folder(life.root, EVERYTHING)
    life.destroy_key()


def search_processes(pid: int) -> list[str]:
    """In what a system tells of running processes: their arguments, environments, and files that they hold open."""
    found = []
    for process in processes_of(pid):
        if not re.search(r"Max core file size +0 +0", (process / "limits").read_text()):
            found.append("its memory is written down when it crashes")
        for name in ("cmdline", "environ"):
            found += search_bytes((process / name).read_bytes(), EVERYTHING)
        for held in (process / "fd").iterdir():
            goal = str(held.readlink())
            if goal.startswith("/") and not goal.startswith(("/dev", "/proc", "/sys")) and held.is_file():
                found += search_bytes(held.read_bytes(), EVERYTHING)
    return found


def test_whoever_seizes_the_server_finds_nothing(seen: Seen) -> None:
    assert seen.found["processes"] == []
    assert seen.found["while serving"] == {}
    assert seen.found["when closed"] == {}
    assert {path.suffix for path in seen.life.inbox.iterdir()} <= {".sealed", ".key"}


def test_what_was_planted_arrived(seen: Seen) -> None:
    """Or nothing would have been proved by not finding it."""
    assert len(re.findall("Quillfeather", seen.public)) >= CROWD
    assert all(signer.name in seen.public for signer in LEAVING)
    assert len(seen.mail.letters) == len(seen.arrived)
    everybody = b"".join(data for _, data in seen.mail.letters)
    assert search_bytes(everybody, ["quill."])
    known = seen.found["known to coordinators"]
    assert isinstance(known, str)
    assert all(word in known for signer in HIDDEN[1:] for word in signer.words)
    assert MESSAGE in known


def test_nothing_on_the_servers_disk_opens_the_inbox(seen: Seen) -> None:
    """Neither its files as a key, nor any 32 bytes of the secrets that it has."""
    slot = next(read_slots(seen.life.root / "backups" / "inbox"))
    kept = [path.read_bytes() for path in seen.life.server.rglob("*") if path.is_file() and path.stat().st_size < 200]
    assert any(len(data) == 32 for data in kept)
    for data in kept:
        for start in range(max(1, len(data) - 31)):
            seed = data[start : start + 32].ljust(32, b"\0")
            with pytest.raises(SealedError):
                open_slot(slot.data, [SecretKey(seed)], slot.day)


def test_what_may_be_public_is_all_that_becomes_public(seen: Seen) -> None:
    assert seen.found["once public"] == {}


def test_who_withdrew_is_nowhere_after_the_next_release(seen: Seen) -> None:
    """Releases, older ones too, their index, tables; and what the server answers wherever it told names before."""
    told, tells = seen.found["read when public"], seen.found["read when withdrawn"]
    assert isinstance(told, dict)
    assert {f"/en/statements/{SLUG}", f"/take/statements/{SLUG}/signatures.csv"} <= told.keys()
    assert tells == {}
    assert seen.found["once withdrawn"] == {}


def test_the_desk_lets_nothing_be_read(seen: Seen) -> None:
    """Before anything is forgotten: without the key it is of no use."""
    found = seen.found["on the desk"]
    assert isinstance(found, dict)
    assert found == {}


def test_once_forgotten_nobody_is_found_anywhere(seen: Seen) -> None:
    """In the library's folder, its private part, the inbox, copies, logs, caches, temporary files, backups."""
    found = seen.found["once forgotten"]
    assert isinstance(found, dict)
    backup = f"backups/source/statements/{SLUG}/endorsements.toml"
    assert search_bytes((seen.life.root / backup).read_bytes(), (*PRIVATE, "canary.example")) == []
    found.pop(backup, None)  # of a public file: nobody can call back what was public when it was copied
    assert found == {}


def test_backups_of_the_inbox_stay_shut_once_the_key_is_destroyed(seen: Seen) -> None:
    slots = list(read_slots(seen.life.root / "backups" / "inbox"))
    stick = (seen.life.office / "stick.bin").read_bytes()
    files = [path for path in seen.life.root.rglob("*.key") if path.stat().st_size > 100]
    left = [unlock(path.read_bytes(), None, stick) for path in files]
    assert len(left) == 1
    for slot in slots:
        with pytest.raises(UnknownKeyError):
            open_slot(slot.data, left, slot.day)
    private = seen.life.root / "backups" / "source" / "private"
    with pytest.raises(DeskError):
        Desk(private, *left).sheet(SLUG)


def test_the_same_words_have_the_same_size_whatever_may_be_shown(seen: Seen) -> None:
    """Requests, answers, slots and letters."""
    crowd = [sent for sent in seen.sent if sent.signer in STAYING]
    assert len({sent.asked for sent in crowd}) == 1
    assert len({sent.answered for sent in seen.sent}) == 1
    letters = [len(data) for to, data in seen.mail.letters if to.startswith("quill.")]
    assert max(letters) - min(letters) == 0
    slots = [path for path in (seen.life.root / "backups" / "inbox").iterdir() if "-small-" in path.name]
    assert slots
    assert all(path.stat().st_size % SMALL == 0 for path in slots)


def test_letters_go_out_in_an_order_that_says_nothing(seen: Seen) -> None:
    order = [seen.arrived.index(to) for to, _ in seen.mail.letters]
    assert betrayed(attack_batches([order])) == []
    heads = {re.search(rb"\r\nDate: ([^\r]+)", data)[1] for _, data in seen.mail.letters}
    assert all(head.endswith(b"00:00:00 +0000") for head in heads)


def test_names_stand_in_an_order_that_says_nothing(seen: Seen) -> None:
    """In the public page, its table, and in the file from which they are made; and people have no day there."""
    for text in (seen.public, seen.table, seen.rows):
        names = list(dict.fromkeys(re.findall(r"Aa\d+ Quillfeather", text)))
        assert len(names) == CROWD
        order = [[signer.name for signer in STAYING].index(name) for name in names]
        assert betrayed(attack_order(order)) == []
    assert not re.search(r"\d\d:\d\d|\bdate\b|20\d\d-", seen.rows)


def test_logs_tell_of_no_form(seen: Seen) -> None:
    log = (seen.life.server / "serve.log").read_text()
    assert "POST" not in log
    assert SLUG not in log
    assert "127.0.0.1 " not in log.replace("http://127.0.0.1", "")
    audit: Path = seen.life.source / "private" / "audit.log"
    assert not re.search(r"\d\d:\d\d", audit.read_text())
