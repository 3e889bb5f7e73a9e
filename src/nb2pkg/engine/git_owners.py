"""Whose notebooks are whose, by git: one `git log` for each repository. Nothing is fetched or changed."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

# Nothing that a repository configures is run: no hook, no pager, no monitor, no mail map of another place.
_GIT = ("git", "--no-pager", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
SECONDS = 120
MOST_COMMITS = 20_000
_HEADER = "\x01"


class Ownership(Struct, frozen=True, kw_only=True):
    """Who committed to a notebook most often, and to it last, with the day of that."""

    owner: str
    commits: int
    last_author: str
    last_change: str


def heads_of(root: Path, repositories: Sequence[str]) -> dict[str, str]:
    """The commit that each repository is at; without those that git does not know, or has no commit of."""
    found: dict[str, str] = {}
    for folder in repositories:
        said = _said(root / folder, ["rev-parse", "--verify", "--quiet", "HEAD"])
        if said:
            found[folder] = said.strip()
    return found


def owners_in(root: Path, folder: str) -> Mapping[str, Ownership]:
    """The notebooks of the repository that `folder` is in, by their paths below `root`."""
    options = ["--no-renames", "--no-ext-diff", "--no-show-signature", "--relative", "--name-only"]
    about = [f"--max-count={MOST_COMMITS}", "--date=short", f"--format={_HEADER}%aN{_HEADER}%ad"]
    text = _said(root / folder, ["log", *options, *about, "--", "*.ipynb"])
    prefix = f"{folder}/" if folder else ""
    authors: dict[str, Counter[str]] = {}
    last: dict[str, tuple[str, str]] = {}
    for name, day, path in _changes(text):
        authors.setdefault(prefix + path, Counter())[name] += 1
        last.setdefault(prefix + path, (name, day))
    return {path: _ownership(counts, last[path]) for path, counts in authors.items()}


def _ownership(counts: Counter[str], last: tuple[str, str]) -> Ownership:
    owner = min(counts, key=lambda name: (-counts[name], name != last[0], name))
    return Ownership(owner=owner, commits=counts.total(), last_author=last[0], last_change=last[1])


def _changes(text: str) -> Iterator[tuple[str, str, str]]:
    """Author, day and path of each change, the newest first."""
    name = day = ""
    for line in text.split("\n"):
        if line.startswith(_HEADER):
            _, name, day = line.split(_HEADER)[:3]
        elif line:
            yield name, day, line


def _said(folder: Path, arguments: Sequence[str]) -> str:
    """What git says; nothing if it is not there, fails, or takes too long: then there are no owners."""
    command = [*_GIT, "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=os.environ | _ENVIRONMENT, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else os.fsdecode(done.stdout)
