"""Functions called again with what they were given when they were recorded."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import random
import sys
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .sameness import difference
from .values import restored
from .watch import Watch

CALLS = Path(__file__).parent / "calls"
Seen = dict[str, Any]


def seed() -> None:
    """The draws that the recording started with."""
    random.seed(0)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(0)


def expected(module: str, function: str) -> Seen:
    """What was recorded of a function."""
    calls = json.loads((CALLS / f"{module}.json").read_text(encoding="utf-8"))
    found: Seen = calls[function]
    return found


def replayed(package: str, module: str, function: str, config: Any) -> Seen:
    """What the function does now, with the inputs of its recording and the settings of `config`."""
    call = expected(module, function)["call"]
    found = getattr(importlib.import_module(f"{package}.{module}"), function)
    importlib.import_module(f"{package}.pipeline")  # so that all classes and functions are there by name
    inputs, options = _given(call, found, config)
    watch = Watch(package)
    seed()
    with watch.looking():
        result = watch.watched(found)(*inputs, **options)
        if inspect.iscoroutine(result):
            asyncio.run(result)
    return watch.seen[function]


def _given(call: Seen, function: Any, config: Any) -> tuple[Sequence[Any], dict[str, Any]]:
    """Of a step its inputs and settings; of the author's own functions all that they were given, by name."""
    if "named" in call:
        named = {name: restored(tree) for name, tree in call["named"].items()}
        bound = inspect.BoundArguments(inspect.signature(function), OrderedDict(named))
        return bound.args, bound.kwargs
    options = {name: getattr(config, name) for name in call["settings"]}
    if call["config"]:
        options[call["config"]] = config
    return [restored(tree) for tree in call["inputs"]], options


def assert_as_recorded(seen: Seen, module: str, function: str, aspect: str) -> None:
    """Fail with the first difference."""
    assert difference(seen[aspect], expected(module, function)[aspect], aspect) == ""
