"""The coordinators' side: 100,000 sealed items opened and laid on the desk, and 10,000 names compared with one another.

Opening stands beside libsodium's boxes alone, opened bare: nothing can be faster. A limit of 60 s is set for it.
Comparing stands beside rapidfuzz's `cdist` over all pairs, which finds the near ones alone.
FIRSTHAND_BENCH_ITEMS sets how many items there are (100,000): signatures, half of them sealed in the browser, and as
many answers to letters.
"""

import os
import random
import tempfile
import time
from pathlib import Path
from statistics import median

from nacl.public import PublicKey as BoxKey
from nacl.public import SealedBox
from tests.endorsing.doorway import INPUD, LETTER, LIBRARY, SECRET

from firsthand.catalogue.records import Capacity, Display
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.entries import Entry, Identity
from firsthand.endorsing.lettering import spoken
from firsthand.endorsing.opening import open_inbox
from firsthand.endorsing.resemblance import NEAR, resemblances
from firsthand.endorsing.review import cases
from firsthand.sealed.codes import digest_address
from firsthand.sealed.envelope import SMALL, seal, write_said
from firsthand.sealed.items import Item, Kind, Signature
from firsthand.sealed.slots import list_names, read_slots

ITEMS = int(os.environ.get("FIRSTHAND_BENCH_ITEMS", "100000"))
NAMES = 10_000
ROUNDS = 3
LIMIT = 60.0
_SYLLABLES = "an na ri ka lo mi sa to be dra ko wa ji pe shi zo fe lu gu ha no ta chi ma ye ru so de bra"
_SOUNDS = _SYLLABLES.split()
_WORDS = "Network Association Union Harm Reduction People Who Use Drugs National Regional Women Health"
_COMMON = _WORDS.split()


def _clock() -> float:
    """Seconds by the clock."""
    return time.perf_counter()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as name:
        _opening(Path(name))
    _comparing()


def _opening(folder: Path) -> None:
    _seal(folder / "inbox")
    began = _clock()
    report = open_inbox(read_slots(folder / "inbox"), (SECRET,), Desk(folder / "private", SECRET), LIBRARY)
    ours = _clock() - began
    began = _clock()
    again = open_inbox(read_slots(folder / "inbox"), (SECRET,), Desk(folder / "private", SECRET), LIBRARY)
    second = _clock() - began
    began = _clock()
    bare = _open_bare(folder / "inbox")
    bare_took = _clock() - began
    assert (report.new, report.confirmed, report.troubles) == (ITEMS // 2, ITEMS // 2, ())
    assert (again.new, again.known) == (0, ITEMS // 2)
    began = _clock()
    queue = cases(Desk(folder / "private", SECRET).sheet("cnd"), (INPUD,))
    print(f"{ITEMS:,} items ({ITEMS // 2:,} signatures, as many answers), {os.cpu_count()} processors")
    print(f"  opened, checked, joined, on the desk  {ours:6.1f} s   {ITEMS / ours:,.0f} a second; limit {LIMIT:.0f} s")
    print(f"  the same inbox once more              {second:6.1f} s")
    print(f"  libsodium's boxes alone ({bare:,})     {bare_took:6.1f} s")
    print(f"  the queue of {len(queue):,} with its reasons  {_clock() - began:6.1f} s")


def _seal(inbox: Path) -> None:
    """Signatures and answers to their letters, in files as the front leaves them."""
    inbox.mkdir()
    chance = random.Random(7)
    slots = []
    for number in range(ITEMS // 2):
        submission, email = chance.randbytes(16), f"p{number}@example.org"
        address = digest_address(submission, email)
        said = write_said(Signature(_person(chance), "individual", "full", "", "KE", email=email))
        browser = bool(number % 2)
        sealed = SealedBox(BoxKey(SECRET.public.box)).encrypt(said) if browser else said
        item = Item(
            Kind.SIGNATURE, sealed, browser, submission, LETTER.slug, 1, bytes.fromhex(LETTER.versions[0].sha256), "en",
            chance.randbytes(16), address,
        )  # fmt: skip
        slots += [seal(item, SECRET.public)]
        slots += [seal(Item(Kind.CONFIRMATION, submission=submission, statement="cnd", address=address), SECRET.public)]
    chance.shuffle(slots)
    for number in range(0, len(slots), 10_000):
        part = slots[number : number + 10_000]
        name = f"2026-11-{11 + number // 10_000 % 15}-small-{number:016x}-{len(part):06}.sealed"
        (inbox / name).write_bytes(b"".join(part))


def _open_bare(inbox: Path) -> int:
    """Each slot's box, and a second one of the same size for those that a browser sealed: nothing else."""
    box = SealedBox(SECRET.box)

    first = (inbox / list_names(inbox)[0].text).read_bytes()
    data = [first[at + 44 : at + SMALL - 16] for at in range(0, len(first), SMALL)]
    boxes = ITEMS + ITEMS // 4
    for number in range(boxes):
        box.decrypt(data[number % len(data)])
    return boxes


def _comparing() -> None:
    from rapidfuzz import fuzz, process

    chance = random.Random(11)
    entries, people = [], {}
    for number in range(NAMES):
        organisation = number % 4 == 0
        name = " ".join(chance.choices(_COMMON, k=3)) + f" {_word(chance)}" if organisation else _person(chance)
        capacity = Capacity.ORGANISATION if organisation else Capacity.INDIVIDUAL
        id_ = f"e{number}"
        entries.append(Entry(id_, id_.encode(), b"", capacity, Display.FULL, 1, "en", "2026-11-22"))
        people[id_] = Identity(id_, name, email=f"p{number}@gmail.com")
    found: dict[str, list[float]] = {"ours": [], "all pairs": []}
    for _ in range(ROUNDS):
        spoken.cache_clear()
        began = _clock()
        alike = resemblances(entries, people, (INPUD,))
        found["ours"].append(_clock() - began)
        words = [" ".join(sorted(spoken(identity.name))) for identity in people.values()]
        began = _clock()
        matrix = process.cdist(words, words, scorer=fuzz.ratio, score_cutoff=NEAR, workers=-1, dtype="uint8")
        found["all pairs"].append(_clock() - began)
    pairs = (int((matrix > 0).sum()) - NAMES) // 2
    print(f"{NAMES:,} names, in turn, {ROUNDS} rounds; median")
    print(f"  all ways of being alike   {median(found['ours']):6.2f} s   {len(alike):,} entries are like another one")
    print(f"  rapidfuzz, all pairs      {median(found['all pairs']):6.2f} s   {pairs:,} pairs that are near")


def _person(chance: random.Random) -> str:
    return f"{_word(chance)} {_word(chance)}"


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SOUNDS, k=chance.randint(2, 4))).capitalize()
