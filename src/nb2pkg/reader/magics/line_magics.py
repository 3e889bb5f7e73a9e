"""Line magics: what each becomes. One table from names to handlers; a name in no table is unsupported."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from msgspec.structs import replace

from nb2pkg.model.notebook import Treatment
from nb2pkg.reader.magics.interpolation import python_string
from nb2pkg.reader.magics.options import without_options
from nb2pkg.reader.magics.shell import captured, run, shell
from nb2pkg.reader.magics.table import COMMANDS, HARMLESS_EXTENSIONS, MEANINGLESS
from nb2pkg.reader.magics.values import DROPPED, UNSUPPORTED, Became, Call
from nb2pkg.syntax.names import is_name

PYLAB = (
    "import numpy, matplotlib; from matplotlib import pylab, mlab, pyplot; import numpy as np; "
    "from matplotlib import pyplot as plt; from matplotlib.pylab import *; from numpy import *"
)
_OPTIONS_WITH_VALUE = {"timeit": "nrpv", "prun": "lsTD", "memit": "rti", "lprun": "fmTDsuz", "mprun": "fT", "time": ""}


def line_magic(call: Call) -> Became:
    """What `%name args` becomes."""
    if call.name in MEANINGLESS:
        return _without_target(DROPPED, call)
    if call.name in COMMANDS:
        return _command(call)
    handler = _HANDLERS.get(call.name)
    return _without_target(UNSUPPORTED, call) if handler is None else handler(call)


def _without_target(became: Became, call: Call) -> Became:
    """`x = %magic` that nothing is made of: the names stay unbound, and the magic says which."""
    names = tuple(re.findall(r"[^\W\d]\w*", call.target))
    if not names:
        return became
    return replace(became, treatment=Treatment.UNSUPPORTED, names=names)


def _rewritten(python: str, *imports: str) -> Became:
    return Became(treatment=Treatment.REWRITTEN, python=python, imports=imports)


def _time(call: Call) -> Became:
    code = without_options(call.args, with_value="")
    return Became(treatment=Treatment.UNWRAPPED, python=call.target + code) if code else DROPPED


def _timeit(call: Call) -> Became:
    """IPython runs it in a namespace of its own: what it binds is gone. So only an expression is worth one run."""
    code = without_options(call.args, with_value=_OPTIONS_WITH_VALUE["timeit"])
    if call.target:
        return _without_target(UNSUPPORTED, call)
    if not _is_expression(code):
        return replace(DROPPED, notes=(f"`%timeit {call.args.strip()}` is left out: it binds nothing",))
    return Became(treatment=Treatment.UNWRAPPED, python=code, is_silent=True)


def _profiled(call: Call) -> Became:
    code = without_options(call.args, with_value=_OPTIONS_WITH_VALUE[call.name])
    if call.target:
        return _without_target(UNSUPPORTED, call)
    return Became(treatment=Treatment.UNWRAPPED, python=code, is_silent=True) if code else DROPPED


def _is_expression(code: str) -> bool:
    try:
        ast.parse(code.strip().rstrip(";"), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def _command(call: Call) -> Became:
    command = f"{COMMANDS[call.name]} {call.args.strip()}".strip()
    return captured(replace(call, args=command)) if call.target else run(command, call.scope)


def _cd(call: Call) -> Became:
    folder = re.sub(r"^-q(\s+|$)", "", call.args.strip()).strip().strip("'\"")
    if folder.startswith(("-", "=")) or call.target:
        return _without_target(UNSUPPORTED, call)
    if not folder:
        return _rewritten('os.chdir(os.path.expanduser("~"))', "os")
    path = python_string(folder, call.scope)
    return _rewritten(f"os.chdir(os.path.expanduser({path}))" if folder.startswith("~") else f"os.chdir({path})", "os")


def _pwd(call: Call) -> Became:
    return _rewritten(f"{call.target}os.getcwd()", "os")


def _env(call: Call) -> Became:
    args = call.args.strip()
    name, separator, value = args.partition("=" if "=" in args else " ")
    if not args:
        return _rewritten(f"{call.target}dict(os.environ)", "os")
    if not separator:
        return _rewritten(f"{call.target}os.environ[{python_string(name, call.scope)}]", "os")
    if call.target:
        return _without_target(UNSUPPORTED, call)
    key, text = python_string(name.strip(), call.scope), python_string(value.strip(), call.scope)
    return _rewritten(f"os.environ[{key}] = {text}", "os")


def _pylab(call: Call) -> Became:
    star_free = "--no-import-all" in call.args
    return _rewritten(PYLAB.partition("; from matplotlib.pylab")[0] if star_free else PYLAB)


def _install(call: Call) -> Became:
    command = f"{call.name} {call.args.strip()}"
    return shell(replace(call, args=command))


def _load_ext(call: Call) -> Became:
    return DROPPED if call.args.strip() in HARMLESS_EXTENSIONS else UNSUPPORTED


def _reset(call: Call) -> Became:
    return UNSUPPORTED if call.scope.bound() else DROPPED


def _xdel(call: Call) -> Became:
    name = call.args.replace("-n", "").strip()
    return _rewritten(f"del {name}") if is_name(name) else UNSUPPORTED


def _system(call: Call) -> Became:
    """`%sx cmd` and `%system cmd` are `!!cmd`."""
    return captured(call)


_HANDLERS: dict[str, Callable[[Call], Became]] = {
    "time": _time,
    "timeit": _timeit,
    "prun": _profiled,
    "memit": _profiled,
    "lprun": _profiled,
    "mprun": _profiled,
    "cd": _cd,
    "pwd": _pwd,
    "env": _env,
    "set_env": _env,
    "pylab": _pylab,
    "pip": _install,
    "conda": _install,
    "mamba": _install,
    "micromamba": _install,
    "uv": _install,
    "load_ext": _load_ext,
    "reload_ext": _load_ext,
    "reset": _reset,
    "xdel": _xdel,
    "sx": _system,
    "system": _system,
}
