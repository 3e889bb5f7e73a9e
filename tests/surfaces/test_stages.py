"""Packages whose stages run in processes of their own: the same is printed and written, and nothing runs twice."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nb2pkg.model.choices import Choices, Displays, Pipeline
from nb2pkg.model.package import Package
from nb2pkg.pipeline import build_package
from tests.support.packages import Ran, run_in, texts, write

FIXTURES = Path(__file__).parents[2] / "fixtures" / "notebooks"
TABLE = "shop,units,amount\n" + "".join(f"s{i % 3},{i % 7 + 1},{i * 3 % 11 + i}\n" for i in range(40))
STATEFUL = """\
# %%
import random
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

# %%
np.random.seed(3)
random.seed(5)
pd.set_option("display.float_format", lambda x: "%.2f" % x)
np.set_printoptions(precision=2)
plt.rcParams["figure.figsize"] = (3, 2)
warnings.filterwarnings("ignore")

# %% [markdown]
# ## Load

# %%
df = pd.read_csv("sales.csv")
rng = np.random.default_rng(7)
names = ["north", "south"]
Y = pd.Series([1.5, None], name="Y")
y = [(1, 2)]
df.head()

# %% [markdown]
# ## Features

# %%
df["noise"] = np.random.rand(len(df))
features = pd.get_dummies(df, columns=["shop"])
features["lucky"] = rng.normal(size=len(features))
random.random()

# %% [markdown]
# ## Model

# %%
model = LinearRegression().fit(features[["units", "lucky"]], features["amount"])
twice = {"a": model, "b": model}
print(model.score(features[["units", "lucky"]], features["amount"]))

# %% [markdown]
# ## Plots

# %%
plt.hist(np.random.rand(10))
plt.title("noise")
plt.show()

# %% [markdown]
# ## Save

# %%
twice["a"].extra = 1
print(twice["b"].extra, model.extra, Y, y, names, rng.random(), random.random(), np.array([1.23456]))
features.to_csv("features.csv")
features.describe()
"""


def staged(folder: Path, source: str, name: str = "shop", pipeline: Pipeline = Pipeline.STAGES) -> Package:
    """The package for a notebook in percent notation, written to `folder/package`; its data in `folder/run`."""
    notebook = folder / "notebook.py"
    notebook.write_text(source, encoding="utf-8")
    choices = Choices(name=name, displays=Displays.PRINT, pipeline=pipeline)
    package = build_package(notebook, choices)
    write(package, folder / "package")
    for place in ("run", "whole"):
        (folder / place).mkdir()
        (folder / place / "sales.csv").write_text(TABLE, encoding="utf-8")
    return package


def run_stages(folder: Path, *options: str) -> Ran:
    command = ("-m", "shop", "run", "--store", "../store", *options)
    return run_in(folder / "run", *command, python_path=folder / "package" / "src")


def names_of(package: Package) -> list[str]:
    return [stage.name for stage in package.plan.stages]


def finished_before(ran: Ran) -> list[str]:
    return re.findall(r"Stage (\w+) has finished before", ran.err)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Package]:
    folder = tmp_path_factory.mktemp("stateful")
    return folder, staged(folder, STATEFUL)


@pytest.mark.slow
def test_stages_in_processes_of_their_own_do_what_the_whole_run_does(shop: tuple[Path, Package]) -> None:
    folder, package = shop
    assert names_of(package)[-2:] == ["model", "outputs"]
    whole = run_in(folder / "whole", "-m", "shop", python_path=folder / "package" / "src")
    runs = [run_stages(folder, "--stage", name) for name in names_of(package)]
    assert {ran.code for ran in (whole, *runs)} == {0}, runs[-1].err
    assert "".join(ran.out for ran in runs) == whole.out
    assert runs[-1].files == whole.files
    assert [finished_before(ran) for ran in runs] == [names_of(package)[:n] for n in range(len(runs))]


@pytest.mark.slow
def test_each_value_has_the_format_of_its_type(shop: tuple[Path, Package]) -> None:
    folder, _ = shop
    run_stages(folder)
    record = json.loads((folder / "store" / "model" / "stage.json").read_text(encoding="utf-8"))
    assert {name: Path(file).name for name, file in record["values"].items()} == {
        "rng": "rng.joblib",
        "names": "names.json",
        "Y": "Y.joblib",
        "y": "y_.joblib",  # in a folder where capitals do not count, `y` would be `Y`
        "features": "features.parquet",
        "model": "model.pickle",  # in `twice`, and twice in it: still one object when it is loaded
        "twice": "model.pickle",
    }
    assert record["values"]["names"] == "data/names.json"  # passed on, not written again


@pytest.mark.slow
def test_what_has_finished_runs_again_only_when_asked(shop: tuple[Path, Package]) -> None:
    folder, package = shop
    every = names_of(package)
    run_stages(folder)
    again = run_stages(folder)
    assert (again.out, finished_before(again)) == ("", every)
    model = every.index("model")
    assert finished_before(run_stages(folder, "--from", "outputs")) == every[:-1]
    assert finished_before(run_stages(folder, "--force", "--stage", "model")) == every[:model]
    assert not (folder / "store" / "outputs").exists()  # made from what is made anew
    assert finished_before(run_stages(folder)) == every[: model + 1]
    assert finished_before(run_stages(folder, "--features-path", "other.csv")) == every[:-1]
    assert finished_before(run_stages(folder, "--force")) == []


@pytest.mark.slow
def test_a_stage_that_is_not_there_is_told(shop: tuple[Path, Package]) -> None:
    ran = run_stages(shop[0], "--stage", "modle")
    assert ran.code == 2
    assert ran.err == f"error: no stage modle; there are {', '.join(names_of(shop[1]))}\n"


@pytest.mark.slow
def test_a_folder_that_only_has_the_name_of_a_stage_is_left_alone(tmp_path: Path) -> None:
    staged(tmp_path, STATEFUL)
    mine = tmp_path / "store" / "data" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    ran = run_stages(tmp_path)
    assert ran.code == 1
    assert "in the way" in ran.err
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.slow
def test_what_cannot_be_stored_is_named_with_its_stage(tmp_path: Path) -> None:
    guards = 'import threading\nguards = {"one": threading.Lock()}'
    package = staged(tmp_path, in_two_parts(guards, 'guards["one"].locked()'))
    assert names_of(package) == ["data", "outputs"]
    ran = run_stages(tmp_path)
    assert ran.code == 1
    assert "error: stage data: guards (dict), which a later stage needs, cannot be stored: " in ran.err
    assert "cannot pickle '_thread.lock' object" in ran.err
    assert not (tmp_path / "store" / "data").exists()


CONNECTION = 'import sqlite3\ncon = sqlite3.connect(":memory:")'
LOCALE = 'import locale\nlocale.setlocale(locale.LC_ALL, "C")'
TOGETHER = {
    "a generator": ("rows = (n for n in range(9))", "next(rows)", "`rows` cannot be stored"),
    "an iterator": ("rows = iter(range(9))", "next(rows)", "`rows` cannot be stored"),
    "a connection": (CONNECTION, "con.total_changes", "`con` cannot be stored"),
    "the working folder": ('import os\nos.chdir(".")', "os.getcwd()", "what `os.chdir` sets lasts for the process"),
    "a locale": (LOCALE, "1", "what `locale.setlocale` sets lasts for the process"),
}


def in_two_parts(made: str, used: str) -> str:
    """A notebook that loads and saves; something is made in the first part and used in the second."""
    load = f'import pandas as pd\n{made}\ndf = pd.read_csv("sales.csv")\ndf = df.dropna()\ndf.head()\n'
    show = 'df.hist("units")\ndf.plot.scatter("units", "amount")\n'
    save = f'print({used})\ndf.to_csv("a.csv")\ndf.to_csv("b.csv")\n'
    parts = (("Load", load), ("Pictures", show), ("Save", save))
    return "".join(f"# %% [markdown]\n# ## {heading}\n# %%\n{code}" for heading, code in parts)


@pytest.mark.parametrize("case", TOGETHER)
def test_steps_that_need_one_process_are_one_stage(tmp_path: Path, case: str) -> None:
    made, used, why = TOGETHER[case]
    package = staged(tmp_path, in_two_parts(made, used))
    (stage,) = [stage for stage in package.plan.stages if len(stage.step.chapter) == 3]
    assert stage.name == "all"
    assert any(r.code == "one-process" and why in r.message for r in package.plan.refusals)


def test_a_function_that_lives_in_the_flow_keeps_its_stage() -> None:
    notebook = FIXTURES / "pendulum" / "pendulum.ipynb"
    plan = build_package(notebook, Choices(name="shop", pipeline=Pipeline.STAGES)).plan
    assert any("`simulate` cannot be stored" in refusal.message for refusal in plan.refusals)
    assert not any("simulate" in stage.keeps for stage in plan.stages)
    assert len(plan.stages) > 1


def test_other_steps_are_stages_of_their_own(tmp_path: Path) -> None:
    package = staged(tmp_path, in_two_parts("k = [1]\nk.append(2)", "k"))
    assert names_of(package) == ["data", "outputs"]  # looking at it is part of the stage that loads it
    assert not [refusal for refusal in package.plan.refusals if refusal.code == "one-process"]


def test_a_flat_script_is_one_stage(tmp_path: Path) -> None:
    package = staged(tmp_path, '# %%\nexec("a = 1")\nprint(a)\n')
    assert names_of(package) == ["all"]
    ran = run_stages(tmp_path)
    assert (ran.code, ran.out) == (0, "1\n")
    assert run_stages(tmp_path).out == ""


def test_nothing_of_it_is_in_other_packages(tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.py"
    notebook.write_text(STATEFUL, encoding="utf-8")
    found = texts(build_package(notebook, Choices(name="shop", displays=Displays.PRINT)))
    assert not [path for path, text in found.items() if "stage" in path or "--store" in text or "pyarrow" in text]
    assert "pipeline" not in json.loads(found["docs/provenance.json"])["options"]


MADE = """\
# %% [markdown]
# ## Customers
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.linear_model import LinearRegression
months = list(range(1, 40))
df = pd.DataFrame({"units": months, "amount": [m * 3 % 7 for m in months]})
df.to_csv("customers.csv")
# %% [markdown]
# ## Model
# %%
X = df[["units"]]
y = df["amount"]
model = LinearRegression()
model.fit(X, y)
score = model.score(X, y)
print(score)
# %% [markdown]
# ## Picture
# %%
plt.scatter(df["units"], df["amount"])
plt.title("units")
plt.show()
"""


@pytest.mark.parametrize("with_it", ['df.to_csv("customers.csv")', "df.plot()\nplt.title('all')\nplt.show()"])
def test_a_stage_that_makes_data_is_not_called_after_what_comes_with_it(tmp_path: Path, with_it: str) -> None:
    source = MADE.replace('df.to_csv("customers.csv")', with_it)
    assert names_of(staged(tmp_path, source)) == ["data", "model"]


def test_a_stage_in_which_most_is_drawn_is_not_called_after_a_picture_that_is_saved(tmp_path: Path) -> None:
    draw = "import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv('sales.csv')\ndf = df.dropna()\n"
    parts = [("Load", draw), ("One", "fig, ax = plt.subplots()\nax.plot(df.units)\nfig.savefig('one.png')\n")]
    parts += [(name, f"plt.hist(df.{name})\nplt.title('{name}')\nplt.show()\n") for name in ("units", "amount")]
    source = "".join(f"# %% [markdown]\n# ## {heading}\n# %%\n{code}" for heading, code in parts)
    package = staged(tmp_path, source)
    assert names_of(package) == ["data", "plots"]


EACH_TIME_ANOTHER = """\
df["drawn"] = [random.random() for _ in range(len(df))]
df.to_csv("drawn.csv")
import time
pd.Series([time.time_ns()]).to_csv("when.csv")
df.to_pickle("df.pkl")
"""


def run_own_tests(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"SHOP_DATA_DIR": str(folder / "run"), "PYTHONPATH": str(folder / "package" / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_stages.py"]
    return subprocess.run(
        command, cwd=folder / "package", env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.slow
def test_the_packages_own_tests_compare_the_stages_with_the_whole_run(tmp_path: Path) -> None:
    staged(tmp_path, in_two_parts("import random\nrandom.seed(3)", "random.random()") + EACH_TIME_ANOTHER)
    done = run_own_tests(tmp_path)
    assert "1 passed" in done.stdout, done.stdout
    runner = tmp_path / "package" / "src" / "shop" / "stages" / "runner.py"
    text = runner.read_text(encoding="utf-8")
    forgets = text.replace("restore_session(", "(lambda *_: None)(")  # draws other random numbers
    assert forgets != text
    runner.write_text(forgets, encoding="utf-8")
    done = run_own_tests(tmp_path)
    assert "1 failed" in done.stdout, done.stdout
    assert "not as in the whole run: a/b/data/drawn.csv, what is printed" in done.stdout, done.stdout
