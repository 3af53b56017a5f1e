"""Letters are sent, once each, whatever interrupts it: what went out is noted at the desk, without an address.

A letter is noted before it is handed over. Of the few that were being handed over when something broke, nobody can say
whether they went; they are told of, and not sent again unless somebody wants that.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, msgpack

from firsthand.endorsing.desk import Desk
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.vault import read_box, write_box
from firsthand.mailing import Letter, Outbox

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

TOGETHER = 10
"""Letters that are handed over in one go; as many are in doubt at most after a break."""

SENT = ".sent"

Progress = Callable[[int], None]
"""Called with how many letters have been handed over."""


class _State(Struct, frozen=True):
    """What is on the disk of letters about a statement. Digests are of a kind of letter and an address, salted."""

    salt: bytes
    done: frozenset[bytes] = frozenset()
    doubtful: frozenset[bytes] = frozenset()


class Mailed(Struct, frozen=True):
    """What became of letters."""

    sent: int = 0
    before: int = 0
    """Went out earlier, and not again now."""
    refused: int = 0
    """The mail server says that there is no such address, or it is none."""
    later: int = 0
    """Couldn't be handed over now: do the same again."""
    doubtful: int = 0
    """May have gone out when something broke."""


def send(
    desk: Desk,
    secrets: Sequence["SecretKey"],
    statement: str,
    kind: str,
    letters: Sequence[Letter],
    outbox: Outbox | None,
    *,
    doubtful: bool = False,
    progress: Progress | None = None,
) -> Mailed:
    """Hand over those letters that have not been yet, in random order. Without an outbox, say what would be done.

    `kind` names what they are about ("final"): a letter of another kind to the same address is another letter. With
    `doubtful` those are sent too that may have gone out already.
    """
    with desk.changing(statement):  # nobody else sends meanwhile
        state = _read(desk, secrets, statement)
        keyed = {_digest(state, kind, letter): letter for letter in letters}
        if doubtful:
            state = _State(state.salt, state.done, state.doubtful - keyed.keys())
        waiting = [key for key in keyed if key not in state.done | state.doubtful]
        before, unsure = len(keyed.keys() & state.done), len(keyed.keys() & state.doubtful)
        if outbox is None:
            return Mailed(len(waiting), before, doubtful=unsure)
        SystemRandom().shuffle(waiting)
        sent = refused = later = 0
        for at in range(0, len(waiting), TOGETHER):
            batch = {key: keyed[key] for key in waiting[at : at + TOGETHER]}
            state = _State(state.salt, state.done, state.doubtful | batch.keys())
            _write(desk, secrets[0], statement, state)
            done = outbox.send(tuple(batch.values()))
            again = {_digest(state, kind, letter) for letter in done.later}
            state = _State(state.salt, state.done | (batch.keys() - again), state.doubtful - batch.keys())
            _write(desk, secrets[0], statement, state)
            sent, refused, later = sent + done.sent, refused + done.refused, later + len(done.later)
            if progress:
                progress(min(at + TOGETHER, len(waiting)))
    desk.audit.add("sent letters", statement, sent=sent, refused=refused, later=later)
    return Mailed(sent, before, refused, later, unsure)


def renew(desk: Desk, secrets: Sequence["SecretKey"]) -> None:
    """Write what is noted of letters anew with the first of `secrets`."""
    for path in sorted(desk.folder.glob(f"*{SENT}")):
        if not path.name.startswith("."):
            statement = path.name.removesuffix(SENT)
            _write(desk, secrets[0], statement, _read(desk, secrets, statement))


def _digest(state: _State, kind: str, letter: Letter) -> bytes:
    said = f"{kind}\0{letter.to.strip().casefold()}".encode("utf-8", "surrogatepass")
    return blake2b(said, key=state.salt, digest_size=16, person=b"fh sent").digest()


def _path(desk: Desk, statement: str) -> Path:
    return desk.folder / f"{statement}{SENT}"


def _read(desk: Desk, secrets: Sequence["SecretKey"], statement: str) -> _State:
    path = _path(desk, statement)
    if not path.exists():
        return _State(token_bytes(32))
    with in_words(path):
        data = read_box(path, tuple(secrets), f"desk sent {statement}")
    try:
        return msgpack.decode(data, type=_State)
    except (DecodeError, ValueError) as error:
        raise DeskError(f"“{path}” was written by a newer Firsthand. Install the same version here.") from error


def _write(desk: Desk, secret: "SecretKey", statement: str, state: _State) -> None:
    with in_words(desk.folder):
        write_box(_path(desk, statement), msgpack.encode(state), secret, f"desk sent {statement}")
