"""The data set, counted up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from sys import intern
from typing import Any

from msgspec import Struct

from nb2pkg.engine.estate.clones import sharing_of, summed
from nb2pkg.engine.estate.scan import scan, tally, values
from nb2pkg.engine.estate.tables import arrow
from nb2pkg.engine.estate.worth import Candidate, worthiest
from nb2pkg.engine.git_owners import Ownership
from nb2pkg.model.estate import Changes, EstateSummary, ListedNotebook, OwnerCount, RuleCount
from nb2pkg.surveyor.cells import LEAST_WEIGHT

MOST_RULES, MOST_CLUSTERS, MOST_DEPENDENCIES, MOST_OWNERS, MOST_LISTED, MOST_REASONS = 60, 40, 60, 30, 1000, 20
SEVERITIES = ("error", "warning", "info")
GRADES = ("A", "B", "C", "D", "F")


class About(Struct, frozen=True, kw_only=True):
    """What a summary says of itself."""

    root: str
    date: str
    version: str


def summary_of(
    out: Path, about: About, *, clusters: Any, owners: Mapping[str, Ownership], changes: Changes
) -> EstateSummary:
    """What the tables in a folder come to."""
    rows = _notebooks(out)
    cells, comparable = _cells(out)
    sharing = sharing_of(clusters)
    dependencies = _dependencies(out)
    return EstateSummary(
        root=about.root,
        date=about.date,
        version=about.version,
        notebooks=len(rows),
        standings=tuple(sorted(Counter(row.standing for row in rows).items())),
        grades=tuple((grade, sum(row.grade == grade for row in rows)) for grade in GRADES),
        families=_families(out),
        code_lines=sum(row.code_lines for row in rows),
        code_cells=cells,
        duplicated_cells=clusters.num_rows,
        comparable_cells=comparable,
        hidden_state=sum(row.hidden_state > 0 for row in rows),
        secrets=sum(row.secrets > 0 for row in rows),
        rules=_rules(out)[:MOST_RULES],
        clusters=summed(clusters, out / "cells.parquet", most=MOST_CLUSTERS),
        number_clusters=arrow("pyarrow.compute").count_distinct(clusters.column("cluster")).as_py(),
        dependencies=dependencies[:MOST_DEPENDENCIES],
        number_dependencies=len(dependencies),
        owners=_owners(rows, owners)[:MOST_OWNERS],
        worth=worthiest(_candidate(row, owners, sharing) for row in rows),
        changes=changes,
        listed=_listed(rows, owners),
        reasons=tuple(Counter(row.reason for row in rows if row.reason).most_common(MOST_REASONS)),
    )


class _Row(Struct, frozen=True):
    """A notebook, as far as it is counted here: there are as many of them as notebooks."""

    path: str
    standing: str
    reason: str
    grade: str
    points: int
    code_lines: int
    broken_cells: int
    curable: int
    errors: int
    warnings: int
    hidden_state: int
    secrets: int


def _notebooks(out: Path) -> list[_Row]:
    columns = list(_Row.__struct_fields__)
    found = (
        _Row(path, intern(standing), intern(reason), intern(grade), *numbers)
        for path, standing, reason, grade, *numbers in values(out / "notebooks.parquet", columns)
    )
    return sorted(found, key=lambda row: row.path)


def _cells(out: Path) -> tuple[int, int]:
    """How many cells of code there are, and how many are large enough to be compared."""
    pc = arrow("pyarrow.compute")
    number = comparable = 0
    for some in scan(out / "cells.parquet", ["weight"]):
        number += some.num_rows
        comparable += pc.sum(pc.greater_equal(some.column("weight"), LEAST_WEIGHT)).as_py()
    return number, comparable


def _rules(out: Path) -> tuple[RuleCount, ...]:
    """Each with the worst severity that it was found with."""
    file = out / "findings.parquet"
    worst: dict[str, str] = {}
    for some in scan(file, ["code", "severity"]):
        for row in some.group_by(["code", "severity"]).aggregate([]).to_pylist():
            worst[row["code"]] = min(row["severity"], worst.get(row["code"], SEVERITIES[-1]), key=SEVERITIES.index)
    by = ["code", "name", "family"]
    counts = [
        RuleCount(code=code, name=name, family=family, severity=worst[code], notebooks=notebooks, findings=findings)
        for (code, name, family), (findings, notebooks) in tally(scan(file, ["path", *by]), by).items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.notebooks, -one.findings, one.code, one.name)))


def _families(out: Path) -> tuple[tuple[str, int], ...]:
    some = scan(out / "findings.parquet", ["path", "family", "severity"])
    return _in_notebooks(tally((_only(one, "severity", ["error", "warning"]) for one in some), ["family"]))


def _dependencies(out: Path) -> tuple[tuple[str, int], ...]:
    some = scan(out / "imports.parquet", ["path", "distribution", "origin"])
    return _in_notebooks(tally((_only(one, "origin", ["installed"]) for one in some), ["distribution"]))


def _only(rows: Any, column: str, wanted: Sequence[str]) -> Any:
    return rows.filter(arrow("pyarrow.compute").is_in(rows.column(column), value_set=arrow().array(wanted)))


def _in_notebooks(counts: Mapping[tuple[Any, ...], tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    found = ((key, notebooks) for (key,), (_, notebooks) in counts.items())
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _owners(rows: Sequence[_Row], owners: Mapping[str, Ownership]) -> tuple[OwnerCount, ...]:
    by_owner: dict[str, list[_Row]] = {}
    for row in rows:
        if row.path in owners:
            by_owner.setdefault(owners[row.path].owner, []).append(row)
    counts = []
    for owner, some in by_owner.items():
        points = [row.points for row in some if row.grade]
        counts.append(
            OwnerCount(
                owner=owner,
                notebooks=len(some),
                points=round(sum(points) / len(points)) if points else 0,
                secrets=sum(row.secrets > 0 for row in some),
            )
        )
    return tuple(sorted(counts, key=lambda one: (-one.notebooks, one.owner)))


def _candidate(row: _Row, owners: Mapping[str, Ownership], sharing: Mapping[str, int]) -> Candidate:
    owned = owners.get(row.path)
    return Candidate(
        path=row.path,
        grade=row.grade,
        points=row.points,
        code_lines=row.code_lines,
        broken_cells=row.broken_cells,
        curable=row.curable,
        hidden_state=row.hidden_state,
        commits=owned.commits if owned else 0,
        sharing=sharing.get(row.path, 0),
    )


def _listed(rows: Sequence[_Row], owners: Mapping[str, Ownership]) -> tuple[ListedNotebook, ...]:
    """Those with secrets first, then the least ready."""
    order = sorted(rows, key=lambda row: (not row.secrets, bool(row.grade), row.points, row.path))
    return tuple(
        ListedNotebook(
            path=row.path,
            standing=row.standing,
            reason=row.reason,
            grade=row.grade,
            points=row.points,
            code_lines=row.code_lines,
            errors=row.errors,
            warnings=row.warnings,
            hidden_state=row.hidden_state,
            secrets=row.secrets,
            owner=owners[row.path].owner if row.path in owners else "",
        )
        for row in order[:MOST_LISTED]
    )
