"""Variables are made or looked up by name at run time.

`exec`, `globals()[...]` and the like make variables that neither readers nor tools can see: nothing can say what a
cell needs or gives. Put such values into a dictionary of their own:

    frames = {year: load(year) for year in years}    # instead of globals()[f"df_{year}"] = ...
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_WRITERS = frozenset({"update", "setdefault", "pop", "__setitem__", "clear", "popitem"})
_CHECKERS = frozenset({"get", "keys", "__contains__", "copy", "items"})


def _exec(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message="`exec` runs code that no tool can look into: what it binds cannot be told", at=place.at(call))


def _namespace(call: ast.Call, place: Place) -> Iterator[Hit]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if call.args or call.keywords or not name:
        return
    above = place.parents[-1] if place.parents else None
    match above:
        case ast.Compare():
            return  # a look whether a name is there
        case ast.Attribute(attr=attr) if attr in _CHECKERS:
            return
        case ast.Attribute(attr=attr) if attr in _WRITERS:
            yield _hit(call, place, f"`{name}().{attr}` changes variables", is_writing=True)
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            yield _hit(call, place, f"`{name}()[...]` makes or deletes a variable", is_writing=True)
        case ast.Subscript():
            yield _hit(call, place, f"`{name}()[...]` looks a variable up", is_writing=False)
        case ast.Call(func=ast.Name(id="exec")):
            return  # reported already
        case _:
            yield _hit(call, place, f"`{name}()` hands all variables on", is_writing=False)


def _hit(node: ast.expr, place: Place, what: str, *, is_writing: bool) -> Hit:
    severity = Severity.WARNING if is_writing else Severity.INFO
    return Hit(message=f"{what} by names that no tool can see", at=place.at(node), severity=severity)


def _user_namespace(node: ast.AST, place: Place) -> Iterator[Hit]:
    if isinstance(node, ast.Attribute) and node.attr in {"user_ns", "user_global_ns"}:
        is_checked = place.parents and isinstance(place.parents[-1], ast.Compare)
        if not is_checked:
            yield _hit(node, place, f"`{node.attr}` of the kernel is used to reach variables", is_writing=True)


RULE = Rule(
    code="NB122",
    name="dynamic-names",
    severity=Severity.WARNING,
    cure=Cure.REFUSED,
    calls={"exec": _exec, "globals": _namespace, "locals": _namespace, "vars": _namespace},
    visits={ast.Attribute: _user_namespace},
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
