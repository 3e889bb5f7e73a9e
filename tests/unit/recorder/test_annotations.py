"""Types that were seen, in the text of the package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.emitter import emit_package
from nb2pkg.model.choices import Choices
from nb2pkg.model.recording import Recording
from nb2pkg.pipeline import plan_notebook
from nb2pkg.recorder.annotate import with_types

INT, STR, FRAME, NONE = ["builtins:int"], ["builtins:str"], ["pandas:DataFrame"], ["None"]


def annotated(folder: Path, *cells: str, seen: dict[str, tuple[dict[str, Any], Any]]) -> str:
    """The modules of the package of a notebook, with these types of parameters and results by `module:function`."""
    notebook = folder / "story.ipynb"
    documents = [
        {"cell_type": "code", "id": f"c{n}", "source": c, "metadata": {}, "outputs": [], "execution_count": None}
        for n, c in enumerate(cells)
    ]
    notebook.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": documents}))
    found, plan = plan_notebook(notebook, Choices())
    recording = Recording(
        seconds=0,
        error="",
        calls={},
        restorable={},
        tables={},
        read=(),
        parameters={key: {name: (tree,) for name, tree in given.items()} for key, (given, _) in seen.items()},
        results={key: (result,) for key, (_, result) in seen.items()},
        counts=dict.fromkeys(seen, 1),
    )
    package = emit_package(found, with_types(plan, found, recording))
    modules = ("src/story/analysis.py", "src/story/script.py")
    return "".join(file.text for file in package.files if file.path in modules)


@pytest.mark.parametrize(
    ("code", "given", "result", "expected"),
    [
        ("def f(a, b=None): return b", {"a": INT, "b": STR}, INT, "def f(a: int, b: str | None = None) -> int:"),
        ("def f(a: float, b): return b", {"a": INT, "b": STR}, STR, "def f(a: float, b: str) -> str:"),
        ("def f(a) -> 'object': return a", {"a": INT}, INT, "def f(a: int) -> object:"),
        ("def f(*args, **kwargs): return 1", {}, INT, "def f(*args: Any, **kwargs: Any) -> int:"),
        ("def f(a,\n      b=(1, 2)):  # why\n    return a", {"a": INT, "b": FRAME}, INT, "b: pd.DataFrame = (1, 2)"),
        ("def f(a):\n    yield a", {"a": INT}, NONE, "def f(a: int) -> Iterator[Any]:"),
        ("f = lambda a, *, b=1: a + b", {"a": INT, "b": INT}, INT, "def f(a: int, *, b: int = 1) -> int:"),
        ("f = lambda a: {'é': a}[  # why\n    'é']", {"a": INT}, INT, "def f(a: int) -> int:"),
        ("f = lambda a: a; g = 1", {"a": INT}, INT, "def f(a: int) -> int:"),
    ],
)
def test_functions_of_the_author_get_the_types_that_they_lack(
    tmp_path: Path, code: str, given: dict[str, Any], result: Any, expected: str
) -> None:
    text = annotated(tmp_path, code, "print(f(3))", seen={"analysis:f": (given, result)})
    assert " ".join(expected.split()) in " ".join(text.split()).replace('"', "")
    compile(text, "analysis.py", "exec")


def test_functions_that_did_not_run_stay_as_they_were(tmp_path: Path) -> None:
    text = annotated(tmp_path, "def f(a):\n    return a", "print(3)", seen={})
    assert "def f(a):" in text


def test_methods_and_functions_inside_functions_get_types_too(tmp_path: Path) -> None:
    code = (
        "class Till:\n    def add(self, n):\n        def twice(m):\n            return 2 * m\n        return twice(n)"
    )
    seen = {
        "analysis:Till.add": ({"self": ["story.analysis:Till"], "n": INT}, INT),
        "analysis:Till.add.<locals>.twice": ({"m": INT}, INT),
    }
    text = annotated(tmp_path, code, "print(Till().add(2))", seen=seen)
    assert "def add(self, n: int) -> int:" in text
    assert "def twice(m: int) -> int:" in text


def test_a_module_whose_annotations_something_may_look_at_gets_quotes(tmp_path: Path) -> None:
    code = "class Till:\n    limit: int = 3\n\ndef f(a):\n    return a"
    text = annotated(tmp_path, code, "print(f(Till.limit))", seen={"analysis:f": ({"a": FRAME}, FRAME)})
    assert 'def f(a: "pd.DataFrame") -> "pd.DataFrame":' in text
    assert "from __future__" not in text
    assert "if TYPE_CHECKING:\n    import pandas as pd" in text


SCRIPT = "globals()['n'] = 1\nprint(n)"


@pytest.mark.parametrize(
    ("imports", "annotation"),
    [
        ("import pandas as pd", "pd.DataFrame"),
        ("import pandas", "pandas.DataFrame"),
        ("from pandas import DataFrame as Table", "Table"),
        ("import pandas as pd\npd = pd.read_csv", "DataFrame"),  # bound twice: not to be relied on
    ],
)
def test_types_in_a_script_are_called_what_its_imports_call_them(imports: str, annotation: str, tmp_path: Path) -> None:
    seen = {"script:f": ({"a": FRAME}, FRAME)}
    text = annotated(tmp_path, "def f(a):\n    return a", imports, SCRIPT, "print(f(3))", seen=seen)
    assert f'def f(a: "{annotation}") -> "{annotation}":' in text
    assert ("if TYPE_CHECKING:" in text) is (annotation == "DataFrame")
