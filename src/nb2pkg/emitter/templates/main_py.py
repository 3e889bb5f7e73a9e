"""`__main__.py`: the command line of the package, on the standard library."""

from nb2pkg.emitter.docstrings import plain
from nb2pkg.emitter.template import Subject, Template, has_contracts, runs_in_loop
from nb2pkg.knowledge.tables.implied import BRING_PANDAS
from nb2pkg.model.plan import PackagePlan, ParameterKind

TEXT = '''"""Command line: `python -m {name} --help`."""

import argparse
{asyncio}import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
{dynamic}{check_imports}{staged_imports}
from {name}.config import Config
{models_import}

def main(arguments: Sequence[str] | None = None) -> int:
    """Run the pipeline; the exit code is 0 when it went through."""
{commands}    options = vars(_parser().parse_args({arguments}))
    logging.basicConfig(level=options["log level"], format="%(message)s", stream=sys.stderr)
    given = {{setting.name: options.get(f"setting {{setting.name}}") for setting in fields(Config)}}
    try:
        config = Config.load(options["config file"], texts={{name: v for name, v in given.items() if v is not None}})
    except (OSError, ValueError) as error:
        print(f"error: {{error}}", file=sys.stderr)
        return 2
{secrets}    prepare_session()
{staged}{run}{checking}    return 0

{loop}{checks}{run_stages}
def prepare_session() -> None:
    """Set what a notebook kernel sets and a plain process does not."""
    os.environ.setdefault("MPLBACKEND", "agg")  # draw to files: no window is opened
{pandas}

def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="{name}", description={title!r}{epilog})
{options}    parser.add_argument("--config", dest="config file", metavar="FILE", help="settings as TOML or JSON")
{checks_asked}    levels = ["DEBUG", "INFO", "WARNING", "ERROR"]
    parser.add_argument("--log-level", dest="log level", default="INFO", choices=levels)
    defaults = Config()
    for setting in fields(Config):
{skip}        default = getattr(defaults, setting.name)
        parser.add_argument(
            {option},
            dest=f"setting {{setting.name}}",
            metavar="VALUE",
            help=f"default: {{default!r}}".replace("%", "%%"),
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
'''
LOOP = '''
async def run_in_loop(config: Config) -> None:
    """Run the pipeline where an event loop is running, as it always is in a notebook kernel."""
    from {name}.pipeline import run

    run(config)

'''
CHECK_OPTION = """    parser.add_argument(
        "--check-data", dest="check data", action="store_true", help="refuse tables that break their contracts"
    )
"""
CHECK_IMPORTS = "from contextlib import AbstractContextManager, nullcontext\nfrom importlib.util import find_spec\n"
CHECKS = '''
def data_checks(config: Config, *, wanted: bool) -> AbstractContextManager[None]:
    """While this lasts, tables that are read are checked by the drafts of contracts, if that is asked for."""
    if not wanted:
        return nullcontext()
    if find_spec("pandera") is None:
        raise SystemExit("error: --check-data needs pandera: pip install pandera[pandas]")
    from {name}.contracts import checked_reads

    return checked_reads(config)

'''
PANDAS = """    import pandas as pd

    pd.set_option("display.max_columns", 20)
"""
DYNAMIC = "from importlib import import_module\nfrom importlib.util import find_spec\n"
PANDAS_OF_OTHERS = """    if find_spec("pandas") is not None:  # a library that is used here may print by it
        import_module("pandas").set_option("display.max_columns", 20)
"""
SECRETS = """    try:
        config.require_secrets()
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
"""
STAGED_IMPORTS = "from collections.abc import Mapping\nfrom pathlib import Path\nfrom typing import Any\n"
STAGED = """    if options["command"] == "run":
        return run_one_by_one(options, config)
"""
CHECKED_STAGED = """    if options["command"] == "run":
        with data_checks(config, wanted=options["check data"]):
            return run_one_by_one(options, config)
"""
STAGED_OPTIONS = """    parser.add_argument("command", nargs="?", choices=["run"], help="stage by stage")
    stages = parser.add_argument_group("stages", "`run` leaves out what has finished with the same settings.")
    stages.add_argument("--store", default="work", metavar="DIR", help="what stages leave for each other")
    stages.add_argument("--stage", default="", metavar="STAGE", help="the last to run; those before it run if needed")
    stages.add_argument("--from", default="", metavar="STAGE", help="the first to run again, finished or not")
    stages.add_argument("--force", action="store_true", help="run again: --stage alone, or all")
"""
RUN_STAGES = '''
def run_one_by_one(options: Mapping[str, Any], config: Config) -> int:
    """Run stages as the options say; 1 if what one leaves cannot be stored."""
{check_import}    from {name}.stages import STAGES
    from {name}.stages.runner import run_stages
    from {name}.stages.store import StoreError

    again = options["from"] or ((options["stage"] or STAGES[0].name) if options["force"] else "")
    unknown = {{again, options["stage"]}} - {{"", *(stage.name for stage in STAGES)}}
    if unknown:
        known = ", ".join(stage.name for stage in STAGES)
        print(f"error: no stage {{unknown.pop()}}; there are {{known}}", file=sys.stderr)
        return 2
{saving}    try:
        run_stages(STAGES, config, Path(options["store"]).resolve(), since=again, until=options["stage"])
    except StoreError as error:
        print(f"error: {{error}}", file=sys.stderr)
        return 1
{checking}    return 0

'''
# What stands between the arguments and the options of the pipeline.
PREDICT = """    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["predict"]:
        prepare_session()
        from {name}.prediction import main as predict

        return predict(words[1:])
"""
EPILOG = ', epilog="`predict --help`: predictions by a saved model"'
MODELS_OPTION = """    parser.add_argument(
        "--models", dest="models folder", default="models", metavar="DIR", help="for fitted models; '' for nowhere"
    )
"""
CHECK_IMPORT = "    from {name}.prediction import check_preparations\n"
CHECK_MODELS = """    check_preparations(options["models folder"], config)
"""
SAVE_MODELS = 'save_models_in(options["models folder"], config)'
PLAIN_OPTION = '"--" + setting.name.replace("_", "-")'
TAKEN = {"config", "log_level", "help", "h"}
TAKEN_BY_STAGES = {"store", "stage", "from", "force"}
TAKEN_BY_MODELS = {"models"}


def _option(taken: set[str]) -> str:
    return f"""(
                "--setting-" if setting.name.lower() in {sorted(taken)} else "--"
            )
            + setting.name.replace("_", "-")"""


SKIP = """        if not setting.repr:
            continue  # secrets do not belong on a command line
"""


def render(subject: Subject) -> str:
    """The module; pandas is set up where it is used."""
    plan = subject.plan
    is_async = any(step.is_async for step in plan.steps)
    needs_loop = runs_in_loop(subject)
    has_secrets = any(p.kind is ParameterKind.SECRET for p in plan.parameters)
    uses_pandas = any(r.distribution == "pandas" for r in plan.requirements)
    taken = TAKEN | (TAKEN_BY_STAGES if plan.stages else set()) | (TAKEN_BY_MODELS if plan.models else set())
    brings_pandas = any(r.distribution in BRING_PANDAS for r in plan.requirements)
    checks = has_contracts(subject)
    call = (
        "asyncio.run(run(config))" if is_async else "asyncio.run(run_in_loop(config))" if needs_loop else "run(config)"
    )
    taken = taken | {"check_data"} if checks else taken
    return TEXT.format(
        name=plan.name,
        commands=PREDICT.format(name=plan.name) if plan.models else "",
        arguments="words" if plan.models else "arguments",
        epilog=EPILOG if plan.models else "",
        title=plain(plan.title).replace("%", "%%"),
        asyncio="import asyncio\n" if is_async or needs_loop else "",
        run=_run(subject, call=call, is_imported=not needs_loop or is_async),
        loop=LOOP.format(name=plan.name) if needs_loop and not is_async else "",
        pandas=PANDAS if uses_pandas else PANDAS_OF_OTHERS if brings_pandas else "",
        dynamic=DYNAMIC if brings_pandas and not uses_pandas else "",
        checks=CHECKS.format(name=plan.name) if checks else "",
        checks_asked=CHECK_OPTION if checks else "",
        check_imports=CHECK_IMPORTS if checks else "",
        secrets=SECRETS if has_secrets else "",
        skip=SKIP if has_secrets else "",
        option=_option(taken) if {p.name.lower() for p in plan.parameters} & taken else PLAIN_OPTION,
        staged_imports=STAGED_IMPORTS if plan.stages else "",
        staged=(CHECKED_STAGED if checks else STAGED) if plan.stages else "",
        options=(STAGED_OPTIONS if plan.stages else "") + (MODELS_OPTION if plan.models else ""),
        models_import=f"from {plan.name}.saved_models import save_models_in\n" if plan.models else "",
        checking=f"{CHECK_IMPORT.format(name=plan.name)}\n{CHECK_MODELS}" if plan.models else "",
        run_stages=_run_stages(plan) if plan.stages else "",
    )


def _run_stages(plan: PackagePlan) -> str:
    """The function that runs stages; models that they fit are saved and tried as in a whole run."""
    return RUN_STAGES.format(
        name=plan.name,
        check_import=CHECK_IMPORT.format(name=plan.name) if plan.models else "",
        saving=f"    {SAVE_MODELS}\n" if plan.models else "",
        checking=CHECK_MODELS if plan.models else "",
    )


def _run(subject: Subject, *, call: str, is_imported: bool) -> str:
    """The statements that run the pipeline; where there are contracts, what is read may be checked meanwhile."""
    lines = [f"from {subject.plan.name}.pipeline import run", ""] if is_imported else []
    lines += [SAVE_MODELS, call] if subject.plan.models else [call]
    if has_contracts(subject):
        lines = ['with data_checks(config, wanted=options["check data"]):', *(line and f"    {line}" for line in lines)]
    return "".join(f"    {line}\n" if line else "\n" for line in lines)


TEMPLATE = Template(path="src/{name}/__main__.py", render=render)
