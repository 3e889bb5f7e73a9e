"""What `.gitignore` files leave out, without git: trees of notebooks need not be repositories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

FILE = ".gitignore"
EXCLUDE = Path(".git", "info", "exclude")


class Pattern(Struct, frozen=True, kw_only=True):
    """One line: what it matches is relative to the folder of its file."""

    regex: re.Pattern[str]
    is_negated: bool
    for_folders: bool


class IgnoreFile(Struct, frozen=True, kw_only=True):
    """The patterns of one file. `folder` is below the root of the walk, with slashes, empty for the root itself.

    `above` is what leads from the folder of the file to the root of the walk, where the file lies above it.
    """

    folder: str
    patterns: tuple[Pattern, ...]
    any_of: re.Pattern[str]  # what no pattern can match needs no look at each
    above: str = ""

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """Whether a path below the root is to be left out; None if the file does not say."""
        inside = _bytes(path[len(self.folder) + 1 :] if self.folder else self.above + path)
        if not self.any_of.match(inside):
            return None
        for pattern in reversed(self.patterns):
            if (is_folder or not pattern.for_folders) and pattern.regex.match(inside):
                return not pattern.is_negated
        return None


def is_ignored(path: str, files: Sequence[IgnoreFile], *, is_folder: bool) -> bool:
    """Whether the last of the files that say something about the path, from the outermost on, leaves it out."""
    for file in reversed(files):
        said = file.says(path, is_folder=is_folder)
        if said is not None:
            return said
    return False


def ignore_file(text: str, *, folder: str, above: str = "") -> IgnoreFile | None:
    """The patterns in the text of a `.gitignore`; None if there are none."""
    patterns = tuple(_patterns(text))
    if not patterns:
        return None
    any_of = re.compile("|".join(f"(?:{pattern.regex.pattern})" for pattern in patterns), re.DOTALL)
    return IgnoreFile(folder=folder, patterns=patterns, any_of=any_of, above=above)


def files_in(folder: Path, *, below: str, above: str = "") -> Iterator[IgnoreFile]:
    """The file of a folder of the walk, and before it what a repository that begins there leaves out."""
    for name in (EXCLUDE, Path(FILE)):
        try:
            text = (folder / name).read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            continue
        found = ignore_file(text, folder=below, above=above)
        if found is not None:
            yield found


def files_above(root: Path) -> tuple[IgnoreFile, ...]:
    """Those between the root of the repository that a walk begins in, and where it begins."""
    if (root / ".git").exists():
        return ()
    found: list[IgnoreFile] = []
    for parent in root.parents:
        above = root.relative_to(parent).as_posix() + "/"
        found[:0] = files_in(parent, below="", above=above)
        if (parent / ".git").exists():
            return tuple(found)
    return ()


def _bytes(text: str) -> str:
    """A character for each byte: to git, `?` is a byte."""
    return text if text.isascii() else text.encode(errors="surrogateescape").decode("latin-1")


def _patterns(text: str) -> Iterator[Pattern]:
    for line in _bytes(text.removeprefix("\ufeff")).split("\n"):
        line = _without_trailing_spaces(line.removesuffix("\r"))
        if not line or line.startswith("#"):
            continue
        is_negated = line.startswith("!")
        line = line[1:] if is_negated else line
        for_folders = line.endswith("/")
        line = line.rstrip("/") if for_folders else line
        regex = _regex(line) if line else None
        if regex is not None:
            yield Pattern(regex=regex, is_negated=is_negated, for_folders=for_folders)


def _without_trailing_spaces(line: str) -> str:
    bare = line.rstrip(" ")
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if escapes % 2 and len(bare) < len(line) else bare


def _regex(line: str) -> re.Pattern[str] | None:
    is_anchored = "/" in line
    line = line.removeprefix("/")
    parts = [] if is_anchored else ["(?:.*/)?"]
    pieces = line.split("/")
    for n, piece in enumerate(pieces):
        is_last = n == len(pieces) - 1
        if piece == "**" and is_anchored:
            parts.append(".+" if is_last else "(?:.*/)?")
        else:
            parts.append(_piece(piece) + ("" if is_last else "/"))
    try:
        return re.compile("".join(parts) + r"\Z", re.DOTALL)
    except re.error:  # a class such as [z-a] matches nothing
        return None


def _piece(piece: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(piece):
        char = piece[at]
        at += 1
        if char == "*":
            if out[-1:] != ["[^/]*"]:
                out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "\\" and at < len(piece):
            out.append(re.escape(piece[at]))
            at += 1
        elif char == "[" and (end := _class_end(piece, at)) > 0:
            out.append(_class(piece[at:end]))
            at = end + 1
        else:
            out.append(re.escape(char))
    return "".join(out)


def _class_end(piece: str, at: int) -> int:
    """Where the class that begins before `at` ends; -1 if it does not."""
    start = at + (piece[at : at + 1] in ("!", "^"))
    return piece.find("]", start + 1)


def _class(inside: str) -> str:
    negation = "^" if inside[:1] in ("!", "^") else ""
    body = inside[1:] if negation else inside
    escaped = re.sub(r"[\[\]&~|^]", lambda m: "\\" + m[0], body)
    return f"(?!/)[{negation}{escaped}]"
