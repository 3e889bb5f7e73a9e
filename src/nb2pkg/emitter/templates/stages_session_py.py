"""`stages/session.py`: what lives in the process and not in a variable, carried from stage to stage."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_staged
from nb2pkg.knowledge.process_state import brings_matplotlib, brings_numpy, brings_pandas

TEXT = '''"""What lives in the process and not in a variable: a stage finds it as the one before has left it."""

import pickle
import random
import warnings
from pathlib import Path
{imports}
{models}from {name}.stages.store import StoreError

FILE = "session.pickle"


def save_session(folder: Path) -> None:
    """Store {kinds}."""
    state = {{
        "random": random.getstate(),
        "warnings": list(warnings.filters),
{save}    }}
    try:
        (folder / FILE).write_bytes(pickle.dumps(state))
    except (pickle.PickleError, TypeError, AttributeError) as error:
        raise StoreError(f"the state of the libraries cannot be stored: {{error}}") from error


def restore_session(folder: Path) -> None:
    """Set it as it was stored."""
    state = pickle.loads((folder / FILE).read_bytes())
    random.setstate(state["random"])
    warnings.filters = state["warnings"]
{restore}'''
NUMPY_SAVE = """        "numpy": np.random.get_state(),
        "numpy printing": np.get_printoptions(),
        "numpy errors": np.geterr(),
"""
NUMPY_RESTORE = """    np.random.set_state(state["numpy"])
    np.set_printoptions(**state["numpy printing"])
    np.seterr(**state["numpy errors"])
"""
MODELS_SAVE = """        "training": training(),
"""
MODELS_RESTORE = """    go_on_with(state["training"])
"""
MATPLOTLIB_SAVE = """        "matplotlib": {
            name: value for name, value in matplotlib.rcParams.copy().items() if name not in OF_THE_RUN
        },
"""
MATPLOTLIB_RESTORE = """    matplotlib.rcParams.update(
        {
            name: value
            for name, value in state["matplotlib"].items()
            if name in matplotlib.rcParams and matplotlib.rcParams[name] != value
        }
    )
"""
PANDAS_SAVE = """        "pandas": _pandas_options(pd.options),
"""
PANDAS_RESTORE = """    now = _pandas_options(pd.options)
    for name, value in state["pandas"].items():
        if name in now and now[name] != value:
            pd.set_option(name, value)
"""
PANDAS_OPTIONS = '''

def _pandas_options(group: Any, prefix: str = "") -> dict[str, Any]:
    """All options by their full names. Functions among them are made to survive being stored."""
    found: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some options are deprecated, and say so when they are read
        for name in dir(group):
            value = getattr(group, name)
            if isinstance(value, type(group)):
                found |= _pandas_options(value, f"{prefix}{name}.")
            else:
                found[prefix + name] = wrap_non_picklable_objects(value) if callable(value) else value
    return found
'''


def render(subject: Subject) -> str:
    """Only for the libraries that the package uses."""
    requirements = subject.plan.requirements
    numpy, pandas, matplotlib = brings_numpy(requirements), brings_pandas(requirements), brings_matplotlib(requirements)
    used = [
        (numpy, ["import numpy as np"], NUMPY_SAVE, NUMPY_RESTORE),
        (matplotlib, ["import matplotlib"], MATPLOTLIB_SAVE, MATPLOTLIB_RESTORE),
        (pandas, ["from typing import Any", "import pandas as pd", IMPORT_WRAP], PANDAS_SAVE, PANDAS_RESTORE),
        (bool(subject.plan.models), [], MODELS_SAVE, MODELS_RESTORE),
    ]
    settings = ["numpy"] * numpy + ["matplotlib"] * matplotlib + ["pandas"] * pandas
    text = TEXT.format(
        name=subject.plan.name,
        models=f"from {subject.plan.name}.saved_models import go_on_with, training\n" if subject.plan.models else "",
        imports="\n".join(line for is_used, lines, _, _ in used if is_used for line in lines),
        kinds="generators of random numbers, filters of warnings"
        + (f", settings of {_listed(settings)}" if settings else "")
        + (", what models that are trained have seen of the data" if subject.plan.models else ""),
        save="".join(save for is_used, _, save, _ in used if is_used),
        restore="".join(restore for is_used, _, _, restore in used if is_used),
    )
    if matplotlib:
        text = text.replace('FILE = "session.pickle"\n', 'FILE = "session.pickle"\n' + OF_THE_RUN)
    return text + (PANDAS_OPTIONS if pandas else "")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


IMPORT_WRAP = "from joblib import wrap_non_picklable_objects"
OF_THE_RUN = """# Where this run draws, and not what the notebook has set.
OF_THE_RUN = {"backend", "backend_fallback", "interactive", "savefig.directory"}
"""

TEMPLATE = Template(path="src/{name}/stages/session.py", render=render, when=is_staged)
