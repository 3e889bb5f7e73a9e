"""`docs/CONVERSION.md`: the audit trail of the conversion, for a reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.assumptions import assumptions
from nb2pkg.emitter.templates.conversion_table import table
from nb2pkg.emitter.templates.escape import code, markdown, sentence
from nb2pkg.emitter.templates.outline import (
    cell_label,
    data_variable,
    dropped_cells,
    functions_in_order,
    is_known_default,
)
from nb2pkg.emitter.templates.verdict_lines import executed, what_was_compared
from nb2pkg.model.notebook import Magic
from nb2pkg.model.plan import Fate, Parameter, ParameterKind
from nb2pkg.model.recording import RecordedTests

_RUN_ALONE = (
    "The package was run to record tests and types; that alone does not tell whether it does what the notebook",
    "does. What follows says where the text went.",
)
_MARKS = {"cell": "%%", "line": "%", "shell": "!"}


def render(subject: Subject) -> str:
    """Sections in the order in which a reviewer asks."""
    sections = [
        _head(subject),
        ["## Cell by cell", "", *table(subject)],
        ["## Left out", "", *_or(_dropped(subject), "Nothing.")],
        ["## Magics and shell lines", "", *_or(_magics(subject), "None.")],
        ["## Not converted as asked", "", *_or(_refusals(subject), "Nothing: every statement was converted.")],
        ["## Settings and where they come from", "", *_or(_settings(subject), "None.")],
        *_recorded(subject),
        ["## Assumptions", "", *(f"- {line}" for line in assumptions(subject))],
    ]
    if subject.verdict is not None:
        sections.insert(1, ["## What a run of both showed", "", *what_was_compared(subject.verdict)])
    return "\n\n".join("\n".join(section) for section in sections) + "\n"


def _recorded(subject: Subject) -> list[list[str]]:
    """What the tests know from a run, and of what they know nothing."""
    found = subject.recorded
    if found is None:
        return []
    lines = [
        "## Recorded tests and types",
        "",
        f"The package was run once. {len(found.executed)} of its functions ran; their annotations are the types that",
        "were seen, where the author gave none: they hold for this data, other data may bring others.",
        f"- Tested alone, with the inputs of that run: {', '.join(map(code, found.replayed)) or 'none'}",
        f"- Tested in a run of the pipeline: {', '.join(map(code, found.in_run)) or 'none'}",
        _data(subject, found),
        *_contracts(subject, found),
        *(f"- Not recorded: {code(function)}: {sentence(reason)}." for function, reason in found.skipped),
    ]
    return [lines]


def _contracts(subject: Subject, found: RecordedTests) -> list[str]:
    if not found.contracts:
        return []
    names = ", ".join(code(one.path) for one in found.contracts)
    return [f"- Drafts of contracts, to be reviewed, in `contracts.py`, for {names}."]


def _data(subject: Subject, found: RecordedTests) -> str:
    if found.made_up:
        files = ", ".join(map(code, found.made_up))
        return (
            f"- The data of the tests is in `tests/recording/data`. The persons in {files} are made up: the tests know"
            " what a run on these data did."
        )
    if found.data:
        return "- The data of the tests is in `tests/recording/data`."
    return (
        f"- The data of the tests is not in the package: {sentence(found.why_no_data)}. Tests in a run of the pipeline"
        f" skip unless {code(data_variable(subject.plan))} names a folder that holds it."
    )


def _or(lines: Iterator[str], nothing: str) -> list[str]:
    return list(lines) or [nothing]


def _head(subject: Subject) -> list[str]:
    plan = subject.plan
    return [
        f"# How {code(plan.source)} became {code(plan.name)}",
        "",
        _summary(subject),
        "",
        *(_RUN_ALONE if subject.recorded is not None and subject.verdict is None else executed(subject.verdict)),
        "Cells are counted from 1 over all cells of the notebook, Markdown included; `In [n]` is the",
        "count that Jupyter shows.",
    ]


def _summary(subject: Subject) -> str:
    plan = subject.plan
    steps = {ref for _, function in functions_in_order(plan) for ref in function.body}
    counts: Counter[str] = Counter()
    for placement in plan.placements:
        in_step = placement.ref in steps
        counts[_FATE_WORDS[placement.fate] if placement.fate is not Fate.FUNCTION or in_step else "definitions"] += 1
    order = ("in functions of the pipeline", "definitions", "constants", "settings", "imports", "left out", "refused")
    parts = ", ".join(f"{counts[w]} {w.removesuffix('s') if counts[w] == 1 else w}" for w in order if counts[w])
    number = len(plan.placements)
    return f"{number} statement{'' if number == 1 else 's'}" + (f": {parts}." if parts else ".")


_FATE_WORDS = {
    Fate.FUNCTION: "in functions of the pipeline",
    Fate.CONSTANT: "constants",
    Fate.PARAMETER: "settings",
    Fate.IMPORT: "imports",
    Fate.DROPPED: "left out",
    Fate.REFUSED: "refused",
}


def _dropped(subject: Subject) -> Iterator[str]:
    notebook = subject.notebook
    for placement in subject.plan.placements:
        unused = placement.fate is Fate.IMPORT and placement.reason
        if placement.fate in {Fate.DROPPED, Fate.REFUSED} or unused:
            number = f"statement {placement.ref.path[0] + 1}"
            what = f"{'import of ' if unused else ''}{code(placement.name)}" if placement.name else number
            reason = markdown(placement.reason) or "no reason recorded"
            yield f"- {cell_label(notebook, placement.ref.cell)}, {what}: {reason}"
    for cell, reason in dropped_cells(subject):
        yield f"- {cell_label(notebook, cell.index)}, the whole cell: {markdown(reason)}"


def _magics(subject: Subject) -> Iterator[str]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            yield f"- {cell_label(subject.notebook, cell.index)}, line {magic.line}: {_magic(magic)}"


def _magic(magic: Magic) -> str:
    # What follows the name stays out: shell lines and %env carry passwords.
    name = magic.name if magic.name.startswith(("%", "!", "?")) else _MARKS.get(magic.kind, "") + magic.name
    names = f" ({', '.join(map(code, magic.names))})" if magic.names else ""
    return f"{code(name)} — {magic.treatment.value}{names}"


def _refusals(subject: Subject) -> Iterator[str]:
    for refusal in subject.plan.refusals:
        yield (
            f"- {cell_label(subject.notebook, refusal.cell)}, {code(refusal.code)}: {sentence(refusal.message)}."
            f" **Smallest edit:** {sentence(refusal.remedy)}."
        )


def _settings(subject: Subject) -> Iterator[str]:
    yield from (_setting(subject, parameter) for parameter in subject.plan.parameters)


def _setting(subject: Subject, parameter: Parameter) -> str:
    origin = cell_label(subject.notebook, parameter.origin.cell)
    if parameter.kind is ParameterKind.SECRET:
        return f"- {code(parameter.name)}: a secret in {origin}; its value was not copied, **revoke it**"
    default = f" = {code(parameter.default, most=80)}" if is_known_default(parameter) else ""
    variable = f", the variable {code(parameter.variable)}" if parameter.variable else ", a literal in a call"
    return f"- {code(parameter.name)}{default}: {parameter.kind.value} from {origin}{variable}"


TEMPLATE = Template(path="docs/CONVERSION.md", render=render)
