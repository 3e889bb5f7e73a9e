"""The notebook waits for somebody to type something.

A scheduled run has nobody who would answer: it stops with an EOFError, or hangs. Make the answer a parameter, an
option of the command line or, for a password, an environment variable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_ASKING = (
    *("input", "builtins.input", "raw_input", "getpass.getpass", "getpass.unix_getpass", "click.prompt"),
    *("click.confirm", "typer.prompt", "typer.confirm", "rich.prompt.Prompt.ask", "rich.prompt.Confirm.ask"),
)


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in {"input", "raw_input"} and _is_bound(name, place):
        return
    shown = place.qualified(call.func).rpartition(".")[2]
    yield Hit(message=f"`{shown}()` waits for somebody to type: an unattended run fails here", at=place.at(call))


def _is_bound(name: str, place: Place) -> bool:
    """Whether the notebook, or a function around the call, has something else under the name."""
    if any(name in flow.binds or name in flow.may_bind for flow in place.subject.flow.statements):
        return True
    functions = (parent for parent in place.parents if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(name == arg.arg for function in functions for arg in (*function.args.args, *function.args.kwonlyargs))


RULE = Rule(
    code="NB240",
    name="input-call",
    severity=Severity.ERROR,
    calls=dict.fromkeys(_ASKING, _call),
    bad=(
        "name = «input('Your name? ')»",
        "from getpass import getpass\npassword = «getpass('Password: ')»",
        "def ask():\n    return int(«input()»)\n\nn = ask()",
    ),
    good=(
        "def input(text):\n    return 'x'\n\ninput('a')",
        "import sys\nsys.stdin.read()\nform.input('x')",
        "input = load()\ninput(3)",
        "def run(input):\n    return input('x')",
    ),
)
