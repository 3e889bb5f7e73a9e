"""A relative path leads out of the notebook's folder.

`../data/x.csv` is found only while the notebook is run from its own folder, with the same folders above it. A package
is installed somewhere else and run from anywhere. Make the folder a setting: `Path(data_dir) / "x.csv"`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.contexts import context_of
from nb2pkg.rules.paths.lifted import cure_of
from nb2pkg.rules.paths.places import place_of_literal
from nb2pkg.rules.paths.receivers import Role
from nb2pkg.rules.rule import Place, Rule

_UP = pattern_of(r"(?:\.\.[\\/]*)+(?=[\w.{*%-]|$)")
_NO_PATH = pattern_of(r"[\n<>|\"`]|\.\.\.|\s{2,}")
_OTHERS = ("sys.path.", "os.chdir", "contextlib.chdir", "site.addsitedir")  # rules of their own
_FAR = 3


def _constant(node: ast.AST, place: Place) -> Iterable[Hit]:
    value = node.value  # type: ignore[attr-defined]
    if value.__class__ is not str or value[:2] != "..":
        return ()
    assert isinstance(node, ast.Constant)
    return _in_text(node, place)


def _f_string(node: ast.AST, place: Place) -> Iterable[Hit]:
    assert isinstance(node, ast.JoinedStr)
    first = node.values[0] if node.values else None
    if isinstance(first, ast.Constant) and str(first.value).startswith(".."):
        return _in_text(node, place)
    return ()


def _in_text(node: ast.Constant | ast.JoinedStr, place: Place) -> Iterator[Hit]:
    if not place.parents or isinstance(place.parents[-1], ast.JoinedStr) or _is_for_another_rule(node, place):
        return
    context = context_of(node, place)
    if context is None or context.role is Role.ROUTE or context.points < -1 or _NO_PATH.search(context.text):
        return
    way = _UP.match(context.text)
    if way is None or (way.end() == len(context.text) and context.role is not Role.PATH):
        return
    is_kaggle = context.text.startswith("../input/")
    levels = way[0].count("..")
    yield Hit(
        message=_message(context.text, is_kaggle=is_kaggle),
        at=place_of_literal(node, place),
        severity=Severity.WARNING if is_kaggle or levels >= _FAR else None,
        cure=cure_of(node, place),
    )


def _message(text: str, *, is_kaggle: bool) -> str:
    shown = text if len(text) <= 70 else text[:67] + "..."
    if is_kaggle:
        return f"`{shown}` is where Kaggle keeps its data sets: nowhere else does it exist"
    return f"`{shown}` leads out of the notebook's folder: it is found only while the notebook is run from there"


def _is_for_another_rule(node: ast.expr, place: Place) -> bool:
    for parent in place.parents:
        if isinstance(parent, ast.Call):
            if place.qualified(parent.func).startswith(_OTHERS):
                return True
            at = next((index for index, arg in enumerate(parent.args) if arg is node), 0)
            before = parent.args[at - 1] if at else None
            if isinstance(before, ast.Constant) and before.value == "..":  # join("..", "..", "data") is one path
                return True
    return False


RULE = Rule(
    code="NB202",
    name="parent-path",
    severity=Severity.INFO,
    visits={ast.Constant: _constant, ast.JoinedStr: _f_string},
    bad=(
        "import pandas as pd\ndf = pd.read_csv(«'../data/churn.csv'»)\nname = 'x'\n"
        "df.to_csv(«f'../../out/{name}.csv'»)",
        "import os\nfrom pathlib import Path\nraw = os.path.join(«'..'», '..', 'data', 'raw')\n"
        "root = Path(«'..'») / 'data'",
        "TRAIN = «'../input/titanic/train.csv'»",
    ),
    good=(
        "import pandas as pd\npd.read_csv('data/churn.csv')\npd.read_csv('./churn.csv')",
        "import sys, os\nsys.path.append('..')\nos.chdir('../..')\nsys.path.insert(0, os.path.join('..', 'src'))",
        "print('../data is missing')\nif here.startswith('../'):\n    pass\nlink = '../index.html'",
        "wait = '...'\nmore = '.. and so on'\ntree.find('../node')",
    ),
)
