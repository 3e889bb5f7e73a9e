"""Text that the notebook does not fix is run as code.

Whoever decides what the text is can do whatever the notebook's user can; and no tool sees what names it uses. Read
literals with `ast.literal_eval(text)`, JSON with `json.loads`; choose among functions with a dictionary:
`{"mean": np.mean}[name]`. `DataFrame.eval` and `.query` are another matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.rules.secrets.origins import Origin, origin_of

_WHOSE = {
    Origin.UNKNOWN: "text from elsewhere",
    Origin.FILE: "text that was read from a file",
    Origin.OUTSIDE: "text that comes from outside",
}


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    name = place.qualified(call.func)
    if not call.args or _is_own(name, place):
        return
    origin = origin_of(call.args[0], place)
    if origin is not Origin.FIXED:
        severity = Severity.ERROR if origin is Origin.OUTSIDE else Severity.WARNING
        yield Hit(
            message=f"`{name}` runs {_WHOSE[origin]} as code, whatever it says", at=place.at(call), severity=severity
        )


def _handed_on(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`df.genres.apply(eval)`, `map(eval, lines)`."""
    if "eval" in place.cell.python:
        for given in call.args:
            if isinstance(given, ast.Name) and given.id == "eval" and not _is_own("eval", place):
                yield Hit(message="`eval` runs each value of the data as code, whatever it says", at=place.at(given))


def _reader(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`pd.read_csv(path, converters={"genres": eval})`."""
    for keyword in call.keywords:
        if keyword.arg == "converters" and isinstance(keyword.value, ast.Dict):
            for value in keyword.value.values:
                if isinstance(value, ast.Name) and value.id == "eval":
                    yield Hit(message="`eval` runs each value of the column as code", at=place.at(value))


def _is_own(name: str, place: Place) -> bool:
    return any(name in flow.binds or name in flow.may_bind for flow in place.subject.flow.statements)


RULE = Rule(
    code="NB321",
    name="eval-exec",
    severity=Severity.WARNING,
    calls={
        "eval": _call,
        "exec": _call,
        "builtins.eval": _call,
        "builtins.exec": _call,
        ".apply": _handed_on,
        ".map": _handed_on,
        ".applymap": _handed_on,
        "map": _handed_on,
        "pandas.read_csv": _reader,
    },
    bad=(
        'formula = input("formula: ")\ny = «eval(formula)»',
        'import pandas as pd\ndf = pd.read_csv("films.csv")\ndf["genres"] = df.genres.apply(«eval»)',
        "def run(code):\n    «exec(code)»\n\nrun('x = 1')",
        "from flask import request\ndef ev():\n    return str(«eval(request.args.get('q'))»)",
        'import requests\n«exec(requests.get("https://example.org/setup.py").text)»',
        '«exec(open("setup_notebook.py").read())»',
        'import pandas as pd\ndf = pd.read_csv("a.csv", converters={"a": «eval», "b": str})\n'
        "x = list(map(«eval», lines))",
    ),
    good=(
        'import pandas as pd\ndf = pd.read_csv("a.csv")\ndf.eval("c = a + b", inplace=True)\n'
        'df.query("a > 1")\npd.eval("df.a")',
        'import ast\nx = df.genres.apply(ast.literal_eval)\nmodel.eval()\ny = eval("1 + 2")',
        'for year in [2019, 2020]:\n    exec(f"sales_{year} = load({year})")',
        "from metrics import eval\neval(input())\n# %%\ndef exec(plan):\n    return plan\nexec(requests.get(url).text)",
        'names = ["a", "b"]\nfor i, name in enumerate(names):\n    exec("{} = {}".format(name, i))\neval("len(names)")',
    ),
)
