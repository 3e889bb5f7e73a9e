"""`definitions.py`: the stages as assets of Dagster."""

from __future__ import annotations

from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.template import Subject, Template, has_checked_assets, is_for_dagster

TEXT = '''"""The stages of {source} as assets of Dagster, each after the one before.

`dagster dev -m {name}.definitions`, where the notebook's data lies: relative paths are read from there.
"""

import json
{iterator}{context}from pathlib import Path
from typing import Any

import dagster as dg
{pandas}
from {name}.__main__ import prepare_session
from {name}.config import Config
{contracts}
prepare_session()  # before anything imports matplotlib

{prediction}from {name}.stages import STAGES  # noqa: E402
from {name}.stages.runner import RECORD, Stage, run_stage  # noqa: E402
from {name}.stages.store import load_values  # noqa: E402
{table}

class Run(dg.ConfigurableResource):
    """What a run is given: settings, as a file and by name, and the folder in which stages leave their results."""

    config_file: str | None = None
    settings: dict[str, Any] = {{}}
    store: str = "work"
{folder}
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
{specs}    )
{body}
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

{keeping}{reads}
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
LEFT = 'metadata={"values": list(stage.keeps), "folder": str(run.folder() / stage.name)}'
RUN = "run_stage(STAGES, number, run.config(), run.folder())"
BODY = f"""    def left_by_stage(run: Run) -> dg.MaterializeResult:
        {RUN}
        return dg.MaterializeResult({LEFT})
"""
SPECS = "        check_specs=[spec_of(name, stage) for name in CONTRACTS.get(stage.name, ())],\n"
CHECKED_BODY = f"""    def left_by_stage(run: Run) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        reads = Reads()
        try:
            with checked_reads(run.config(), reads.note):
                {RUN}
        except Exception:
            yield from reads.results(stage)  # they may say why
            raise
        yield dg.MaterializeResult({LEFT}, check_results=[*reads.results(stage)])
"""
MODELS = """from {name}.prediction import check_preparations  # noqa: E402
from {name}.saved_models import save_models_in  # noqa: E402
"""
FOLDER = """    models: str = "models"  # where fitted models are saved; "" for nowhere
"""
KEEPING = '''
def run_and_keep(number: int, run: Run) -> None:
    """Run a stage. Models that it fits are saved, and tried on the training data as it is read again."""
    config = run.config()
    save_models_in(run.models, config)
    run_stage(STAGES, number, config, run.folder())
    copy_context().run(check_preparations, run.models, config)  # later stages read as ever

'''
READS = '''
def spec_of(contract: str, stage: Stage) -> dg.AssetCheckSpec:
    """The check of a contract. Contracts are drafts: with `blocking=True`, a broken one would stop later stages."""
    return dg.AssetCheckSpec(contract, asset=key_of(stage), description="What is read is as its contract says.")


class Reads:
    """What the contracts say of the tables that a stage reads, with its own options, while it runs."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}
        self.broken: dict[str, list[str]] = {}

    def note(self, table: pd.DataFrame, schema: pa.DataFrameSchema, source: str) -> None:
        """Check a table that was just read; the stage goes on in any case."""
        self.rows.setdefault(schema.name, []).append(len(table))
        try:
            check(table, schema, source)
        except ContractError as error:
            self.broken.setdefault(schema.name, []).append(str(error))

    def results(self, stage: Stage) -> Iterator[dg.AssetCheckResult]:
        """For each contract of the stage. A table that was not read has not kept it."""
        for name in CONTRACTS.get(stage.name, ()):
            reasons = self.broken.get(name, [] if name in self.rows else ["the table was not read"])
            yield dg.AssetCheckResult(
                asset_key=key_of(stage),
                check_name=name,
                passed=not reasons,
                description="; ".join(reasons) or None,
                metadata={"rows": self.rows.get(name, [])},
            )

'''


def render(subject: Subject) -> str:
    """What there is to know is in the table of stages; which contracts there are is said here."""
    plan, is_checked = subject.plan, has_checked_assets(subject)
    body = CHECKED_BODY if is_checked else BODY
    return TEXT.format(
        source=named(plan.source),
        name=plan.name,
        iterator="from collections.abc import Iterator\n" if is_checked else "",
        pandas="import pandas as pd\nimport pandera.pandas as pa\n" if is_checked else "",
        contracts=f"from {plan.name}.contracts import ContractError, check, checked_reads\n" if is_checked else "",
        table=_table(subject) if is_checked else "",
        specs=SPECS if is_checked else "",
        body=body.replace(RUN, "run_and_keep(number, run)") if plan.models else body,
        context="from contextvars import copy_context\n" if plan.models else "",
        prediction=MODELS.format(name=plan.name) if plan.models else "",
        folder=FOLDER if plan.models else "",
        keeping=KEEPING if plan.models else "",
        reads=READS if is_checked else "",
    )


def _table(subject: Subject) -> str:
    contracts = subject.recorded.contracts if subject.recorded is not None else ()
    lines = ["", "CONTRACTS = {  # of the tables that a stage reads"]
    for stage in subject.plan.stages:
        names = ", ".join(f'"{one.name}"' for one in contracts if stage.name in one.stages)
        lines += [f'    "{stage.name}": [{names}],'] if names else []
    return "\n".join([*lines, "}", ""])


TEMPLATE = Template(path="src/{name}/definitions.py", render=render, when=is_for_dagster)
