"""How a text looks that names a place in a file system, and how sure the looks alone make it.

Points: 2 and more are enough by themselves; less than that wants a call or a name that speaks for a path (see
`contexts`). A text that is no absolute path, whatever receives it, has no shape.
"""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from nb2pkg.knowledge.paths import words
from nb2pkg.patterns import pattern_of


class Kind(Enum):
    """Whose place it is."""

    UNIX = "unix"
    TEMPORARY = "temporary"
    HOME = "home"
    WINDOWS = "windows"
    UNC = "unc"
    COLAB = "colab"
    KAGGLE = "kaggle"
    DATABRICKS = "dbfs"
    FILE_URI = "file-uri"
    OBJECT_STORE = "object-store"


class Shape(Struct, frozen=True, kw_only=True):
    """A text that may be a path. `has_slash_only`: it could as well be a route, a key or an XPath."""

    kind: Kind
    points: int
    has_slash_only: bool = False


SURE = 2
MOST_CHARACTERS = 300
# What a string must start with to be worth a look; the names of drives and schemes come before a colon.
FIRST = pattern_of(
    r"(?:\$\{?\w+\}?(?=:)|-{1,2}[\w-]+=)?[\s:;]*(?:[/~\\]|%[A-Z]+%\\|[A-Za-z]:[\\/\t\n\r\f\v\a\b]|[A-Za-z][A-Za-z0-9+]{1,15}:[/\\])"
)
_BEFORE = pattern_of(r"^(?:(?:\$\{?\w+\}?|\{\w*\})(?=:[/~])|-{1,2}[\w-]+=)")  # `$PATH:/opt/bin`, `--out=/data/x`
_CONTROLS = {7: r"\a", 8: r"\b", 9: r"\t", 10: r"\n", 11: r"\v", 12: r"\f", 13: r"\r"}
_DRIVE = pattern_of(r"[A-Za-z]:[\\/]{1,4}")
_FOLDER_OF_WINDOWS = pattern_of(r"%(?:USERPROFILE|(?:LOCAL)?APPDATA|HOMEPATH|PROGRAM(?:FILES|DATA)|PUBLIC)%\\+[\w.{]")
_SHARE = pattern_of(r"[\\/]{2,4}([A-Za-z0-9][\w.-]*)[\\/]{1,2}([\w.$ {}-]{2,})")
_STORE = pattern_of(r"(?:s3[an]?|gs|gcs|abfss?|wasbs?|adl|hdfs|oss|cos|r2|az)://(?=[A-Za-z0-9])[\w.@:-]+|hdfs:///\w")
_FILE_URI = pattern_of(r"file:/{1,3}(?:[A-Za-z]:[\\/]|localhost/)?[\w~.{%-]")
_DATABASE_FILE = pattern_of(r"(?:jdbc:)?(?:sqlite|duckdb)(?:\+\w+)?:///(?=/[\w.{]|[A-Za-z]:[\\/])|jdbc:sqlite:(?=/\w)")
_IN_ARCHIVE = pattern_of(
    r"(?:(?:zip|tar|gzip|jar)(?:\+file)?:(?://)?|/vsi(?:zip|tar|gzip|7z|rar)/)(?=/\w|[A-Za-z]:[\\/])"
)
_CLOUD_OF_GDAL = pattern_of(r"/vsi(?:s3|gs|az|adls|oss)(?:_streaming)?/[\w{]")
_REGEX = pattern_of(r"\\[dswDSW](?![A-Za-z])|\(\?|\[\^|\.[*+]|[)\]][*+?]|\\[.()\[\]+*?^$]")
_NO_PATH = pattern_of(r"[\n\r\0<>|\"`]|\?\w+=|::|\[@|\(\)")
_SUFFIX = pattern_of(r"[\w)\]}*?-]\.([A-Za-z0-9]{1,11})(?:\.(?:gz|bz2|xz|zip|zst))?$")
_PAGES = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp", ".js", ".css")
_SENTENCE = pattern_of(r"[,;:!?]\s|\s{2,}|[.!?…]$|\s(?:is|are|was|not|and|to|the|has|in|exists?|found)\s")


def shape_of(text: str) -> Shape | None:
    """The shape of a text, holes of f-strings and the like written `{name}`; None if it is no absolute path."""
    text = _BEFORE.sub("", text.lstrip(" \t\n")).rstrip()
    if len(text) > MOST_CHARACTERS or not text:
        return None
    if text[1:2] == ":" and not text[2:3].isprintable():
        return _mistyped(text)
    if database := _DATABASE_FILE.match(text):
        inner = shape_of(text[database.end() :])
        return Shape(kind=inner.kind, points=SURE) if inner else None
    if archive := _IN_ARCHIVE.match(text):  # `zip:///home/ann/x.zip`, `/vsizip//home/ann/x.zip`
        return shape_of(text[archive.end() :])
    if _NO_PATH.search(text):
        return None
    if text.startswith("/vsi"):  # GDAL: a scheme, and no folder
        return Shape(kind=Kind.OBJECT_STORE, points=3) if _CLOUD_OF_GDAL.match(text) else None
    if text[0] in ":;":  # one more entry of a search path
        return _unix(text[1:]) if text[1:2] == "/" else None
    if text[0] == "/" and text[1:2] != "/":
        return _unix(text)
    if _FOLDER_OF_WINDOWS.match(text):
        return Shape(kind=Kind.WINDOWS, points=1 + _points_of_suffix(text))
    return _home_of_user(text) if text[0] == "~" else _drive_or_share(text) or _address(text)


def _mistyped(text: str) -> Shape | None:
    r"""`"C:\temp"` in a string that is not raw: a path was meant, a tab was written."""
    shape = _drive_or_share(text.translate(_CONTROLS))
    return None if shape is None else Shape(kind=shape.kind, points=_points_of_suffix(text))


def _home_of_user(text: str) -> Shape | None:
    if re.match(r"~[\\/][\w.{]", text) and not _is_prose(text):
        return Shape(kind=Kind.HOME, points=3)
    return Shape(kind=Kind.HOME, points=0) if re.match(r"~[a-z_][\w-]*/[\w.{]", text) else None


def _drive_or_share(text: str) -> Shape | None:
    if drive := _DRIVE.match(text):
        rest = text[drive.end() :]
        if not rest or ":" in rest or not re.match(r"[\w.{$%~(&#-]", rest):
            return None if rest else Shape(kind=Kind.WINDOWS, points=0)
        return Shape(kind=Kind.WINDOWS, points=0 if _REGEX.search(text[2:]) or _is_prose(rest) else 3)
    if (share := _SHARE.match(text)) and not re.search(r"[{^]\\|\\[{}^]", text):
        is_backslashed = text.startswith("\\\\")
        named = "." in share[1] or bool(_points_of_suffix(text)) or len(_parts(text.replace("\\", "/"))) > 2
        return Shape(kind=Kind.UNC, points=3 if is_backslashed and named else is_backslashed)
    return None


def _address(text: str) -> Shape | None:
    if _FILE_URI.match(text):
        return Shape(kind=Kind.FILE_URI, points=3)
    if _STORE.match(text):
        return Shape(kind=Kind.OBJECT_STORE, points=3)
    return Shape(kind=Kind.DATABRICKS, points=3) if re.match(r"dbfs:/{1,3}[\w.{]", text) else None


def _unix(text: str) -> Shape | None:
    if not re.match(r"/[\w.{@%+-]", text) or ("\\" in text and "\\ " not in text) or _REGEX.search(text):
        return None
    parts = _parts(text)
    if parts[0] in words("everywhere", "folders") or text in words("everywhere", "files"):
        return None
    kind, points = _first_folder(parts)
    suffix = _points_of_suffix(text)
    if _is_prose(text):
        return None
    if len(parts) == 2 and kind in {Kind.HOME, Kind.COLAB} and parts[1].endswith(_PAGES):
        points = 0  # `/home/index.html`
    return Shape(kind=kind, points=points + suffix, has_slash_only=True)


def _parts(text: str) -> list[str]:
    return [part for part in text.split("/") if part]


def _first_folder(parts: list[str]) -> tuple[Kind, int]:
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    if first in {"home", "homes", "Users", "root"} or (first in {"export", "var", "usr"} and second == "home"):
        return Kind.HOME, 2 if second else 0
    if first in {"content", "gdrive"}:
        return Kind.COLAB, (3 if second in {"drive", "gdrive", "sample_data"} else 2) if second else 0
    if first == "kaggle":
        return Kind.KAGGLE, 3 if second in {"input", "working", "temp", "lib", "src"} else 0
    if first in words("roots", "databricks"):
        return Kind.DATABRICKS, (3 if first == "dbfs" else 2) if second else 0
    if first in words("roots", "machine"):
        return Kind.TEMPORARY if first == "tmp" else Kind.UNIX, 2 if second else 1
    if first in words("roots", "either"):
        return Kind.UNIX, min(len(parts), 3) - 1
    return Kind.UNIX, -2 if first.lower() in words("roots", "web") else 0


def _points_of_suffix(text: str) -> int:
    found = _SUFFIX.search(text)
    if found is None:
        return 0
    suffix = found[1].lower()
    return 2 if suffix in words("suffixes", "data") else 1 if suffix in words("suffixes", "page") else 0


def _is_prose(text: str) -> bool:
    return " " in text and (bool(_SENTENCE.search(text)) or (text.count(" ") > 3 and not _points_of_suffix(text)))
