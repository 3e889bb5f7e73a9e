"""Sets limits on its own process and then becomes the command that it was given.

Run as a script, in a process of its own: code between fork and exec of a process with threads may hang. Arguments: the
limits as JSON, then the command. Standard library only, and nothing of nb2pkg.
"""

import contextlib
import ctypes
import json
import os
import sys
from typing import Any

MORE_PROCESSES = 1_024  # than the user has now
LARGEST_FILE = 4 * 2**30
# https://docs.kernel.org/userspace-api/landlock.html: to write, remove and make, by the version that knows of it.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
RIGHTS = ((1, sum(1 << bit for bit in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12))), (2, 1 << 13), (3, 1 << 14))
RIGHTS_OF_FILES = 1 << 1 | 1 << 14
NO_NEW_PRIVILEGES = 38


def limit(wanted: dict[str, Any]) -> None:
    """Memory, size of files, number of processes; no place to write to but those in `writable`."""
    try:
        import resource
    except ImportError:  # Windows has none of this
        return
    size = wanted["memory_mb"] * 2**20
    with contextlib.suppress(ValueError, OSError):  # macOS does not limit memory
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    with contextlib.suppress(ValueError, OSError):
        most = number_of_processes() + MORE_PROCESSES
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    loopback()
    confine(wanted["writable"])


def number_of_processes() -> int:
    """How many processes there are on the machine."""
    return sum(name.isdigit() for name in os.listdir("/proc"))


def loopback() -> None:
    """In a network of its own a process starts without a loopback device that works; worker processes need one."""
    import fcntl
    import socket
    import struct

    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as device:
        fcntl.ioctl(device, 0x8914, struct.pack("16sh", b"lo", 0x41))


def confine(writable: list[str]) -> bool:
    """Whether from now on this process and those that it starts can write to these folders only."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        return False
    rights = sum(right for since, right in RIGHTS if since <= version)
    handled = ctypes.c_uint64(rights)
    rules = libc.syscall(CREATE_RULESET, ctypes.byref(handled), ctypes.c_size_t(8), ctypes.c_uint32(0))
    if rules < 0:
        return False
    for folder in writable:
        _allow(libc, rules, folder, rights)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(libc.syscall(RESTRICT_SELF, rules, ctypes.c_uint32(0)) == 0)


def _allow(libc: Any, rules: int, place: str, rights: int) -> None:
    class Rule(ctypes.Structure):
        _pack_ = 1
        _layout_ = "ms"
        _fields_ = (("rights", ctypes.c_uint64), ("place", ctypes.c_int32))

    try:
        opened = os.open(place, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    allowed = rights if os.path.isdir(place) else rights & RIGHTS_OF_FILES
    libc.syscall(ADD_RULE, rules, ctypes.c_int(1), ctypes.byref(Rule(allowed, opened)), ctypes.c_uint32(0))
    os.close(opened)


def redirect(out: str, err: str) -> None:
    """What the process writes to its standard streams goes to files."""
    for number, path in ((1, out), (2, err)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, number)
        os.close(opened)


if __name__ == "__main__":
    settings = json.loads(sys.argv[1])
    if settings == "can confine":
        sys.exit(not confine(["/dev"]))
    redirect(settings["out"], settings["err"])
    limit(settings)
    os.execvpe(sys.argv[2], sys.argv[2:], os.environ)
