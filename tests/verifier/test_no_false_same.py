"""Packages that do almost what the notebook does: none of them may be called the same.

Variables are tried in a flat script, and inside functions that return none of them.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import nb2pkg
from nb2pkg.engine.verification import code_cells
from nb2pkg.model.verdict import Outcome, Result
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.rehearsal import VerifyJob, rehearse_notebook, rehearse_package, stage_for
from nb2pkg.verifier.verify import verdict_on

VARIABLES = (
    "import numpy as np\nimport pandas as pd",
    "df = pd.DataFrame({'k': ['b', 'a', 'c'], 'x': [3, 1, 2]})",
    "wide = df.x.astype('int64')\na = np.array([1, 2], dtype='f8')",
    "part = df[df.x > 1].reset_index(drop=True)\nby = df.set_index('k').rename_axis('key')",
    "ranked = df.sort_values('x', ignore_index=True)\nfew = df[['k', 'x']]\nkeys = dict(a=1, b=2)",
    "near = [0.12345678]\nnearer = pd.DataFrame({'y': [1.0, 0.1234567891]})",
    "log = []\nalias = log",
    "log.append(1)",
    "flag = dict(ok=bool(1))\nmissing = [None, *range(2)]",
)
HOLDS_OTHERWISE = {  # what is wrong, where it shows, the text of the package and what stands there instead
    "another dtype": ("wide", '"int64"', '"int32"'),
    "another dtype of an array": ("a", '"f8"', '"f4"'),
    "another index": ("part", ".reset_index(drop=True)", ""),
    "another name of the index": ("by", '"key"', '"KEY"'),
    "another order of rows": ("ranked", '"x", ignore_index', '"k", ignore_index'),
    "another order of columns": ("few", '[["k", "x"]]', '[["x", "k"]]'),
    "another order of keys": ("keys", "dict(a=1, b=2)", "dict(b=2, a=1)"),
    "the eighth digit": ("near", "0.12345678]\n", "0.12345679]\n"),
    "the tenth digit of a column": ("nearer", "0.1234567891", "0.1234567894"),
    "a state that is changed later": ("log", "log.append(1)", "log.append(2)"),
    "a copy instead of the same object": ("alias", "alias = log", "alias = list(log)"),
    "a number instead of a truth value": ("flag", "bool(1)", "1"),
    "a missing value of another kind": ("missing", "[None, *range(2)]", '[float("nan"), *range(2)]'),
}
INSIDE = (
    "import pandas as pd",
    "# # Load\ndf = pd.DataFrame({'x': [1, 2, 3]})\nprint(len(df))\nfor row in df.x:\n    print(row)",
    "# # Look\nlimit = df.x.mean() * 2\nfew = df[df.x < limit]\nlast = 0\nfor last in few.x:\n    unread = 1\n"
    "print('looked', last > 5)",
    # Nothing is bound here: the notebook still has what an earlier cell has put there.
    "# # Look again\nfor row in df.x[df.x > 5]:\n    print(row)\nprint('none')",
    "# # Save\ndf.to_csv('out.csv')",
)
HOLDS_OTHERWISE_INSIDE = {
    "a wrong constant inside": ("limit", "df.x.mean() * 2", "df.x.mean() * 2.5"),
    "what follows from it": ("few", "df[df.x < limit]", "df[df.x <= 1]"),
    "a lost rebinding inside": ("last", "for last in", "for _ in"),
    "a lost variable": ("few", 'print("looked"', 'del few; print("looked"'),
}
SEEN = (
    "import matplotlib.pyplot as plt",
    "plt.plot([1, 2, 3], [1, 2, 3])",
    "plt.plot([1, 2], [1, 2], 'r-')",
    "with open('o.txt', 'w') as stream:\n    stream.write('a-b')",
    "print('done')\nnumbers = [1, 2]",
    "numbers",
)
SHOWS_OTHERWISE = {
    "a figure of other data": ("figure", "[1, 2, 3], [1, 2, 3]", "[1, 2, 3], [1, 2.5, 3]"),
    "a figure of another look": ("figure", '"r-"', '"b-"'),
    "a figure that is lost": ("figure", 'plt.plot([1, 2], [1, 2], "r-")', "pass"),
    "a file of another content": ("o.txt", '"a-b"', '"a b"'),
    "a file more": ("more.txt", 'print("done")', 'print("done"), open("more.txt", "w").close()'),
    "a print more": ("print", 'print("done")', 'print("done"), print("more")'),
    "a display that is lost": ("show", "show(numbers)", "numbers"),
}
FAILING = ("a = [1]\nprint(a)", "raise ValueError('no')")
FAILS_OTHERWISE = {
    "an exception that is swallowed": ("exception", 'raise ValueError("no")', "pass"),
    "another exception": ("exception", 'ValueError("no")', 'KeyError("no")'),
    "another message": ("exception", 'ValueError("no")', 'ValueError("yes")'),
}


@pytest.mark.parametrize(
    ("story", "almost", "cut", "sound"),
    [
        (VARIABLES, HOLDS_OTHERWISE, "script", Result.SAME),
        (INSIDE, HOLDS_OTHERWISE_INSIDE, "functions", Result.SAME),
        (SEEN, SHOWS_OTHERWISE, "functions", Result.SAME),
        (FAILING, FAILS_OTHERWISE, "functions", Result.PARTLY),
    ],
    ids=["variables", "variables inside functions", "what is seen", "exceptions"],
)
def test_none_of_them_is_the_same(
    story: tuple[str, ...],
    almost: dict[str, tuple[str, str, str]],
    cut: str,
    sound: Result,
    notebook: Callable[..., Path],
    tmp_path: Path,
) -> None:
    path, package = notebook(*story), tmp_path / "sound"
    nb2pkg.convert(path, out=package, name="story", cut=cut)
    job = VerifyJob(
        notebook=path, cells=code_cells(path), package=package, python=sys.executable, limits=Limits(seconds=60)
    )
    with stage_for(job) as stage:
        runs = rehearse_notebook(stage)
        assert verdict_on(stage, runs, rehearse_package(stage)).result is sound
        for name, (where, old, new) in almost.items():
            spoilt = tmp_path / name.replace(" ", "-")
            shutil.copytree(package, spoilt)
            change(spoilt, old, new)
            own = replace(stage, job=replace(job, package=spoilt), facts=replace(stage.facts, folder=spoilt))
            verdict = verdict_on(own, runs, rehearse_package(own))
            bad = [one.key for one in verdict.comparisons if one.outcome in {Outcome.DIFFERENT, Outcome.MISSING}]
            assert verdict.result is Result.DIFFERENT, name
            assert any(key.startswith(where) for key in bad), (name, bad)


def change(package: Path, old: str, new: str) -> None:
    """Replaces a text that stands once in the code that was the notebook's."""
    source = package / "src" / "story"
    code = next(source / name for name in ("script.py", "analysis.py") if (source / name).exists())
    text = code.read_text(encoding="utf-8")
    assert text.count(old) == 1
    code.write_text(text.replace(old, new), encoding="utf-8")
