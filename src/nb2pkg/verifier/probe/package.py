"""The package's side: runs its pipeline as its own command line does, with its functions observed."""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

from .session import Log, listen, seed

log = Log()
calls: Counter[str] = Counter()


def run(name: str, facts_path: str, target: str) -> int:
    """Runs the package `name` and writes what happened to `target`; 0 if it went through."""
    import _nb2pkg_probe

    _nb2pkg_probe.package_name = name  # type: ignore[attr-defined]
    with open(facts_path, encoding="utf-8") as stream:
        outputs_by_function: dict[str, list[str]] = json.load(stream)
    seed()
    try:
        importlib.import_module(f"{name}.__main__").prepare_session()
        pipeline = importlib.import_module(f"{name}.pipeline")
        config = importlib.import_module(f"{name}.config").Config.load(None, {})
        _observe(name, pipeline, outputs_by_function)
        listen(log)
        result = pipeline.run(config)
        if inspect.iscoroutine(result):
            import asyncio

            asyncio.run(result)
        code = 0
    except BaseException as error:  # whatever ends the run is a result, exits too
        is_clean_exit = isinstance(error, SystemExit) and error.code in (None, 0)
        code = 0 if is_clean_exit else 1
        if code:
            log.add(
                "error", name=type(error).__name__, text=str(error)[:2000], traceback=traceback.format_exc()[-4000:]
            )
    log.save(target)
    return code


def _observe(name: str, pipeline: Any, outputs_by_function: dict[str, list[str]]) -> None:
    """Puts observers in front of the functions as the pipeline's modules know them, and of shows and figures."""
    own = [module for key, module in sorted(sys.modules.items()) if key == name or key.startswith(f"{name}.")]
    display = sys.modules.get(f"{name}.display")
    figures = sys.modules.get(f"{name}.figures")
    replaced: dict[int, Callable[..., Any]] = {}
    for function, outputs in outputs_by_function.items():
        found = getattr(pipeline, function, None)
        if callable(found):
            replaced[id(found)] = _observed(found, function, outputs)
    for attribute, make in (("show", _observed_show), ("display", _observed_display)):
        found = getattr(display, attribute, None)
        if callable(found):
            replaced[id(found)] = make(found)
    for attribute in ("save_figures", "show_figures", "close_figures"):
        found = getattr(figures, attribute, None)
        if callable(found):
            replaced[id(found)] = _observed_figures(found)
    for module in own:
        for attribute, value in list(vars(module).items()):
            if id(value) in replaced:
                setattr(module, attribute, replaced[id(value)])


def _observed(function: Callable[..., Any], name: str, outputs: list[str]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def later(*arguments: Any, **options: Any) -> Any:
            before, log.place = log.place, name
            result = await function(*arguments, **options)
            _returned(name, outputs, result)
            log.place = before
            return result

        return later

    @functools.wraps(function)
    def now(*arguments: Any, **options: Any) -> Any:
        before, log.place = log.place, name
        result = function(*arguments, **options)
        _returned(name, outputs, result)
        log.place = before
        return result

    return now


def _returned(name: str, outputs: list[str], result: Any) -> None:
    call = calls[name]
    calls[name] += 1
    values = result if len(outputs) > 1 else (result,)
    for output, value in zip(outputs, values):
        log.variable(name, call, output, value)
    log.add("end", function=name)


def _observed_show(show: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(show)
    def observed(value: Any = None, *rest: Any, **options: Any) -> Any:
        log.shown(value)
        return _quietly(show, value, *rest, **options)

    return observed


def _observed_display(display: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(display)
    def observed(*values: Any, **options: Any) -> Any:
        for value in values:
            log.shown(value)
        return _quietly(display, *values, **options)

    return observed


def _quietly(function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    """What a shown value looks like is not a print of the notebook's."""
    before, log.is_recording = log.is_recording, True
    try:
        return function(*arguments, **options)
    finally:
        log.is_recording = before


def _observed_figures(deal: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(deal)
    def observed(*arguments: Any, **options: Any) -> Any:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            for number in pyplot.get_fignums():
                log.shown(pyplot.figure(number))
        return deal(*arguments, **options)

    return observed


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:4]))
