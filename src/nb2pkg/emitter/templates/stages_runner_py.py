"""`stages/runner.py`: runs the stages that have not finished, each with what those before it have left."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_staged, runs_in_loop

TEXT = '''"""Runs stages one at a time; what each leaves for the next lies in a folder, the store."""

{asyncio}import json
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from inspect import {inspect}signature
from pathlib import Path
from typing import Any

from {name}.config import Config
{figures}from {name}.stages.session import restore_session, save_session
from {name}.stages.store import StoreError, load_values, save_values

RECORD = "stage.json"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Steps of the pipeline that run together."""

    name: str
    function: Callable[..., Any]
    settings: tuple[str, ...] = ()  # on which its result depends
    gives: tuple[str, ...] = ()  # what the function returns
    keeps: tuple[str, ...] = ()  # what later stages need of all that is known by then


def run_stages(
    stages: Sequence[Stage], config: Config, store: Path, *, since: str = "", until: str = ""
) -> None:
    """Run all stages, or those up to `until`, but for those that have finished with the same settings.

    `since` names the first one to run in any case. Raises StoreError if what a stage leaves cannot be stored.
    """
    names = [stage.name for stage in stages]
    first = names.index(since) if since else len(names)
    last = names.index(until) if until else len(names) - 1
    for number, stage in enumerate(stages[: last + 1]):
        if number < first and is_finished(stage, config, store):
            logger.info("Stage %s has finished before.", stage.name)
        else:
            run_stage(stages, number, config, store)


def is_finished(stage: Stage, config: Config, store: Path) -> bool:
    """Whether the stage has run to its end, with the settings that it would have now."""
    folder = store / stage.name
    return (folder / RECORD).is_file() and _record(folder)["settings"] == _settings(stage, config)


def run_stage(stages: Sequence[Stage], number: int, config: Config, store: Path) -> None:
    """Run one stage, whatever has run before; the results of later ones are removed, as they are out of date."""
    stage = stages[number]
    for outdated in reversed(stages[number:]):
        _remove(store / outdated.name)
    earlier = _left_by(stages[number - 1], store) if number else {{}}
    taken = [name for name in signature(stage.function).parameters if name != "{config}"]
    files = {{earlier[name] for name in taken}}
    values = load_values({{name: file for name, file in earlier.items() if file in files}}, store)
    if number:
        restore_session(store / stages[number - 1].name)
    logger.info("Stage %s", stage.name)
    values |= _called(stage, [values[name] for name in taken], config)
    _leave(stage, values, earlier, config, store)


def _called(stage: Stage, values: Sequence[Any], config: Config) -> dict[str, Any]:
    """Call the stage's function; what it returns, by name."""
{setup}    settings = {{"{config}": config}} if "{config}" in signature(stage.function).parameters else {{}}
{call}
    return dict(zip(stage.gives, result if len(stage.gives) > 1 else (result,), strict=False))


def _leave(
    stage: Stage, values: Mapping[str, Any], earlier: Mapping[str, str], config: Config, store: Path
) -> None:
    """Store what later stages need. The folder gets its name last: a stage has finished, or it has not run."""
    unfinished = store / f".{{stage.name}}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    own = {{name: values[name] for name in stage.keeps if name in values}}
    try:
        files = save_values(own, unfinished)
        save_session(unfinished)
    except StoreError as error:
        raise StoreError(f"stage {{stage.name}}: {{error}}") from error
    own_files = {{name: f"{{stage.name}}/{{file}}" for name, file in files.items()}}
    record = {{
        "settings": _settings(stage, config),
        "values": {{name: own_files.get(name) or earlier[name] for name in stage.keeps}},
    }}
    text = json.dumps(record, indent=2, ensure_ascii=False)
    (unfinished / RECORD).write_text(text, encoding="utf-8")
    unfinished.replace(store / stage.name)


def _left_by(stage: Stage, store: Path) -> dict[str, str]:
    """The file of each value that the stage has left, below the store."""
    folder = store / stage.name
    if not (folder / RECORD).is_file():
        raise StoreError(f"stage {{stage.name}} has not run: {{folder}} is not there")
    return dict(_record(folder)["values"])


def _record(folder: Path) -> Any:
    return json.loads((folder / RECORD).read_text(encoding="utf-8"))


def _settings(stage: Stage, config: Config) -> dict[str, str]:
    return {{name: repr(getattr(config, name)) for name in stage.settings}}


def _remove(folder: Path) -> None:
    """Remove what a stage has left; a folder that only has its name is none of ours."""
    if (folder / RECORD).is_file():
        shutil.rmtree(folder)
    elif folder.exists():
        raise StoreError(f"{{folder}} is in the way: choose another folder as the store")
'''
PLAIN = "    result = stage.function(*values, **settings)"
AWAITED = """    result = stage.function(*values, **settings)
    if iscoroutine(result):
        result = asyncio.run(result)"""
IN_LOOP = """
    async def in_loop() -> Any:
        return stage.function(*values, **settings)

    result = asyncio.run(in_loop())  # an event loop runs, as it always does in a notebook kernel"""


def render(subject: Subject) -> str:
    """The same for every package, but for event loops and the folder of figures."""
    plan = subject.plan
    is_async = any(step.is_async for step in plan.steps)
    is_looped = runs_in_loop(subject)
    figures = any(name == "save_figures" for module in plan.modules for _, name in module.runtime)
    is_drawn = figures and bool(plan.stages[0].step.chapter)  # a whole run deals with it itself
    return TEXT.format(
        name=plan.name,
        config=plan.config_name if plan.stages[0].step.chapter else "config",
        asyncio="import asyncio\n" if is_async or is_looped else "",
        inspect="iscoroutine, " if is_async else "",
        figures=f"from {plan.name}.figures import set_figure_folder\n" if is_drawn else "",
        setup=f"    set_figure_folder(config.{plan.output_name})\n" if is_drawn else "",
        call=AWAITED if is_async else IN_LOOP if is_looped else PLAIN,
    )


TEMPLATE = Template(path="src/{name}/stages/runner.py", render=render, when=is_staged)
