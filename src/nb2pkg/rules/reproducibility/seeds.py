"""Where the notebook seeds which generator, and whether that comes before a draw."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.knowledge.randomness import seeded_by
from nb2pkg.model.flow import Call, Flow, StmtFlow
from nb2pkg.model.notebook import Location, StmtRef
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.call_nodes import call_node, is_none
from nb2pkg.rules.reproducibility.runs import Runs
from nb2pkg.rules.rule import Subject
from nb2pkg.rules.sources import all_sources
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk

# Helpers that are not the notebook's own are believed to seed everything: `set_seed(0)`, `seed_everything(42)`.
_HELPER = pattern_of(
    r"(?:set|fix|init|setup|reset|make|control|apply)\w*seeds?(?:_\w+)?|seed_?(?:everything|all|every|it|torch)\w*"
    r"|(?:set|make|enable)_?\w*(?:determinis|reproduc)\w*",
    re.IGNORECASE,
)
_STARS = frozenset({"random", "numpy.random", "pylab", "matplotlib.pylab"})
_CHANGING = frozenset(
    """
    time.time time.time_ns time.perf_counter datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow
    os.urandom os.getpid
    """.split()
)
_TELLING = ("seed", "etstate", "set_state", "determinis")  # one of them is in the name of whatever seeds


class Seed(Struct, frozen=True, kw_only=True):
    """A call that seeds a generator (`all`: every one), in a statement or, `is_late`, in a function's body there."""

    generator: str
    at: Location
    ref: StmtRef
    is_late: bool


def seeds_of(subject: Subject) -> tuple[Seed, ...]:
    """All of them in order; those that seed with nothing, `None` or the time seed nothing."""
    whole = all_sources(subject)
    if not any(word in whole for word in _TELLING):
        return ()
    star = star_of_random(subject.flow)
    telling = {cell.index for cell in subject.notebook.cells if any(word in cell.python for word in _TELLING)}
    statements = (statement for statement in subject.flow.statements if statement.ref.cell in telling)
    return tuple(seed for statement in statements for seed in _seeds_in(statement, subject, star))


def _seeds_in(statement: StmtFlow, subject: Subject, star: str) -> Iterator[Seed]:
    for calls, is_late in ((statement.calls, False), (statement.late_calls, True)):
        for call in calls:
            generator = _generator(call, subject, star)
            if generator and not seeds_nothing(call_node(subject, statement.ref, call), subject):
                yield Seed(generator=generator, at=call.at, ref=statement.ref, is_late=is_late)


def _generator(call: Call, subject: Subject, star: str) -> str:
    known = seeded_by().get(full_name(call, star))
    if known is not None:
        return known
    is_own = any(call.method in s.binds for s in subject.flow.statements) if call.qualified == call.method else False
    return "all" if _HELPER.fullmatch(call.method) and not is_own else ""


def star_of_random(flow: Flow) -> str:
    """The module whose random functions a star import brings in: `from numpy.random import *`; empty if none."""
    for statement in flow.statements:
        for module in statement.star_modules:
            if module in _STARS:
                return module.removeprefix("matplotlib.")
    return ""


def full_name(call: Call, star: str) -> str:
    """The full name of a call, where `star` may be what its bare name comes from."""
    name = call.qualified
    return f"{star}.{name}" if star and name and "." not in name else name


def seeds_nothing(call: ast.Call, subject: Subject) -> bool:
    """Whether a call seeds with nothing, with `None`, or with something that changes."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if not given or (len(given) == 1 and is_none(given[0])):
        return True
    qualified = subject.flow.qualified_by_name
    inner = (part for value in given for part in walk(value) if isinstance(part, ast.Call))
    return any(qualified_name(part.func, qualified) in _CHANGING for part in inner)


def is_seeded(
    seeds: tuple[Seed, ...], generators: frozenset[str], *, runner: StmtFlow, at: Location | None, runs: Runs
) -> bool:
    """Whether one of the generators is seeded before a draw. `at`: of a draw by `runner` itself, not by a function."""
    relevant = [seed for seed in seeds if seed.generator in generators or seed.generator == "all"]
    if not relevant:
        return False
    for seed in relevant:
        if not seed.is_late:
            if seed.ref < runner.ref or (seed.ref == runner.ref and (at is None or seed.at < at)):
                return True
        elif any(user.ref <= runner.ref for user in runs.runners.get(seed.ref, ())):
            return True
    return False
