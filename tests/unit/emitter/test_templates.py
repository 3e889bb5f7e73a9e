"""The files of the package that are not made of the author's statements."""

from __future__ import annotations

import ast
import json
import tomllib

import pytest
from msgspec.structs import replace

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates import (
    changelog_md,
    config_py,
    conftest_py,
    conversion_md,
    gitignore,
    provenance_json,
    py_typed,
    pyproject_toml,
    readme_md,
    test_golden_py,
    test_import_py,
    test_pipeline_py,
    test_signatures_py,
)
from nb2pkg.emitter.templates.escape import code, markdown, one_line, sentence
from nb2pkg.emitter.templates.harvest import harvest
from nb2pkg.emitter.templates.looks import leaves_alone, probe_of
from nb2pkg.emitter.templates.stored import lines_of, literal_of
from nb2pkg.emitter.templates.trust import trusted_cells
from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import Cell, CellId, Notebook, Output, StmtRef
from nb2pkg.model.plan import Displays, Figures, PackagePlan, Requirement
from nb2pkg.planner import plan_package
from nb2pkg.tracer import trace

MODULES = (
    changelog_md, config_py, conftest_py, conversion_md, gitignore, provenance_json, py_typed, pyproject_toml,
    readme_md, test_golden_py, test_import_py, test_pipeline_py, test_signatures_py,
)  # fmt: skip
TEMPLATES: tuple[Template, ...] = tuple(module.TEMPLATE for module in MODULES)
HOSTILE = '<script>alert(1)</script> [x](http://evil) "q" \'"""\' \\ `b` | {name} $name\n# not a heading\u202e'


def cell(index: int, source: str, *outputs: Output, count: int | None = None) -> Cell:
    name, count = CellId(f"c{index}"), count or index + 1
    return Cell(id=name, index=index, source=source, python=source, outputs=outputs, execution_count=count)


def result(text: str) -> Output:
    return Output(kind="result", text=text)


def printed(text: str) -> Output:
    return Output(kind="stream", name="stdout", text=text)


def planned(*cells: Cell, title: str = "Sales") -> Subject:
    notebook = Notebook(path="folder/sales.ipynb", cells=cells, title=title, python_version="3.11.7")
    plan = plan_package(
        notebook, trace(notebook), name="sales", displays=Displays.PRINT, figures=Figures.SAVE, python_version="3.11"
    )
    return Subject(notebook=notebook, plan=plan)


def small(**changes: object) -> Subject:
    subject = planned(
        cell(0, 'import pandas as pd\napi_key = "sk-123456789"\ndf = pd.read_csv("data/sales.csv", api_key)'),
        cell(1, "df.shape", result("(3, 2)")),
        cell(2, 'total = df["x"].sum()\nprint("total:", total)', printed("total: 6.50\n")),
        cell(3, "total", result("6.5")),
        title=str(changes.get("title", "Sales")),
    )
    return subject


def with_plan(subject: Subject, plan: PackagePlan) -> Subject:
    return Subject(notebook=subject.notebook, plan=plan)


def returning(subject: Subject, *names: str) -> Subject:
    """The same plan, its first function returning `names`."""
    (module, *modules) = subject.plan.modules
    (function, *functions) = module.functions
    changed = replace(module, functions=(replace(function, outputs=names), *functions))
    return with_plan(subject, replace(subject.plan, modules=(changed, *modules)))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.path)
def test_hostile_titles_leave_every_file_sound(template: Template) -> None:
    text = template.render(small(title=HOSTILE))
    match template.path.rsplit(".", 1)[-1]:
        case "py":
            ast.parse(text)
        case "toml":
            assert "\n# not" not in text
            assert tomllib.loads(text)["project"]["description"].startswith("<script>")
        case "json":
            json.loads(text)
        case "md":
            assert "<script>" not in text
            assert "](http" not in text.replace("\\]", "")
            assert "\n# not" not in text


@pytest.mark.parametrize("comment", [HOSTILE, "`a` | b\x0cimport os\u2028import os", "x" * 300, "import os " * 20])
def test_comments_on_settings_leave_their_files_sound(comment: str) -> None:
    subject = small()
    parameters = tuple(replace(parameter, comment=comment) for parameter in subject.plan.parameters)
    subject = with_plan(subject, replace(subject.plan, parameters=parameters))
    config = ast.parse(config_py.TEMPLATE.render(subject))
    (made,) = [statement for statement in config.body if isinstance(statement, ast.ClassDef)]
    fields = [ast.unparse(statement.target) for statement in made.body if isinstance(statement, ast.AnnAssign)]
    assert fields == ["sales_path", "api_key", "output_dir"]
    assert all(len(line) <= 88 for line in config_py.TEMPLATE.render(subject).splitlines() if line.startswith("    #"))
    (row,) = [line for line in readme_md.TEMPLATE.render(subject).split("\n") if line.startswith("| `sales_path`")]
    assert row.replace("\\|", "").count("|") == 4
    assert "<script>" not in row


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.path)
def test_rendering_twice_gives_the_same(template: Template) -> None:
    assert template.render(small()) == template.render(small())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.path)
def test_no_file_holds_the_secret(template: Template) -> None:
    assert "sk-123456789" not in template.render(small())


def test_project_metadata() -> None:
    subject = small()
    requirements = (
        Requirement(distribution="pandas", specifier=">=2.3", evidence="import pandas"),
        Requirement(distribution="scikit-learn", specifier="==1.0 --quiet; rm", evidence="import sklearn"),
        Requirement(distribution='x"]\nevil = ["', specifier="", evidence="import x"),
    )
    plan = replace(subject.plan, requirements=requirements, name="big_sales")
    found = tomllib.loads(pyproject_toml.TEMPLATE.render(with_plan(subject, plan)))
    assert found["project"]["name"] == "big-sales"
    assert found["project"]["requires-python"] == ">=3.11"
    assert found["project"]["dependencies"] == ["pandas>=2.3", "scikit-learn"]
    assert found["project"]["scripts"] == {"big-sales": "big_sales.__main__:main"}
    assert found["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["src/big_sales"]


def test_local_modules_are_packaged_and_not_fetched() -> None:
    subject = small()
    notebook = replace(subject.notebook, local_modules=(("cleaning", ""), ("lib/__init__", "")))
    requirements = (Requirement(distribution="cleaning", specifier="", evidence="import cleaning"),)
    plan = replace(subject.plan, requirements=requirements)
    found = tomllib.loads(pyproject_toml.TEMPLATE.render(Subject(notebook=notebook, plan=plan)))
    packages = found["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert packages == ["src/sales", "src/cleaning.py", "src/lib"]
    assert found["project"]["dependencies"] == []


def test_provenance_has_every_statement_once() -> None:
    subject = small()
    found = json.loads(provenance_json.TEMPLATE.render(subject))
    statements = sum(len(ast.parse(c.python).body) for c in subject.notebook.cells)
    assert len({(s["cell"], *s["statement"]) for s in found["statements"]}) == len(found["statements"]) == statements
    assert found["statements"][2]["lines"] == [3, 3]
    assert [p["default"] for p in found["parameters"] if p["kind"] == "secret"] == [None]


def test_conversion_names_cells_as_the_reader_sees_them() -> None:
    text = conversion_md.TEMPLATE.render(small())
    assert "| Cell 2 (In [2]) |" in text
    assert "**Nothing was executed**" in text


def test_markdown_text_has_no_markup() -> None:
    assert markdown("a *b* <i> [c](d)\n# e") == "a \\*b\\* \\<i\\> \\[c\\](d) \\# e"
    assert "https\\://x" in markdown("see https://x")
    assert code("a`b|c") == "``a`b\\|c``"
    assert sentence("`x` is *read*") == "`x` is \\*read\\*"
    assert one_line("a\u202eb\x00c") == "a b c"


def test_values_and_lines_are_harvested() -> None:
    found = harvest(returning(small(), "df", "total"))
    assert [(v.variable, v.look, v.expected) for v in found.values] == [
        ("df", "value.shape", (3, 2)),
        ("total", "value", 6.5),
    ]
    assert [p.lines for p in found.printed] == [("total: 6.50",)]


@pytest.mark.parametrize(
    "cells",
    [
        [cell(0, "x = 1", count=2), cell(1, "x", result("1"), count=1)],
        [cell(0, "x = 1"), cell(1, "x", result("1"), count=5)],
        [cell(0, "x = 1"), cell(1, "1 / 0", Output(kind="error", text="")), cell(2, "x", result("1"))],
        [cell(0, "import numpy as np\nx = np.random.rand()"), cell(1, "x", result("0.5"))],
        [cell(0, "from datetime import date\nx = date.today().year"), cell(1, "x", result("2021"))],
        [cell(0, 'import pandas as pd\nx = pd.read_csv("https://a.b/c.csv")'), cell(1, "x.shape", result("(1, 2)"))],
        [cell(0, "import os\nx = os.listdir()"), cell(1, "len(x)", result("3"))],
        [cell(0, "x = f(random_state=None)\nfrom a import shuffle\ny = shuffle(x)"), cell(1, "len(y)", result("3"))],
    ],
)
def test_nothing_is_harvested_in_doubt(cells: list[Cell]) -> None:
    found = harvest(returning(planned(*cells), "x", "y"))
    assert (found.values, found.printed) == ((), ())


def test_a_seed_is_trusted() -> None:
    cells = (cell(0, "import numpy as np\nnp.random.seed(1)\nx = np.random.rand(3)"), cell(1, "len(x)", result("3")))
    assert len(list(trusted_cells(planned(*cells).notebook))) == 2


def test_a_value_changed_later_in_its_function_is_left_out() -> None:
    cells = (cell(0, "x = [1]\nx.append(3)"), cell(1, "len(x)", result("2")))
    assert len(harvest(returning(planned(*cells), "x")).values) == 1
    assert harvest(returning(planned(*cells, cell(2, "x.append(2)")), "x")).values == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("(3, 2)", (3, 2)), ("np.float64(0.5)", 0.5), ("Index(['a', 'b'], dtype='object')", ["a", "b"]), ("12", 12)],
)
def test_stored_text_is_a_literal(text: str, value: object) -> None:
    assert literal_of(text) == value


@pytest.mark.parametrize(
    "text", ["[1, ...]", "<A at 0x7f>", "   a  b\n0  1  2", "'/home/me'", "[[1.5]]", "x" * 3000, "1e999", "[1e999]"]
)
def test_stored_text_is_no_literal(text: str) -> None:
    assert literal_of(text) is None


@pytest.mark.parametrize(
    "text", ["took 3.2 s", "saved to out/x.csv", "a  b\n1  2", "at 12:30", "version 3", "dtype: int64", "\n"]
)
def test_printed_text_that_is_not_steady(text: str) -> None:
    assert lines_of(text) == ()


@pytest.mark.parametrize(
    ("source", "probe"),
    [
        ("df.shape", ("df", "value.shape")),
        ("len(df)", ("df", "len(value)")),
        ("df['a'].nunique()", ("df", "value['a'].nunique()")),
        ("df.pop('a')", None),
        ("f(df)", None),
        ("df.shape[n]", None),
    ],
)
def test_probes(source: str, probe: tuple[str, str] | None) -> None:
    assert probe_of(ast.parse(source, mode="eval").body) == probe


@pytest.mark.parametrize(
    ("source", "is_left"),
    [
        ("df.head()", True),
        ("y = df.drop('a', axis=1)", True),
        ("plt.plot(df['a'])", True),
        ("df['b'] = 1", False),
        ("df = df.dropna()", False),
        ("df.drop('a', inplace=True)", False),
        ("y = df.pop('a')", False),
        ("prepare(df)", False),
        ("for c in df: pass", False),
    ],
)
def test_what_leaves_a_value_alone(source: str, is_left: bool) -> None:
    assert leaves_alone(ast.parse(source).body[0], "df") is is_left


def test_tests_without_harvest_still_run_the_pipeline() -> None:
    subject = planned(cell(0, "x = [1]"), cell(1, "print(x)"))
    assert not test_golden_py.TEMPLATE.when(subject)
    assert test_pipeline_py.TEMPLATE.when(subject)


def test_a_script_has_no_functions_to_test() -> None:
    subject = planned(cell(0, "exec('x = 1')"), cell(1, "print(x)", printed("1\n")))
    assert "recorded" not in conftest_py.TEMPLATE.render(subject)
    assert "SIGNATURES" not in test_signatures_py.TEMPLATE.render(subject)
    assert "script" in pyproject_toml.TEMPLATE.render(subject)


def test_what_annotations_alone_name_is_for_developers() -> None:
    """Who checks the types needs it; a run does not."""
    subject = small()
    numpy = ImportBinding(name="np", module="numpy", ref=StmtRef(cell=0, path=(0,)))
    modules = tuple(replace(module, type_imports=(numpy,)) for module in subject.plan.modules)
    typed = with_plan(subject, replace(subject.plan, modules=modules, has_types=True))
    found = tomllib.loads(pyproject_toml.TEMPLATE.render(typed))
    assert found["dependency-groups"]["dev"] == ["mypy>=1.18", "numpy", "pytest>=8", "ruff>=0.8"]
    assert [one.partition(">")[0] for one in found["project"]["dependencies"]] == ["pandas"]
