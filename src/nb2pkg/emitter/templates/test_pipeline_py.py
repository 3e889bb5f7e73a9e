"""`tests/test_pipeline.py`: the pipeline runs from end to end and calls every step once, in the notebook's order."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.outline import functions_in_order, is_script

_STEPS = Text('''\
"""The pipeline from end to end."""

from conftest import Journal

STEPS = [
$steps]


def test_every_step_is_called_once_in_the_notebooks_order(journal: Journal) -> None:
    assert journal.calls == STEPS
''')
_SCRIPT = '''\
"""The pipeline from end to end."""

from conftest import Journal


def test_the_script_runs_to_its_end(journal: Journal) -> None:
    assert "run" in journal.printed
'''


def render(subject: Subject) -> str:
    """Always there, whatever could be taken from stored outputs."""
    if is_script(subject.plan):
        return _SCRIPT
    return _STEPS.substitute(steps="".join(f"    {f.name!r},\n" for _, f in functions_in_order(subject.plan)))


TEMPLATE = Template(path="tests/test_pipeline.py", render=render)
