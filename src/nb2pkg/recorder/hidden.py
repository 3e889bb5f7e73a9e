"""Secrets and data of persons in what was recorded: they never reach the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nb2pkg.knowledge.personal import is_personal
from nb2pkg.knowledge.secrets import masked

HIDDEN = {"is": "hidden"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}")
SAYING = ("prints", "shows", "writes")  # aspects that may repeat what is in a table


def without_private(call: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """A call with `hidden` in place of what is private, and whether there was anything."""
    found = {aspect: cleaned(tree) for aspect, tree in call.items()}
    if any(found[aspect] != call[aspect] for aspect in ("arguments", "returns", "changes")):
        found |= {aspect: HIDDEN for aspect in SAYING if call[aspect]}
    return found, any(repr(found[aspect]) != repr(call[aspect]) for aspect in call)


def cleaned(tree: Any) -> Any:
    """A tree without private parts."""
    if isinstance(tree, str):
        return HIDDEN if is_private(tree) else tree
    if isinstance(tree, list):
        return [cleaned(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    match tree.get("is"):
        case "frame":
            return _frame(tree)
        case "series" if isinstance(tree["name"], str) and is_personal(tree["name"]):
            return HIDDEN
        case "dict":
            items = [[key, HIDDEN if _tells(key) else cleaned(item)] for key, item in tree["items"]]
            return {"is": "dict", "items": items}
        case "object":
            fields = {key: HIDDEN if is_personal(key) else cleaned(item) for key, item in tree["fields"].items()}
            return {**tree, "fields": fields}
        case _:
            return {key: item if key == "is" else cleaned(item) for key, item in tree.items()}


def _frame(tree: dict[str, Any]) -> dict[str, Any]:
    names = tree["names"].get("values", [])
    columns = [
        HIDDEN if place < len(names) and _tells(names[place]) else cleaned(column)
        for place, column in enumerate(tree["columns"])
    ]
    return {**tree, "columns": columns, "index": cleaned(tree["index"])}


def _tells(name: Any) -> bool:
    return isinstance(name, str) and is_personal(name)


def is_private(text: str) -> bool:
    """Whether a text holds a secret or somebody's address."""
    return bool(ADDRESS.search(text)) or masked(text) != text


def is_private_file(text: str) -> bool:
    """Whether a file must stay out of the package: its first line names columns of persons, or it is private."""
    head = re.split(r"[,;\t|]", text.split("\n", 1)[0])
    return any(is_personal(name.strip().strip('"')) for name in head) or is_private(text)
