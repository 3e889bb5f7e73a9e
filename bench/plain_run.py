"""What a run of a package can be seen to do, by plain means: for the sabotage test, apart from the verifier's own.

Run as a script in the package's environment: `python plain_run.py JOBS`. Pickles of what functions return and have been
given, what is printed and logged, what is left in the folder, how it ends: as digests, in JSON.
"""

import asyncio
import contextlib
import functools
import hashlib
import importlib
import inspect
import io
import json
import logging
import os
import pathlib
import pickle
import random
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

seen: dict[str, list[str]] = {}


def digest(content: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(content).hexdigest()[:20]


def note(name: str, value: Any) -> None:
    """One more observation of that name; what cannot be pickled is none."""
    try:
        content = pickle.dumps(value, protocol=4)
    except Exception:  # whatever a class does
        return
    seen.setdefault(name, []).append(digest(content))


def note_all(name: str, result: Any, given: list[Any]) -> None:
    """What a function has returned and left of its arguments."""
    note(f"{name} returns", result)
    for number, value in enumerate(given):
        note(f"{name} argument {number}", value)


def observed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with what it returns and leaves of its arguments noted."""

    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def later(*arguments: Any, **options: Any) -> Any:
            result = await function(*arguments, **options)
            note_all(name, result, [*arguments, *options.values()])
            return result

        return later

    @functools.wraps(function)
    def call(*arguments: Any, **options: Any) -> Any:
        result = function(*arguments, **options)
        note_all(name, result, [*arguments, *options.values()])
        return result

    return call


def run(name: str) -> str:
    """Runs the package; how it ends."""
    try:
        importlib.import_module(f"{name}.__main__").prepare_session()
        pipeline = importlib.import_module(f"{name}.pipeline")
        for key, value in list(vars(pipeline).items()):
            is_own = callable(value) and str(getattr(value, "__module__", "")).startswith(f"{name}.")
            if is_own and key not in {"Config", "run", "set_figure_folder"}:
                setattr(pipeline, key, observed(key, value))
        result = pipeline.run(importlib.import_module(f"{name}.config").Config.load(None, {}))
        if inspect.iscoroutine(result):
            asyncio.run(result)
    except BaseException as error:  # any end is one
        return f"{type(error).__name__}: {error}"
    return "through"


def look(name: str, source: str, folder: str, target: str) -> None:
    """Runs a package in a folder and writes what was seen."""
    sys.path.insert(0, source)
    os.chdir(folder)
    random.seed(20240229)
    with contextlib.suppress(ImportError):
        import numpy

        numpy.random.seed(20240229)
    warnings.simplefilter("ignore")
    sys.argv = [name]
    before = {path: digest(path.read_bytes()) for path in sorted(pathlib.Path().rglob("*")) if path.is_file()}
    printed = io.StringIO()
    logging.basicConfig(level="INFO", format="%(message)s", stream=printed, force=True)
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        end = run(name)
    for path in sorted(pathlib.Path().rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = digest(path.read_bytes())
            if before.get(path) != content:
                seen[f"file {path}"] = [content]
    seen["printed"] = printed.getvalue().splitlines()
    seen["end"] = [end]
    pathlib.Path(target).write_text(json.dumps(seen), encoding="utf-8")


def main(jobs: str) -> None:
    """Each job in a process of its own, forked off when the libraries are imported, which takes longest."""
    todo = json.loads(pathlib.Path(jobs).read_text(encoding="utf-8"))
    for library in todo["libraries"]:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    for source, folder, target in todo["jobs"]:
        child = os.fork()
        if not child:
            signal.alarm(todo["seconds"])  # ends it
            look(todo["name"], source, folder, target)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1])
