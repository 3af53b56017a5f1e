"""What a process gives up before it reads a hostile file: memory, time, files, the network, other processes.

Knows system calls, and nothing of documents. What a system lacks (Landlock, seccomp and prctl outside Linux, RLIMIT_AS
on macOS) is left out; the rest still holds, and `lacks` says what does not.
"""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from firsthand.documents import syscalls
from firsthand.documents.limits import Limits

LINUX = sys.platform.startswith("linux")

# include/uapi/linux/prctl.h and landlock.h; the numbers of these system calls are the same on every architecture.
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_CREATE_RULESET_VERSION = 1


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr: what is governed, and so, without any rule, denied."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


def confine(limits: Limits, parent: int) -> None:
    """Give up everything that reading does not need; there is no way back. Ends the process if `parent` is gone."""
    room = _address_space() + limits.memory
    libc = ctypes.CDLL(None, use_errno=True)
    if LINUX:
        syscalls.make_filter()  # unless that is done already: it opens a file
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _deny_paths(libc)
    for name, soft, hard in (
        ("RLIMIT_AS" if LINUX else "RLIMIT_DATA", room, room),
        ("RLIMIT_CPU", limits.cpu, limits.cpu + 1),
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),
        ("RLIMIT_NOFILE", 0, 0),
    ):
        _limit(name, soft, hard)
    if LINUX:
        syscalls.put_on(libc)


def lacks() -> tuple[str, ...]:
    """What of this system's means to hold a process is missing, where it ought to have them."""
    missing = [] if landlock() or not LINUX else ["Landlock (Linux 5.13)"]
    if LINUX and not syscalls.is_there():
        missing.append("seccomp (libseccomp 2)")
    return tuple(missing)


def landlock() -> int:
    """The version of Landlock that this kernel speaks; 0 where it has none."""
    if not LINUX:
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return max(
        0, int(libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_CREATE_RULESET_VERSION))
    )


def _deny_paths(libc: ctypes.CDLL) -> None:
    """Landlock with no path at all: no file can be opened, run, made, moved or removed, no port bound or called."""
    version = landlock()
    if not version:
        return
    newest = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    attributes = _Ruleset((1 << newest) - 1, 0b11, 0b11)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    if ruleset >= 0:
        libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)


def _limit(name: str, soft: int, hard: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):
        if LINUX:
            raise


def _address_space() -> int:
    """Bytes of address space that this process has mapped, where the system says so."""
    if not LINUX:
        return 0
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
