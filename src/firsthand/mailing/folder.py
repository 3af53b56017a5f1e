"""Letters as files in a folder, to try everything without a mail server. Whoever has the folder can read them."""

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from firsthand.mailing.letters import Letter, MalformedAddressError, Sent, compose


def today() -> date:
    return datetime.now(UTC).date()


class FolderOutbox:
    """Writes each letter as an .eml file under a random name, dated to the day."""

    def __init__(self, folder: Path, sender: str, today: Callable[[], date] = today) -> None:
        self.folder, self.sender, self._today = folder, sender, today

    def send(self, letters: Sequence[Letter]) -> Sent:
        sent, refused, later = 0, 0, []
        for letter in letters:
            try:
                self._write(letter)
                sent += 1
            except MalformedAddressError:
                refused += 1
            except OSError:
                later.append(letter)
        return Sent(sent, refused, tuple(later))

    def _write(self, letter: Letter) -> None:
        day = self._today()
        data = compose(letter, self.sender, day).as_bytes()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / f"{secrets.token_hex(8)}.eml"
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
        for each in (path, self.folder):
            os.utime(each, (midnight, midnight))
