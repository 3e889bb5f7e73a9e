"""Repositories of others, brought up to date in a folder of ours. Nothing of theirs is run.

The history comes without the contents of files, and only notebooks, modules and settings are checked out. Servers
that cannot leave contents out send all of it. No hook, filter, submodule or template is used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from nb2pkg.engine.batches.telling import Tell
from nb2pkg.engine.estate.repositories import SCHEMES, Repository
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.estate import Unreachable

SECONDS = 900  # for each step of a repository
AT_ONCE = 8  # repositories; they wait for the network most of the time
WANTED = ("*.ipynb", "*.py", "pyproject.toml", "ruff.toml", ".ruff.toml", ".mailmap")
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.sparseCheckout=true",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=60",
    "submodule.recurse=false",
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": ":".join(SCHEMES),
    "GIT_LFS_SKIP_SMUDGE": "1",
}
_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


class Fetched(Struct, frozen=True, kw_only=True):
    """The folder of all clones, the clones that can be read, and what could not be brought up to date."""

    home: Path
    folders: tuple[str, ...]
    unreachable: tuple[Unreachable, ...] = ()


def fetch_all(home: Path, repositories: Sequence[Repository], tell: Tell) -> Fetched:
    """Clones what is new and fetches the rest, several at once. Raises Nb2pkgError without git, or if all fail."""
    if shutil.which("git") is None:
        raise Nb2pkgError("git is not installed.", hint="It fetches the repositories of the list.")
    tell(0, len(repositories))
    problems: list[Unreachable] = []
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        tried = threads.map(lambda one: _problem(home / one.folder, one), repositories)
        for number, (one, reason) in enumerate(zip(repositories, tried, strict=True), start=1):
            if reason:
                is_there = _is_whole(home / one.folder)
                problems.append(Unreachable(url=one.url, reason=reason, is_old=is_there))
            tell(number, len(repositories))
    folders = tuple(sorted(one.folder for one in repositories if _is_whole(home / one.folder)))
    if not folders:
        raise Nb2pkgError(f"No repository could be fetched: {problems[0].reason}", hint="`git clone` one by hand.")
    return Fetched(home=home, folders=folders, unreachable=tuple(problems))


def _is_whole(clone: Path) -> bool:
    return clone.is_dir() and not _git(clone, "rev-parse", "--verify", "--quiet", "HEAD").returncode


def _problem(clone: Path, wanted: Repository) -> str:
    """Brings a clone up to date. What git says if it cannot; then the clone is as it was."""
    try:
        _prepare(clone, wanted.url)
        fetched = _git(clone, "fetch", "--quiet", "--no-tags", "--filter=blob:none", "origin", wanted.ref or "HEAD")
        if fetched.returncode:
            return _said(fetched)
        checked_out = _git(clone, "checkout", "--quiet", "--force", "--detach", "FETCH_HEAD")
        return _said(checked_out) if checked_out.returncode else ""
    except subprocess.TimeoutExpired:
        return f"git took longer than {SECONDS} seconds."
    except OSError as error:
        return f"{error.strerror}."


def _prepare(clone: Path, url: str) -> None:
    """An empty repository that knows where to fetch from; nothing if it is one. What a killed run locked is free."""
    git = clone / ".git"
    if not (git / "config").exists():
        clone.mkdir(parents=True, exist_ok=True)
        _git(clone, "init", "--quiet", "--template=")
    _git(clone, "config", "remote.origin.url", url)
    info = git / "info"
    info.mkdir(exist_ok=True)
    (info / "sparse-checkout").write_text("".join(f"{pattern}\n" for pattern in WANTED), encoding="utf-8")
    (info / "attributes").write_text("* -filter -ident -text -working-tree-encoding\n", encoding="utf-8")
    for lock in ("index.lock", "HEAD.lock", "config.lock"):
        (git / lock).unlink(missing_ok=True)


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """The line in which git says why."""
    lines = [line.strip() for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    wanted = [line for line in lines if line.startswith(("fatal:", "error:"))] or lines
    return wanted[0].removeprefix("fatal: ").removeprefix("error: ")[:300] if wanted else "git does not say why."


def _git(clone: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER} | _ENVIRONMENT
    environment.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    command = ["git", "--no-pager", f"--git-dir={clone / '.git'}", f"--work-tree={clone}", *settings, *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment, timeout=SECONDS
    )
