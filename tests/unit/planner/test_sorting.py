"""What leaves the flow: imports, settings, constants, definitions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import Fate, PackagePlan
from nb2pkg.planner.sorting import Sorting, sort_statements
from nb2pkg.planner.timeline import Timeline

MakeTimeline = Callable[..., Timeline]


@pytest.fixture
def sorting(timeline: MakeTimeline) -> Callable[..., Sorting]:
    return lambda *texts, **more: sort_statements(timeline(*texts, **more), declared=frozenset())


Sort = Callable[..., Sorting]


def test_imports_leave_the_flow_once(sorting: Sort) -> None:
    found = sorting(
        "import numpy as np\nimport os", "import numpy as np\nx = np.ones(3)", "import os.path\nprint(os, x)"
    )
    assert found.imports.keys() == {"np", "os"}
    assert len(found.imports["np"]) == 1
    assert found.import_positions == {0, 1, 2, 4}
    assert found.flow == (3, 5)


@pytest.mark.parametrize(
    "texts",
    [
        ("import json as j", "import pickle as j", "print(j)"),  # two things
        ("import json", "json = json.loads('1')", "print(json)"),
        ("import json", "del json"),
        ("import os", "os.environ['A'] = '1'", "import tensorflow as tf", "print(tf)"),
        ("import sys", "sys.path.append('lib')", "import mine", "print(mine)"),
    ],
)
def test_imports_that_stay(sorting: Sort, texts: tuple[str, ...]) -> None:
    found = sorting(*texts)
    assert not {"j", "json", "tf", "mine"} & found.imports.keys()


def test_a_well_known_import_after_a_change_of_path_or_environment_leaves(sorting: Sort) -> None:
    found = sorting("import os, sys\nos.environ['A'] = '1'\nsys.path.append('lib')\nimport json\nimport pandas as pd")
    assert {"json", "pd"} <= found.imports.keys()


def test_a_module_that_prints_is_imported_where_it_was(sorting: Sort) -> None:
    texts = ("x = f()", "import mine", "print(mine, x)")
    assert "mine" in sorting(*texts, modules={"mine": "def f(): print(1)\nA = [1]"}).imports
    assert "mine" not in sorting(*texts, modules={"mine": "print(1)"}).imports


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("x = 1", "print(x)"), "settings"), (("x = 'a'", "print(x)"), "settings"),
        (("x = (1, 2)", "print(x)"), "constants"),
        (("x = '''a\nb'''", "print(x)"), "constants"), (("x = 1",), "unused"),
        (("x = 1", "x = 2", "print(x)"), "flow"), (("x = 1", "x += 1"), "flow"), (("print(x)", "x = 1"), "flow"),
        (("x = 1", "del x"), "flow"), (("x = None", "print(x)"), "flow"), (("x = [1]", "print(x)"), "flow"),
        (("if c: x = 1", "print(x)"), "flow"), (("list = 1", "print(list)"), "flow"),
        (("x = 1", "for x in xs: pass"), "flow"), (("x = 1", "def f():\n    global x\n    x = 2", "f()"), "flow"),
    ],
)  # fmt: skip
def test_literals(sorting: Sort, texts: tuple[str, ...], kind: str) -> None:
    found = sorting(*texts)
    name = "list" if "list" in texts[0] else "x"
    homes = {"settings": found.settings, "constants": found.constants, "unused": found.unused}
    assert [home for home, names in homes.items() if name in names] == ([] if kind == "flow" else [kind])


@pytest.mark.parametrize(
    ("texts", "hoisted"),
    [
        (("def f(): return 1",), True), (("f = lambda: 1",), True), (("class f: a = 1",), True),
        (("def f(): return 1", "def f(): return 2"), False), (("def f(): return 1", "del f"), False),
        (("def f(x=[]): return x",), True), (("k = g()", "def f(x=k): return x"), False),
        (("k = g()", "def f(): return k"), True),  # lifting decides
        (("k = g()", "class f:\n    def m(self): return k"), False), (("class f:\n    print(1)",), False),
        (("import time", "def f(x=time.time()): return x"), False), (("def f(x=input()): return x",), False),
        (("@cached(open('a'))\ndef f(): pass",), False), (("def f():\n    global k\n    k = 1",), False),
        (("def g(): pass", "@g\ndef f(): pass"), True), (("if c:\n    def f(): pass",), False),
    ],
)  # fmt: skip
def test_definitions(sorting: Sort, texts: tuple[str, ...], hoisted: bool) -> None:
    assert ("f" in sorting(*texts).definitions) is hoisted


NOTEBOOKS = {
    "everything": (
        "import os, json\ntry:\n    import numpy as np\nexcept ImportError:\n    np = None",
        "## Load data", "N = 3\nUNUSED = 4\nTABLE = {'a': 1}\nrows = open('a.csv').readlines()",
        "def scale(x): return x * N * len(rows)", "class A:\n    pass", "out = [scale(v) for v in range(N)]; rows",
        "if out:\n    best = max(out)\nelse:\n    best = None", "del rows", "print(best, TABLE, np, json)", "best",
    ),
    "script": ("x = 1", "exec('y = x')", "import os", "print(y)"),
    "definitions only": ("def f(): return 1", "import os"),
    "shadowed": ("max = max([1, 2])", "print(max)"),
}  # fmt: skip


@pytest.mark.parametrize("texts", NOTEBOOKS.values(), ids=NOTEBOOKS.keys())
def test_every_statement_is_placed_once(
    timeline: MakeTimeline, plan: Callable[..., PackagePlan], texts: tuple[str, ...]
) -> None:
    made = plan(*texts)
    refs = [flow.ref for flow in timeline(*texts).statements]
    assert [placement.ref for placement in made.placements] == refs
    for placement in made.placements:
        assert placement.fate is not Fate.REFUSED
        assert placement.reason or placement.fate is not Fate.DROPPED
        homes = [(m.name, f.name) for m in made.modules for f in m.functions if placement.ref in f.body]
        homes += [(m.name, d.name) for m in made.modules for d in m.definitions if d.ref == placement.ref]
        is_code = placement.fate in {Fate.FUNCTION, Fate.CONSTANT}
        assert homes == ([(placement.module, placement.name)] if is_code else [])
