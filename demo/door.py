"""A copy of the demonstration that people can sign in: its door has a key that was made on this machine.

`make demo` publishes it. Whatever coordinators write into the copy (`firsthand inbox apply`) stays when it is made
again.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).parent
ADDRESS = "http://127.0.0.1:8000"
"""Where `make demo` serves it, so that links in letters lead back to it."""
OURS = shutil.ignore_patterns("*.py", "__pycache__", "making", "sources", "networks.*")


def make(folder: Path, keys: Path) -> None:
    shutil.copytree(DEMO, folder, dirs_exist_ok=True, ignore=OURS)
    described = (DEMO / "library.toml").read_text("utf-8")
    described = re.sub(r"(?m)^address = .*$", f'address = "{ADDRESS}"', described)
    (folder / "library.toml").write_text(f"{described}\n{door(keys)}", "utf-8")
    (folder / "mail.toml").write_text('sender = "library@example.org"\nfolder = "private/letters"\n', "utf-8")


def door(keys: Path) -> str:
    """The lines for library.toml. The key is locked with a file beside it: for trying out alone."""
    said = keys / "door.toml"
    if not said.exists():
        verb = [str(Path(sys.executable).parent / "firsthand"), "inbox", "keygen", str(keys)]
        options = ["--no-passphrase", "--key-file", str(keys) + ".bin", "--collector"]
        told = subprocess.run([*verb, *options], check=True, capture_output=True, text=True).stdout
        lines = [line for line in told.splitlines() if line.startswith(("[door]", "keys = ", "collector = "))]
        said.write_text("\n".join([*lines, "messages = true", ""]), "utf-8")
    return said.read_text("utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
