"""The notebook's cells with the calls that record variables where functions of the package end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nb2pkg.verifier.facts import FunctionFacts, PackageFacts

PROBE = "__import__('_nb2pkg_probe.kernel', fromlist=['kernel'])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A code cell to run: its index in the file, its source, and what is run quietly before and after it."""

    cell: int
    source: str
    before: str
    after: str


def start_call() -> str:
    """What is run before anything else."""
    return f"{PROBE}.start(get_ipython())"


def stages(sources: Mapping[int, str], facts: PackageFacts, target: str) -> tuple[Stage, ...]:
    """The code cells by index, ready to run; the events so far are saved to `target` after each of them."""
    ends: dict[int, list[FunctionFacts]] = {}
    for function in facts.functions:
        ends.setdefault(function.last_cell, []).append(function)
    return tuple(
        Stage(
            cell=index,
            source=_with_calls(source, [f for f in ends.get(index, ()) if not f.ends_cell and f.is_alone]),
            before=f"{PROBE}.cell({index})",
            after="\n".join(
                [
                    *(_values(function) for function in ends.get(index, ()) if function.ends_cell),
                    f"{PROBE}.log.save({target!r})",
                ]
            ),
        )
        for index, source in sorted(sources.items())
    )


def _values(function: FunctionFacts) -> str:
    return f"{PROBE}.values(get_ipython(), {function.name!r}, {list(function.outputs)!r})"


def _with_calls(source: str, functions: Sequence[FunctionFacts]) -> str:
    """A call on a line of its own after the last statement of each function."""
    lines = source.split("\n")
    for function in sorted(functions, key=lambda function: function.last_line, reverse=True):
        lines.insert(function.last_line, _values(function))
    return "\n".join(lines)
