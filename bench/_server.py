"""A private PostgreSQL on a socket in a temporary directory, stopped at the end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def programs() -> Path | None:
    """Where initdb and pg_ctl are; None where PostgreSQL isn't installed."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def private_server(folder: Path, settings: str = "") -> Iterator[Any]:
    """A psycopg connection to a server whose data are in a folder. Settings as for postgres: -c name=value."""
    import psycopg

    there, data = programs(), folder / "postgres"
    assert there is not None
    data.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # it refuses to run as root
        folder.chmod(0o755)
        shutil.chown(data, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(there / program), "-D", str(data / "db"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data)

    run("initdb", "--auth=trust", "-E", "UTF8", "--locale=C")
    every = f"-c listen_addresses= -c unix_socket_directories={data} -c fsync=off {settings}"
    run("pg_ctl", "-w", "-l", str(data / "log"), "-o", every, "start")
    try:
        user = "postgres" if as_user else None
        with psycopg.connect(host=str(data), dbname="postgres", user=user, autocommit=True) as connection:
            yield connection
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
