"""`tests/test_contracts.py`: contracts can be checked, and refuse something."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_contracts

_TEXT = Text('''\
"""The drafts of contracts refuse tables without their columns."""

from importlib import import_module

import pytest

pytest.importorskip("pandera.pandas")
SCHEMAS = $names


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_column_that_is_missing_is_told(name: str) -> None:
    contracts, pd = import_module("$name.contracts"), import_module("pandas")
    schema = getattr(contracts, name)
    with pytest.raises(contracts.ContractError) as raised:
        contracts.check(pd.DataFrame(), schema, "empty.csv")
    assert all(f"{column!r} is missing" in str(raised.value) for column in schema.columns)
''')


def render(subject: Subject) -> str:
    """One test for each schema."""
    contracts = subject.recorded.contracts if subject.recorded is not None else ()
    return _TEXT.substitute(name=subject.plan.name, names=repr([one.name.upper() for one in contracts]))


TEMPLATE = Template(path="tests/test_contracts.py", render=render, when=has_contracts)
