"""Functions called again with what they were given when they were recorded."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import random
import sys
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
    inputs = [restored(tree) for tree in call["inputs"]]
    options = {name: getattr(config, name) for name in call["settings"]}
    if call["config"]:
        options[call["config"]] = config
    watch = Watch(package)
    seed()
    with watch.looking():
        result = watch.watched(found)(*inputs, **options)
        if inspect.iscoroutine(result):
            asyncio.run(result)
    return watch.seen[function]


def assert_as_recorded(seen: Seen, module: str, function: str, aspect: str) -> None:
    """Fail with the first difference."""
    assert difference(seen[aspect], expected(module, function)[aspect], aspect) == ""
