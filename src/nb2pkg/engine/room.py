"""Disks that are full: said in words, with what was done kept."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

GO_ON = "What was done is kept: make room, and the same command goes on where it stopped."
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO})


def is_no_room(error: BaseException | None) -> bool:
    """Whether nothing can be written any more: what comes next would fail as well."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM


@contextmanager
def room_for(place: Path) -> Iterator[None]:
    """For work that writes to a place. Raises Nb2pkgError where the system does not let it."""
    try:
        yield
    except OSError as error:
        raise Nb2pkgError(f"{place} cannot be written: {error.strerror or error}.", hint=GO_ON) from error
