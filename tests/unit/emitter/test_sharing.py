"""What parts of a project share: the same code up to names, and only that."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.emitter.common_modules import with_common_helpers
from nb2pkg.emitter.sharing import Modules, shared_of, shared_text, without_shared
from nb2pkg.emitter.units import Place

CLEAN = '''"""Docs."""

import pandas as pd
{more}

# drops what has no value
def {name}({parameter}, *, least=1):
    """Clean.

    From {part}.ipynb, cell 3.
    """
    {local} = {parameter}.dropna()  # rows
    return pd.concat([{local}] * least)
'''


def clean(part: str, *, name: str = "clean", parameter: str = "df", local: str = "good", more: str = "") -> str:
    return CLEAN.format(part=part, name=name, parameter=parameter, local=local, more=more)


def names(modules: Modules) -> list[str]:
    return [one.name for one in shared_of(modules, project="p")]


def test_other_names_are_no_difference() -> None:
    modules = {("a", "data"): clean("a"), ("b", "data"): clean("b", name="tidy", local="rows")}
    (found,) = shared_of(modules, project="p")
    assert (found.name, [unit.place for unit in found.units]) == (
        "clean",
        [Place(part="a", module="data", name="clean"), Place(part="b", module="data", name="tidy")],
    )
    text = shared_text([found], title="Both.")
    assert text.count("def ") == 1
    assert "import pandas as pd" in text
    assert "# drops what has no value" in text
    assert "    From a.ipynb, cell 3.\n    From b.ipynb, cell 3.\n" in text


@pytest.mark.parametrize(
    "other",
    [
        clean("b", parameter="frame"),  # callers may say `df=`
        clean("b").replace("* least", "* least * 2"),
        clean("b").replace("import pandas as pd", "import polars as pd"),
        clean("b").replace("least=1", "least=2"),
        clean("b").replace("# drops", "@cache\n# drops", 1),
        clean("b").replace("    good =", "    global good\n    good ="),
        clean("b").replace("return", "locals()\n    return"),
    ],
)
def test_what_does_something_else_stays(other: str) -> None:
    assert names({("a", "data"): clean("a"), ("b", "data"): other}) == []


def test_a_variable_that_a_text_may_mean_keeps_its_name() -> None:
    def asking(part: str, local: str) -> str:
        return clean(part, local=local).replace("pd.concat", f"{local}.query('x > @good') or pd.concat")

    assert names({("a", "data"): asking("a", "good"), ("b", "data"): asking("b", "rows")}) == []
    assert names({("a", "data"): asking("a", "rows"), ("b", "data"): asking("b", "lines")}) == ["clean"]


def test_one_part_shares_nothing_with_itself() -> None:
    assert names({("a", "data"): clean("a"), ("a", "plots"): clean("a", name="again")}) == []


def test_what_is_called_is_shared_first_and_called_by_its_shared_name() -> None:
    def caller(part: str, callee: str, name: str) -> str:
        return f"{clean(part, name=callee)}\n\ndef {name}(x):\n    é = '{{x}}'\n    return é, {callee}(x)\n"

    modules = {("a", "data"): caller("a", "clean", "total"), ("b", "data"): caller("b", "tidy", "everything")}
    found = shared_of(modules, project="p")
    assert [one.name for one in found] == ["clean", "total"]
    reversed_modules = dict(reversed(modules.items()))
    text = shared_text(shared_of(reversed_modules, project="p"), title="Both.")
    assert {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)} == {"tidy", "everything"}
    changed = without_shared(modules, found, source="p.shared", imported=[])
    assert not any("def " in text for text in changed.values())


def test_what_calls_something_of_its_own_stays() -> None:
    def caller(part: str, factor: int) -> str:
        return f"def helper(x):\n    return {factor} * x\n\n\ndef use(x):\n    return helper(x)\n"

    assert names({("a", "m"): caller("a", 2), ("b", "m"): caller("b", 3)}) == []
    assert names({("a", "m"): caller("a", 2), ("b", "m"): caller("b", 2)}) == ["helper", "use"]


def test_names_that_mean_two_things_are_not_shared_twice() -> None:
    one, two = "def f(x):\n    return x + 1\n", "def f(x):\n    return x + 2\n"
    modules = {("a", "m"): one, ("b", "m"): one, ("c", "m"): two, ("d", "m"): two}
    assert names(modules) == ["f"]


def test_a_module_keeps_what_others_import_from_it() -> None:
    modules = {("a", "data"): clean("a", more="RATE = 2"), ("b", "data"): clean("b", more="RATE = 2")}
    found = shared_of(modules, project="p")
    assert {one.name for one in found} == {"RATE", "clean"}
    changed = without_shared(modules, found, source="p.shared", imported=[Place(part="a", module="data", name="clean")])
    assert "from p.shared import clean as clean" in changed["a", "data"]
    assert "clean" not in changed["b", "data"]
    assert "RATE" not in changed["a", "data"] + changed["b", "data"]


def test_helpers_stand_once_if_they_are_the_same() -> None:
    shell, other = "def run_shell(): ...\n", "def run_shell(): pass\n"
    files = {
        "src/p/a/shell.py": shell,
        "src/p/b/shell.py": shell,
        "src/p/a/display.py": 'logging.getLogger("p.a")',
        "src/p/b/display.py": 'logging.getLogger("p.b")',
        "src/p/a/figures.py": shell,
        "src/p/b/figures.py": other,
        "src/p/a/steps.py": "    from p.a.shell import run_shell\nfrom p.a.figures import x\n'from p.a.shell no'",
        "tests/b/test_it.py": "from p.b.display import show\n",
    }
    found = with_common_helpers(files, project="p", parts=["a", "b"])
    assert sorted(found) == [
        "src/p/a/figures.py",
        "src/p/a/steps.py",
        "src/p/b/figures.py",
        "src/p/display.py",
        "src/p/shell.py",
        "tests/b/test_it.py",
    ]
    assert found["src/p/display.py"] == 'logging.getLogger("p")'
    assert found["src/p/a/steps.py"].startswith(
        "    from p.shell import run_shell\nfrom p.a.figures import x\n'from p.a."
    )
    assert found["tests/b/test_it.py"] == "from p.display import show\n"
