"""The draws of random numbers in a notebook: which call, from which generator, run by which statement."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.knowledge.randomness import SEED_KEYWORDS, drawn_by, generator_makers, weights_by
from nb2pkg.model.flow import Call, Flow, Form, StmtFlow
from nb2pkg.rules.reproducibility.call_nodes import argument, call_node, has_unknown_arguments, is_none
from nb2pkg.rules.reproducibility.runs import DEFINITIONS, Runs
from nb2pkg.rules.reproducibility.seeds import Seed, full_name, is_seeded, seeds_nothing, star_of_random
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.qualified import base_name

NETWORKS = ("torch", "keras", "tensorflow")
_SAMPLE_KEYWORDS = frozenset({"n", "frac", "replace", "weights", "axis", "ignore_index"})
_SAMPLE_OF_OTHERS = ("action_space", "observation_space", "dist", "rng", "random", "sampler", "study", "trace")


class Draw(Struct, frozen=True, kw_only=True):
    """A call that draws from `generator`, in `statement` or a function's body there; `runner` is what runs it.

    `is_peek`: rows of a table are shown, nothing else. `shuffled`: the variable that is shuffled in place.
    """

    generator: str
    call: Call
    node: ast.Call
    statement: StmtFlow
    runner: StmtFlow
    is_late: bool
    is_peek: bool = False
    shuffled: str = ""


def drawing_statements(subject: Subject) -> list[StmtFlow]:
    """A cheap first look: those that may draw."""
    flow = subject.flow
    if makes_networks(flow) or star_of_random(flow):
        return list(flow.statements)
    making = {c.index for c in subject.notebook.cells if "random" in c.python or "_rng(" in c.python}
    return [s for s in flow.statements if s.ref.cell in making or "random" in s.effects or "random" in s.late_effects]


def makes_networks(flow: Flow) -> bool:
    """Whether a library of neural networks is imported."""
    return any(name.startswith(NETWORKS) for name in flow.qualified_by_name.values())


def unseeded_draws(subject: Subject, statements: list[StmtFlow], runs: Runs, seeds: tuple[Seed, ...]) -> list[Draw]:
    """All that are run without a seed before, in the order in which they are run first."""
    found = list(_draws(subject, statements, runs, seeds))
    return sorted(found, key=lambda draw: (draw.runner.ref, draw.is_late, draw.call.at))


def _draws(subject: Subject, statements: list[StmtFlow], runs: Runs, seeds: tuple[Seed, ...]) -> Iterator[Draw]:
    star = star_of_random(subject.flow)
    for statement in statements:
        for calls, is_late in ((statement.calls, False), (statement.late_calls, True)):
            for call in calls:
                generator = _generator(call, subject, star)
                runner = _runner(call, statement, subject, runs) if generator else None
                in_body = is_late or statement.form in DEFINITIONS
                if runner and not _is_seeded(call, generator, seeds, runs, runner=runner, in_body=in_body):
                    yield from _draw(call, generator, subject, statement=statement, runner=runner, in_body=in_body)


def _is_seeded(
    call: Call, generator: str, seeds: tuple[Seed, ...], runs: Runs, *, runner: StmtFlow, in_body: bool
) -> bool:
    generators = {generator}
    if call.qualified.startswith("keras."):
        generators.add("numpy")  # Keras before version 3 took the seeds of its layers from numpy
    at = None if in_body else call.at
    return generator != "own" and is_seeded(seeds, frozenset(generators), runner=runner, at=at, runs=runs)


def _generator(call: Call, subject: Subject, star: str) -> str:
    """Which generator a call draws from by its name; `own` for one that it makes; empty if it does not draw."""
    name = full_name(call, star)
    if not name:
        is_frame_sample = call.method == "sample" and "pandas" in subject.flow.qualified_by_name.values()
        return "numpy" if is_frame_sample or call.method == "rvs" else ""
    if name in generator_makers():
        return "own"
    if name.startswith("scipy.stats.") and call.method == "rvs":
        return "numpy"
    return drawn_by().get(name) or weights_by().get(name, "")


def _draw(
    call: Call, generator: str, subject: Subject, *, statement: StmtFlow, runner: StmtFlow, in_body: bool
) -> Iterator[Draw]:
    node = call_node(subject, statement.ref, call)
    if generator == "own":
        if not seeds_nothing(node, subject):
            return
    elif has_unknown_arguments(node) or _has_seed(node) or (call.method == "sample" and _is_no_frame(call, node)):
        return
    is_frame = call.method == "sample" and not call.qualified
    first = node.args[0] if node.args and call.method == "shuffle" else None
    yield Draw(
        generator=generator,
        call=call,
        node=node,
        statement=statement,
        runner=runner,
        is_late=in_body,
        is_peek=is_frame and statement.shown and not statement.binds,
        shuffled=base_name(first) if first is not None else "",
    )


def _runner(call: Call, statement: StmtFlow, subject: Subject, runs: Runs) -> StmtFlow | None:
    """The first statement that runs the body. A method may run long after its object is made: as late as can be."""
    if statement.form not in DEFINITIONS:
        return statement
    runners = runs.runners.get(statement.ref, ())
    if not runners:
        return None
    is_method = statement.form is Form.CLASS and call.qualified not in weights_by()
    return subject.flow.statements[-1] if is_method else runners[0]


def _has_seed(node: ast.Call) -> bool:
    return any(given.arg in SEED_KEYWORDS and not is_none(given.value) for given in node.keywords)


def _is_no_frame(call: Call, node: ast.Call) -> bool:
    """Whether `x.sample(...)` is something else than rows of a pandas table, as far as it looks."""
    if call.qualified:
        return False
    owner = ast.unparse(node.func).lower().removesuffix(".sample")
    if owner.endswith(_SAMPLE_OF_OTHERS) or "groupby" in owner:
        return "groupby" not in owner
    if any(given.arg in _SAMPLE_KEYWORDS for given in node.keywords):
        return False
    given = argument(node, "n", position=0)
    return not (len(node.args) <= 1 and (given is None or isinstance(given, ast.Name | ast.Constant | ast.Call)))
