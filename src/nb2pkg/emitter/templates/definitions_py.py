"""`definitions.py`: the stages as assets of Dagster."""

from __future__ import annotations

from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.template import Subject, Template, is_for_dagster

TEXT = '''"""The stages of {source} as assets of Dagster, each after the one before.

`dagster dev -m {name}.definitions`, where the notebook's data lies: relative paths are read from there.
"""

import json
from pathlib import Path
from typing import Any

import dagster as dg

from {name}.__main__ import prepare_session
from {name}.config import Config

prepare_session()  # before anything imports matplotlib

from {name}.stages import STAGES  # noqa: E402
from {name}.stages.runner import RECORD, Stage, run_stage  # noqa: E402
from {name}.stages.store import load_values  # noqa: E402


class Run(dg.ConfigurableResource):
    """What a run is given: settings, as a file and by name, and the folder in which stages leave their results."""

    config_file: str | None = None
    settings: dict[str, Any] = {{}}
    store: str = "work"

    def config(self) -> Config:
        """The settings of the package."""
        return Config.load(self.config_file, self.settings)

    def folder(self) -> Path:
        """The store, wherever the run is started."""
        return Path(self.store).resolve()


def asset_of(number: int) -> dg.AssetsDefinition:
    """The asset that a stage leaves in the store."""
    stage = STAGES[number]

    @dg.asset(
        key=key_of(stage),
        deps=[key_of(STAGES[number - 1])] if number else [],
        group_name="{name}",
        description=stage.function.__doc__,
    )
    def left_by_stage(run: Run) -> dg.MaterializeResult:
        run_stage(STAGES, number, run.config(), run.folder())
        return dg.MaterializeResult(metadata={{"values": list(stage.keeps), "folder": str(run.folder() / stage.name)}})

    return left_by_stage


def check_of(stage: Stage) -> dg.AssetChecksDefinition:
    """The check that everything the stage has left can be read again."""

    @dg.asset_check(asset=key_of(stage), name="can_be_read", blocking=True)
    def can_be_read(run: Run) -> dg.AssetCheckResult:
        record = json.loads((run.folder() / stage.name / RECORD).read_text(encoding="utf-8"))
        values = load_values(record["values"], run.folder())
        types = {{name: type(value).__name__ for name, value in values.items()}}
        return dg.AssetCheckResult(passed=types.keys() == set(stage.keeps), metadata={{"types": types}})

    return can_be_read


def key_of(stage: Stage) -> dg.AssetKey:
    """The stages of one package stay together among all assets."""
    return dg.AssetKey(["{name}", stage.name])


definitions = dg.Definitions(
    assets=[asset_of(number) for number in range(len(STAGES))],
    asset_checks=[check_of(stage) for stage in STAGES],
    jobs=[dg.define_asset_job("{name}", selection=dg.AssetSelection.groups("{name}"))],
    resources={{"run": Run()}},
)
'''


def render(subject: Subject) -> str:
    """The same for every package: what there is to know is in the table of stages."""
    plan = subject.plan
    return TEXT.format(source=named(plan.source), name=plan.name)


TEMPLATE = Template(path="src/{name}/definitions.py", render=render, when=is_for_dagster)
