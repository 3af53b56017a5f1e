"""A key of the inbox is not needed any more, and is destroyed: what was sealed to it stays shut for ever, everywhere.

Before that, all that the desk keeps is written anew with the key that follows, so that withdrawing goes on working.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.endorsing import contacts
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.forgetting import erase
from firsthand.endorsing.grounds import Grounds
from firsthand.endorsing.sending import renew
from firsthand.endorsing.vault import MAGIC
from firsthand.sealed.keys import read_locked_public, read_public

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey


def retire(desk: Desk, grounds: Grounds, secrets: Sequence["SecretKey"], file: Path) -> str:
    """Write the desk anew with the first of `secrets`, then destroy `file`, the key of another one; gives its id.

    DeskError, and the key is still there, where the library's door still seals to it, or the desk needs it.
    """
    with in_words(file):
        public = read_locked_public(file.read_bytes())
    if public == secrets[0].public:
        raise DeskError(f"“{file}” is the key in use. Name the key that follows with --key, and the old one after it.")
    if any(read_public(key) == public for key in grounds.door.keys):
        raise DeskError(
            f"The library still names the key of “{file}” under [door]. Take it out there, publish, fetch the inbox "
            "once more and open it; then do the same again."
        )
    for statement in desk.statements():
        with desk.changing(statement):
            pass  # what is written is written with the key in use
    with desk.sorting():
        pass
    known = contacts.read_contacts(desk.folder, secrets)
    contacts.write_contacts(desk.folder, secrets[0], known)
    renew(desk, secrets)
    locked = [path for path in desk.folder.iterdir() if path.is_file() and _is_of(path, public.id)]
    if locked:
        raise DeskError(f"“{locked[0]}” can still be opened with this key alone. Erase it, or ask who has written it.")
    with in_words(file):
        erase(file)
    desk.audit.add("destroyed a key")
    return public.id.hex()


def _is_of(path: Path, key: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC) + len(key)) == MAGIC + key
