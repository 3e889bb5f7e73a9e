"""The package's side: runs its pipeline as its own command line does, with its functions observed."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import inspect
import json
import os
import runpy
import sys
import time
import traceback
import types
from collections.abc import Callable, Iterator
from typing import Any

from . import blobs
from .inner import look_inside
from .session import Log, listen, listen_to_displays, seed
from .written import record_written

log = Log()
Function = Callable[..., Any]


def run(path: str) -> int:
    """Runs the package as the plan in the file says, and writes what happened; 0 if it went through."""
    with open(path, encoding="utf-8") as stream:
        plan = json.load(stream)
    name, folder, since = plan["package"], os.getcwd(), time.time()
    sys.modules[__package__].package_name = name  # type: ignore[attr-defined]
    blobs.folder = plan["blobs"]
    sys.argv = [name]
    seed()
    listen(log)
    code = 1
    try:
        _import_past_folder(name)
        importlib.import_module(f"{name}.__main__").prepare_session()
        pipeline = importlib.import_module(f"{name}.pipeline")
        config = importlib.import_module(f"{name}.config").Config.load(None, {})
        _observe(name, pipeline, plan)
        listen_to_displays(log)
        log.place = None
        result = pipeline.run(config)
        if inspect.iscoroutine(result):
            import asyncio

            asyncio.run(result)
        log.open_figures()
        record_written(log, folder, since)
        code = 0
    except BaseException as error:  # whatever ends the run is a result, exits too
        told = traceback.format_exc()[-4000:]
        log.open_figures()  # a kernel has shown them at the ends of cells
        log.add("error", name=type(error).__name__, text=str(error)[:2000], traceback=told)
    log.save(plan["target"])
    return code


def _import_past_folder(name: str) -> None:
    """Imports the package; a notebook `shop.py` in the folder of the run must not hide the package `shop`."""
    folder = sys.path.pop(0)
    importlib.import_module(name)
    sys.path.insert(0, folder)


def _observe(name: str, pipeline: Any, plan: dict[str, Any]) -> None:
    """Puts observers in front of the functions as the package's modules know them, and of shows and figures."""
    if plan["script"]:  # which imports them when it runs
        for helper in _helpers(name, "display", "figures"):
            if importlib.util.find_spec(helper) is not None:
                importlib.import_module(helper)
    replaced = {id(found): observer for found, observer in _observers(name, pipeline, plan)}
    root = name.partition(".")[0]  # the parts of a project share what stands there
    for key, module in sorted(sys.modules.items()):
        if key == root or key.startswith(f"{root}."):
            for attribute, value in list(vars(module).items()):
                if id(value) in replaced:
                    setattr(module, attribute, replaced[id(value)])
    if plan["script"]:
        _observe_script(plan["script"])


_SHOWS = ("show", "display")
_SAVES = ("save_figures", "show_figures", "close_figures")


def _helpers(name: str, *modules: str) -> list[str]:
    """Where the package's own helpers may be: in the package, and one level up if it is part of a project."""
    homes = dict.fromkeys((name, name.partition(".")[0]))
    return [f"{home}.{module}" for module in modules for home in homes]


def _observers(name: str, pipeline: Any, plan: dict[str, Any]) -> Iterator[tuple[Function, Function]]:
    for function, outputs in plan["outputs"].items():
        found = getattr(pipeline, function, None)
        if callable(found):
            if plan["inner"][function]:
                look_inside(found, function, functools.partial(_inside, plan["inner"][function]))
            yield found, _observed(found, function, outputs, plan["names"][function])
    helpers = {helper: sys.modules.get(helper) for helper in _helpers(name, "display", "figures")}
    for helper, module in helpers.items():
        is_display = helper.endswith(".display")
        for attribute in _SHOWS if is_display else _SAVES:
            found = getattr(module, attribute, None)
            if callable(found):
                yield found, _observed_show(found) if is_display else _observed_figures(found)


def _inside(inner: list[str], function: str, variables: dict[str, Any]) -> None:
    log.inside(function, [(name, variables[name]) for name in inner if name in variables])


def _observed(function: Function, name: str, outputs: list[str], names: list[str]) -> Function:
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def later(*arguments: Any, **options: Any) -> Any:
            before, log.place = log.place, name
            result = await function(*arguments, **options)
            log.ended(name, _values(function, outputs, names, arguments, options, result))
            log.place = before
            return result

        return later

    @functools.wraps(function)
    def now(*arguments: Any, **options: Any) -> Any:
        before, log.place = log.place, name
        result = function(*arguments, **options)
        log.ended(name, _values(function, outputs, names, arguments, options, result))
        log.place = before
        return result

    return now


def _values(
    function: Function, outputs: list[str], names: list[str], arguments: Any, options: Any, result: Any
) -> list[tuple[str, Any]]:
    """What it returned; and what it was given and has not bound anew: it may have changed that."""
    returned = result if len(outputs) > 1 else (result,)
    found = dict(zip(outputs, returned, strict=False))
    given = inspect.signature(function).bind(*arguments, **options).arguments
    rebound = _bound_names(function.__code__)
    found |= {n: given[n] for n in names if n in given and n not in found and n not in rebound}
    return [(name, found[name]) for name in names if name in found]


def _bound_names(code: types.CodeType) -> set[str]:
    """Names that the body binds or deletes, its parameters among them where it does."""
    import dis

    found: set[str] = set()
    for step in dis.get_instructions(code):
        if any(change in step.opname for change in ("STORE_FAST", "STORE_DEREF", "DELETE_FAST", "DELETE_DEREF")):
            found.update(step.argval if isinstance(step.argval, tuple) else [step.argval])
    return found


def _observe_script(function: str) -> None:
    """A flat script is run by `runpy`; its names at the end are what it has made."""
    original = runpy.run_module

    def run_module(module: str, *arguments: Any, **options: Any) -> dict[str, Any]:
        log.place = function
        names = original(module, *arguments, **options)
        log.ended(function, [(name, value) for name, value in sorted(names.items()) if not name.startswith("_")])
        return names

    runpy.run_module = run_module  # type: ignore[assignment]


def _observed_show(show: Function) -> Function:
    @functools.wraps(show)
    def observed(*values: Any, **options: Any) -> Any:
        for value in values:
            log.shown(value)
        before, log.is_recording = log.is_recording, True  # what a value looks like is no print of the notebook's
        try:
            return show(*values, **options)
        finally:
            log.is_recording = before

    return observed


def _observed_figures(deal: Function) -> Function:
    @functools.wraps(deal)
    def observed(*arguments: Any, **options: Any) -> Any:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            for number in pyplot.get_fignums():
                log.shown(pyplot.figure(number))
            if arguments:
                folder = pyplot.rcParams["savefig.directory"]
                log.add("own figures", folder=str(folder), name=str(arguments[0]))
        return deal(*arguments, **options)

    return observed


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
