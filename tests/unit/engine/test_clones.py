"""Clusters on cells with planted clones: what must be found, what must not, and that the cost is not that of pairs."""

from __future__ import annotations

import ast
import json
import random
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from nb2pkg.engine.estate.clones import clusters_of, summed
from nb2pkg.engine.estate.neighbours import grouped, keys_of
from nb2pkg.engine.estate.shards import write_whole
from nb2pkg.engine.estate.tables import CELLS, table_of
from nb2pkg.model.estate import EstateCell, FileStamp, Standing, Survey
from nb2pkg.model.notebook import Cell, CellId
from nb2pkg.surveyor.cells import LEAST_WEIGHT, cell_facts

FIXTURES = Path(__file__).parents[3] / "fixtures" / "notebooks"
MEANINGS = {"pd": "pandas", "np": "numpy", "plt": "matplotlib.pyplot"}


def cell_of(python: str, *, index: int = 0) -> EstateCell:
    return cell_facts(Cell(id=CellId("c"), index=index, source=python, python=python), MEANINGS)


def cells_file(folder: Path, cells: Sequence[str]) -> Path:
    """One notebook for each cell."""
    surveys = [
        Survey(stamp=FileStamp(path=f"{n:06}.ipynb"), standing=Standing.CHECKED, cells=(cell_of(python),))
        for n, python in enumerate(cells)
    ]
    write_whole(table_of(CELLS, surveys), folder / "cells.parquet")
    return folder / "cells.parquet"


def clusters(folder: Path, cells: Sequence[str]) -> list[tuple[str, frozenset[int]]]:
    found: dict[int, tuple[str, set[int]]] = {}
    for row in clusters_of(cells_file(folder, cells)).to_pylist():
        found.setdefault(row["cluster"], (row["kind"], set()))[1].add(int(row["path"][:6]))
    return [(kind, frozenset(members)) for kind, members in found.values()]


CODE = """
frame = pd.read_csv('sales.csv')
frame = frame.dropna(subset=['price'])
for name in ('price', 'amount'):
    low, high = frame[name].quantile([0.01, 0.99])
    frame = frame[frame[name].between(low, high)]
frame['total'] = frame.price * frame.amount
print(len(frame))
"""


def renamed(text: str, names: dict[str, str]) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        if isinstance(node, ast.FunctionDef):
            node.name = names.get(node.name, node.name)
        if isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return ast.unparse(tree)


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (CODE.replace("\n", "\n\n").replace("print(len(frame))", "print( len( frame ) )  # rows"), "exact"),
        (renamed(CODE, {"frame": "df", "name": "column", "low": "a", "high": "b"}), "renamed"),
        (CODE.replace("sales.csv", "orders.csv"), "changed"),
        (CODE + "frame.head()\n", "changed"),
        (CODE.replace("    low, high =", "    low, high = 0, 1\n    low, high ="), "changed"),
        (renamed(CODE, {"frame": "df"}).replace("print(len(df))", "df.info()"), "changed"),
        (CODE.replace("sales.csv", "orders.csv").replace("print(len(frame))", "frame.info()"), None),
        (CODE.replace("pd.read_csv", "np.loadtxt").replace("dropna", "fillna"), None),
    ],
)
def test_likeness(tmp_path: Path, other: str, kind: str | None) -> None:
    assert clusters(tmp_path, [CODE, other]) == ([(kind, frozenset({0, 1}))] if kind else [])


def test_swapped_names_are_not_renamed_names() -> None:
    one, other = cell_of("a = b - c\nd = a / b\ne = [a, b, c, d]"), cell_of("a = b - c\nd = b / a\ne = [a, b, c, d]")
    assert one.renamed != other.renamed


def test_imports_and_small_cells_are_nobodys(tmp_path: Path) -> None:
    assert clusters(tmp_path, ["import pandas as pd\nimport numpy as np\nfrom a import b, c, d, e, f, g"] * 2) == []
    assert clusters(tmp_path, ["df.head()"] * 2) == []


def test_the_alias_of_a_library_is_no_difference() -> None:
    one = cell_facts(Cell(id=CellId("c"), index=0, source="", python="x = pd.read_csv('a')"), {"pd": "pandas"})
    other = cell_facts(Cell(id=CellId("c"), index=0, source="", python="x = p.read_csv('a')"), {"p": "pandas"})
    assert one.renamed == other.renamed


def test_a_chain_of_changes_is_not_one_cluster() -> None:
    sequences = [[n >= k for n in range(12)] for k in range(12)]  # each differs in one place from the next
    numbers = [[100 + 2 * place + value for place, value in enumerate(one)] for one in sequences]
    keys = [set(keys_of(one)) for one in numbers]
    groups = [[n for n, mine in enumerate(keys) if key in mine] for key in sorted(set().union(*keys))]
    middle = grouped([group for group in groups if len(group) > 1], sizes=[1] * 12)
    assert max(middle.count(one) for one in middle) == 3


def test_a_preview_is_one_line_without_secrets(tmp_path: Path) -> None:
    secret = "password = 'xK9-vQ2-mm41-Zw'\n" + CODE
    file = cells_file(tmp_path, [secret, secret])
    assert b"xK9-vQ2" not in file.read_bytes()
    assert "xK9-vQ2" not in json.dumps([c.preview for c in summed(clusters_of(file), file, most=5)])


def corpus_cells() -> list[str]:
    """The larger cells of the fixtures, each once."""
    found: dict[int, str] = {}
    for path in sorted(FIXTURES.rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8-sig")).get("cells", []):
            python = "".join(cell["source"])
            if cell["cell_type"] == "code":
                facts = cell_of(python)
                if facts.weight >= 2 * LEAST_WEIGHT and facts.statements:
                    found.setdefault(facts.renamed, python)
    return list(found.values())


def planted(seed: int) -> tuple[list[str], set[tuple[int, int]]]:
    """Cells of the fixtures, clones of them, and the pairs that are alike, by construction."""
    draw = random.Random(seed)
    cells: list[str] = []
    pairs: set[tuple[int, int]] = set()
    for python in corpus_cells():
        first = len(cells)
        cells.append(python)
        tree = ast.parse(python) if cell_of(python).weight else ast.parse("")
        names = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})
        others = {name: f"my_{n}" for n, name in enumerate(names)}
        variants = [python + "\n# copied\n", renamed(python, others)]
        if len(tree.body) >= 4:
            lines = ast.parse(python)
            lines.body[draw.randrange(len(lines.body))] = ast.parse(f"notify_team({draw.random()})").body[0]
            variants.append(ast.unparse(lines))
        for variant in draw.sample(variants, draw.randint(0, len(variants))):
            cells.append(variant)
        pairs.update(combinations(range(first, len(cells)), 2))
    return cells, pairs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_clones(tmp_path: Path, seed: int) -> None:
    cells, wanted = planted(seed)
    found = {pair for _, members in clusters(tmp_path, cells) for pair in combinations(sorted(members), 2)}
    precision, recall = len(found & wanted) / len(found), len(found & wanted) / len(wanted)
    assert len(wanted) > 100
    assert precision >= 0.98, sorted(found - wanted)[:5]
    assert recall >= 0.9, sorted(wanted - found)[:5]


class Counted(list[int]):
    """A group that counts how often one of it is looked at."""

    looks = 0

    def __iter__(self) -> Iterator[int]:
        for one in super().__iter__():
            Counted.looks += 1
            yield one


@pytest.mark.parametrize("number", [2_000, 20_000])
def test_no_group_is_looked_at_more_than_once_for_itself_and_once_for_its_middle(number: int) -> None:
    draw = random.Random(1)
    by_key: dict[int, Counted] = {}
    for n in range(number):
        for key in set(keys_of([draw.randrange(20) for _ in range(6)])):
            by_key.setdefault(key, Counted()).append(n)
    groups = [group for group in by_key.values() if len(group) > 1]
    Counted.looks = 0
    grouped(groups, sizes=[1] * number)
    assert Counted.looks <= 2 * sum(len(group) for group in groups) <= 2 * 7 * number


def test_cells_that_are_all_alike_are_looked_at_once(tmp_path: Path) -> None:
    variants = [CODE.replace("sales.csv", f"{n}.csv") for n in range(1500)]
    started = time.process_time()
    assert [(kind, len(members)) for kind, members in clusters(tmp_path, variants)] == [("changed", 1500)]
    assert time.process_time() - started < 10
