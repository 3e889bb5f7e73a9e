"""The data set, counted up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pkg.engine.estate.clones import summed
from nb2pkg.engine.estate.tables import arrow
from nb2pkg.engine.estate.worth import Candidate, worthiest
from nb2pkg.engine.git_owners import Ownership
from nb2pkg.model.estate import Changes, EstateSummary, ListedNotebook, OwnerCount, RuleCount
from nb2pkg.surveyor.cells import LEAST_WEIGHT

MOST_RULES, MOST_CLUSTERS, MOST_DEPENDENCIES, MOST_OWNERS, MOST_LISTED, MOST_REASONS = 60, 40, 60, 30, 1000, 20
SEVERITIES = ("error", "warning", "info")
GRADES = ("A", "B", "C", "D", "F")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
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
    sharing = _sharing(clusters)
    dependencies = _dependencies(out)
    return EstateSummary(
        root=about.root,
        date=about.date,
        version=about.version,
        notebooks=len(rows),
        standings=tuple(sorted(Counter(row["standing"] for row in rows).items())),
        grades=tuple((grade, sum(row["grade"] == grade for row in rows)) for grade in GRADES),
        families=_families(out),
        code_lines=sum(row["code_lines"] for row in rows),
        code_cells=cells,
        duplicated_cells=clusters.num_rows,
        comparable_cells=comparable,
        hidden_state=sum(row["hidden_state"] > 0 for row in rows),
        secrets=sum(row["secrets"] > 0 for row in rows),
        rules=_rules(out)[:MOST_RULES],
        clusters=summed(clusters, out / "cells.parquet", most=MOST_CLUSTERS),
        number_clusters=arrow("pyarrow.compute").count_distinct(clusters.column("cluster")).as_py(),
        dependencies=dependencies[:MOST_DEPENDENCIES],
        number_dependencies=len(dependencies),
        owners=_owners(rows, owners)[:MOST_OWNERS],
        worth=worthiest(_candidate(row, owners, sharing) for row in rows),
        changes=changes,
        listed=_listed(rows, owners),
        reasons=tuple(Counter(row["reason"] for row in rows if row["reason"]).most_common(MOST_REASONS)),
    )


_WANTED = ["path", "standing", "reason", "grade", "points", "code_lines", "broken_cells", "curable", "errors"]
_WANTED += ["warnings", "hidden_state", "secrets"]


def _notebooks(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read(out, "notebooks", _WANTED).to_pylist()
    return sorted(found, key=lambda row: row["path"])


def _read(out: Path, table: str, columns: Sequence[str], **more: Any) -> Any:
    return arrow("pyarrow.parquet").read_table(
        out / f"{table}.parquet", columns=list(columns), partitioning=None, **more
    )


def _cells(out: Path) -> tuple[int, int]:
    """How many cells of code there are, and how many are large enough to be compared."""
    weights = _read(out, "cells", ["weight"]).column("weight")
    pc = arrow("pyarrow.compute")
    return len(weights), pc.sum(pc.greater_equal(weights, LEAST_WEIGHT)).as_py() or 0


def _rules(out: Path) -> tuple[RuleCount, ...]:
    """Each with the worst severity that it was found with."""
    by = ["code", "name", "family"]
    columns = ["path", *by, "severity"]
    # Each row group has a dictionary of its own, which pyarrow does not count over.
    rows = _read(out, "findings", columns, read_dictionary=columns).unify_dictionaries()
    worst: dict[str, str] = {}
    for row in rows.group_by(["code", "severity"]).aggregate([]).to_pylist():
        worst[row["code"]] = min(row["severity"], worst.get(row["code"], SEVERITIES[-1]), key=SEVERITIES.index)
    counts = [
        RuleCount(
            code=row["code"],
            name=row["name"],
            family=row["family"],
            severity=worst[row["code"]],
            notebooks=row["path_count_distinct"],
            findings=row["path_count"],
        )
        for row in rows.group_by(by).aggregate([("path", "count_distinct"), ("path", "count")]).to_pylist()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.notebooks, -one.findings, one.code, one.name)))


def _families(out: Path) -> tuple[tuple[str, int], ...]:
    pc = arrow("pyarrow.compute")
    found = _read(out, "findings", ["path", "family"], filters=pc.field("severity").isin(["error", "warning"]))
    found = found.group_by("family").aggregate([("path", "count_distinct")]).to_pylist()
    return tuple(sorted(((row["family"], row["path_count_distinct"]) for row in found), key=lambda one: (-one[1], one)))


def _dependencies(out: Path) -> tuple[tuple[str, int], ...]:
    pc = arrow("pyarrow.compute")
    found = _read(out, "imports", ["path", "distribution"], filters=pc.field("origin") == "installed")
    found = found.group_by("distribution").aggregate([("path", "count_distinct")]).to_pylist()
    counts = ((row["distribution"], row["path_count_distinct"]) for row in found)
    return tuple(sorted(counts, key=lambda one: (-one[1], one[0])))


def _sharing(clusters: Any) -> Counter[str]:
    """How many other notebooks hold a cell of a notebook: of its most common cell."""
    pairs = clusters.select(["cluster", "path"])
    sizes = pairs.group_by("cluster").aggregate([("path", "count_distinct")]).to_pylist()
    others = {row["cluster"]: row["path_count_distinct"] - 1 for row in sizes}
    found: Counter[str] = Counter()
    for cluster, path in zip(pairs.column("cluster").to_pylist(), pairs.column("path").to_pylist(), strict=True):
        found[path] = max(found[path], others[cluster])
    return found


def _owners(rows: Sequence[dict[str, Any]], owners: Mapping[str, Ownership]) -> tuple[OwnerCount, ...]:
    by_owner: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["path"] in owners:
            by_owner.setdefault(owners[row["path"]].owner, []).append(row)
    counts = []
    for owner, some in by_owner.items():
        points = [row["points"] for row in some if row["grade"]]
        counts.append(
            OwnerCount(
                owner=owner,
                notebooks=len(some),
                points=round(sum(points) / len(points)) if points else 0,
                secrets=sum(row["secrets"] > 0 for row in some),
            )
        )
    return tuple(sorted(counts, key=lambda one: (-one.notebooks, one.owner)))


def _candidate(row: dict[str, Any], owners: Mapping[str, Ownership], sharing: Mapping[str, int]) -> Candidate:
    owned = owners.get(row["path"])
    return Candidate(
        path=row["path"],
        grade=row["grade"],
        points=row["points"],
        code_lines=row["code_lines"],
        broken_cells=row["broken_cells"],
        curable=row["curable"],
        hidden_state=row["hidden_state"],
        commits=owned.commits if owned else 0,
        sharing=sharing.get(row["path"], 0),
    )


def _listed(rows: Sequence[dict[str, Any]], owners: Mapping[str, Ownership]) -> tuple[ListedNotebook, ...]:
    """Those with secrets first, then the least ready."""
    order = sorted(rows, key=lambda row: (not row["secrets"], bool(row["grade"]), row["points"], row["path"]))
    return tuple(
        ListedNotebook(
            path=row["path"],
            standing=row["standing"],
            reason=row["reason"],
            grade=row["grade"],
            points=row["points"],
            code_lines=row["code_lines"],
            errors=row["errors"],
            warnings=row["warnings"],
            hidden_state=row["hidden_state"],
            secrets=row["secrets"],
            owner=owners[row["path"]].owner if row["path"] in owners else "",
        )
        for row in order[:MOST_LISTED]
    )
