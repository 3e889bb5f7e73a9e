"""Data sets that come in named parts (`ds["train"]`), that are read from directories, or out of Spark."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_identity import fingerprint
from nb2pkg.rules.leakage.flow_rows import Limit, Rows, RowSet, limited
from nb2pkg.rules.leakage.flow_values import Columns, Const, Data, Seq, Value, View

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

SIDES = ("train", "test")  # of what is divided in two
_NO_CHOICE = frozenset("transform transforms target_transform download loader".split())
_SLICE = pattern_of(r"(-?\d*)(%?):(-?\d*)(%?)\]")
_SPARK_FORMATS = frozenset("csv parquet json table load orc jdbc".split())
_SPARK_QUERIES = frozenset({"sql", "table"})


def loaded(machine: Machine, node: ast.Call, arguments: Arguments) -> Data:
    """`datasets.load_dataset("imdb")`: parts by name, or one of them for `split="test"`."""
    key = ("dataset", *(ast.unparse(one) for one in node.args))
    rows: RowSet = frozenset({Rows(key)})
    part = arguments.constant("split")
    if isinstance(part, str):
        name, _, bounds = part.partition("[")
        return Data(rows=_sliced(limited(rows, Limit("split", key, name)), bounds))
    return Data(rows=rows, view=View("parts", key))


def _sliced(rows: RowSet, bounds: str) -> RowSet:
    """`train[:80%]`, `train[100:200]`."""
    found = _SLICE.fullmatch(bounds)
    if found is None:
        return rows
    low, high = (int(one) or None if one else None for one in found.group(1, 3))
    in_percent = "%" if found[2] or found[4] else ""
    return limited(rows, Limit("subset", in_percent, (low, high)))


def downloaded(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Data:
    """`torchvision.datasets.MNIST("d", train=True)`: the same images again, however they are to be changed."""
    given = {name: value for name, value in arguments.named.items() if name not in _NO_CHOICE}
    plain = [*arguments.positional, *given.values()]
    known = [value.value for value in plain if isinstance(value, Const)]
    key = ("dataset", dotted, *map(repr, known), *given) if len(known) == len(plain) else machine.key(node)
    return Data(rows=frozenset({Rows(key)}), columns=Columns(base=key))


def in_parts(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Data:
    """`ds.train_test_split(test_size=0.1)`."""
    return replace(owner, view=View("parts", (repr(machine.key(node)),)), mask=None)


def part_of(data: Data, name: str) -> Data:
    """`ds["test"]`."""
    assert data.view is not None
    return replace(data, rows=limited(data.rows, Limit("split", data.view.keys, name)), view=None)


def from_directory(machine: Machine, node: ast.Call, arguments: Arguments) -> Data:
    """`flow_from_directory("test")`, `image_dataset_from_directory(path, subset="training")`."""
    given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "directory")]
    key = ("directory", *(ast.unparse(one) for one in given))
    subset = arguments.constant("subset")
    rows: RowSet = frozenset({Rows(key)})
    if subset is not None:
        return Data(rows=limited(rows, Limit("split", "subset", subset)))
    first = machine.directories.setdefault(key, machine.place(node))
    again = first != machine.place(node)  # the same images, for something else: nothing was set apart
    return Data(rows=limited(rows, Limit("subset", key, "again")) if again else rows)


def is_spark_read(function: ast.Attribute) -> bool:
    """Whether it is `spark.read.csv`, `spark.read.format("x").load`, `spark.sql`, or their like."""
    if isinstance(function.value, ast.Name):
        return function.value.id == "spark" and function.attr in _SPARK_QUERIES
    holder: ast.expr = function.value
    while function.attr in _SPARK_FORMATS and isinstance(holder, ast.Attribute | ast.Call):
        if isinstance(holder, ast.Attribute) and holder.attr == "read":
            return True
        holder = holder.func if isinstance(holder, ast.Call) else holder.value
    return False


def spark_read(machine: Machine, node: ast.Call) -> Data:
    """A table of Spark."""
    key = ("spark", ast.unparse(node))
    return Data(rows=frozenset({Rows(key)}), columns=Columns(base=key))


def random_parts(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.randomSplit([0.8, 0.2], seed=1)`."""
    weights = arguments.get("weights", 0)
    number = len(weights.items) if isinstance(weights, Seq) else 2
    seed = arguments.get("seed", 1)
    sizes = fingerprint(weights) if weights is not None else ""
    key = ("seed", seed.value, sizes) if isinstance(seed, Const) else machine.key(node)
    plain = replace(owner, view=None, mask=None, parts=())
    sides = SIDES if number == len(SIDES) else range(number)
    return Seq([replace(plain, rows=limited(plain.rows, Limit("split", key, side))) for side in sides])
