"""`contracts.py`: drafts of contracts for the tables that are read, as schemas of pandera; checked on demand."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.docstrings import plain
from nb2pkg.emitter.template import Subject, Template, has_contracts
from nb2pkg.model.recording import Column, Contract

_TEXT = Text('''\
"""Drafts of contracts for the tables that the pipeline reads, made from one run of it.

They say what the data was like then, not what it must be like: review them before anybody relies on them.
Bounds are wider than what was seen. Checked by `python -m $name --check-data`, with the extra `contracts`.
"""

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pandera.pandas as pa

from $name.config import Config

OnRead = Callable[[pd.DataFrame, pa.DataFrameSchema, str], None]

$schemas

class ContractError(ValueError):
    """A table is not as its contract says."""


def check(table: pd.DataFrame, schema: pa.DataFrameSchema, source: str) -> None:
    """Raise ContractError, with columns and reasons but no values, if the table is not as it should be."""
    try:
        schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as errors:
        reasons = {_reason(error) for error in errors.schema_errors}
        raise ContractError(f"{source}: {'; '.join(sorted(reasons))}") from None


@contextmanager
def checked_reads(config: Config, on_read: OnRead = check) -> Iterator[None]:
    """As long as this lasts, what pandas reads is checked; what breaks its contract ends the run.

    `on_read` is called instead with each table that has a contract, its schema, and the path.
    """
    contracts = {
$places    }
    schemas = {os.path.abspath(path): schema for path, schema in contracts.items()}
    readers = list(_readers())
    try:
        for module, name, reader in readers:
            setattr(module, name, _checked(reader, schemas, on_read))
        yield
    finally:
        for module, name, reader in readers:
            setattr(module, name, reader)


def _readers() -> Iterator[tuple[Any, str, Callable[..., Any]]]:
    """Pandas' readers wherever they are called by a name: in pandas, and in modules of this package."""
    known = [getattr(pd, name) for name in dir(pd) if name.startswith("read_")]
    own = [module for name, module in sorted(sys.modules.items()) if name.startswith("$name.")]
    for module in (pd, *own):
        for name, value in vars(module).copy().items():
            if any(value is reader for reader in known):
                yield module, name, value


def _checked(
    reader: Callable[..., Any], schemas: dict[str, pa.DataFrameSchema], on_read: OnRead
) -> Callable[..., Any]:
    @functools.wraps(reader)
    def read(*arguments: Any, **options: Any) -> Any:
        table = reader(*arguments, **options)
        for given in (*arguments, *options.values()):
            path = os.path.abspath(given) if isinstance(given, str | os.PathLike) else ""
            if path in schemas and isinstance(table, pd.DataFrame):
                on_read(table, schemas[path], os.fspath(given))
        return table

    return read


def _reason(error: pa.errors.SchemaError) -> str:
    if error.reason_code is pa.errors.SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME:
        return f"column {error.failure_cases!r} is missing"
    return f"column {error.schema.name!r} breaks {error.check}"
''')
_SCHEMA = Text("""\
# $what
$constant = pa.DataFrameSchema(
    {
$columns    },
    name="$name",
)
""")


def render(subject: Subject) -> str:
    """The module: a schema for each table, and what checks them."""
    contracts = subject.recorded.contracts if subject.recorded is not None else ()
    return _TEXT.substitute(
        name=subject.plan.name,
        schemas="\n".join(map(_schema, contracts)),
        places="".join(
            f"        {f'config.{one.setting}' if one.setting else repr(one.path)}: {one.name.upper()},\n"
            for one in contracts
        ),
    )


def _schema(contract: Contract) -> str:
    return _SCHEMA.substitute(
        what=f"{contract.rows:,} rows of {plain(contract.path)}",
        constant=contract.name.upper(),
        name=contract.name,
        columns="".join(f"        {one.name!r}: {_column(one)},\n" for one in contract.columns),
    )


def _column(column: Column) -> str:
    given = [repr(column.dtype)] if column.dtype else []
    if column.low is not None and column.high is not None:
        given.append(f"pa.Check.in_range({column.low!r}, {column.high!r})")
    elif column.low is not None:
        given.append(f"pa.Check.ge({column.low!r})")
    given += ["nullable=True"] if column.is_nullable else []
    return f"pa.Column({', '.join(given)})"


TEMPLATE = Template(path="src/{name}/contracts.py", render=render, when=has_contracts)
