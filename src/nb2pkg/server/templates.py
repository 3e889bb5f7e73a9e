"""Templates that a browser asks for: those that the administrator has named, and folders below the server's root.

None of them runs code of its own. A folder is taken as it stands: without its git history, since git would run what the
folder's own configuration names, and without links, since they would be followed to files that Jupyter does not show.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.server.places import place_of
from nb2pkg.server.problem import ProblemError

MOST_FILES, MOST_BYTES = 2_000, 20_000_000
MOST_ANSWERS, LONGEST_ANSWER = 100, 10_000
OWN = (".git", ".hg", ".svn", "__pycache__")  # of those who keep the folder, not of the template
CONFIGURATIONS = ("copier.yml", "copier.yaml")


def source_of(template: str, root: Path, allowed: Sequence[str]) -> str:
    """What to render: an address as it was allowed, or a folder's place. Raises ProblemError for anything else."""
    if template in allowed:
        return template
    if "://" in template or template.startswith(("git+", "git@", "gh:", "gl:", "~")) or template.endswith(".git"):
        raise ProblemError(
            403,
            "The template is not among those that this server allows.",
            hint="Name a folder that Jupyter shows, or ask for it to be added to Nb2pkgApp.templates.",
        )
    return str(place_of(template, root, what="template"))


def answers_from(lines: object) -> dict[str, str]:
    """Answers to the template's questions, given as `name=value`. Raises ProblemError for what is none."""
    if not isinstance(lines, list) or len(lines) > MOST_ANSWERS:
        raise ProblemError(400, "`answers` must be a list of texts.")
    answers = {}
    for line in lines:
        name, sign, value = line.partition("=") if isinstance(line, str) else ("", "", "")
        if not sign or not name.strip().isidentifier() or len(line) > LONGEST_ANSWER:
            raise ProblemError(400, f"`{str(line)[:60]}` is no answer.", hint="Write name=value, one answer a line.")
        answers[name.strip()] = value.strip()
    return answers


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy of a template's folder, to be rendered. Raises Nb2pkgError where it is none that can be copied."""
    if not any((folder / name).is_file() for name in CONFIGURATIONS):
        raise Nb2pkgError(f"{folder.name} is no template.", hint="It must be a folder with a copier.yml.")
    _check(folder)
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as home:
        copy = Path(home, folder.name)
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(*OWN))
        _check(copy)  # what has been looked at may have been exchanged since
        yield copy


def _check(folder: Path) -> None:
    files = size = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in OWN]
        for path in (Path(parent, name) for name in (*folders, *names)):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                shown = path.relative_to(folder).as_posix()
                raise Nb2pkgError(f"The template holds {shown}, which is no file.", hint="Links are not followed.")
            files, size = files + 1, size + path.lstat().st_size
        if files > MOST_FILES or size > MOST_BYTES:
            most = f"more than {MOST_FILES} files or {MOST_BYTES // 1_000_000} MB"
            raise Nb2pkgError(f"The template is too large: {most}.", hint="Name the template's own folder.")
