"""A package is installed without a version.

What gets installed is whatever is newest on that day: the notebook that ran yesterday fails tomorrow, or computes
something else. Say which version it was written with, in the requirements of the project rather than in a cell:

    %pip install xgboost==2.0.3
    %pip install git+https://github.com/org/repo@v1.2.0
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.rules.reproducibility.installs import unpinned_in, unpinned_words
from nb2pkg.rules.reproducibility.shell_lines import shell_lines
from nb2pkg.rules.rule import Place, Rule, Subject


def _magics(subject: Subject) -> Iterator[Hit]:
    for line in shell_lines(subject):
        if "install" in line.command or " add " in line.command:
            names = unpinned_in(line.command)
            if names:
                yield Hit(message=_message(names), at=line.at)


def _process(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`os.system("pip install x")`, `subprocess.run([sys.executable, "-m", "pip", "install", "x"])`."""
    match call.args[:1]:
        case [ast.Constant(value=str(command))]:
            names = unpinned_in(command)
        case [ast.List(elts=elts)]:
            words = [e.value if isinstance(e, ast.Constant) and isinstance(e.value, str) else "{}" for e in elts]
            is_pip = "install" in words and "pip" in words
            names = unpinned_words(words[words.index("install") + 1 :], is_pip=True) if is_pip else []
        case _:
            return
    if names:
        yield Hit(message=_message(names), at=place.at(call))


def _message(names: list[str]) -> str:
    listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names))
    return f"{listed} {'is' if len(set(names)) == 1 else 'are'} installed without a version: another day, another one"


_PROCESSES = (
    "os.system",
    "subprocess.run",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.Popen",
)

RULE = Rule(
    code="NB507",
    name="unpinned-install",
    severity=Severity.WARNING,
    cure=Cure.REPLACED,
    calls=dict.fromkeys(_PROCESSES, _process),
    whole=_magics,
    bad=(
        "«!pip install xgboost»",
        "«%pip install -q -U lightgbm shap==0.44.0»\n# %%\n«!{sys.executable} -m pip install --user plotly»",
        "«!conda install -y -c conda-forge geopandas»",
        "«!pip install git+https://github.com/org/repo.git»\n«!pip install git+https://github.com/org/repo@main#egg=repo»",
        "%%bash\nset -e\n«pip install catboost»\n# pip install other",
        'import os, sys, subprocess\n«os.system("pip install wget")»\n'
        '«subprocess.check_call([sys.executable, "-m", "pip", "install", "umap-learn"])»',
        "«!apt-get update && pip3 install torch»",
    ),
    good=(
        "!pip install xgboost==2.0.3 'shap>=0.40,<0.45'",
        "!pip install -r requirements.txt\n!pip install -e .\n%pip install ./wheels/ours-1.2-py3-none-any.whl",
        "# !pip install xgboost\nprint('pip install xgboost')",
        "!pip install git+https://github.com/org/repo@v1.2.0",
        "!pip install git+ssh://git@github.com/org/repo.git@3f9c2d1",
        "!conda install -y numpy=1.26 conda-forge::gdal=3.8",
        "!pip install --upgrade pip setuptools wheel",
        "!pip list\n!pip freeze > requirements.txt\n!apt-get install -y graphviz",
        "!pip install {package}",
    ),
)
