"""Paths that come from a browser, as places on this machine: inside the server's root, or not at all."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from nb2pkg.server.problem import ProblemError

LONGEST = 1000


def place_of(path: str, root: Path, *, what: str, may_be_hidden: bool = False) -> Path:
    """The place of a path that is relative to the root. Raises ProblemError for one that leads out of it.

    Links are followed before it is looked where they lead.
    """
    parts = PurePosixPath(path).parts
    is_odd = len(path) > LONGEST or any(ord(letter) < 32 or letter == "\\" for letter in path)
    if not parts or is_odd or PurePosixPath(path).is_absolute() or ".." in parts:
        raise ProblemError(400, f"The {what} is not a path below the folder that Jupyter shows.")
    if not may_be_hidden and any(part.startswith(".") for part in parts):
        raise ProblemError(403, f"The {what} lies in a hidden folder.", hint="Choose a folder that Jupyter shows.")
    home = root.resolve()
    try:
        place = home.joinpath(*parts).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ProblemError(400, f"The {what} is not a path.") from error
    if not place.is_relative_to(home) or place == home:
        raise ProblemError(403, f"The {what} leads out of the folder that Jupyter shows.")
    return place
