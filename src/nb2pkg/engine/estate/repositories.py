"""The lines of a list for `estate`: notebooks, or repositories of git with what is wanted of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError

SCHEMES = ("https", "http", "ssh", "git", "file")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?://|:)")
_BY_SSH = re.compile(r"[\w.-]+@([\w.-]+):(?!//)(.+)")  # ann@host:team/sales.git
_REF = re.compile(r"(?!.*(?:\.\.|//|@\{))\w[\w./+@-]*")


class Repository(Struct, frozen=True, kw_only=True):
    """A repository, the branch, tag or commit that is wanted (empty: what it says itself), and its folder here."""

    url: str
    ref: str
    folder: str  # below that of all clones, with slashes: host, path, and the ref if there is one


def read_list(file: Path) -> tuple[str, ...]:
    """The lines of a list, sorted, without comments. Raises Nb2pkgError if it cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        hint = "One path of a notebook, or one URL of a repository, a line, as UTF-8; # begins a comment."
        raise Nb2pkgError(f"{file} cannot be read as a list of notebooks or repositories.", hint=hint) from error
    return tuple(sorted({line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")}))


def repositories_in(lines: Sequence[str], file: Path) -> tuple[Repository, ...]:
    """Those that the lines name; none if they name notebooks. Raises Nb2pkgError for what cannot be fetched."""
    are = [bool(_SCHEME.match(line) or _BY_SSH.match(line)) for line in lines]
    if not any(are):
        return ()
    if not all(are):
        hint = "Make two lists, and a survey of each."
        raise Nb2pkgError(f"{file} names both repositories and notebooks: `{lines[are.index(False)]}`.", hint=hint)
    found = tuple(_repository(line) for line in lines)
    _no_folder_twice(found)
    return found


def _repository(line: str) -> Repository:
    url, _, ref = line.partition(" ")
    ref = ref.strip()
    folder = "/".join(_segments(url))
    if ref and not _REF.fullmatch(ref):
        raise Nb2pkgError(f"`{ref}` names no branch, tag or commit.", hint="A line is a URL, or a URL and a name.")
    return Repository(url=url, ref=ref, folder=f"{folder}@{_plain(ref)}" if ref else folder)


def _segments(url: str) -> Iterator[str]:
    by_ssh = _BY_SSH.fullmatch(url)
    host, path = by_ssh.groups() if by_ssh else _host_and_path(url)
    parts = [part for part in path.removesuffix("/").removesuffix(".git").split("/") if part.strip(".")]
    if not parts:
        raise Nb2pkgError(f"`{url}` names no repository.", hint="https://host/team/repository, say.")
    yield _plain(host) or "file"
    yield from map(_plain, parts)


def _host_and_path(url: str) -> tuple[str, str]:
    scheme = url.partition(":")[0].lower()
    if scheme not in SCHEMES or "://" not in url:
        raise Nb2pkgError(f"nb2pkg does not fetch by `{scheme}`.", hint=f"What it fetches by: {', '.join(SCHEMES)}.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Nb2pkgError("A line of the list is no URL.", hint="https://host/team/repository, say.") from error
    if parts.password is not None or (scheme in ("http", "https") and parts.username):
        where = f"{scheme}://{parts.hostname}{parts.path}"
        hint = "Take it out of the list: git asks its credential helper, or use ssh."
        raise Nb2pkgError(f"The line of {where} holds a name or a password.", hint=hint)
    return parts.netloc.rpartition("@")[2], unquote(parts.path)


def _plain(text: str) -> str:
    """A name of a folder anywhere, which neither leaves its own nor is hidden."""
    return re.sub(r"[^\w.+-]", "_", text).lstrip(".-")


def _no_folder_twice(found: Sequence[Repository]) -> None:
    """Nor one within another: its notebooks would be counted twice."""
    before: dict[str, Repository] = {}
    for one in sorted(found, key=lambda each: each.folder):
        above = one.folder.split("/")
        for depth in range(1, len(above) + 1):
            other = before.get("/".join(above[:depth]))
            if other:
                hint = "Name it once."
                raise Nb2pkgError(f"{other.url} and {one.url} would be in the same folder, {other.folder}.", hint=hint)
        before[one.folder] = one
