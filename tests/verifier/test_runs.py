"""Notebooks and their packages, really executed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.model.verdict import Comparison, Outcome, Result, Verdict

Verify = Callable[..., Verdict]
STORY = (
    "import numpy as np\nimport pandas as pd",
    "# # Load\ndf = pd.DataFrame({'x': [1.0, 2.0, 3.0]})\nprint('rows', len(df))\ndf",
    "# # Double\ndf['y'] = df['x'] * 2\nbest = df['y'].max()\nprint('best', best)",
    "# # Write\ndf.to_csv('out.csv', index=False)\nnp.save('out.npy', df['y'].to_numpy())\nbest",
)


def by_key(verdict: Verdict) -> dict[str, Comparison]:
    return {one.key: one for one in verdict.comparisons}


def bad(verdict: Verdict) -> list[str]:
    return [one.key for one in verdict.comparisons if one.outcome in {Outcome.DIFFERENT, Outcome.MISSING}]


def test_the_same(verified: Verify) -> None:
    verdict = verified(*STORY)
    assert verdict.result is Result.SAME
    assert (verdict.statements_run, verdict.statements) == (11, 11)
    assert {one.outcome for one in verdict.comparisons} == {Outcome.SAME}
    assert {"out.csv", "out.npy", "print 1", "show 2"} <= by_key(verdict).keys()


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ('df["x"] * 2', 'df["x"] * 3', {"df", "best", "print 3", "show 4", "out.csv", "out.npy"}),
        ("df.to_csv(", "len(df.x, ", {"exception", "save_out", "out.csv", "out.npy", "show 4"}),
        ("index=False", "index=True", {"out.csv"}),
        ('"rows", ', "", {"print 1"}),
    ],
    ids=["value", "exception", "file", "print"],
)
def test_a_difference_is_found(old: str, new: str, keys: set[str], verified: Verify) -> None:
    verdict = verified(*STORY, mutate=(old, new))
    assert verdict.result is Result.DIFFERENT
    assert set(bad(verdict)) == keys


def test_an_exception_on_both_sides(verified: Verify) -> None:
    verdict = verified("a = 1\nprint(a)", "b = a + 1\nraise ValueError('no')\nc = 3", "d = 4")
    assert by_key(verdict)["exception"].outcome is Outcome.SAME
    assert (verdict.statements_run, verdict.statements) == (3, 6)
    assert verdict.result is Result.PARTLY
    assert verdict.notebook_error == "cell 2: ValueError: no"


def test_an_exception_on_one_side(verified: Verify) -> None:
    verdict = verified("a = [1, 2]", "print(a[0])", mutate=("a[0]", "a[5]"))
    assert verdict.result is Result.DIFFERENT
    assert "exception" in bad(verdict)
    assert verdict.package_error.startswith("IndexError")
    verdict = verified("a = [1, 2]", "print(a[5])", mutate=("a[5]", "a[1]"))
    assert "exception" in bad(verdict)


def test_a_figure_before_an_exception(verified: Verify) -> None:
    """Drawn where nobody can see that it is: the package shows such figures no sooner than at its end."""
    draw = "import matplotlib.pyplot as plt\nexec('plt.pl' + 'ot([1, 2])')"
    verdict = verified("import numpy as np", draw, "1 / 0")
    assert by_key(verdict)["figure 1"].outcome is Outcome.SAME
    assert bad(verdict) == []


def test_output_that_is_kept_under_a_name(verified: Verify) -> None:
    cells = ("%%capture out\nrounds = 3\nprint('in', rounds)", "print(rounds)")
    verdict = verified(*cells)
    assert by_key(verdict)["out"].outcome is Outcome.SAME
    assert bad(verdict) == []
    assert bad(verified(*cells, mutate=('"in"', '"at"'))) == ["out"]


def test_values_displayed_into_what_is_kept_are_not_compared(verified: Verify) -> None:
    verdict = verified("%%capture out\nrounds = 3\ndisplay(rounds)", "print(rounds)")
    assert by_key(verdict)["out"].outcome is Outcome.NOT_COMPARED


def test_a_cell_that_may_fail(verified: Verify) -> None:
    verdict = verified("a = 1", "b = 2\n1 / 0", "print(a + b)", tags={1: ["raises-exception"]})
    assert verdict.result is Result.SAME
    assert verdict.notebook_error == ""


def test_unseeded_draws_are_made_repeatable(verified: Verify) -> None:
    verdict = verified(
        "import random\nimport numpy as np",
        "a = [random.random(), np.random.rand(), np.random.default_rng().random()]\nprint(a)",
    )
    assert verdict.result is Result.SAME
    assert by_key(verdict)["print 1"].outcome is Outcome.SAME


def test_generators_of_libraries_do_not_move_those_of_the_notebook(verified: Verify, tmp_path: Path) -> None:
    """As where the package is installed alone, and seaborn finds no scipy, which draws when it is imported."""
    (tmp_path / "home").mkdir()
    draws = "import sys\nimport numpy as np\nif 'IPython' in sys.modules:\n    np.random.default_rng()\n"
    (tmp_path / "home" / "library.py").write_text(draws)
    cells = (
        "import numpy as np\nimport library",
        "rng = np.random.default_rng()\na = rng.random()\nprint(a)",
        "b = np.random.default_rng().random()\nprint(b)",
    )
    assert verified(*cells).result is Result.SAME
    spoilt = verified(*cells, mutate=("a = rng.random()", "a = np.random.default_rng().random()"))
    assert bad(spoilt) == ["a", "b", "rng", "print 1"]


def test_what_varies_is_left_out_and_said(verified: Verify) -> None:
    cells = (
        "import os\nimport time\nimport numpy as np",
        "now = time.time_ns()\ndraws = np.frombuffer(os.urandom(8), dtype='u1')\nname = 'a'",
        "print('at', now)\nprint(name, draws[0] < 256)",
        "print(name)",
    )
    verdict = verified(*cells)
    found = by_key(verdict)
    assert found["print 1"].outcome is Outcome.SAME
    assert found["print 1, line 1"].outcome is Outcome.UNSTABLE
    assert not bad(verdict)
    verdict = verified(*cells, mutate=("< 256", "> 256"))
    assert verdict.result is Result.DIFFERENT


def test_a_difference_is_doubted_in_a_third_run(verified: Verify) -> None:
    """Two runs of the notebook agree, and the package does what the notebook does in its third."""
    cells = (
        "import os\nimport sys",
        "is_third = os.environ.get('MALLOC_PERTURB_') == '90'\na = int('ipykernel' in sys.modules and not is_third)",
        "b = [1, 2]\nprint(len(b), 'b')\nc = 'x' * 3\nprint(c)",
        "print(a)",
    )
    verdict = verified(*cells)
    found = by_key(verdict)
    assert {found["a"].outcome, found["print 1, line 3"].outcome} == {Outcome.UNSTABLE}
    assert bad(verdict) == []
    assert [note for note in verdict.notes if "third" in note]
    spoilt = verified(*cells, mutate=("[1, 2]", "[1, 3]"))
    assert bad(spoilt) == ["b"]
    assert by_key(spoilt)["a"].outcome is Outcome.UNSTABLE


def test_the_order_of_objects_that_varies_makes_a_library_s_object_unstable(verified: Verify, tmp_path: Path) -> None:
    """Each run has another order; the first two agree by chance in the first object, and the package does not."""
    (tmp_path / "home").mkdir()
    library = (
        "import os, sys\n"
        "class Step:\n    def __init__(self, name):\n        self.name = name\n"
        "class Model:\n    def __init__(self):\n"
        "        second = 'MALLOC_PERTURB_' in os.environ\n"
        "        order = ('abdc' if second else 'abcd') if 'ipykernel' in sys.modules else 'bacd'\n"
        "        self.steps = [Step(name) for name in order]\n"
    )
    (tmp_path / "home" / "library.py").write_text(library)
    cells = (
        "from library import Model",
        "model = Model()\nfound = {'model': model, 'size': 3}\nprint(found['size'])",
        "print(len(found))",
    )
    verdict = verified(*cells)
    assert bad(verdict) == []
    assert {by_key(verdict)[name].outcome for name in ("model", "found")} == {Outcome.UNSTABLE}
    assert bad(verified(*cells, mutate=('"size": 3', '"size": 4'))) == ["found", "print 1"]


def test_what_magics_say_and_make_is_no_difference(verified: Verify, tmp_path: Path) -> None:
    """`%cd` and `%timeit` tell about themselves, `!` makes a list of its own class, `%%writefile` made a module."""
    (tmp_path / "home" / "data").mkdir(parents=True)
    (tmp_path / "home" / "data" / "a.txt").write_text("1\n2\n")
    cells = (
        "lines = !cat data/a.txt\nprint(len(lines))",
        "%cd data",
        "first = open('a.txt').read()\n%cd ..",
        "%%writefile factors.py\nFACTOR = 3\n\ndef times(x): return x * FACTOR",
        "from factors import times\nresult = times(len(first))\nprint(result)",
        "%timeit -n 2 -r 2 len(first)\nprint('end')",
    )
    verdict = verified(*cells)
    assert [one for one in verdict.comparisons if one.outcome is not Outcome.SAME] == []
    assert verdict.result is Result.SAME
    assert by_key(verdict)["factors.py"].detail == "a module of the package"
    assert set(bad(verified(*cells, mutate=("FACTOR = 3", "FACTOR = 4")))) >= {"factors.py", "result"}


def test_nothing_but_the_clock_is_no_proof(verified: Verify) -> None:
    verdict = verified("import time", "print(time.time_ns())")
    assert verdict.result is not Result.SAME


def test_values_that_are_dropped_are_not_called_the_same(verified: Verify) -> None:
    verdict = verified("a = 1\na", "b = 2\nb", displays="drop")
    assert verdict.result is not Result.SAME
    assert by_key(verdict)["left out"].outcome is Outcome.NOT_COMPARED


def test_figures(verified: Verify) -> None:
    cells = (
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "plt.plot([1, 2], [3, 4])\nplt.title('a')",
        "plt.bar(['x', 'y'], [1, 2])\nplt.show()\nprint('done')",
        "plt.show(plt.plot([5, 6]))",
    )
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert [one.key for one in verdict.comparisons if one.key.startswith("figure")] == [
        "figure 1",
        "figure 2",
        "figure 4",
    ]
    found = verified(*cells, mutate=("[3, 4]", "[3, 5]"))
    assert bad(found) == ["figure 1"]
    assert ".axes[0].axis[1].limits[0]" in by_key(found)["figure 1"].detail


def test_figures_in_three_dimensions(verified: Verify) -> None:
    """A kernel may have drawn, that is projected, them before they are recorded."""
    cells = (
        "import matplotlib.pyplot as plt\nimport numpy as np\nx, y = np.meshgrid([0, 1, 2], [0, 1, 2])",
        "ax = plt.figure().add_subplot(projection='3d')\nax.plot([0, 9], [0, 9], [1, 2])\nax.figure.canvas.draw()",
        "ax = plt.figure().add_subplot(projection='3d')\nax.plot_surface(x, y, x * y % 3)",
    )
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert bad(verified(*cells, mutate=("[1, 2])", "[2, 1])"))) == ["figure 1"]
    assert bad(verified(*cells, mutate=("x * y % 3", "y * (x % 2)"))) == ["figure 2"]


def test_output_that_goes_into_a_widget(verified: Verify) -> None:
    """As `with ipywidgets.Output():` sends it: nbclient wants to keep the state of the widget."""
    opened = "{'state': {'_model_module': '@jupyter-widgets/output', '_model_name': 'OutputModel', 'outputs': []}}"
    cells = (
        "from comm import create_comm\nfrom IPython import get_ipython\nfrom IPython.display import clear_output\n"
        "shell = get_ipython()",
        f"if shell is not None:\n    widget = create_comm(target_name='jupyter.widget', data={opened})",
        "if shell is not None:\n    here = shell.kernel.get_parent()['header']['msg_id']\n"
        "    widget.send({'method': 'update', 'state': {'msg_id': here}})\n    clear_output()\nprint('inside')",
    )
    verdict = verified(*cells)
    assert not verdict.notebook_error
    assert [one.outcome for one in verdict.comparisons if one.key.startswith("print")] == [Outcome.SAME]


def test_other_programs(verified: Verify) -> None:
    cells = ("import os\nimport subprocess", "!echo one", "code = subprocess.run(['echo', 'two']).returncode")
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert by_key(verdict)["output of other programs"].outcome is Outcome.SAME
    found = verified(*cells, mutate=('"two"', '"three"'))
    assert bad(found) == ["output of other programs"]


def test_nothing_of_the_folder_changes(verified: Verify, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "log.txt").write_text("a")
    verdict = verified("with open('log.txt', 'a') as stream:\n    stream.write('b')", "print(open('log.txt').read())")
    assert verdict.result is Result.SAME
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["log.txt", "story.ipynb"]
    assert (tmp_path / "home" / "log.txt").read_text() == "a"


def test_a_variable_inside_that_cannot_be_looked_into_leaves_nothing_open(verified: Verify) -> None:
    verdict = verified("with open('log.txt', 'w') as stream:\n    stream.write('b')\nprint('done')")
    assert verdict.result is Result.SAME
    assert "stream" not in {one.key for one in verdict.comparisons}


def test_secrets_stay_out(verified: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_API_TOKEN", "abc")
    token = "ghp_" + "a1B2c3D4e5F6" * 3
    verdict = verified(
        "import os", f"print(os.environ.get('MY_API_TOKEN'), '{token}')", mutate=("print(os", "print(1, os")
    )
    assert verdict.result is Result.DIFFERENT
    assert token not in repr(verdict)
    assert "None" in by_key(verdict)["print 1"].detail


def test_data_and_samples(verified: Verify, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "a.csv").write_text("x\n" + "1\n" * 100)
    cells = ("import pandas as pd", "df = pd.read_csv('a.csv')\nprint(len(df))")
    verdict = verified(*cells, data=data, sample=7)
    assert verdict.result is Result.SAME
    found = verified(*cells, data=data, sample=7, mutate=("len(df)", "len(df) - 7"))
    assert by_key(found)["print 1"].detail == "line 1: 7 in the notebook, 0 in the package"


def test_a_package_that_is_one_script(verified: Verify) -> None:
    cells = ("x = 1\nx", "names = sorted(name for name in globals() if name == 'x')\nprint(names)", "y = x + 1\ny")
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert {"x", "y", "show 1", "print 2", "show 3", "run_script"} <= by_key(verdict).keys()
    found = verified(*cells, mutate=("y = x + 1", "y = x + 2"))
    assert set(bad(found)) == {"y", "show 3"}


def test_figures_of_a_package_that_is_one_script(verified: Verify) -> None:
    """The first is shown at the end of its cell, and again when it has a title."""
    cells = (
        "import matplotlib.pyplot as plt\nfrom IPython.display import display\nexec('n = 3')",
        "fig, ax = plt.subplots()\nax.plot([1, n]);",
        "ax.set_title('late')\nfig",
        "plt.hist([1, 2, 2])\nplt.show()\ndisplay(n)",
    )
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert {"figure 1", "figure 2", "figure 3"} <= by_key(verdict).keys()
    assert "display" not in by_key(verdict)
    found = verified(*cells, mutate=('save_figures("figure")\n\nax', "\nax"))
    assert bad(found)


def test_a_library_that_is_not_installed_is_no_difference(verified: Verify) -> None:
    """The package imports it before it prints what the notebook has printed by then; nothing can be told."""
    cells = ("print(1)", "import no_such_library", "print(no_such_library.x)")
    verdict = verified(*cells)
    assert (verdict.result, verdict.comparisons) == (Result.UNKNOWN, ())
    assert verdict.notes[0].startswith("`no_such_library` is not installed where both ran")
    whole = verified("print(1)", "print(2)", mutate=("print(2)", "import no_such_library\n    print(2)"))
    assert whole.result is Result.DIFFERENT  # the notebook came to its end without it


def test_pickles_are_compared_by_what_they_hold(verified: Verify) -> None:
    cells = (
        "import pickle",
        "class Model:\n    def __init__(self, n):\n        self.n = n",
        "with open('model.pkl', 'wb') as stream:\n    pickle.dump([Model(3), 'x' * 3], stream)",
    )
    verdict = verified(*cells)
    assert verdict.result is Result.SAME
    assert by_key(verdict)["model.pkl"].outcome is Outcome.SAME
    found = verified(*cells, mutate=("Model(3)", "Model(4)"))
    assert bad(found) == ["model.pkl"]
    assert by_key(found)["model.pkl"].detail == "content[0].n: 3 in the notebook, 4 in the package"


def test_what_was_typed(verified: Verify) -> None:
    verdict = verified("a = [1]\nprint(a)", "", "print(len(In), In[1], In[-1], [In[0]], _ih[1])")
    assert verdict.result is Result.SAME


def test_a_file_of_the_package_s_name(verified: Verify, tmp_path: Path) -> None:
    """A notebook that is itself a `.py` file lies where its package runs."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "story.py").write_text("raise SystemExit")
    verdict = verified("a = [1]\nprint(a)")
    assert verdict.result is Result.SAME


def test_awaiting(verified: Verify) -> None:
    verdict: Any = verified("import asyncio", "async def f():\n    return 3", "x = await f()\nprint(x)")
    assert verdict.result is Result.SAME
