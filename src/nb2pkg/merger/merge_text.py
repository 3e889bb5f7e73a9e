"""Two changes of one text, by `git merge-file`: the same marks that people know from git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

EDITED, GENERATED, NOTEBOOK = "edited", "generated before", "generated from the notebook"
_ERROR = 128  # git's exit codes below are numbers of conflicts


def merge_text(base: str, ours: str, theirs: str) -> tuple[str, int]:
    """The merged text and how many conflicts are marked in it.

    >>> merge_text("a\\nb\\nc\\nd\\n", "A\\nb\\nc\\nd\\n", "a\\nb\\nc\\nD\\n")
    ('A\\nb\\nc\\nD\\n', 0)
    """
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        places = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for place, text in zip(places, (ours, base, theirs), strict=True):
            place.write_bytes(text.encode("utf-8"))
        labels = [option for name in (EDITED, GENERATED, NOTEBOOK) for option in ("-L", name)]
        code, out, err = _git(["merge-file", "--stdout", "--quiet", *labels, *map(str, places)], folder=Path(folder))
    if code < 0 or code >= _ERROR:
        raise Nb2pkgError(f"git could not merge: {err.strip()[:200]}", hint="Is this an old version of git?")
    return out.decode("utf-8"), code


def _git(arguments: list[str], *, folder: Path) -> tuple[int, bytes, str]:
    """In a folder without a repository, and without anybody's configuration: style and size of marks are ours."""
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=kept | quiet, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Nb2pkgError("`nb2pkg update` needs git, which is not installed.", hint="Install git.") from error
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")
