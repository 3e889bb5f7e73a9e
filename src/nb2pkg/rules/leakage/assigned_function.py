"""A value is assigned to a function that was to be called.

`np.random.seed = 7` seeds nothing and breaks every later `np.random.seed(7)`; `plt.title = "Sales"` sets no title
and takes the function away from the rest of the notebook. Call it: `np.random.seed(7)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_FUNCTIONS = frozenset(
    {"numpy.random.seed", "random.seed", "torch.manual_seed", "tensorflow.random.set_seed", "pandas.set_option"}
)
_OF_PYPLOT = frozenset(
    "axis colorbar figure grid legend savefig show "
    "suptitle tight_layout title xlabel xlim xticks ylabel ylim yticks".split()
)
_SETTERS = frozenset("set_title set_xlabel set_xlim set_xticks set_ylabel set_ylim set_yticks".split())


def _assign(node: ast.AST, place: Place) -> Iterator[Hit]:
    if not isinstance(node, ast.Assign) or not _is_plain(node.value):
        return
    for target in node.targets:
        if isinstance(target, ast.Attribute) and _is_function(target, place):
            name = ast.unparse(target)
            yield Hit(
                message=f"`{name}` is replaced by a value instead of being called: `{name}({ast.unparse(node.value)})`",
                at=place.at(node),
            )


def _is_function(target: ast.Attribute, place: Place) -> bool:
    if target.attr in _SETTERS:
        return True
    dotted = place.qualified(target)
    module, _, name = dotted.rpartition(".")
    return dotted in _FUNCTIONS or (module == "matplotlib.pyplot" and name in _OF_PYPLOT)


_PLAIN = frozenset({ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.UnaryOp})


def _is_plain(value: ast.expr) -> bool:
    """Whether it can be no other function, put there on purpose."""
    return type(value) in _PLAIN and not (isinstance(value, ast.Constant) and value.value is None)


RULE = Rule(
    code="NB426",
    name="assigned-function",
    severity=Severity.ERROR,
    visits={ast.Assign: _assign},
    bad=(
        "import numpy as np\n«np.random.seed = 7»",
        'import matplotlib.pyplot as plt\nplt.plot(x)\n«plt.title = "Sales"»',
        'fig, ax = plt.subplots()\n«ax.set_xlabel = f"{unit}"»',
    ),
    good=(
        "import numpy as np\nnp.random.seed(7)",
        "import matplotlib.pyplot as plt\nplt.show = lambda: None",
        'import matplotlib.pyplot as plt\nplt.rcParams["figure.figsize"] = (8, 4)',
        'chart.title = "Sales"',
    ),
)
