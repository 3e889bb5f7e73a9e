"""What a run leaves for the next: under what configuration, where repositories were, and how each notebook stood."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from sys import intern

from msgspec import Struct, field

from nb2pkg.engine.estate.scan import values
from nb2pkg.engine.estate.tables import NOTEBOOKS
from nb2pkg.model.estate import Changes, Moved

FILE = "state.json"
GRADES = "ABCDF"
MOST_MOVED = 50


class State(Struct, frozen=True, kw_only=True):
    """Of the last run; all empty if there was none."""

    configuration: str = ""
    date: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)


def read_state(out: Path) -> State:
    """The state in a folder. One that cannot be understood is none: everything is then done again."""
    try:
        found = json.loads((out / FILE).read_bytes())
        heads = {str(key): str(value) for key, value in found["heads"].items()}
        return State(configuration=str(found["configuration"]), date=str(found["date"]), heads=heads)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return State()


def write_state(out: Path, state: State) -> None:
    """Keeps it."""
    kept = {"configuration": state.configuration, "date": state.date, "heads": dict(sorted(state.heads.items()))}
    new = out / f".{FILE}.new"
    new.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    os.replace(new, out / FILE)


def grades_in(out: Path) -> dict[str, str]:
    """The grade of each notebook in the data set; empty if there is none."""
    file = out / f"{NOTEBOOKS}.parquet"
    if not file.exists():
        return {}
    return {path: intern(grade) for path, grade in values(file, ("path", "grade"))}


def changes_of(
    before: Mapping[str, str], after: Mapping[str, str], *, since: str, added: int, removed: int, changed: int
) -> Changes:
    """What is different between two runs, by the grades of the notebooks that both know."""
    if not since:
        return Changes()
    moved = [
        Moved(path=path, before=before[path], after=grade)
        for path, grade in sorted(after.items())
        if before.get(path) and grade and before[path] != grade
    ]
    worse = [one for one in moved if GRADES.index(one.after) > GRADES.index(one.before)]
    better = [one for one in moved if GRADES.index(one.after) < GRADES.index(one.before)]
    return Changes(
        since=since,
        added=added,
        removed=removed,
        changed=changed,
        better=tuple(better[:MOST_MOVED]),
        worse=tuple(worse[:MOST_MOVED]),
        number_better=len(better),
        number_worse=len(worse),
    )
