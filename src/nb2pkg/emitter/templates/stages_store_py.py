"""`stages/store.py`: values between stages, each in the format that fits its type."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_staged
from nb2pkg.knowledge.process_state import brings_numpy, brings_pandas

HEAD = '''"""Values between stages, each in the format that fits its type: {formats}."""

import json
import pickle
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import Any

import joblib
{libraries}

class StoreError(Exception):
    """What a stage leaves cannot be stored, or what it left cannot be read."""


def save_values(values: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """Write the values into `folder`; gives the file of each.

    Those that have an object in common go into one file, so that they have it in common when they are loaded.
    """
    parts = {{name: _parts(name, value) for name, value in values.items()}}
    files: dict[str, str] = {{}}
    for names in _in_common(parts):
        stem = _unused(names[0], {{Path(file).stem for file in files.values()}})
        file = _write({{name: values[name] for name in names}}, folder / stem, parts)
        files |= dict.fromkeys(names, file)
    return files


def load_values(files: Mapping[str, str], store: Path) -> dict[str, Any]:
    """The values by name, from their files below `store`."""
    values: dict[str, Any] = {{}}
    for file in dict.fromkeys(files.values()):
        names = [name for name in files if files[name] == file]
        try:
            values |= _read(store / file, names)
        except (OSError, ValueError, TypeError, AttributeError, ImportError, pickle.PickleError) as error:
            raise StoreError(f"{{', '.join(names)}} cannot be read from {{store / file}}: {{error}}") from error
    return values


def _write(values: Mapping[str, Any], path: Path, parts: Mapping[str, "_Parts"]) -> str:
    if len(values) == 1:
        ((name, value),) = values.items()
        if _is_plain(value) and not parts[name].repeats:
            path.with_name(f"{{path.name}}.json").write_text(json.dumps(value), encoding="utf-8")
            return f"{{path.name}}.json"
{parquet_write}    # joblib would make two of an array that is in a value twice.
    is_shared = any(parts[name].repeats for name in values) or len(values) > 1
    file = path.with_name(path.name + (".pickle" if is_shared else ".joblib"))
    try:
        if is_shared:
            file.write_bytes(pickle.dumps(dict(values), protocol=5))
        else:
            joblib.dump(dict(values), file)
    except REFUSED as error:
        raise _not_storable(", ".join(values), values[next(iter(values))], error) from error
    return file.name


def _read(path: Path, names: Sequence[str]) -> dict[str, Any]:
    match path.suffix:
        case ".json":
            return {{names[0]: json.loads(path.read_text(encoding="utf-8"))}}
{parquet_read}        case ".pickle":
            loaded = pickle.loads(path.read_bytes())
        case _:
            loaded = joblib.load(path)
    return {{name: loaded[name] for name in names}}


def _is_plain(value: object) -> bool:
    """Whether JSON gives it back as it is: no tuples, no sets, no numbers of other libraries."""
    if type(value) is list:
        return all(map(_is_plain, value))
    if type(value) is dict:
        return all(type(key) is str and _is_plain(item) for key, item in value.items())
    return value is None or type(value) in (bool, int, float, str)

'''
PARQUET = '''
def _write_parquet(frame: pd.DataFrame, path: Path) -> bool:
    """Write a table, if it comes back as it is: parquet knows no Python objects and only some indexes."""
    if frame.attrs or not all(type(name) is str for name in frame.columns):
        return False
    try:
        parquet.write_table(pa.Table.from_pandas(frame), path)
        back = parquet.read_table(path).to_pandas()
    except (pa.ArrowException, ValueError, TypeError):
        path.unlink(missing_ok=True)
        return False
    is_same = (
        back.equals(frame)
        and back.dtypes.equals(frame.dtypes)
        and type(back.index) is type(frame.index)
        and back.index.names == frame.index.names
        and back.columns.equals(frame.columns)
        and back.columns.names == frame.columns.names
        and getattr(back.index, "freq", None) == getattr(frame.index, "freq", None)
        and all(_types(back[name]) == _types(frame[name]) for name in frame.columns if frame[name].dtype == object)
    )
    if not is_same:
        path.unlink()
    return is_same


def _types(column: pd.Series) -> list[type]:
    return [type(item) for item in column]

'''
TAIL = '''
# What pickling raises, by the type that refuses.
REFUSED = (pickle.PickleError, TypeError, AttributeError, ValueError, RuntimeError)
# What cannot be changed may be shared or not: nobody can tell.
FIXED = (type(None), bool, int, float, complex, str, bytes, tuple, frozenset, type, FunctionType, BuiltinFunctionType)


class _Parts(pickle.Pickler):
    """The objects that a value is made of: pickled to nowhere.{unopened}"""

    def __init__(self) -> None:
        super().__init__(BytesIO())
        self.found: list[object] = []

    def persistent_id(self, value: object) -> str | None:
        """Note the object; {noted}."""
        if not isinstance(value, FIXED):
            self.found.append(value)
{leaf}
    @property
    def identities(self) -> Counter[int]:
        """How often each object was met. They are kept, so that none gets the identity of another."""
        return Counter(map(id, self.found))

    @property
    def repeats(self) -> bool:
        """Whether an object that could be changed is in the value more than once."""
        again = {{key for key, count in self.identities.items() if count > 1}}
        return any(id(value) in again and isinstance(value, {changeable}) for value in self.found)


def _parts(name: str, value: object) -> _Parts:
    parts = _Parts()
    try:
        parts.dump(value)
    except REFUSED as error:
        raise _not_storable(name, value, error) from error
    return parts


def _not_storable(name: str, value: object, error: Exception) -> StoreError:
    return StoreError(
        f"{{name}} ({{type(value).__name__}}), which a later stage needs, cannot be stored: {{error}}. "
        "Make it where it is used, or run all stages in one process"
    )


def _in_common(parts: Mapping[str, _Parts]) -> list[list[str]]:
    """Names in groups: within a group, values have objects in common."""
    groups: list[tuple[list[str], set[int]]] = []
    for name, part in parts.items():
        names, identities = [name], set(part.identities)
        apart = []
        for group in groups:
            if group[1] & identities:
                names = group[0] + names
                identities |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (names, identities)]
    return [names for names, _ in groups]


def _unused(stem: str, taken: set[str]) -> str:
    """A file name: `X` and `x` are one file on some systems."""
    while stem.lower() in {{other.lower() for other in taken}}:
        stem += "_"
    return stem
'''


def render(subject: Subject) -> str:
    """Parquet only where there are tables, arrays where there is numpy."""
    plan = subject.plan
    tables, arrays = brings_pandas(plan.requirements), brings_numpy(plan.requirements)
    libraries = ["import numpy as np"] if arrays else []
    libraries += ["import pandas as pd", "import pyarrow as pa", "from pyarrow import parquet"] if tables else []
    leaves = [*(["np.ndarray"] if arrays else []), *(["pd.DataFrame", "pd.Series", "pd.Index"] if tables else [])]
    text = HEAD.format(
        formats="parquet, JSON, joblib or pickle" if tables else "JSON, joblib or pickle",
        libraries="".join(f"{line}\n" for line in libraries),
        parquet_write=PARQUET_WRITE if tables else "",
        parquet_read=PARQUET_READ if tables else "",
    )
    joined = " | ".join(leaves)
    return (
        text
        + (PARQUET if tables else "")
        + TAIL.format(
            unopened=" Arrays and tables are not opened." if leaves else "",
            noted="an array or a table is not opened" if leaves else "all are opened",
            leaf=f'        return "whole" if isinstance(value, {joined}) else None\n'
            if leaves
            else "        return None\n",
            changeable=" | ".join(["list", "dict", "set", *leaves]),
        )
    )


PARQUET_WRITE = """        table = path.with_name(f"{path.name}.parquet")
        if type(value) is pd.DataFrame and _write_parquet(value, table):
            return table.name
"""
PARQUET_READ = """        case ".parquet":
            return {names[0]: parquet.read_table(path).to_pandas()}
"""

TEMPLATE = Template(path="src/{name}/stages/store.py", render=render, when=is_staged)
