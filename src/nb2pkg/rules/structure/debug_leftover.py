"""Something is left of looking for a fault.

`breakpoint()` and `%debug` wait for somebody at a keyboard, so a scheduled run hangs; `1/0` and `assert False` end it
at that line; `ic(x)` and `print("here")` fill the log with what nobody can read later. Delete them, or log what counts:

    logger.info("%d orders after cleaning", len(orders))
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Place, Rule, Subject

_WAITING = (
    "breakpoint",
    "IPython.core.debugger.set_trace",
    "IPython.embed",
    "code.interact",
    "ipdb.launch_ipdb_on_exception",
    "ipdb.set_trace",
    "pdb.pm",
    "pdb.post_mortem",
    "pdb.run",
    "pdb.runcall",
    "pdb.set_trace",
    "pudb.set_trace",
)
_TRACER = "IPython.core.debugger.Tracer"
_HERE = pattern_of(
    r"(?:(?:i\s?a?m\s|i'm\s|got\s|we'?re?\s|is\s)?(?:here|there)\s?\d*|x{3,}|a{3,}|asdf\w*|(?:debug|dbg)(?:\s?\d+)?|bla[hb]*"
    r"|[-*=#!\s]*(?:here|debug)[-*=#!\s\d]*)[.!?:\s]*",
    re.IGNORECASE,
)
_STOP = pattern_of(
    r"\b(?:stop|halt|break|end)\b.*\b(?:here|now|notebook|execution)\b|^\W*(?:stop|halt|here|end)\W*$", re.I
)
_MAGICS = {"debug": "`%debug` waits for commands", "pdb": "`%pdb` waits for commands after an error"}


def _waits(call: ast.Call, place: Place) -> Iterator[Hit]:
    name = ast.unparse(call.func)
    yield Hit(message=f"`{name}()` waits for somebody at a keyboard", at=place.at(call), severity=Severity.ERROR)


def _tracer(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message="`Tracer` waits for somebody at a keyboard", at=place.at(call), severity=Severity.ERROR)


def _ice_cream(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message="`ic(...)` prints for the one who looks for a fault", at=place.at(call))


def _print(call: ast.Call, place: Place) -> Iterator[Hit]:
    match call.args:
        case [ast.Constant(value=str(text))] if _HERE.fullmatch(text.strip()):
            yield Hit(message=f"`print({text!r})` says nothing to those who read the log", at=place.at(call))


def _expression(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.Expr)
    match node.value:
        case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), left=ast.Constant(), right=ast.Constant(value=0)):
            if not _is_expected(place) and not any(isinstance(part, ast.Try) for part in place.parents):
                message = f"`{ast.unparse(node)}` ends the run here"
                yield Hit(message=message, at=place.at(node), severity=Severity.ERROR)


def _assert(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.Assert)
    is_false = isinstance(node.test, ast.Constant) and not node.test.value
    if is_false and not place.parents and not _is_expected(place):
        message = f"`{ast.unparse(node)}` ends the run here"
        yield Hit(message=message, at=place.at(node), severity=Severity.ERROR)


def _raise(node: ast.AST, place: Place) -> Iterator[Hit]:
    """`raise SystemExit("stop here")` in the middle of a notebook: what is below was not meant to run that day."""
    assert isinstance(node, ast.Raise)
    if place.parents or node.exc is None or _is_expected(place):
        return
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    said = [a.value for a in getattr(node.exc, "args", []) if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if place.qualified(raised) in {"SystemExit", "KeyboardInterrupt"} or any(_STOP.search(text) for text in said):
        yield Hit(message="the run ends here: nothing below is reached", at=place.at(node), severity=Severity.ERROR)


def _is_expected(place: Place) -> bool:
    return "raises-exception" in place.cell.tags


def _magics(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            if magic.name in _MAGICS and magic.kind in {"line", "cell"} and magic.body.strip() not in {"off", "0"}:
                width = len(cell.python.split("\n")[magic.line - 1])
                at = Location(cell=cell.index, line=magic.line, column=0, end_line=magic.line, end_column=width)
                yield Hit(message=_MAGICS[magic.name], at=at)


RULE = Rule(
    code="NB615",
    name="debug-leftover",
    severity=Severity.WARNING,
    calls=dict.fromkeys(_WAITING, _waits) | {_TRACER: _tracer, "icecream.ic": _ice_cream, "print": _print},
    visits={ast.Expr: _expression, ast.Assert: _assert, ast.Raise: _raise},
    whole=_magics,
    bad=(
        "def f(x):\n    «breakpoint()»\n    return x",
        "import pdb\n«pdb.set_trace()»",
        "from IPython.core.debugger import set_trace\nfor i in range(3):\n    «set_trace()»",
        "from icecream import ic\nx = 3\n«ic(x)»",
        "for i in range(3):\n    «print('here')»\n«print('here 2')»\n«print('!!! HERE')»\n«print('xxx')»",
        "x = 1\n# %%\n«%debug»",
        "x = 1\n# %%\n«1/0»\n# %%\nprint(x)",
        "x = 1\n«assert False»",
        "print(1)\n# %%\n«raise SystemExit('stop here')»\n# %%\nprint(2)",
    ),
    good=(
        "print('here are the results')\nprint('Train')\nprint('test')\nprint('---')\nprint()",
        "def kind(x):\n    if x:\n        return 1\n    assert False, 'never reached'",
        "def f(x):\n    raise ValueError(x)\nassert f",
        '# %% tags=["raises-exception"]\n1/0',
        "ratio = 1 / 2\nassert ratio > 0",
        "def ic(x):\n    return x\nic(3)",
        "%pdb off\nprint(1)",
        "print(where)\nprint(f'here {where}')",
        "try:\n    1 / 0\nexcept ZeroDivisionError:\n    print('no')",
    ),
)
