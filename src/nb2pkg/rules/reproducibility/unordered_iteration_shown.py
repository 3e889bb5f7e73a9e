"""The order of a set, or of files as the system lists them, becomes part of a result.

Sets of strings come in another order in every Python process, and `os.listdir` and `glob` in the order of the file
system, which differs between machines: codes given by `enumerate(set(...))` do not fit a model that was saved
yesterday, columns change places, another file is the first. Sort before the order matters:

    index = {word: number for number, word in enumerate(sorted(set(words)))}
    files = sorted(glob.glob("data/*.csv"))
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.rules.reproducibility.call_nodes import written
from nb2pkg.rules.reproducibility.order_uses import OrderUse, uses_of
from nb2pkg.rules.reproducibility.spots import spot_of
from nb2pkg.rules.rule import Place, Rule


def _set(node: ast.AST, place: Place) -> Iterator[Hit]:
    if isinstance(node, ast.Call | ast.Set | ast.SetComp) and not _has_fixed_order(node) and not _is_right(node, place):
        uses = list(uses_of(spot_of(node, place), place.subject, are_files=False, is_list=False))
        yield from _hit(node, uses, "a set comes in another order in every run", place)


def _set_call(call: ast.Call, place: Place) -> Iterator[Hit]:
    if call.args:
        yield from _set(call, place)


def _is_right(node: ast.expr, place: Place) -> bool:
    """Of `set(a) - set(b)` the left one is enough."""
    match place.parents[-1:]:
        case [ast.BinOp(right=right)]:
            return right is node
    return False


def _has_fixed_order(node: ast.expr) -> bool:
    """Small whole numbers keep their order."""
    match node:
        case ast.Set(elts=elts):
            return all(isinstance(e, ast.Constant) and not isinstance(e.value, str | bytes) for e in elts)
        case ast.Call(args=[ast.Call(func=ast.Name(id="range"))]):
            return True
        case ast.SetComp(elt=ast.Call(func=ast.Name(id="len" | "int" | "round"))):
            return True
    return False


def _files(call: ast.Call, place: Place) -> Iterator[Hit]:
    uses = list(uses_of(spot_of(call, place), place.subject, are_files=True, is_list=True))
    yield from _hit(call, uses, f"`{written(call)}` lists files in any order", place)


def _path_files(call: ast.Call, place: Place) -> Iterator[Hit]:
    modules = place.subject.flow.qualified_by_name.values()
    if any(name.startswith("pathlib") for name in modules) and not place.qualified(call.func).startswith("glob."):
        yield from _files(call, place)


def _hit(node: ast.expr, uses: list[OrderUse], why: str, place: Place) -> Iterator[Hit]:
    found = next((use for use in uses if not use.is_shown_only), uses[0] if uses else None)
    if found is None:
        return
    where = found.spot.at(place.subject)
    message = f"{why}, and the order is {found.what}: sort first"
    severity = Severity.INFO if found.is_shown_only else None
    because = (
        (Related(message="here the order counts", at=where),)
        if where.line != node.lineno or where.cell != place.cell.index
        else ()
    )
    yield Hit(message=message, at=place.at(node), severity=severity, because=because)


RULE = Rule(
    code="NB504",
    name="unordered-iteration-shown",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    calls={
        "set": _set_call,
        "frozenset": _set_call,
        "os.listdir": _files,
        "os.scandir": _files,
        "glob.glob": _files,
        "glob.iglob": _files,
        ".glob": _path_files,
        ".rglob": _path_files,
        ".iterdir": _path_files,
    },
    visits={ast.Set: _set, ast.SetComp: _set},
    bad=(
        "words = text.split()\nindex = {w: i for i, w in enumerate(«set(words)»)}",
        "features = list(«set(df.columns)» - {'y'})\n# %%\nX = df[features]",
        "first = list(«set(names)»)[0]",
        "for city in «set(df.city)»:\n    print(city)",
        "kinds = «{r.kind for r in rows}»\n# %%\nprint(kinds)",
        "import glob, pandas as pd\ndf = pd.concat([pd.read_csv(f) for f in «glob.glob('data/*.csv')»])",
        "import os\nfiles = «os.listdir('data')»\n# %%\nsample = files[:10]",
        "from pathlib import Path\nrows = []\nfor p in «Path('data').glob('*.json')»:\n    rows.append(p.read_text())",
        "labels = list(«set(y)»)\nlabels",
        "import os\nfor i, name in enumerate(«os.listdir('img')»):\n    X[i] = imread(name)\n    y[i, 0] = label(name)",
    ),
    good=(
        "index = {w: i for i, w in enumerate(sorted(set(words)))}",
        "print(len(set(words)), max(set(words)), 'a' in set(words), set(a) == set(b))",
        "set(words)",  # IPython shows sets sorted
        "names = list(set(words))\nnames.sort()\nprint(names[0])",
        "seen = set()\nfor w in words:\n    if w not in seen:\n        seen.add(w)\n        print(w)",
        "df[df.city.isin(list(set(cities)))]\ndf.drop(columns=list(set(a) - set(b)))",
        "print({1, 2, 3})\nfor n in set(range(5)):\n    print(n)",
        "import glob, os\nfor f in sorted(glob.glob('*.csv')):\n    rows.append(f)\nprint(len(os.listdir('.')))",
        "import os\nfor f in os.listdir('tmp'):\n    os.remove(f)\nprint(os.listdir('.'))",
        "import os\nfor i, name in enumerate(os.listdir('img')):\n    sizes[name] = os.stat(name).st_size\n"
        "    if i % 10 == 0:\n        print(i)",
        "total = sum(x for x in set(values))",
        "for key in dict(a=1):\n    print(key)",
    ),
)
