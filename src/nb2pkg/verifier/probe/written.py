"""Files of closed formats that the run has written, loaded where their classes are known, and recorded."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .session import Log

MOST_BYTES = 100_000_000


def record_written(log: Log, folder: str, since: float) -> None:
    """Notes what the files hold that were written below the folder since then, as far as that can be loaded."""
    log.place = None
    for path in sorted(_written(folder, since)):
        load = LOADERS[os.path.splitext(path)[1].lower()]
        before, log.is_recording = log.is_recording, True
        try:
            content = load(path)
        except Exception:  # not what its name says, or of a library that is not there
            continue
        finally:
            log.is_recording = before
        log.add("file", path=os.path.relpath(path, folder).replace(os.sep, "/"), value=log.looked(content))


def _written(folder: str, since: float) -> Iterator[str]:
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            if os.path.splitext(name)[1].lower() in LOADERS and os.path.isfile(path):
                found = os.stat(path)
                if found.st_mtime >= since and found.st_size <= MOST_BYTES:
                    yield path


def _pickled(path: str) -> Any:
    if "joblib" in sys.modules:
        return sys.modules["joblib"].load(path)
    with open(path, "rb") as stream:
        return pickle.load(stream)


def _of_pandas(name: str, **options: Any) -> Callable[[str], Any]:
    def load(path: str) -> Any:
        return getattr(sys.modules["pandas"], name)(path, **options)

    return load


def _arrays(path: str) -> Any:
    with sys.modules["numpy"].load(path, allow_pickle=True) as found:
        return dict(found)


LOADERS: dict[str, Callable[[str], Any]] = {
    ".pkl": _pickled,
    ".pickle": _pickled,
    ".joblib": _pickled,
    ".npz": _arrays,
    ".parquet": _of_pandas("read_parquet"),
    ".feather": _of_pandas("read_feather"),
    ".xlsx": _of_pandas("read_excel", sheet_name=None),
}
