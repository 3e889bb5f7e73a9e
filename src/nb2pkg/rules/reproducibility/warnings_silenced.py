"""Warnings are silenced for the whole notebook.

A warning is how a library says that a result is wrong (a model that did not converge, a value set on a copy) or will
be after the next upgrade. Silenced, nobody learns of it, in production least of all. Mend the cause; where a warning
is known to be harmless, silence that one, around the call that raises it:

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No further splits", category=UserWarning)
        model.fit(X, y)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.call_nodes import argument, is_none, written
from nb2pkg.rules.rule import Place, Rule, Subject
from nb2pkg.syntax.scopes import FUNCTIONS

_NULL = pattern_of(r"(?:\b2|&)>{1,2}\s*/dev/null|>\s*/dev/null\s+2>&1")
_CHAINED = ("mode.chained_assignment", "chained_assignment")


def _filter(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`filterwarnings`, `simplefilter`: for all warnings; one kind is a note, one message is how it should be done."""
    action = argument(call, "action", position=0)
    if not (isinstance(action, ast.Constant) and action.value == "ignore") or _is_scoped(place):
        return
    simple = written(call.func).endswith("simplefilter")
    category = argument(call, "category", position=1 if simple else 2)
    if not simple and (_given(call, "message", 1) or _given(call, "module", 3)):
        return
    if (
        category is None
        or written(category).endswith(("Warning.__base__", "Exception"))
        or written(category) == "Warning"
    ):
        yield Hit(message="all warnings are silenced from here on: nobody sees what goes wrong", at=place.at(call))
    else:
        kind = written(category)
        yield Hit(message=f"every `{kind}` is silenced from here on", at=place.at(call), severity=Severity.INFO)


def _given(call: ast.Call, keyword: str, position: int) -> bool:
    value = argument(call, keyword, position=position)
    return value is not None and not (isinstance(value, ast.Constant) and value.value in {"", None})


def _is_scoped(place: Place) -> bool:
    """Whether it ends with a block around it, or stands in a function that may be called in one."""
    return any(
        isinstance(parent, ast.With | ast.AsyncWith)
        and any("catch_warnings" in written(item.context_expr) for item in parent.items)
        for parent in place.parents
    )


def _seterr(call: ast.Call, place: Place) -> Iterator[Hit]:
    silenced = sorted(
        k.arg for k in call.keywords if k.arg and isinstance(k.value, ast.Constant) and k.value.value == "ignore"
    )
    if isinstance(argument(call, "all", position=0), ast.Constant) and not silenced:
        silenced = ["all"] if getattr(argument(call, "all", position=0), "value", "") == "ignore" else []
    if silenced and not any(isinstance(parent, FUNCTIONS) for parent in place.parents):
        kinds = (
            "all numerical errors" if "all" in silenced else " and ".join(f"`{name}`" for name in silenced) + " errors"
        )
        yield Hit(
            message=f"{kinds} of numpy are silenced from here on: NaN and infinity come unseen", at=place.at(call)
        )


def _disable(call: ast.Call, place: Place) -> Iterator[Hit]:
    level = argument(call, "level", position=0)
    if level is None or written(level).rpartition(".")[2] not in {"NOTSET", "0", "DEBUG", "INFO", "10", "20"}:
        yield Hit(message="logging is disabled: warnings of all libraries are lost", at=place.at(call))


def _option(call: ast.Call, place: Place) -> Iterator[Hit]:
    pairs = zip(call.args[::2], call.args[1::2], strict=False)
    if any(getattr(name, "value", "") in _CHAINED and is_none(value) for name, value in pairs):
        yield Hit(message=_CHAINED_MESSAGE, at=place.at(call))


_CHAINED_MESSAGE = "pandas' warning about chained assignment is silenced: values set on a copy are lost without a word"


def _assign(node: ast.AST, place: Place) -> Iterator[Hit]:
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        match target:
            case ast.Attribute(attr="chained_assignment") if is_none(node.value):
                yield Hit(message=_CHAINED_MESSAGE, at=place.at(node))
            case ast.Attribute(attr="warn") if place.qualified(target) == "warnings.warn":
                yield Hit(message="`warnings.warn` is replaced: no library can warn any more", at=place.at(node))
            case ast.Subscript(slice=ast.Constant(value="PYTHONWARNINGS")) if (
                getattr(node.value, "value", "") == "ignore"
            ):
                yield Hit(message="all warnings are silenced, in processes started from here too", at=place.at(node))
            case _:
                pass


def _shell(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if cell.magics and "/dev/null" in cell.source:
            yield from _null_lines(cell)


def _null_lines(cell: Cell) -> Iterator[Hit]:
    lines = cell.source.split("\n")
    for magic in cell.magics:
        line = lines[magic.line - 1]
        if magic.kind == "shell" and _NULL.search(line):
            at = Location(cell=cell.index, line=magic.line, column=0, end_line=magic.line, end_column=len(line))
            yield Hit(message="what the command says of errors is thrown away (`2>/dev/null`)", at=at)


RULE = Rule(
    code="NB508",
    name="warnings-silenced",
    severity=Severity.WARNING,
    calls={
        "warnings.filterwarnings": _filter,
        "warnings.simplefilter": _filter,
        "numpy.seterr": _seterr,
        "logging.disable": _disable,
        "pandas.set_option": _option,
        "pandas.options.mode.set_option": _option,
    },
    visits={ast.Assign: _assign},
    whole=_shell,
    bad=(
        'import warnings\n«warnings.filterwarnings("ignore")»',
        "from warnings import simplefilter\nimport pandas as pd\n"
        "«simplefilter(action='ignore', category=FutureWarning)»",
        "import numpy as np\n«np.seterr(all='ignore')»\n# %%\nnp.log(0)",
        "import pandas as pd\n«pd.options.mode.chained_assignment = None»  # default='warn'\n# %%\n"
        '«pd.set_option("mode.chained_assignment", None)»',
        "import logging\n«logging.disable(logging.CRITICAL)»",
        "def warn(*args, **kwargs):\n    pass\nimport warnings\n«warnings.warn = warn»",
        "«!python train.py 2>/dev/null»",
        'import os\n«os.environ["PYTHONWARNINGS"] = "ignore"»',
    ),
    good=(
        "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    model = fit()",
        "import warnings\nwarnings.filterwarnings('ignore', message='No further splits')",
        "import warnings\nwarnings.filterwarnings('error')\nwarnings.simplefilter('always')",
        "import numpy as np\nwith np.errstate(all='ignore'):\n    x = np.log(0)\nnp.seterr(all='warn')",
        "import logging\nlogging.disable(logging.NOTSET)\nlogging.getLogger('matplotlib').setLevel(logging.WARNING)",
        "import pandas as pd\npd.set_option('display.max_rows', 10)\npd.options.mode.chained_assignment = 'raise'",
        "!ls data > /dev/null\n# warnings.filterwarnings('ignore')",
        "class Filters:\n    def filterwarnings(self, action):\n        return action\n"
        "Filters().filterwarnings('ignore')",
    ),
)
