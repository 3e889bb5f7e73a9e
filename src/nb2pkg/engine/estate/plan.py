"""Which notebooks have to be read, and which are as they were."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.engine.estate.tables import clean
from nb2pkg.engine.estate.walk import Found
from nb2pkg.engine.result_cache import RACY_NS, digest_of
from nb2pkg.engine.ruff_check import configuration_above
from nb2pkg.model.estate import FileStamp


class SurveyPlan(Struct, frozen=True, kw_only=True):
    """What is to be done: `kept` stand in the data set as they are, `shard_of` in a shard of a run that was killed.

    `number_touched` of those kept have another time; `removed` are not there any more.
    """

    todo: tuple[FileStamp, ...]
    kept: Mapping[str, FileStamp]
    shard_of: Mapping[str, int]
    number_touched: int
    added: int
    changed: int
    removed: int


def plan_survey(
    root: Path,
    found: Iterable[Found],
    known: Mapping[str, FileStamp],
    shards: Iterable[tuple[int, FileStamp]],
    *,
    uses_ruff: bool,
) -> SurveyPlan:
    """What there is to do for the files `found`, of which `known` are in the data set and others in shards."""
    in_shards = {stamp.path: (number, stamp) for number, stamp in shards}
    folders = _Configurations(root, uses_ruff=uses_ruff)
    racy = time.time_ns() - RACY_NS
    todo: list[FileStamp] = []
    kept: dict[str, FileStamp] = {}
    shard_of: dict[str, int] = {}
    touched = added = changed = 0
    paths: set[str] = set()
    for file in found:
        path = clean(file.path)
        paths.add(path)
        before, (number, done) = known.get(path), in_shards.get(path, (0, None))
        configuration = folders.of(file.path)
        if done is not None and _is_same(root, file, done, configuration) is not None:
            shard_of[path] = number
        elif before is not None and (mtime_ns := _is_same(root, file, before, configuration)) is not None:
            touched += mtime_ns != before.mtime_ns
            kept[path] = before if mtime_ns == before.mtime_ns else replace(before, mtime_ns=mtime_ns)
            continue
        else:
            mtime_ns = file.mtime_ns if file.mtime_ns < racy else 0
            todo.append(FileStamp(path=file.path, size=file.size, mtime_ns=mtime_ns, configuration=configuration))
        added += before is None
        changed += before is not None
    return SurveyPlan(
        todo=tuple(todo),
        kept=kept,
        shard_of=shard_of,
        number_touched=touched,
        added=added,
        changed=changed,
        removed=len(known.keys() - paths),
    )


def _is_same(root: Path, file: Found, before: FileStamp, configuration: str) -> int | None:
    """The time to remember if the file is what it was; None if it is not. It is read only where the time differs."""
    if file.size != before.size or configuration != before.configuration:
        return None
    if file.mtime_ns == before.mtime_ns:
        return file.mtime_ns
    try:
        is_same = bool(before.digest) and digest_of((root / file.path).read_bytes()) == before.digest
    except OSError:
        return None
    if not is_same:
        return None
    return file.mtime_ns if file.mtime_ns + RACY_NS < time.time_ns() else before.mtime_ns


class _Configurations:
    """The fingerprints of ruff's configuration, by folder."""

    def __init__(self, root: Path, *, uses_ruff: bool) -> None:
        self._root, self._uses_ruff = root.absolute(), uses_ruff
        self._by_folder: dict[str, str] = {}

    def of(self, path: str) -> str:
        if not self._uses_ruff:
            return ""
        folder = path.rpartition("/")[0]
        if folder not in self._by_folder:
            text = configuration_above(self._root / folder)
            self._by_folder[folder] = digest_of(text.encode(errors="replace"))[:16] if text else ""
        return self._by_folder[folder]
