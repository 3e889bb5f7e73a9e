"""An estimator, a split or a search that depends on chance gets no seed.

Its result, and all scores after it, differ on every run: nobody can tell whether a change was an improvement or luck,
and the model in production is not the one that was reviewed. Give it a seed of its own; a global
`np.random.seed(...)` before it does as well, but breaks as soon as cells are added or moved:

    train, test = train_test_split(df, random_state=42)
    model = RandomForestClassifier(n_estimators=200, random_state=42)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.randomness import Taker, seed_takers
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.call_nodes import argument, has_unknown_arguments, is_none, written
from nb2pkg.rules.reproducibility.runs import DEFINITIONS, runs_of
from nb2pkg.rules.reproducibility.seeds import is_seeded, seeds_of
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.syntax.scopes import FUNCTIONS

_DIFFERS = {
    "data": "other data is made",
    "draws": "other samples are drawn",
    "model": "another model is fitted",
    "resampling": "other rows are drawn",
    "search": "other candidates are tried",
    "split": "other rows are held out",
}
_LATER = pattern_of(
    r"""random_state['"]\s*:\s*[\[(]|__random_state|set_params\([^)]*random_state|\.random_state\s*=[^=]"""
)
_OLD_SPLITTER_ARGUMENTS = 3  # KFold(5, True, 42)


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    taker = seed_takers()[place.qualified(call.func)]
    if _has_seed(call, taker) or not _draws(call, taker) or _is_seeded_later(place):
        return
    if _runs_seeded_or_never(call, taker, place):
        return
    ending = "" if taker.has_own_generator else " and numpy's global generator is not seeded"
    is_toss = bool(taker.coin_toss) and not any(given.arg in taker.coin_toss for given in call.keywords)
    differs = (
        "the model may differ between runs where splits tie" if is_toss else f"{_DIFFERS[taker.what]} on every run"
    )
    yield Hit(
        message=f"`{written(call.func)}` gets no `{taker.keyword}`{ending}: {differs}",
        at=place.at(call),
        severity=Severity.INFO if is_toss else None,
    )


def _has_seed(call: ast.Call, taker: Taker) -> bool:
    if not is_none(argument(call, taker.keyword)):
        return True
    if taker.what == "split" and len(call.args) == _OLD_SPLITTER_ARGUMENTS and not call.keywords:
        return isinstance(call.args[2], ast.Constant) and isinstance(call.args[2].value, int)
    return any(given.arg is None for given in call.keywords)


def _draws(call: ast.Call, taker: Taker) -> bool:
    """Whether it depends on chance at all, with these arguments; where they cannot be told, it is believed not to."""
    if any(_is_given(call, *condition, unknown=True) for condition in taker.unless):
        return False
    if not taker.only_if:
        return True
    return not has_unknown_arguments(call) and any(_is_given(call, *pair, unknown=False) for pair in taker.only_if)


def _is_given(call: ast.Call, keyword: str, wanted: str, *, unknown: bool) -> bool:
    given = argument(call, keyword)
    if given is None:
        return False
    if wanted == "*":
        return True
    return str(given.value) == wanted if isinstance(given, ast.Constant) else unknown


def _is_seeded_later(place: Place) -> bool:
    """Whether a seed is set on objects: `set_params(random_state=1)`, a grid with a key `random_state`."""
    cells = place.subject.notebook.cells
    return any("random_state" in cell.python and _LATER.search(cell.python) for cell in cells)


def _runs_seeded_or_never(call: ast.Call, taker: Taker, place: Place) -> bool:
    """Whether the generator that it draws from is seeded by then, or it stands in a function that nothing calls."""
    own = next(statement for statement in place.subject.flow.statements if statement.ref == place.ref)
    seeds = () if taker.has_own_generator else seeds_of(place.subject)
    if own.form not in DEFINITIONS and not seeds:
        return False
    runs = runs_of(place.subject.flow)
    runner = own if own.form not in DEFINITIONS else next(iter(runs.runners.get(own.ref, ())), None)
    if runner is None:
        return True
    is_late = any(isinstance(parent, FUNCTIONS) for parent in place.parents)
    return is_seeded(seeds, frozenset({"numpy"}), runner=runner, at=None if is_late else place.at(call), runs=runs)


RULE = Rule(
    code="NB502",
    name="unseeded-estimator",
    severity=Severity.WARNING,
    calls=dict.fromkeys(seed_takers(), _call),
    bad=(
        "from sklearn.model_selection import train_test_split\nX, y = 1, 2\n"
        "X_train, X_test, y_train, y_test = «train_test_split(X, y, test_size=0.2)»",
        "from sklearn.ensemble import RandomForestClassifier as RF\nmodel = «RF(n_estimators=50)».fit(X, y)",
        "import sklearn.cluster\n# %%\nkm = «sklearn.cluster.KMeans(n_clusters=3, random_state=None)»\n# %%\nkm.fit(X)",
        # Python's generator is not the one that scikit-learn draws from; a seed below comes too late.
        "import random, numpy as np\nfrom sklearn import tree\nrandom.seed(1)\nm = «tree.DecisionTreeClassifier()»\n"
        "np.random.seed(1)",
        "from sklearn.svm import SVC\nmodels = [SVC(), «SVC(probability=True)»]",
        "from sklearn.model_selection import StratifiedKFold, cross_val_score\n"
        "cross_val_score(m, X, y, cv=«StratifiedKFold(5, shuffle=True)»)",
        "from imblearn.over_sampling import SMOTE\ndef balance(X, y):\n    return «SMOTE()».fit_resample(X, y)\n"
        "X, y = balance(X, y)",
        "from sklearn.linear_model import LogisticRegression\nm = «LogisticRegression(solver='saga', C=2)»",
        "import optuna\nstudy = «optuna.create_study(direction='maximize')»",
    ),
    good=(
        "from sklearn.model_selection import train_test_split\nSEED = 1\na, b = train_test_split(X, random_state=SEED)",
        "import numpy as np\nfrom sklearn.ensemble import RandomForestClassifier\nnp.random.seed(0)\n# %%\n"
        "m = RandomForestClassifier()",
        # No chance in these.
        "from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge\n"
        "from sklearn.neighbors import KNeighborsClassifier\nfrom sklearn.svm import SVC\n"
        "from sklearn.decomposition import PCA\n"
        "[LinearRegression(), LogisticRegression(), Ridge(), KNeighborsClassifier(), SVC(kernel='rbf'), PCA(2)]",
        "from sklearn.model_selection import KFold, train_test_split\n"
        "a, b = train_test_split(X, shuffle=False)\nKFold(5)",
        # These have a fixed seed of their own by default.
        "import xgboost as xgb\nfrom lightgbm import LGBMClassifier\n[xgb.XGBClassifier(), LGBMClassifier()]",
        # The seed may be in there; or it is set later.
        "from sklearn.ensemble import RandomForestClassifier\nparams = load()\nm = RandomForestClassifier(**params)",
        "from sklearn.ensemble import RandomForestClassifier\nm = RandomForestClassifier()\n"
        "m.set_params(random_state=3)",
        # Never built.
        "from sklearn.ensemble import RandomForestClassifier\ndef make():\n    return RandomForestClassifier()",
        # Of another library.
        "from mylib import train_test_split\ntrain, test = train_test_split(df)",
        "from sklearn.model_selection import KFold\ncv = KFold(5, True, 42)",
    ),
)
