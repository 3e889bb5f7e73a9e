"""What changed between two commits, by the `git` command. Nothing else of this program knows git.

Names of commits are resolved first and never reach a command where an option could stand. No external diff, text
conversion, filter or hook runs, nothing is fetched, and nothing in the repository is changed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError

# What a branch most likely goes into, best first.
LIKELY_BASES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_SUBMODULE, _LINK = "160000", "120000"
_NO_BLOB = "0" * 40
_SETTINGS = ("core.quotepath=off", "core.fsmonitor=false", "diff.renameLimit=0", "protocol.allow=never")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class ChangedFile(Struct, frozen=True, kw_only=True):
    """A file that differs. The blob of a version that is not there is empty; `special` says what it is if no file."""

    status: str  # git's letter: A, D, M, R, C, T
    path: str
    old_path: str
    blob: str
    old_blob: str
    special: str = ""


class Range(Struct, frozen=True, kw_only=True):
    """The commits that are compared: `base` is the merge base."""

    root: Path
    base: str
    head: str


def range_of(folder: Path, *, base: str, head: str) -> Range:
    """The commits that the names stand for; an empty `base` is the main branch. Raises Nb2pkgError."""
    root = Path(_said(folder, ["rev-parse", "--show-toplevel"], f"{folder} is in no git repository.").strip())
    head_commit = _commit(root, head or "HEAD")
    base_commit = _commit(root, base) if base else _likely_base(root, head_commit)
    found = _run(root, ["merge-base", base_commit, head_commit])
    if found.returncode:
        raise _no_merge_base(root, base or "the main branch", head or "HEAD")
    return Range(root=root, base=found.stdout.decode().strip(), head=head_commit)


def changed_files(compared: Range) -> tuple[ChangedFile, ...]:
    """The files that differ, renames followed, sorted by path."""
    options = ["--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"]
    raw = _bytes(compared.root, ["diff-tree", "-r", *options, compared.base, compared.head, "--"])
    fields = [os.fsdecode(field) for field in raw.split(b"\0")]
    found: list[ChangedFile] = []
    at = 0
    while at < len(fields) - 1:
        old_mode, mode, old_blob, blob, status = fields[at].lstrip(":").split(" ")
        is_pair = status[0] in "RC"
        found.append(
            ChangedFile(
                status=status[0],
                old_path=fields[at + 1],
                path=fields[at + 2] if is_pair else fields[at + 1],
                old_blob="" if old_blob == _NO_BLOB[: len(old_blob)] or status[0] == "C" else old_blob,
                blob="" if not blob.strip("0") else blob,
                special=_special(old_mode, mode),
            )
        )
        at += 3 if is_pair else 2
    return tuple(sorted(found, key=lambda file: file.path))


def contents(root: Path, blobs: Sequence[str]) -> Mapping[str, bytes]:
    """The contents of blobs by their names, all from one process. Those that are not there are left out."""
    wanted = list(dict.fromkeys(blob for blob in blobs if blob))
    if not wanted:
        return {}
    out = _bytes(root, ["cat-file", "--batch"], given="".join(f"{blob}\n" for blob in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    for blob in wanted:
        end = out.index(b"\n", at)
        header = out[at:end].split(b" ")
        at = end + 1
        if len(header) == 3 and header[1] == b"blob":
            size = int(header[2])
            found[blob] = out[at : at + size]
            at += size + 1
    return found


def files_named(compared: Range, names: Sequence[str]) -> Mapping[str, str]:
    """Path -> blob of all files of the new version that are called so, wherever they are."""
    listed = _bytes(compared.root, ["ls-tree", "-r", "-z", "--full-tree", compared.head])
    found: dict[str, str] = {}
    for line in filter(None, listed.split(b"\0")):
        about, _, path = line.partition(b"\t")
        mode, kind, blob = about.decode().split(" ")
        if kind == "blob" and mode != _LINK and os.path.basename(os.fsdecode(path)) in names:
            found[os.fsdecode(path)] = blob
    return found


def _special(old_mode: str, mode: str) -> str:
    if _SUBMODULE in (old_mode, mode):
        return "a submodule"
    return "a symbolic link" if _LINK in (old_mode, mode) else ""


def _likely_base(root: Path, head: str) -> str:
    for name in LIKELY_BASES:
        found = _run(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])
        if not found.returncode:
            return found.stdout.decode().strip()
    raise Nb2pkgError(
        "There is no main branch here to compare with.", hint="Name a commit: `nb2pkg review --base REF`."
    )


def _commit(root: Path, name: str) -> str:
    found = _run(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"])
    if found.returncode:
        if _is_shallow(root):
            raise Nb2pkgError(f"`{name}` is not in this shallow clone.", hint=_DEEPER)
        raise Nb2pkgError(f"`{name}` is no commit here.", hint="`git fetch` it, or check its name with `git log`.")
    return found.stdout.decode().strip()


_DEEPER = "Get the history: `fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0` in GitLab, `git fetch --unshallow`."


def _no_merge_base(root: Path, base: str, head: str) -> Nb2pkgError:
    if _is_shallow(root):
        return Nb2pkgError(f"This shallow clone does not reach back to where {head} left {base}.", hint=_DEEPER)
    return Nb2pkgError(f"{base} and {head} have no commit in common.", hint="Name another commit with `--base`.")


def _is_shallow(root: Path) -> bool:
    return _run(root, ["rev-parse", "--is-shallow-repository"]).stdout.strip() == b"true"


def _said(folder: Path, arguments: Sequence[str], otherwise: str) -> str:
    done = _run(folder, arguments)
    if done.returncode:
        if b"dubious ownership" in done.stderr:
            hint = "Tell git that you trust it: `git config --global --add safe.directory <folder>`."
            raise Nb2pkgError(f"{folder} belongs to another user.", hint=hint)
        raise Nb2pkgError(otherwise, hint="Run nb2pkg inside of a git repository.")
    return os.fsdecode(done.stdout)


def _bytes(folder: Path, arguments: Sequence[str], *, given: bytes = b"") -> bytes:
    done = _run(folder, arguments, given=given)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise Nb2pkgError(f"git could not compare the commits: {said}.", hint="Is the history complete?")
    return done.stdout


def _run(folder: Path, arguments: Sequence[str], *, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *settings, *arguments]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env=os.environ | _ENVIRONMENT)
    except FileNotFoundError as error:
        raise Nb2pkgError("git is not installed.", hint="`nb2pkg review` asks it what changed.") from error
