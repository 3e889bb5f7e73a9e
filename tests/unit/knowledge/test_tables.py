import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

from nb2pkg.knowledge.tables import read_table

TABLES = ["distributions", "effects", "implied", "star_exports", "verbs"]
KEY = re.compile(r'("[^"]*"|[\w-]+) = ')


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _strings(part)


@pytest.mark.parametrize("name", TABLES)
def test_names_in_a_string_are_sorted_without_duplicates(name: str) -> None:
    for text in _strings(read_table(name)):
        assert text.split() == sorted(set(text.split()))


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_sorted(name: str) -> None:
    # tomllib refuses duplicates by itself.
    text = files("nb2pkg.knowledge").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for section in re.split(r"^\[.*\]$", text, flags=re.MULTILINE)[1:]:
        keys = [found[1].strip('"').casefold() for line in section.splitlines() if (found := KEY.match(line))]
        assert keys == sorted(set(keys))
