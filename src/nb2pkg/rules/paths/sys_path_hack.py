"""The search path for modules is changed by hand.

What is imported then depends on folders of one machine and on the order of the cells, and can hide an installed
package of the same name. Make the modules a package and install it (`pip install -e .`), or keep them beside the
notebook, where Python finds them without help.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.syntax.qualified import qualified_name

MESSAGE = "the search path for modules is changed: what is imported depends on folders of this machine"
_ADDS = ("sys.path.append", "sys.path.insert", "sys.path.extend", "sys.path.remove", "sys.path.pop", "site.addsitedir")
_VARIABLES = frozenset({"PYTHONPATH"})


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message=MESSAGE, at=place.at(call))


def _assignment(node: ast.AST, place: Place) -> Iterable[Hit]:
    assert isinstance(node, (ast.Assign, ast.AugAssign))
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        if not isinstance(target, ast.Name) and _is_search_path(target, place):
            return (Hit(message=MESSAGE, at=place.at(node)),)
    return ()


def _is_search_path(target: ast.expr, place: Place) -> bool:
    names = place.subject.flow.qualified_by_name
    match target:
        case ast.Attribute(attr="path"):
            return qualified_name(target, names) == "sys.path"
        case ast.Subscript(value=ast.Attribute(attr="environ") as value, slice=ast.Constant(value=str(variable))):
            return variable in _VARIABLES and qualified_name(value, names) == "os.environ"
        case ast.Subscript(value=ast.Attribute(attr="path") as value):
            return qualified_name(value, names) == "sys.path"
    return False


RULE = Rule(
    code="NB221",
    name="sys-path-hack",
    severity=Severity.WARNING,
    calls=dict.fromkeys(_ADDS, _call),
    visits={ast.Assign: _assignment, ast.AugAssign: _assignment},
    bad=(
        "import sys, os\n«sys.path.append('..')»\n«sys.path.insert(0, os.path.abspath('../src'))»",
        "import sys as system\n«system.path += ['lib']»\n«system.path[0:0] = ['lib']»",
        "import os\n«os.environ['PYTHONPATH'] = 'src'»\n# %%\n«%env PYTHONPATH=src»",
    ),
    good=(
        "import sys\nprint(sys.path)\nfor folder in sys.path:\n    pass",
        "import nltk\nnltk.data.path.append('data')",
        "import os\nos.environ['PATH'] = 'bin'\nmodel.path = 'x'",
        "paths = []\npaths.append('..')\nhere = paths + ['src']",
    ),
)
