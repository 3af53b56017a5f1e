"""Which system calls a process that reads may still make: a filter for Linux's seccomp, made by libseccomp.

libseccomp knows the number of each name on this architecture; what it does not know is denied like all that is not
listed. The filter is made once, by a process that may still open files, and put on by each child.
"""

import ctypes
import errno
import os
import tempfile
from ctypes import c_char_p, c_int, c_uint, c_uint32, c_uint64, c_void_p
from functools import cache

ALLOWED = (
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "lseek", "fstat", "fstat64", "close",
    "mmap", "mmap2", "mprotect", "munmap", "mremap", "brk", "madvise", "mincore", "membarrier",
    "futex", "futex_time64", "rseq", "set_robust_list", "get_robust_list", "restart_syscall", "sched_yield",
    "sched_getaffinity", "getcpu", "clock_gettime", "clock_gettime64", "clock_getres", "gettimeofday", "time", "times",
    "getrandom", "getrusage", "getrlimit", "ugetrlimit", "sysinfo", "uname", "getpid", "getppid", "gettid", "getuid",
    "geteuid", "getgid", "getegid", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigreturn", "sigaltstack",
    "exit", "exit_group",
)  # fmt: skip
"""Memory, the descriptors that it holds, clocks, its own signals and its end."""

REFUSED = {
    errno.EACCES: (
        "open", "openat", "openat2", "creat", "stat", "lstat", "stat64", "lstat64", "access", "faccessat", "faccessat2",
        "readlink", "readlinkat", "getcwd", "getdents", "getdents64", "unlink", "unlinkat", "mkdir", "mkdirat", "chdir",
        "statfs",
    ),
    errno.EAGAIN: ("clone", "fork", "vfork"),
    errno.EPERM: ("kill", "tkill", "tgkill"),
    errno.ENOTTY: ("ioctl",),
}  # fmt: skip
"""What libraries try and can do without, with the answer that they know; all that is in no list answers ENOSYS."""

FORBIDDEN = (
    "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "kcmp",
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "fsopen", "move_mount", "open_tree",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "bpf", "perf_event_open",
    "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register", "add_key", "request_key", "keyctl",
    "open_by_handle_at", "name_to_handle_at", "setuid", "setgid", "setreuid", "setresuid", "capset", "iopl", "ioperm",
)  # fmt: skip
"""What no reader ever tries: the process is ended at once (SIGSYS)."""

_AT_EMPTY_PATH = 0x1000
# linux/seccomp.h and libseccomp's seccomp.h
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_EQUAL, _MASKED_EQUAL = 4, 7
_UNKNOWN = -1
_PR_GET_SECCOMP, _PR_SET_SECCOMP, _MODE_FILTER = 21, 22, 2
_INSTRUCTION = 8


class _Comparison(ctypes.Structure):
    """struct scmp_arg_cmp."""

    _fields_ = (("argument", c_uint), ("operator", c_int), ("one", c_uint64), ("other", c_uint64))


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", c_void_p))


@cache
def make_filter() -> bytes | None:
    """The filter as the kernel's instructions; None where there is no libseccomp, or it can't make one."""
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return None
    library.seccomp_init.restype = c_void_p
    library.seccomp_init.argtypes = (c_uint32,)
    library.seccomp_release.argtypes = (c_void_p,)
    library.seccomp_syscall_resolve_name.argtypes = (c_char_p,)
    library.seccomp_rule_add_array.argtypes = (c_void_p, c_uint32, c_int, c_uint, c_void_p)
    library.seccomp_export_bpf.argtypes = (c_void_p, c_int)
    context = library.seccomp_init(_ERRNO | errno.ENOSYS)
    if not context:
        return None
    try:
        return _export(library, context) if _add_rules(library, context) else None
    finally:
        library.seccomp_release(context)


def is_there() -> bool:
    """Whether this kernel filters system calls, and a filter can be made."""
    return ctypes.CDLL(None).prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 and make_filter() is not None


def put_on(libc: ctypes.CDLL) -> bool:
    """Let this process make no other calls from now on; False where the kernel or libseccomp can't."""
    made = make_filter()
    if made is None:
        return False
    instructions = ctypes.create_string_buffer(made, len(made))
    program = _Program(len(made) // _INSTRUCTION, ctypes.addressof(instructions))
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _add_rules(library: ctypes.CDLL, context: int) -> bool:
    added = [_add(library, context, name, _ALLOW) for name in ALLOWED]
    for name in FORBIDDEN:
        _add(library, context, name, _KILL)
    for number, names in REFUSED.items():
        for name in names:
            _add(library, context, name, _ERRNO | number)
    # Asking about a descriptor is done by calls that may name a path too.
    empty_path = _Comparison(3, _MASKED_EQUAL, _AT_EMPTY_PATH, _AT_EMPTY_PATH)
    for name in ("newfstatat", "fstatat64"):
        _add(library, context, name, _ALLOW, empty_path)
    _add(library, context, "statx", _ALLOW, _Comparison(2, _MASKED_EQUAL, _AT_EMPTY_PATH, _AT_EMPTY_PATH))
    _add(library, context, "prlimit64", _ALLOW, _Comparison(2, _EQUAL, 0, 0))  # which asks, and sets nothing
    return any(added)


def _add(library: ctypes.CDLL, context: int, name: str, action: int, *comparisons: _Comparison) -> bool:
    """Add a rule; False where this architecture has no such call, or libseccomp knows none."""
    number = library.seccomp_syscall_resolve_name(name.encode())
    if number == _UNKNOWN:
        return False
    array = (_Comparison * len(comparisons))(*comparisons)
    return bool(library.seccomp_rule_add_array(context, action, number, len(comparisons), array) == 0)


def _export(library: ctypes.CDLL, context: int) -> bytes | None:
    with tempfile.TemporaryFile() as file:
        if library.seccomp_export_bpf(context, file.fileno()) != 0:
            return None
        return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)
