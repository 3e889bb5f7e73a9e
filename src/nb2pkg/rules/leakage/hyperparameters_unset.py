"""A model whose settings matter is used as the library ships it.

Defaults are nobody's choice, and change between versions of the library (the number of trees of a forest did):
after an upgrade the package trains another model. Set what matters, or search for it:
`RandomForestClassifier(n_estimators=300, min_samples_leaf=5)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_NO_MATTER = frozenset({"random_state", "seed", "n_jobs", "verbose"})
_KINDS = """
    sklearn.ensemble.RandomForestClassifier sklearn.ensemble.RandomForestRegressor
    sklearn.ensemble.ExtraTreesClassifier sklearn.ensemble.GradientBoostingClassifier
    sklearn.ensemble.GradientBoostingRegressor sklearn.svm.SVC sklearn.svm.SVR sklearn.ensemble.AdaBoostClassifier
    sklearn.tree.DecisionTreeClassifier sklearn.tree.DecisionTreeRegressor sklearn.neighbors.KNeighborsClassifier
    sklearn.neighbors.KNeighborsRegressor sklearn.cluster.KMeans sklearn.linear_model.Lasso
    sklearn.linear_model.Ridge sklearn.linear_model.ElasticNet sklearn.neural_network.MLPClassifier
    xgboost.XGBClassifier xgboost.XGBRegressor lightgbm.LGBMClassifier lightgbm.LGBMRegressor
    catboost.CatBoostClassifier"""


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    chosen = [keyword for keyword in call.keywords if keyword.arg not in _NO_MATTER]
    if call.args or chosen or _is_searched(place):
        return
    assert isinstance(call.func, ast.Name | ast.Attribute)
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
    yield Hit(message=f"`{name}` is used with all its default settings", at=place.at(call))


def _is_searched(place: Place) -> bool:
    return any("SearchCV" in cell.python or "optuna" in cell.python for cell in place.subject.notebook.cells)


RULE = Rule(
    code="NB413",
    name="hyperparameters-unset",
    severity=Severity.INFO,
    is_default=False,
    calls=dict.fromkeys(_KINDS.split(), _call),
    bad=(
        "from sklearn.ensemble import RandomForestClassifier\nm = «RandomForestClassifier()».fit(X, y)",
        "from sklearn import svm\nm = «svm.SVC()»",
        "import xgboost as xgb\nm = «xgb.XGBRegressor(random_state=0, n_jobs=4)»",
    ),
    good=(
        "from sklearn.ensemble import RandomForestClassifier\nm = RandomForestClassifier(n_estimators=50)",
        "from sklearn.linear_model import LinearRegression\nm = LinearRegression()",
        "from sklearn.svm import SVC\nfrom sklearn.model_selection import GridSearchCV\ng = GridSearchCV(SVC(), {})",
        "from sklearn.svm import SVC\nm = SVC(**best)",
    ),
)
