"""What the conversion took for granted, for CONVERSION.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.templates.escape import code, markdown, sentence
from nb2pkg.emitter.templates.outline import minimum_python
from nb2pkg.model.plan import Displays, Figures


def assumptions(subject: Subject) -> Iterator[str]:
    """One sentence each, with what it rests on."""
    yield "The notebook is meant to be run from its first cell to its last" + _order(subject)
    major, minor = minimum_python(subject.plan)
    ran_on = markdown(subject.notebook.python_version) or "an unknown version"
    yield f"Python {major}.{minor} or newer; the notebook ran on {ran_on}."
    yield "Relative paths are meant from the folder in which the package is run."
    if subject.plan.displays is not Displays.PRINT:
        yield f"Shown values: `--displays {subject.plan.displays.value}`; they may be left out of standard output."
    if subject.plan.figures is Figures.SAVE:
        yield "Figures are saved and closed where the notebook's cells ended."
    loose = [r.distribution for r in subject.plan.requirements if not r.specifier]
    if loose:
        yield f"Versions were not known for {', '.join(map(code, loose))}: any is accepted."
    for requirement in subject.plan.requirements:
        how = "is optional" if requirement.is_optional else "is needed"
        yield f"{code(requirement.distribution)} {how}: {markdown(requirement.evidence)}."
    for path in sorted({item.path for item in subject.notebook.extra_files}):
        yield f"The notebook writes {code(path)} itself."
    for name, _ in subject.notebook.local_modules:
        yield f"{code(name + '.py')} lay beside the notebook and was copied to {code('src/' + name + '.py')}."
    for note in subject.notebook.notes:
        yield f"While reading: {sentence(note)}"


def _order(subject: Subject) -> str:
    counts = [cell.execution_count for cell in subject.notebook.cells if cell.execution_count is not None]
    if not counts:
        return "; it carries no execution counts that could say otherwise."
    if any(before >= after for before, after in pairwise(counts)):
        return ", although its counts show that it was last run in another order: its stored outputs were not used."
    return "; its execution counts do not say otherwise."
