"""Tests from a recording: which functions are called alone, which are seen in a run of the pipeline, which neither."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.package import File
from nb2pkg.model.plan import FunctionPlan, Origin, PackagePlan, Step
from nb2pkg.model.recording import Contract, RecordedTests, Recording
from nb2pkg.recorder.data_files import DataFiles
from nb2pkg.recorder.hidden import HIDDEN, Privacy
from nb2pkg.recorder.test_modules import Case, module_text

FOLDER = "tests/recording"
DATA = "recording/data"
ASPECTS = ("returns", "changes", "prints", "shows", "draws", "writes")
MOST_INPUT = 100_000  # characters of what a function was given
HELPERS_ONLY = "first"  # a module that only tests of the author's own functions need
BROKEN = "the run of the pipeline fails in the tests"
UNSTABLE = "it does not do the same in a second run"


class Failures(Struct, frozen=True, kw_only=True):
    """Tests that do not pass on the very package that was recorded: (function, aspect)."""

    alone: frozenset[tuple[str, str]] = frozenset()
    in_run: frozenset[tuple[str, str]] = frozenset()
    is_broken: bool = False  # tests fail that were not recorded: the run itself does not go through


def recorded_tests(
    plan: PackagePlan,
    recording: Recording,
    *,
    shipped: Mapping[str, str],
    data: DataFiles,
    contracts: tuple[Contract, ...],
    failures: Failures,
) -> RecordedTests:
    """The test modules with all that they need."""
    cases: dict[str, list[Case]] = {}
    trees: dict[str, dict[str, Any]] = {}
    skipped: list[tuple[str, str]] = []
    privacy = Privacy(recording.calls.values(), data.texts.values())
    for function in _in_order(plan, recording):
        call = recording.calls.get(function.name)
        if call is None:
            skipped.append((function.name, _why_not_called(recording)))
            continue
        clean, is_private = privacy.cleaned_call(call)
        if is_private:
            skipped.append((function.name, "secrets and personal data in what it handles are left out"))
        case, reasons = _case(function, clean, recording, failures)
        skipped += [(function.name, reason) for reason in reasons]
        if case is not None:
            cases.setdefault(case.module, []).append(case)
            trees.setdefault(case.module, {})[case.function] = _expected(plan, function, clean, case)
    kept_data = data.texts if not data.why_not else {}
    if not recording.read:
        kept_data = {".gitkeep": ""}  # a folder of its own, also if nothing is read
    every = [case for found in cases.values() for case in found]
    in_run = tuple((case.module, case.function) for case in every if not case.is_alone)
    helpers = tuple(one for one in in_run if one in recording.helpers)
    files = [
        *_support(plan, {name: text for name, text in shipped.items() if helpers or name != HELPERS_ONLY}),
        *(File(path=f"tests/test_recorded_{m}.py", text=module_text(m, found)) for m, found in sorted(cases.items())),
        *(File(path=f"{FOLDER}/calls/{m}.json", text=_json(found)) for m, found in sorted(trees.items())),
        *(File(path=f"tests/{DATA}/{path}", text=text) for path, text in sorted(kept_data.items())),
    ]
    return RecordedTests(
        files=tuple(files),
        replayed=tuple(case.function for case in every if case.is_alone),
        in_run=tuple(function for _, function in in_run),
        skipped=tuple(skipped),
        helpers=helpers,
        data=DATA if kept_data else "",
        why_no_data=data.why_not if not kept_data else "",
        made_up=data.made_up if kept_data else (),
        executed=tuple(sorted(recording.counts)),
        contracts=contracts,
    )


class _Tested(Struct, frozen=True, kw_only=True):
    """A function to be tested; `step` is None for one of the author's own."""

    module: str
    name: str
    step: FunctionPlan | None = None

    @property
    def is_script(self) -> bool:
        return self.step is not None and self.step.is_script


def helpers_of(plan: PackagePlan) -> tuple[tuple[str, str], ...]:
    """What the author may have defined as functions, (module, name). Of a flat script only the run is recorded."""
    steps = {f.name for module in plan.modules for f in module.functions}
    if any(f.is_script for module in plan.modules for f in module.functions):
        return ()
    defined = [(m.name, one) for m in plan.modules for one in m.definitions if one.origin is Origin.DEFINITION]
    return tuple((module, one.name) for module, one in defined if one.name not in steps)


def _in_order(plan: PackagePlan, recording: Recording) -> Iterable[_Tested]:
    """The author's functions, then the steps; of a flat script, its run as a whole."""
    found = {(module.name, f.name): f for module in plan.modules for f in module.functions}
    scripts = [(module, replace(f, name="run", inputs=())) for (module, _), f in found.items() if f.is_script]
    if scripts:
        return [_Tested(module=module, name="run", step=f) for module, f in scripts]

    def flat(steps: Iterable[Step]) -> Iterable[Step]:
        for step in steps:
            yield from flat(step.chapter) if step.chapter else (step,)

    steps = [(s.module, found[s.module, s.function]) for s in flat(plan.steps) if (s.module, s.function) in found]
    return [
        *(_Tested(module=module, name=name) for module, name in recording.helpers),
        *(_Tested(module=module, name=f.name, step=f) for module, f in steps),
    ]


def _why_not_called(recording: Recording) -> str:
    return f"the run ended before it did: {recording.error}" if recording.error else "it was not called"


def _case(
    function: _Tested, call: Mapping[str, Any], recording: Recording, failures: Failures
) -> tuple[Case | None, list[str]]:
    """How a function is tested, and what is not tested of it."""
    wanted = [aspect for aspect in ASPECTS if call[aspect] not in (None, [], {}, "", HIDDEN)] or ["returns"]
    names = call["arguments"] if function.step is None else function.step.inputs
    inputs = {name: call["arguments"].get(name) for name in names}
    is_alone = (
        not function.is_script
        and recording.restorable.get(function.name, False)
        and "'is': 'hidden'" not in repr(inputs)
        and len(json.dumps(inputs)) <= MOST_INPUT
        and not any(name == function.name for name, _ in failures.alone)
    )
    lost = {aspect for name, aspect in failures.in_run if name == function.name} if not is_alone else set()
    left = [aspect for aspect in wanted if aspect not in lost]
    why = BROKEN if failures.is_broken else UNSTABLE
    reasons = [f"what it {aspect} is not tested: {why}" for aspect in wanted if aspect in lost]
    if "opaque" in repr(call["returns"]):
        reasons.append(
            "of a part of what it returns only the type is known (figures, models' inner objects, iterators)"
        )
    return (
        Case(module=function.module, function=function.name, aspects=tuple(left), is_alone=is_alone) if left else None
    ), reasons


def _expected(plan: PackagePlan, function: _Tested, call: Mapping[str, Any], case: Case) -> dict[str, Any]:
    found = {aspect: call[aspect] for aspect in case.aspects}
    step = function.step
    if case.is_alone and step is None:
        found["call"] = {"named": call["arguments"]}
    elif case.is_alone and step is not None:
        found["call"] = {
            "inputs": [call["arguments"][name] for name in step.inputs],
            "settings": [] if step.takes_config else list(step.settings),
            "config": plan.config_name if step.takes_config else "",
        }
    return found


def _support(plan: PackagePlan, shipped: Mapping[str, str]) -> Iterable[File]:
    head = '"""What the tests need to call functions again and to compare what they do with what was recorded."""\n'
    for name, text in sorted(shipped.items()):
        own = f'{head}\npackage_name = "{plan.name}"\n' if name == "__init__" else text
        yield File(path=f"{FOLDER}/{name}.py", text=own)


def _json(trees: Mapping[str, Any]) -> str:
    """One line for each aspect: a change of it is one line in a diff."""
    functions = []
    for function, aspects in trees.items():
        lines = [f"    {json.dumps(name)}: {json.dumps(tree)}" for name, tree in aspects.items()]
        functions.append(f"  {json.dumps(function)}: {{\n" + ",\n".join(lines) + "\n  }")
    return "{\n" + ",\n".join(functions) + "\n}\n"
