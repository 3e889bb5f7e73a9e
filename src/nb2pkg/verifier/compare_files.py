"""The files that two runs have written below the folder that they ran in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from nb2pkg.model.verdict import Comparison, Level, Outcome
from nb2pkg.verifier.comparators.difference import Difference, Record, not_compared
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.compare_runs import UNSTABLE, told
from nb2pkg.verifier.events import Events

Files = Mapping[str, dict[str, Any]]


class WrittenFiles(Struct, frozen=True, kw_only=True):
    """Records by path: of the notebook's first run, of its second if there was one, of the package's.

    `modules` lie in the package under the same path: what `%%writefile` wrote and the notebook imported.
    """

    notebook: Files
    again: Files | None
    package: Files
    modules: Files = field(default_factory=dict)
    blobs: Path | None = None

    def compare(self, one: Record, other: Record) -> Difference:
        """Two files by their records."""
        return compare_records(one, other, blobs=self.blobs)


def with_contents(files: Files, events: Events) -> Files:
    """The records of files with what the run itself has loaded of them."""
    contents = {event["path"]: event["value"] for event in events if event["event"] == "file"}
    return {path: record | ({"content": contents[path]} if path in contents else {}) for path, record in files.items()}


def compare_files(files: WrittenFiles, package: Events) -> Iterator[Comparison]:
    """All files that either has written. Figures that the package saves stand for those that the notebook showed."""
    own = _own_figures(package)
    for path in sorted(files.notebook.keys() | files.package.keys()):
        if path in files.notebook or not any(fnmatchcase(path, pattern) for pattern in own):
            found = _file(path, files)
            yield Comparison(key=path, level=Level.BEHAVIOUR, outcome=found.outcome, detail=told(found))


def _own_figures(package: Events) -> frozenset[str]:
    """What the package calls the pictures of figures that the notebook showed."""
    return frozenset(
        _escaped(posixpath.normpath(posixpath.join(event["folder"], event["name"]))) + "-*.png"
        for event in package
        if event["event"] == "own figures"
    )


def _escaped(path: str) -> str:
    return path.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]")


def _file(path: str, files: WrittenFiles) -> Difference:
    here, there = files.notebook.get(path), files.package.get(path)
    second = files.again.get(path) if files.again is not None else here
    if here is None or there is None:
        if (here is None) is not (second is None):
            return Difference(outcome=Outcome.UNSTABLE, detail="one of two runs of the notebook wrote it")
        if here is not None and here.get("code") and here["code"] == files.modules.get(path, {}).get("code"):
            return Difference(outcome=Outcome.SAME, detail="a module of the package")
        detail = "the package did not write it" if there is None else "the notebook did not write it"
        return Difference(outcome=Outcome.MISSING, detail=detail)
    found = files.compare(here, there)
    if found.outcome in {Outcome.SAME, Outcome.NOT_COMPARED}:
        return found
    repeated = not_compared("") if second is None else files.compare(here, second)
    if repeated.outcome is Outcome.DIFFERENT or second is None:
        return Difference(outcome=Outcome.UNSTABLE, detail=UNSTABLE)
    return found
