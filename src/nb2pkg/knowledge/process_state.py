"""What lives in a process rather than in a variable, and what of it can be carried into another process."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.tables.implied import BRING_PANDAS
from nb2pkg.model.plan import Requirement

# Settings that the generated `session.py` carries over, by what their calls and attributes begin with.
CARRIED = ("matplotlib", "seaborn", "pandas", "numpy", "random", "warnings", "pylab")
# Nothing that can be seen depends on whether these were called in the same process.
HARMLESS = frozenset(
    {
        "IPython.display.set_matplotlib_close",
        "IPython.display.set_matplotlib_formats",
        "faulthandler.enable",
        "gc.collect",
        "logging.basicConfig",  # the package's command line has configured logging before, and the first call counts
        "plotly.offline.init_notebook_mode",
        "sys.path.append",
        "sys.path.insert",
    }
)
# Methods, whoever has them, that change what every later user of the process meets.
CHANGES_PROCESS = frozenset({"addHandler", "register_dataframe_accessor"})
# What these return works in its own process only.
UNSTORABLE = frozenset(
    """
    concurrent.futures.ProcessPoolExecutor concurrent.futures.ThreadPoolExecutor duckdb.connect enumerate filter
    iter map multiprocessing.Pool mysql.connector.connect open psycopg2.connect pymysql.connect reversed
    selenium.webdriver.Chrome selenium.webdriver.Firefox socket.socket sqlalchemy.create_engine sqlite3.connect
    threading.Lock threading.Thread zip
    """.split()
)


def stays_in_process(qualified: str, method: str) -> bool:
    """Whether a call changes its process in a way that cannot be carried into another.

    >>> stays_in_process("locale.setlocale", "setlocale"), stays_in_process("pandas.set_option", "set_option")
    (True, False)
    """
    if method in CHANGES_PROCESS:
        return True
    if not qualified or qualified in HARMLESS or is_carried(qualified):
        return False
    return "settings" in facts_of(qualified, None).effects


def is_carried(qualified: str) -> bool:
    """Whether settings below this name are carried over."""
    return qualified.startswith(tuple(f"{name}." for name in CARRIED)) or qualified in CARRIED


_BRING_NUMPY = frozenset(
    """
    catboost gensim imbalanced-learn keras lightgbm networkx numba numpy opencv-python pandas scikit-image
    scikit-learn scipy tensorflow torch xgboost
    """.split()
)


def brings_pandas(requirements: Iterable[Requirement]) -> bool:
    """Whether pandas is there where these are."""
    return any(one.distribution == "pandas" or one.distribution in BRING_PANDAS for one in requirements)


def brings_matplotlib(requirements: Iterable[Requirement]) -> bool:
    """Whether figures may be drawn with what these bring."""
    return any(one.distribution in {"matplotlib", "seaborn"} for one in requirements)


def brings_numpy(requirements: Iterable[Requirement]) -> bool:
    """Whether numpy is there where these are."""
    needed = tuple(requirements)
    return (
        brings_pandas(needed)
        or brings_matplotlib(needed)
        or any(one.distribution.lower() in _BRING_NUMPY for one in needed)
    )


def with_stores(requirements: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """What the modules of the package's `stages` import as well, sorted by distribution."""
    names = ["joblib", *(["numpy"] if brings_numpy(requirements) else [])]
    names += ["pandas", "pyarrow"] if brings_pandas(requirements) else []
    names += ["matplotlib"] if brings_matplotlib(requirements) else []
    known = {one.distribution for one in requirements if not one.is_optional}
    kept = [one for one in requirements if one.distribution in known or one.distribution not in names]
    added = [
        Requirement(distribution=name, specifier="", evidence=f"import {name}") for name in names if name not in known
    ]
    return tuple(sorted((*kept, *added), key=lambda one: one.distribution.lower()))
