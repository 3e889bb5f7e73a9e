"""The version of Python that the notebook says it was run with cannot have run this code, or is Python 2.

The stored outputs are then not what this code gives, and nobody knows in which environment to run it. Run the
notebook from top to bottom with the version that production has, and keep the file that comes out.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_notebook
from nb2pkg.rules.reproducibility.language_versions import newer_syntax, recorded_version
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location


def _whole(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    recorded = recorded_version(notebook)
    if recorded is None or recorded >= (3, 11):
        return
    if recorded < (3, 0):
        message = f"the notebook was run with Python {notebook.python_version}, which nobody maintains since 2020"
        yield Hit(message=message, at=whole_notebook(), severity=Severity.ERROR)
        return
    for cell, node, said in newer_syntax(notebook, recorded):
        at = location(notebook.cell_by_index[cell].python, node, cell=cell)
        message = f"{said}, but the notebook says that Python {notebook.python_version} ran it"
        yield Hit(message=message, at=at)


def _metadata(version: str) -> str:
    return f'# metadata: {{"language_info": {{"name": "python", "version": "{version}"}}}}\n'


RULE = Rule(
    code="NB510",
    name="python-version-mismatch",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        _metadata("2.7.15") + "# %%\nx = 1",
        _metadata("3.7.3") + "# %%\nif («n := len(rows)») > 3:\n    print(n)",
        _metadata("3.9.1") + "# %%\n«match kind:\n    case 'a':\n        print(1)»",
        _metadata("3.6.9") + "# %%\n«def f(x, /):\n    return x»",
    ),
    good=(
        _metadata("3.6.9") + "# %%\nprint(f'{x}')",
        _metadata("3.10.2") + "# %%\nmatch kind:\n    case 'a':\n        print(1)",
        _metadata("3.12.0") + "# %%\nif (n := 3):\n    print(n)",
        "match = re.match(r'a', text)\nprint(match)",
        _metadata("3.7.3") + "# %%\nmatch = {'a': 1}\nurl = 'https://x.org/:='",
    ),
)
