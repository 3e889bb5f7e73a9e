"""Every error is caught and passed over.

A misspelt name, a full disk and a missing column look alike: the run goes on with what it has and ends with wrong
numbers and exit code 0. Catch the error that is expected, or hand it on:

    try:
        rate = float(text)
    except ValueError:
        rate = None

A handler that raises again, ends the run, or logs the traceback (`logger.exception`) is left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec.structs import replace

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.model.notebook import Location
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.syntax.walking import walk

_BROAD = frozenset({"Exception", "BaseException", "builtins.Exception", "builtins.BaseException"})
_ENDING = frozenset({"exit", "quit", "sys.exit", "os._exit", "pytest.fail"})


def _handler(node: ast.AST, place: Place) -> Iterator[Hit]:
    assert isinstance(node, ast.ExceptHandler)
    caught = _caught(node.type, place)
    if not caught or _hands_on(node, place):
        return
    said = "`except:`" if caught == "everything" else f"`except {caught}:`"
    swallowed = all(isinstance(part, ast.Pass | ast.Continue) for part in node.body)
    rest = "and throws it away" if swallowed else "and the run goes on"
    at = place.at(node.type) if node.type is not None else _bare(node, place)
    yield Hit(message=f"{said} catches every error, {rest}", at=at, because=_tried(place))


def _suppress(call: ast.Call, place: Place) -> Iterator[Hit]:
    if caught := next((name for part in call.args if (name := _caught(part, place))), ""):
        yield Hit(message=f"`suppress({caught})` throws every error away", at=place.at(call))


def _caught(node: ast.expr | None, place: Place) -> str:
    if node is None:
        return "everything"
    some = node.elts if isinstance(node, ast.Tuple) else [node]
    return next((name for part in some if (name := place.qualified(part)) in _BROAD), "")


def _bare(node: ast.ExceptHandler, place: Place) -> Location:
    whole = place.at(node)
    return replace(whole, end_line=whole.line, end_column=whole.column + len("except"))


def _hands_on(handler: ast.ExceptHandler, place: Place) -> bool:
    """Whether the error gets out: raised again, kept as a value, logged with its traceback, or the run ends."""
    for part in handler.body:
        for node in walk(part):
            if isinstance(node, ast.Raise):
                return True
            if isinstance(node, ast.Call) and _reports(node, handler, place):
                return True
            if isinstance(node, ast.Return | ast.Assign | ast.Yield) and handler.name and _is_kept(node.value, handler):
                return True
    return False


def _reports(call: ast.Call, handler: ast.ExceptHandler, place: Place) -> bool:
    name = place.qualified(call.func)
    last = name.rpartition(".")[2]
    if name in _ENDING or last in {"exception", "set_exception"}:
        return True
    if any(keyword.arg == "exc_info" for keyword in call.keywords):
        return True
    return last in {"append", "put"} and any(_is_kept(argument, handler) for argument in call.args)


def _is_kept(node: ast.expr | None, handler: ast.ExceptHandler) -> bool:
    return node is not None and any(isinstance(n, ast.Name) and n.id == handler.name for n in walk(node))


def _tried(place: Place) -> tuple[Related, ...]:
    tried = place.parents[-1] if place.parents else None
    if not isinstance(tried, ast.Try) or not tried.body:
        return ()
    return (Related(message="what may fail here", at=place.at(tried.body[0])),)


RULE = Rule(
    code="NB620",
    name="broad-except",
    severity=Severity.WARNING,
    calls={"contextlib.suppress": _suppress},
    visits={ast.ExceptHandler: _handler},
    bad=(
        "try:\n    x = float('a')\n«except»:\n    x = 0",
        "for name in ['a', 'b']:\n    try:\n        print(open(name))\n    except «Exception»:\n        continue",
        "try:\n    f()\nexcept «Exception» as error:\n    print(error)",
        "def load(path):\n    try:\n        return open(path)\n    except «(ValueError, Exception)»:\n        pass",
        "from contextlib import suppress\nwith «suppress(OSError, Exception)»:\n    f()",
        "try:\n    f()\nexcept ValueError:\n    pass\nexcept «BaseException»:\n    pass",
    ),
    good=(
        "try:\n    x = float('a')\nexcept ValueError:\n    x = 0",
        "try:\n    f()\nexcept Exception:\n    print('f failed')\n    raise",
        "import logging\nlog = logging.getLogger()\ntry:\n    f()\nexcept Exception:\n    log.exception('f failed')",
        "try:\n    f()\nexcept Exception as error:\n    raise RuntimeError('f') from error",
        "failed = []\ntry:\n    f()\nexcept Exception as error:\n    failed.append((3, error))",
        "import sys\ntry:\n    f()\nexcept Exception as error:\n    print(error)\n    sys.exit(1)",
        "from contextlib import suppress\nwith suppress(FileNotFoundError):\n    f()",
        "class Exception2(Exception):\n    pass\ntry:\n    f()\nexcept Exception2:\n    pass",
    ),
)
