"""What was generated last, kept inside the package: the base of `nb2pkg update`'s three-way merge.

It is one file of packed text with a fingerprint: no formatter, hook or search takes it for source (decision 14).
"""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
import zlib
from collections.abc import Callable, Iterable, Mapping

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.package import File, Package

BASE_PATH = ".nb2pkg/base"
SCHEMA = 1
MOST_BYTES = 200_000_000  # unpacked
_HEAD = "What nb2pkg generated last: `nb2pkg update` merges against it. Commit it, do not edit it."


Landing = Callable[[Package], tuple[File, ...]]  # generated package -> what is written for it


def as_generated(package: Package) -> tuple[File, ...]:
    """The landing of a package that no template surrounds."""
    return with_base(package.files)


def with_base(files: Iterable[File]) -> tuple[File, ...]:
    """The files, and the one that holds them all."""
    kept = tuple(file for file in files if file.path != BASE_PATH)
    return (*kept, File(path=BASE_PATH, text=_packed({file.path: file.text for file in kept})))


def files_in_base(text: str) -> Mapping[str, str]:
    """Path -> text. Raises Nb2pkgError if it is not as it was written."""
    try:
        _, facts, *lines = text.splitlines()
        schema, digest = facts.split()
        packed = base64.b64decode("".join(lines), validate=True)
        if int(schema) != SCHEMA or hashlib.sha256(packed).hexdigest() != digest:
            raise ValueError(facts)
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(packed, MOST_BYTES)
        found = json.loads(data)
    except (ValueError, zlib.error) as error:
        raise Nb2pkgError(
            f"{BASE_PATH} has been changed, or was written by another version.",
            hint="Take it back from version control, or say with --base where an unedited package lies.",
        ) from error
    if not isinstance(found, dict):
        raise Nb2pkgError(f"{BASE_PATH} holds no files.", hint="Take it back from version control.")
    return {str(path): str(content) for path, content in found.items()}


def _packed(texts: Mapping[str, str]) -> str:
    data = json.dumps(texts, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()
    packed = zlib.compress(data, 9)
    body = "\n".join(textwrap.wrap(base64.b64encode(packed).decode(), 100))
    return f"{_HEAD}\n{SCHEMA} {hashlib.sha256(packed).hexdigest()}\n{body}\n"
