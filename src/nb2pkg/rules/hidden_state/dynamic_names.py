"""Variables are made or looked up by name at run time.

`exec`, `globals()[...]` and the like make variables that neither readers nor tools can see: nothing can say what a
cell needs or gives. Put such values into a dictionary of their own:

    frames = {year: load(year) for year in years}    # instead of globals()[f"df_{year}"] = ...
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.walking import children, walk

_WRITERS = frozenset({"update", "setdefault", "pop", "__setitem__", "clear", "popitem"})
_CHECKERS = frozenset({"get", "keys", "__contains__", "copy", "items"})


def _whole(subject: Subject) -> Iterator[Hit]:
    for statement in subject.flow.statements:
        if statement.dynamic:
            cell = subject.notebook.cell_by_index[statement.ref.cell]
            yield from _in_node(node_of(subject, statement), None, cell)
    yield from _user_namespace(subject)


def _in_node(node: ast.AST, above: ast.AST | None, cell: Cell) -> Iterator[Hit]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "exec":
            what = "`exec` runs code that no tool can look into: what it binds cannot be told"
            yield Hit(message=what, at=location(cell.python, node, cell=cell.index))
        elif node.func.id in {"globals", "locals", "vars"} and not node.args and not node.keywords:
            yield from _namespace(node, node.func.id, above, cell)
    for child in children(node):
        yield from _in_node(child, node, cell)


def _namespace(call: ast.Call, name: str, above: ast.AST | None, cell: Cell) -> Iterator[Hit]:
    match above:
        case ast.Compare():
            return  # a look whether a name is there
        case ast.Attribute(attr=attr) if attr in _CHECKERS:
            return
        case ast.Attribute(attr=attr) if attr in _WRITERS:
            yield _hit(call, cell, f"`{name}().{attr}` changes variables", is_writing=True)
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            yield _hit(call, cell, f"`{name}()[...]` makes or deletes a variable", is_writing=True)
        case ast.Subscript():
            yield _hit(call, cell, f"`{name}()[...]` looks a variable up", is_writing=False)
        case ast.Call(func=ast.Name(id="exec")):
            return  # reported already
        case _:
            yield _hit(call, cell, f"`{name}()` hands all variables on", is_writing=False)


def _hit(node: ast.expr, cell: Cell, what: str, *, is_writing: bool) -> Hit:
    severity = Severity.WARNING if is_writing else Severity.INFO
    return Hit(
        message=f"{what} by names that no tool can see",
        at=location(cell.python, node, cell=cell.index),
        severity=severity,
    )


def _user_namespace(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if "user_ns" not in cell.python or cell.syntax_error is not None:
            continue
        tree = parse(cell.python)
        checked = {id(right) for part in walk(tree) if isinstance(part, ast.Compare) for right in part.comparators}
        for part in walk(tree):
            if isinstance(part, ast.Attribute) and part.attr == "user_ns" and id(part) not in checked:
                message = "`user_ns` of the kernel reaches variables by names that no tool can see"
                yield Hit(message=message, at=location(cell.python, part, cell=cell.index))


RULE = Rule(
    code="NB122",
    name="dynamic-names",
    severity=Severity.WARNING,
    cure=Cure.REFUSED,
    whole=_whole,
    bad=(
        "for year in (2020, 2021):\n    «globals()»[f'df_{year}'] = year",
        "«exec('x = 1')»\nprint(x)",
        "«globals()».update({'a': 1})\nprint(«globals()»['a'], '%(a)s' % «locals()»)",
        "«get_ipython().user_ns»['x'] = 1",
        "def f(name):\n    del «globals()»[name]",
    ),
    good=(
        "if 'x' not in globals():\n    x = 1\nprint('y' in locals().keys())",
        "class Row:\n    pass\nprint(vars(Row), vars(Row())['a'])",
        "frames = {}\nframes['a'] = 1\nframes.update(b=2)",
        "def exec_query(sql):\n    return sql\nexec_query('x')\ncursor = object()\ncursor.exec('x')",
        "x = globals().get('x')",
    ),
)
