"""The notebook's side: hooks of the kernel that the notebook runs in."""

from __future__ import annotations

from typing import Any

from .session import Log, listen, seed

log = Log()


def start(shell: Any) -> None:
    """Listens to everything that the kernel shows, before the first cell runs."""
    seed()
    listen(log)
    _listen_to_results(shell)
    _listen_to_displays()


def cell(index: int) -> None:
    """What follows belongs to this cell."""
    log.place = index


def values(shell: Any, function: str, names: list[str]) -> None:
    """Records variables where a function of the package ends."""
    call = sum(1 for e in log.events if e["event"] == "end" and e["function"] == function)
    for name in names:
        if name in shell.user_ns:
            log.variable(function, call, name, shell.user_ns[name])
        else:
            log.missing(function, call, name)
    log.add("end", function=function)


def _listen_to_results(shell: Any) -> None:
    """The value of a cell's last expression passes through the display hook, if it is not muted."""
    hook = shell.displayhook

    class Observed(type(hook)):  # type: ignore[misc]
        """The kernel's own hook, listened to."""

        def __call__(self, result: Any = None) -> Any:
            if result is not None and not self.quiet():
                log.shown(result)
            return super().__call__(result)

    hook.__class__ = Observed


def _listen_to_displays() -> None:
    import IPython.core.display_functions as functions
    import IPython.display as public

    original = functions.display

    def display(*values: Any, **options: Any) -> Any:
        if not options.get("raw"):
            for value in values:
                log.shown(value)
        return original(*values, **options)

    for module in (functions, public):
        module.display = display  # type: ignore[attr-defined]
    try:
        import builtins

        from IPython import get_ipython

        get_ipython().builtin_trap.auto_builtins["display"] = display  # type: ignore[no-untyped-call,union-attr]
        builtins.display = display  # type: ignore[attr-defined]
    except AttributeError:
        return
