"""`README.md`: for the data scientist who wrote the notebook and for whoever reviews the package."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.emitter.template import Subject, Template, has_checked_assets, has_contracts
from nb2pkg.emitter.templates.escape import code, markdown, sentence
from nb2pkg.emitter.templates.meanings import meaning_in_markdown
from nb2pkg.emitter.templates.outline import (
    environment_name,
    functions_in_order,
    is_known_default,
    is_script,
    minimum_python,
    returned,
)
from nb2pkg.emitter.templates.verdict_lines import verified
from nb2pkg.model.choices import Pipeline
from nb2pkg.model.plan import Displays, Fate, Figures, PackagePlan, Parameter, ParameterKind, Step

HANDED_OVER = "Whoever takes it over begins with [docs/HANDOVER.md](docs/HANDOVER.md): what is known and what is asked."
_DISPLAYS = {
    Displays.LOG: "What the cells showed goes to the log, on standard error (`--log-level WARNING` hides it).",
    Displays.PRINT: "What the notebook's cells showed is printed on standard output.",
    Displays.DROP: "What the notebook's cells showed is left out; `print` stays.",
}
_FIGURES = {
    Figures.SAVE: "Figures are saved as `{name}-<n>.png` in the output folder (`--output-dir`, default `output`).",
    Figures.SHOW: "Figures are shown on the screen; the run waits until each is closed.",
    Figures.NONE: "Figures are drawn and closed, neither shown nor saved.",
}


def render(subject: Subject) -> str:
    """One section a question that a reader has."""
    sections = [_head(subject), _run(subject), *([_models(subject.plan)] if subject.plan.models else [])]
    sections += [_settings(subject), _story(subject), _tests(subject), _status(subject)]
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _head(subject: Subject) -> list[str]:
    plan = subject.plan
    return [
        f"# {markdown(plan.title)}",
        "",
        f"A Python package made from the notebook {code(plan.source)} by nb2pkg.",
        "Where each statement of the notebook went is written in [docs/CONVERSION.md](docs/CONVERSION.md).",
        *([HANDED_OVER] if plan.handover else []),
    ]


def _run(subject: Subject) -> list[str]:
    plan = subject.plan
    major, minor = minimum_python(plan)
    return [
        "## Install and run",
        "",
        f"Needs Python {major}.{minor} or newer.",
        "",
        "```console",
        "python -m venv .venv",
        ". .venv/bin/activate        # Windows: .venv\\Scripts\\activate",
        "pip install -e .",
        f"python -m {plan.name}",
        "```",
        "",
        "Run it where the notebook's data lies: relative paths are read from the current folder.",
        f"`python -m {plan.name} --help` lists the options.",
        "",
        *(_stages(plan) if plan.stages else []),
        f"- {_FIGURES[plan.figures].format(name='figure' if is_script(plan) else '<function>')}",
        f"- {_DISPLAYS[plan.displays]}",
    ]


_ORCHESTRATED = {
    Pipeline.DAGSTER: """\
The stages are assets of Dagster, too ([definitions.py](src/{name}/definitions.py)):
`pip install -e ".[dagster]"`, then `dagster dev -m {name}.definitions` where the data lies. Settings and the store are
the resource `run`.

""",
    Pipeline.AIRFLOW: """\
[dags/{name}_dag.py](dags/{name}_dag.py) is a DAG for Airflow, a task for each stage: copy it into the folder of DAGs.
Its workers need this package installed, and a store that all of them see.

""",
}


def _stages(plan: PackagePlan) -> list[str]:
    names = ", ".join(f"`{stage.name}`" for stage in plan.stages)
    return [
        f"`python -m {plan.name} run` runs it stage by stage and goes on where it was stopped; `--stage`, `--from` and",
        f"`--force` choose. The stages: {names}.",
        "What they leave for each other lies in `--store` (default `work`); trust it like code, keep it like the data.",
        "",
        *_ORCHESTRATED.get(plan.pipeline, "").format(name=plan.name).splitlines(),
    ]


def _models(plan: PackagePlan) -> list[str]:
    """How models are saved and predict, and which of them cannot."""
    served = [serving.model.label for serving in plan.models if not serving.hindrances]
    others = [serving.model.label for serving in plan.models if serving.hindrances]
    lines = [
        "## Models",
        "",
        f"A run saves what it has fitted in `--models` (default `models`): {', '.join(map(code, served + others))},",
        "each as `<name>.skops`, with `<name>.json` beside it: versions, parameters, features, digests, and a profile",
        "of the table that it was trained on, which holds ranges and categories of that data.",
    ]
    if served:
        lines += [
            "",
            "```console",
            f"python -m {plan.name} predict NEW.csv --out predictions.csv --drift drift.csv",
            "```",
            "",
            "NEW.csv is like the file of the training; the column that is predicted may be missing. Its rows go",
            "through the same functions as the training data, transformers as they were fitted. `prediction` is",
            "what the model itself predicts: if it was fitted on logarithms, these.",
        ]
    if others:
        lines += ["", f"No predictions for new data: {', '.join(map(code, others))}; why is in docs/CONVERSION.md."]
    return lines


def _settings(subject: Subject) -> list[str]:
    plan = subject.plan
    if not plan.parameters:
        return ["## Settings", "", "Nothing of the notebook became a setting; `--output-dir` says where figures go."]
    return [
        "## Settings",
        "",
        "Each is an option of the command line, a key of the file given by `--config` (TOML or JSON), and an",
        f"environment variable, such as `{environment_name(plan, plan.parameters[0].name)}`.",
        "",
        "| Setting | Default | Meaning |",
        "| --- | --- | --- |",
        *(_setting(subject, parameter) for parameter in plan.parameters),
        f'| `{plan.output_name}` | `"output"` | where figures go |',
    ]


def _setting(subject: Subject, parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.SECRET:
        variable = environment_name(subject.plan, parameter.name)
        return f"| {code(parameter.name)} | none | a secret: set {code(variable)}; it is read from nowhere else |"
    default = code(parameter.default, most=60) if is_known_default(parameter) else "none: must be given"
    is_renamed = parameter.variable not in {"", parameter.name}
    replaced = f" ({code(parameter.variable)} in the notebook)" if is_renamed else ""
    return f"| {code(parameter.name)} | {default} | {meaning_in_markdown(parameter)}{replaced} |"


def _story(subject: Subject) -> list[str]:
    plan = subject.plan
    head = ["## What it does", ""]
    if is_script(plan):
        reasons = "; ".join(sentence(refusal.message) for refusal in plan.refusals[:1]) or "as asked"
        return [
            *head,
            f"The notebook was not taken apart ({reasons}).",
            f"[pipeline.py](src/{plan.name}/pipeline.py) runs its statements in order from",
            f"[script.py](src/{plan.name}/script.py).",
        ]
    returns = {function.name: returned(function) for _, function in functions_in_order(plan)}
    called = f"[pipeline.py](src/{plan.name}/pipeline.py) calls, in this order:"
    return [*head, called, "", *_steps(plan.steps, plan.name, returns, depth=0)]


def _steps(steps: tuple[Step, ...], name: str, returns: dict[str, tuple[str, ...]], *, depth: int) -> Iterator[str]:
    for number, step in enumerate(steps, start=1):
        heading = f": {markdown(step.heading, most=100)}" if step.heading else ""
        outputs = ", ".join(map(code, returns.get(step.function, ())))
        gives = f" → {outputs}" if outputs and not step.chapter else ""
        yield f"{'   ' * depth}{number}. [{code(step.function)}](src/{name}/{step.module}.py){heading}{gives}"
        yield from _steps(step.chapter, name, returns, depth=depth + 1)


def _tests(subject: Subject) -> list[str]:
    return [
        "## Tests",
        "",
        "```console",
        'pip install -e . "pytest>=8"  # or, with pip 25.1 and newer: pip install --group dev',
        "pytest",
        "```",
        "",
        "Tests that run the pipeline work on a copy of the data folder and skip, saying why, where its data is not",
        "there; see the head of [tests/conftest.py](tests/conftest.py).",
        *(_contracts(subject) if has_contracts(subject) else []),
    ]


def _contracts(subject: Subject) -> list[str]:
    name = subject.plan.name
    return [
        "",
        f"`python -m {name} --check-data` refuses tables that are not as `src/{name}/contracts.py` says.",
        "Those contracts are drafts, made from the data of one run: review them first.",
        "They need `pip install -e .[contracts]`.",
        *(["In Dagster they are checks of the assets whose stages read the tables."] * has_checked_assets(subject)),
    ]


def _status(subject: Subject) -> list[str]:
    plan = subject.plan
    dropped = sum(placement.fate in {Fate.DROPPED, Fate.REFUSED} for placement in plan.placements)
    return [
        "## Before you rely on it",
        "",
        *verified(subject.verdict),
        _left(len(plan.refusals), dropped),
        "- **No licence** was chosen: the notebook does not say one.",
    ]


def _left(remarks: int, dropped: int) -> str:
    if not remarks and not dropped:
        return "- **Nothing was left out:** every statement was converted, but for imports that nothing uses."
    return (
        f"- **Left to a person:** {_count(remarks, 'remark')} on what was not converted as asked,"
        f" {_count(dropped, 'statement')} left out; see [docs/CONVERSION.md](docs/CONVERSION.md)."
    )


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


TEMPLATE = Template(path="README.md", render=render)
