"""Secrets and data of persons in what was recorded: they never reach the package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nb2pkg.knowledge.personal import is_personal
from nb2pkg.recorder.persons import fields_of_persons, is_nobodys, is_secret

HIDDEN = {"is": "hidden"}
WORD = re.compile(r"[^\W\d]\w+(?:-\w+)*")
SAYING = ("prints", "shows", "writes")  # aspects that may repeat what is in a table
SHORTEST = 3  # letters of a value that can be told from a chance likeness
MOST_VALUES = 20_000


class Privacy:
    """Knows the values of persons that a run has met, so that they are found wherever they turn up."""

    def __init__(self, calls: Iterable[Mapping[str, Any]], files: Iterable[str]) -> None:
        found = {*_values_in(list(calls)), *(value for text in files for value in _values_in_file(text))}
        self._values = frozenset(
            sorted(value for value in found if len(value) >= SHORTEST and not is_nobodys(value))[:MOST_VALUES]
        )

    def cleaned_call(self, call: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
        """A call with `hidden` in place of what is private, and whether there was anything."""
        found = {aspect: self.cleaned(tree) for aspect, tree in call.items()}
        if any(repr(found[aspect]) != repr(call[aspect]) for aspect in ("arguments", "returns", "changes")):
            found |= {aspect: HIDDEN for aspect in SAYING if call[aspect]}
        return found, any(repr(found[aspect]) != repr(call[aspect]) for aspect in call)

    def cleaned(self, tree: Any) -> Any:
        """A tree without private parts."""
        if isinstance(tree, str):
            return HIDDEN if self.is_private(tree) else tree
        if isinstance(tree, list):
            return [self.cleaned(item) for item in tree]
        if not isinstance(tree, dict):
            return tree
        match tree.get("is"):
            case "frame":
                columns = [HIDDEN if _tells_of(name, part) else self.cleaned(part) for name, part in _columns(tree)]
                return {**tree, "columns": columns, "index": self.cleaned(tree["index"])}
            case "series" if _tells_of(tree["name"], tree):
                return HIDDEN
            case "dict":
                items = [[key, HIDDEN if _tells_of(key, item) else self.cleaned(item)] for key, item in tree["items"]]
                return {"is": "dict", "items": items}
            case "object":
                fields = tree["fields"].items()
                clean = {key: HIDDEN if _tells_of(key, item) else self.cleaned(item) for key, item in fields}
                return {**tree, "fields": clean}
            case "name" | "index":
                return tree if tree["is"] == "name" else {**tree, **self._of_index(tree)}
            case _:
                return {key: item if key == "is" else self.cleaned(item) for key, item in tree.items()}

    def _of_index(self, tree: dict[str, Any]) -> dict[str, Any]:
        """Names of columns are no data; values of persons in an index are."""
        known = tree.get("values", [])
        is_private = _tells_of(tree["name"], tree) or any(isinstance(one, str) and one in self._values for one in known)
        return {"values": HIDDEN} if is_private and "values" in tree else {}

    def is_private(self, text: str) -> bool:
        """Whether a text holds a secret, an address, a value of a person, or a table that has such values."""
        words = set(WORD.findall(text))
        return (
            is_secret(text)
            or ("\n" in text and any(map(is_personal, words)))
            or text in self._values
            or not self._values.isdisjoint(words)
            or any(value in text for value in self._values if " " in value)
        )


def _columns(tree: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    names = tree["names"].get("values", [])
    for place, column in enumerate(tree["columns"]):
        yield names[place] if place < len(names) else None, column


def _tells(name: Any) -> bool:
    return isinstance(name, str) and is_personal(name)


def _tells_of(name: Any, tree: Any) -> bool:
    """Whether what goes by this name may be a person's: not where nothing but texts is known that are nobody's."""
    known = tree.get("values") if isinstance(tree, dict) else [tree]
    return _tells(name) and not (known and all(isinstance(one, str) and is_nobodys(one) for one in known))


def _values_in(tree: Any) -> Iterator[str]:
    """The texts in columns of persons, wherever there are such."""
    if isinstance(tree, list):
        for item in tree:
            yield from _values_in(item)
    elif isinstance(tree, dict):
        if tree.get("is") == "frame":
            for name, column in _columns(tree):
                if _tells(name):
                    yield from (one for one in column.get("values", ()) if isinstance(one, str))
        for item in tree.values():
            yield from _values_in(item)


def _values_in_file(text: str) -> Iterator[str]:
    """The texts in columns of persons of a table."""
    values = (text[start:end].strip('" ') for start, end in fields_of_persons(text))
    return (one for one in values if not one.replace(".", "").isdigit())
