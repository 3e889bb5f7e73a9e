from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from nb2pkg.knowledge import tables

TABLES = sorted(module.name for module in iter_modules(tables.__path__))

PROSE = frozenset({"injected", "leakage"})  # their texts are phrases for people, and their order is that of a tale


def constants(name: str) -> dict[str, object]:
    module = import_module(f"nb2pkg.knowledge.tables.{name}")
    return {key: value for key, value in vars(module).items() if key.isupper()}


def texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from texts(part)


def groups(value: object) -> Iterator[list[str]]:
    """The keys of the innermost dictionaries: the outer ones are in an order that reads well."""
    if isinstance(value, dict):
        inner = [part for part in value.values() if isinstance(part, dict)]
        for part in inner:
            yield from groups(part)
        if not inner:
            yield [*value]


@pytest.mark.parametrize("name", sorted(set(TABLES) - PROSE))
def test_names_in_a_text_are_sorted_without_duplicates(name: str) -> None:
    found = list(texts(constants(name)))
    assert found or name == "implied"
    for text in found:
        assert text.split() == sorted(set(text.split()))


@pytest.mark.parametrize("name", sorted(set(TABLES) - PROSE))
def test_keys_are_sorted(name: str) -> None:
    # ruff refuses duplicates (F601).
    found = [keys for constant in constants(name).values() for keys in groups(constant)]
    assert found
    for keys in found:
        assert [key.casefold() for key in keys] == sorted({key.casefold() for key in keys})
