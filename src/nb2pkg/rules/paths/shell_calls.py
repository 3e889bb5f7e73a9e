"""Python calls that run commands, and the commands that they run."""

from __future__ import annotations

import ast

from nb2pkg.rules.paths.templates import template

SHELL_CALLS = ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")
PROCESS_CALLS = tuple(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen"))
COMMAND_CALLS = SHELL_CALLS + PROCESS_CALLS


def command_words(call: ast.Call) -> str:
    """The command line of such a call, `{}` for what cannot be read: `[sys.executable, "-m", "pip"]` -> `{} -m pip`."""
    first = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "args"), None)
    if isinstance(first, ast.List | ast.Tuple):
        return " ".join(template(item) for item in first.elts)
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute) and first.func.attr == "split":
        return template(first.func.value)
    return "" if first is None else template(first)


def uses_shell(call: ast.Call) -> bool:
    """Whether a call of `subprocess` hands its command to a shell."""
    return any(
        keyword.arg == "shell" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for keyword in call.keywords
    )
