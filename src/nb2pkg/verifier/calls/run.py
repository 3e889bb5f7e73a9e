"""Runs the package's pipeline once, and writes down its calls, the types it met, and the files it read."""

from __future__ import annotations

import contextlib
import importlib
import inspect
import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from .first import first_calls, plain_functions
from .instrument import Finder, Types
from .reads import Reads
from .restoring import can_be_restored
from .watch import Watch


def seed() -> None:
    """The draws that the package's tests start with too."""
    import random

    random.seed(0)
    with contextlib.suppress(ImportError):
        import numpy

        numpy.random.seed(0)


class Files:
    """Files below the current folder that were there at the start and were opened."""

    def __init__(self) -> None:
        self.folder = Path.cwd()
        self.there = {path for path in self.folder.rglob("*") if path.is_file()}
        self.read: set[Path] = set()

    def notice(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook; it must not raise."""
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = Path(os.path.abspath(os.fsdecode(arguments[0])))
            if path in self.there:
                self.read.add(path)

    def names(self) -> list[str]:
        """Their paths, as they are told in the package's settings."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.read)


def main(path: str) -> int:
    """Runs as the plan in the file says; 0 if the pipeline went through."""
    plan = json.loads(Path(path).read_text(encoding="utf-8"))
    name = plan["package"]
    sys.modules[__package__].package_name = name  # type: ignore[attr-defined]
    sys.argv = [name]
    sys.path.append(sys.path.pop(0))  # the folder of a notebook `shop.py` must not hide the package `shop`
    types, files = Types(), Files()
    if plan["types"]:
        Finder(name, types).install()
    reads = Reads(f"{name}.pipeline")
    if plan["tables"]:
        reads.install()
    sys.addaudithook(files.notice)
    watch, error = Watch(name), ""
    started = time.perf_counter()
    try:
        _run(name, watch, plan)
    except BaseException as raised:  # whatever ends the run is a result, exits too
        error = f"{type(raised).__name__}: {raised}"[:500]
        sys.stderr.write(traceback.format_exc()[-2000:])
    found = {
        "seconds": time.perf_counter() - started,
        "error": error,
        "calls": watch.seen,
        "restorable": {key: can_be_restored(seen["arguments"]) for key, seen in watch.seen.items()},
        "read": files.names(),
        "tables": reads.tables,
        "parameters": types.parameters,
        "results": types.results,
        "counts": types.calls,
        "helpers": sorted(plain_functions(name, map(tuple, plan["helpers"]))),
    }
    Path(plan["target"]).write_text(json.dumps(found), encoding="utf-8", errors="backslashreplace")
    return int(bool(error))


def _run(name: str, watch: Watch, plan: dict[str, Any]) -> None:
    importlib.import_module(f"{name}.__main__").prepare_session()
    pipeline = importlib.import_module(f"{name}.pipeline")
    settings = importlib.import_module(f"{name}.config").Config
    if plan["watched"]:
        for function in plan["functions"]:
            setattr(pipeline, function, watch.watched(getattr(pipeline, function)))
    seed()
    with watch.looking(), first_calls(watch, map(tuple, plan["helpers"] if plan["watched"] else ())):
        result = pipeline.run(settings.load(None, {plan["output"]: plan["figures"]}))
        if inspect.iscoroutine(result):
            import asyncio

            asyncio.run(result)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
