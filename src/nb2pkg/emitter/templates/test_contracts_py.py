"""`tests/test_contracts.py`: contracts can be checked, and refuse something, also while the package reads."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_contracts

_TEXT = Text('''\
"""The drafts of contracts refuse tables without their columns."""

from importlib import import_module

import pytest
from conftest import SECRETS

pytest.importorskip("pandera.pandas")
SCHEMAS = $names
TABLES = $tables  # setting, path where there is none


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_column_that_is_missing_is_told(name: str) -> None:
    contracts, pd = import_module("$name.contracts"), import_module("pandas")
    schema = getattr(contracts, name)
    with pytest.raises(contracts.ContractError) as raised:
        contracts.check(pd.DataFrame(), schema, "empty.csv")
    assert all(f"{column!r} is missing" in str(raised.value) for column in schema.columns)


@pytest.mark.parametrize(("setting", "path"), TABLES)
def test_what_is_read_is_checked(setting: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    contracts, pd = import_module("$name.contracts"), import_module("pandas")
    config = import_module("$name.config").Config(**dict.fromkeys(SECRETS, ""))
    monkeypatch.setattr(pd, "read_csv", lambda given: pd.DataFrame())
    with contracts.checked_reads(config):
        assert pd.read_csv("of-no-contract.csv").empty
        with pytest.raises(contracts.ContractError):
            pd.read_csv(getattr(config, setting) if setting else path)
    assert pd.read_csv(getattr(config, setting) if setting else path).empty
''')


def render(subject: Subject) -> str:
    """One test for each schema."""
    contracts = subject.recorded.contracts if subject.recorded is not None else ()
    names = [one.name.upper() for one in contracts]
    tables = [(one.setting, "" if one.setting else one.path) for one in contracts]
    return _TEXT.substitute(name=subject.plan.name, names=repr(names), tables=repr(tables))


TEMPLATE = Template(path="tests/test_contracts.py", render=render, when=has_contracts)
