"""The notebook's side: hooks of the kernel that the notebook runs in."""

from __future__ import annotations

import json
import os
import time
import types
from typing import Any

from . import blobs
from .session import Log, listen, listen_to_displays, seed
from .written import record_written

log = Log()
plan: dict[str, Any] = {}
running: list[int] = []  # cells within cells, as `%%capture` runs them


def start(shell: Any, path: str) -> None:
    """Listens to everything that the kernel shows, before the first cell runs. `path` is the plan of what to record."""
    with open(path, encoding="utf-8") as stream:
        plan.update(json.load(stream))
    blobs.folder = plan["blobs"]
    # Nobody looks at other forms than text. Making them can change a value: some compute what they then show.
    shell.display_formatter.active_types = ["text/plain"]
    shell.display_formatter.mimebundle_formatter.enabled = False
    shell.display_formatter.ipython_display_formatter.enabled = False
    plan.update(folder=os.getcwd(), since=time.time())
    plan["known"] = set(shell.user_ns)
    seed()
    listen(log)
    _listen_to_results(shell)
    listen_to_displays(log)
    _display_among_builtins(shell)
    _quiet_cd(shell)
    shell.events.register("pre_run_cell", _begin)
    shell.events.register("post_run_cell", _end)


def _begin(info: Any) -> None:
    """The next cell of the plan begins, unless it is one within another."""
    if not running:
        log.place = plan["cells"].pop(0) if plan["cells"] else None
    running.append(1)


def _end(result: Any) -> None:
    if not running:  # the cell that has called `start`
        return
    running.pop()
    if not running:
        error = result.error_in_exec or result.error_before_exec
        if error is not None:
            log.add("error", name=type(error).__name__, text=str(error)[:2000], line=_line_of(error))
        if error is None or log.place in plan["tolerant"]:
            for function in plan["at_end_of_cell"].get(str(log.place), ()):
                values(function)
        log.save(plan["target"])


def _line_of(error: BaseException) -> int:
    """The line of the cell that has raised an error; 0 if it has not begun."""
    names, at = _names(), error.__traceback__
    while at is not None:
        if at.tb_frame.f_globals is names:
            return at.tb_lineno
        at = at.tb_next
    return 0


def values(function: str) -> None:
    """Records variables where a function of the package ends."""
    names, found = plan["names"][function], _names()
    bound = [(name, found[name]) for name in names if name in found]
    log.ended(function, bound, [name for name in names if name not in found and name in plan["outputs"][function]])


def finish(function: str) -> None:
    """The notebook is through. If the package is a flat script, all variables are recorded, as if it returned them."""
    if function:
        found = _names()
        own = sorted(name for name in found if name not in plan["known"] and not name.startswith("_"))
        log.ended(function, [(name, found[name]) for name in own if not _is_ours(found[name])])
    log.open_figures()
    record_written(log, plan["folder"], plan["since"])
    log.save(plan["target"])


def _is_ours(value: object) -> bool:
    """Whether it stands in for IPython's `display`, which is no variable of the notebook's."""
    return isinstance(value, types.FunctionType) and value.__module__.startswith(f"{__package__}.")


def _names() -> dict[str, Any]:
    from IPython import get_ipython

    found: dict[str, Any] = get_ipython().user_ns
    return found


def _listen_to_results(shell: Any) -> None:
    """The value of a cell's last expression passes through the display hook, if it is not muted."""
    hook = shell.displayhook

    class Observed(type(hook)):  # type: ignore[misc]
        """The kernel's own hook, listened to."""

        def __call__(self, result: Any = None) -> Any:
            if result is None or self.quiet():
                return super().__call__(result)
            log.shown(result, is_result=True)
            log.is_recording = True  # what it looks like is no print of the notebook's
            try:
                return super().__call__(result)
            finally:
                log.is_recording = False

    hook.__class__ = Observed


def _quiet_cd(shell: Any) -> None:
    """`%cd` names the folder that it goes to, which is no print of the notebook's."""
    shell.config.OSMagics.cd_force_quiet = True  # for magics that are loaded when they are used
    loaded = shell.magics_manager.registry.get("OSMagics")
    if loaded is not None:
        loaded.cd_force_quiet = True


def _display_among_builtins(shell: Any) -> None:
    import builtins

    from IPython import display

    shell.builtin_trap.auto_builtins["display"] = display.display
    builtins.display = display.display  # type: ignore[attr-defined]
