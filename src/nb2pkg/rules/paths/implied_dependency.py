"""A call needs a package that nothing imports.

`pd.read_excel` wants `openpyxl`, `to_parquet` wants `pyarrow`, an `s3://` address wants `s3fs`. No list of imports
shows it, so it is missing from the requirements, and the call fails in production. Name it there; `convert` adds most
of them by itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.distributions import distribution_of, implied_distributions
from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.rules.paths.implied_calls import METHODS, READERS, SCHEMES, engine_of, first_text, normal
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.sources import all_sources
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk


def _whole(subject: Subject) -> Iterator[Hit]:
    if "pandas" not in all_sources(subject):
        return
    known = _known(subject)
    if not known & {"pandas", "geopandas"}:
        return
    for cell in subject.notebook.cells:
        if cell.syntax_error is not None or not any(mark in cell.python for mark in _MARKS):
            continue
        calls = [node for node in walk(parse(cell.python)) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            for distribution, is_certain in _needed(call, subject):
                if normal(distribution) not in known:
                    known.add(normal(distribution))
                    yield Hit(
                        message=f"`{called_name(call)}` needs `{distribution}`{'' if is_certain else ' by default'}, "
                        "which nothing imports: it must be among the requirements",
                        at=location(cell.python, call, cell=cell.index),
                    )


_MARKS = ("read_", ".to_", "HDFStore")


def _known(subject: Subject) -> set[str]:
    """Distributions that the notebook imports or asks for, in one spelling."""
    bindings = (binding for flow in subject.flow.statements for binding in flow.imports if not binding.level)
    found = {distribution_of(binding.module) or "" for binding in bindings}
    found.update(name.partition("[")[0].partition("=")[0].partition(">")[0] for name in subject.notebook.requirements)
    return {normal(name) for name in found}


def _needed(call: ast.Call, subject: Subject) -> Iterator[tuple[str, bool]]:
    """(distribution, whether nothing else would do)."""
    name = called_name(call)
    dotted = qualified_name(call.func, subject.flow.qualified_by_name)
    is_reader = dotted in READERS
    if is_reader or (name in METHODS and isinstance(call.func, ast.Attribute)):
        engine = engine_of(call)
        if engine is not None:
            yield from ((one, True) for one in engine)
        else:
            yield from ((one, False) for one in implied_distributions(name))
    if is_reader or dotted.startswith("pandas.read_") or name.startswith("to_"):
        scheme = first_text(call).partition("://")[0]
        if scheme in SCHEMES:
            yield SCHEMES[scheme], True


RULE = Rule(
    code="NB232",
    name="implied-dependency",
    severity=Severity.INFO,
    cure=Cure.REPLACED,
    whole=_whole,
    bad=(
        "import pandas as pd\ndf = «pd.read_excel('x.xlsx')»\n«df.to_parquet('x.parquet')»\ndf.to_excel('y.xlsx')",
        "import pandas as pd\nold = «pd.read_excel('x.xls')»\npages = «pd.read_html('x.html')»",
        "import pandas as pd\ndf = «pd.read_csv('s3://acme/x.csv')»\nprint(«df.to_markdown()»)",
    ),
    good=(
        "import pandas as pd\nimport openpyxl\ndf = pd.read_excel('x.xlsx')\ndf.to_csv('x.csv')",
        "%pip install pyarrow\nimport pandas as pd\ndf = pd.read_parquet('x.parquet')",
        "import pandas as pd\nimport fastparquet\npd.read_parquet('x', engine='fastparquet')\npd.read_csv('x.csv')",
        "from tools import report\nreport.to_excel('x.xlsx')\nreport.to_markdown()",
    ),
)
