"""The text of a file, with every way in which there may be none said in one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

MAX_BYTES = 100_000_000
_REASONS = {
    errno.ENOENT: ("does not exist", "Check the path; it is taken relative to the current folder."),
    errno.ENOTDIR: ("does not exist: a part of its path is a file", "Check the path."),
    errno.ELOOP: (
        "is a symbolic link that leads back to itself",
        "Replace the link by the file it was meant to point to.",
    ),
    errno.EACCES: ("may not be read", "Give yourself permission to read it, e.g. `chmod u+r`."),
    errno.EPERM: ("may not be read", "Give yourself permission to read it, e.g. `chmod u+r`."),
    errno.ENAMETOOLONG: ("has too long a name", "Check the path."),
}


def read_text(path: Path) -> str:
    """The file as text: UTF-8, with or without a byte-order mark."""
    return decoded(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The content of a file of a sensible size. Raises Nb2pkgError."""
    try:
        _check_kind(path)
        return path.read_bytes()
    except OSError as error:
        said, hint = _REASONS.get(error.errno or 0, (f"cannot be read: {error.strerror or error}", ""))
        raise Nb2pkgError(f"{path} {said}.", hint=hint) from error
    except ValueError as error:  # a NUL in the path
        raise Nb2pkgError(f"{str(path)!r} is not a path.", hint="Check the path.") from error


def _check_kind(path: Path) -> None:
    found = os.stat(path)
    if stat.S_ISDIR(found.st_mode):
        raise Nb2pkgError(
            f"{path} is a folder.", hint="Name the notebook itself, e.g. `" + str(path / "analysis.ipynb") + "`."
        )
    if not stat.S_ISREG(found.st_mode):
        raise Nb2pkgError(f"{path} is not a regular file.", hint="Name a notebook file.")
    if found.st_size > MAX_BYTES:
        raise Nb2pkgError(
            f"{path} is {found.st_size / 1e6:.0f} MB; nb2pkg reads notebooks of up to {MAX_BYTES // 1_000_000} MB.",
            hint="Clear its outputs first: `jupyter nbconvert --clear-output --inplace <notebook>`.",
        )


def decoded(data: bytes, name: str) -> str:
    """The content of the file `name` as text. Raises Nb2pkgError where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        kind = "UTF-16" if is_wide else "ISO-8859-1"
        byte = data[error.start]
        raise Nb2pkgError(
            f"{name} is not UTF-8"
            + (": it is UTF-16." if is_wide else f" (byte 0x{byte:02X} at position {error.start})."),
            hint=f"Save it again as UTF-8, e.g. `iconv -f {kind} -t UTF-8 {name} > new-{name}` if it is {kind}.",
        ) from error
