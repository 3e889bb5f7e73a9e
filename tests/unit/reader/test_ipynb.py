"""`.ipynb` files: formats, cells, outputs, prose, and the metadata that counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.model.notebook import Notebook, Output, Wrapper
from nb2pkg.reader import read_notebook


def code(source: str | list[str], *, tags: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    cell = {
        "cell_type": "code",
        "source": source,
        "metadata": {"tags": list(tags)},
        "outputs": [],
        "execution_count": None,
    }
    return cell | more


def prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reader(*cells: dict[str, Any], metadata: dict[str, Any] | None = None, version: int = 4) -> Notebook:
        path = tmp_path / "a.ipynb"
        path.write_text(
            json.dumps({"nbformat": version, "nbformat_minor": 4, "metadata": metadata or {}, "cells": cells})
        )
        return read_notebook(path)

    return reader


def test_cells_keep_their_index_in_the_file(read: Any) -> None:
    notebook = read(
        prose("# A"), code(["x = 1\n", "y"]), {"cell_type": "raw", "source": "r", "metadata": {}}, code("z")
    )
    assert [(cell.index, cell.source) for cell in notebook.cells] == [(1, "x = 1\ny"), (3, "z")]
    assert [item.index for item in notebook.prose] == [0]


def test_ids_are_made_unique(read: Any) -> None:
    notebook = read(code("a", id="x"), code("b", id="x"), code("c"), code("d", id=3))
    assert [cell.id for cell in notebook.cells] == ["x", "cell-1", "cell-2", "cell-3"]
    assert not notebook.notes


def test_line_ends_are_those_of_the_parser(read: Any) -> None:
    assert read(code("x = 1\r\ny = 2\rz")).cells[0].source == "x = 1\ny = 2\nz"


def test_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [code("x")]}), encoding="utf-8-sig")
    assert len(read_notebook(path).cells) == 1


def test_halves_of_surrogate_pairs_are_replaced(read: Any) -> None:
    assert read(code("x = '\ud83d'")).cells[0].source == "x = '\ufffd'"


def test_notebook_under_another_suffix(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb.txt"
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [code("x")]}))
    assert len(read_notebook(path).cells) == 1


def test_format_3_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    cells = [
        {"cell_type": "heading", "level": 1, "source": "T", "metadata": {}},
        {
            "cell_type": "code",
            "language": "python",
            "collapsed": False,
            "input": "x",
            "metadata": {},
            "outputs": [{"output_type": "pyout", "prompt_number": 1, "text": ["3"], "metadata": {}}],
            "prompt_number": 1,
        },
    ]
    worksheets = [{"cells": cells, "metadata": {}}]
    path.write_text(
        json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": worksheets})
    )
    notebook = read_notebook(path)
    assert notebook.notes == ("upgraded from notebook format 3",)
    assert notebook.title == "T"
    assert notebook.cells[0].outputs == (Output(kind="result", text="3", mimes=("text/plain",), size=1),)
    assert notebook.cells[0].execution_count == 1
    assert read_notebook(path) == notebook  # nbformat draws ids at random


def test_of_an_invalid_file_only_its_own_ids_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "mended.ipynb"
    bare = {"cell_type": "code", "source": "x", "metadata": {}, "execution_count": None}
    cells = [bare | {"id": "mine", "outputs": []}, bare]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    notebook = read_notebook(path)
    assert [cell.id for cell in notebook.cells] == ["mine", "cell-1"]
    assert read_notebook(path) == notebook


def test_outputs(read: Any) -> None:
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": ["a\n", "b"]},
        {"output_type": "execute_result", "data": {"text/plain": ["3"], "text/html": "<b>"}, "metadata": {}},
        {"output_type": "display_data", "data": {"image/png": "AAAA"}, "metadata": {}},
        {"output_type": "error", "ename": "KeyError", "evalue": "1", "traceback": ["\x1b[0;31mKeyError\x1b[0m: 1"]},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": []},
        {"output_type": "unheard-of"},
    ]
    assert read(code("x", outputs=outputs)).cells[0].outputs == (
        Output(kind="stream", name="stderr", text="a\nb", size=3),
        Output(kind="result", text="3", mimes=("text/html", "text/plain"), html="<b>", size=4),
        Output(kind="display", text="", mimes=("image/png",), size=4),
        Output(kind="error", name="KeyError", text="KeyError: 1", size=11),
        Output(kind="error", name="E", text="E: v", size=4),
    )


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "python2", "language": "python"}},
        {"kernelspec": {"name": "conda-env-x-py", "display_name": "x"}},
        {"kernelspec": {"name": "pysparkkernel", "language": ""}},
        {"kernelspec": {"name": "myenv"}},
        {"kernelspec": {"name": "ir"}, "language_info": {"name": "python"}},
        {"language_info": {"name": "ipython"}},
        {"kernelspec": {"name": "xpython"}},
        {"kernelspec": "broken"},
    ],
)
def test_python_by_many_names(read: Any, metadata: dict[str, Any]) -> None:
    assert read(code("x"), metadata=metadata).language == "python"


def test_metadata(read: Any) -> None:
    metadata = {
        "kernelspec": {"name": "k", "language": "python"},
        "language_info": {"name": "python", "version": "3.9.1"},
    }
    notebook = read(code("x"), metadata=metadata)
    assert (notebook.kernel, notebook.python_version) == ("k", "3.9.1")


def test_tags(read: Any) -> None:
    notebook = read(code("x", tags=("skip-execution",)), code("y", tags=("raises-exception", "b")))
    assert [cell.index for cell in notebook.cells] == [1]
    assert notebook.cells[0].wrapper is Wrapper.TOLERANT
    assert notebook.cells[0].tags == {"raises-exception", "b"}
    assert notebook.notes == ("cell 0 is tagged `skip-execution` and left out",)


def test_what_magics_bring(read: Any) -> None:
    notebook = read(
        code("!pip install a b -r r.txt"), code("%pip install b c"), code("%%writefile x.py\n1"), code("%cd x\n!ls")
    )
    assert notebook.requirements == ("a", "b", "c")
    assert notebook.notes == ("cell 0: `-r r.txt` in `pip install a b -r r.txt` is not made a requirement",)
    assert [(item.cell, item.path, item.text) for item in notebook.extra_files] == [(2, "x.py", "1\n")]
    assert (notebook.cells[3].runtime, notebook.cells[3].implied_imports) == (("run_shell",), ("os",))


def test_files_that_grow(read: Any) -> None:
    notebook = read(code("%%writefile x.txt\na"), code("%%writefile -a x.txt\nb"), code("%%writefile -a y.txt\nc"))
    assert [item.text for item in notebook.extra_files] == ["a\n", "a\nb\n", "c\n"]
    assert notebook.notes == ("cell 2: `y.txt` is added to, but no cell has written it before",)


def test_names_bound_before_a_cell_decide(read: Any) -> None:
    notebook = read(code("!ls $path"), code("path = ls = 1"), code("!ls $path"), code("ls"))
    assert [cell.python for cell in notebook.cells] == [
        'run_shell("ls $path")',
        "path = ls = 1",
        'run_shell(f"ls {path}")',
        "ls",
    ]


@pytest.mark.parametrize(
    ("source", "muted"),
    [
        ("x;", True),
        ("x; # why", True),
        ("x;\n# why;\n\n", True),
        ("x # a;", False),
        ("x # a;\n# b", False),
        ("';'", False),
        ("x; y", False),
        ("f('a;') # b;", False),
        ("%time f();", True),
        ("!ls;", False),
        ("%timeit f()", True),
        ("x\n%timeit f()\n", True),
        ("%timeit f()\nx", False),
        ("%%prun\nf()", True),
        ("%%time\nf();", True),
        ("x = '''\n;", False),
        ("x = '''\n;'''", False),
        ("é = 'ü'; # é", True),
        ("x = '' \\\n ;", True),
        ("if x:\n    'y';", False),
    ],
)
def test_muted(read: Any, source: str, muted: bool) -> None:
    assert read(code(source), code("z = 1")).cells[0].muted is muted


@pytest.mark.parametrize(
    ("source", "line", "python2"),
    [
        ("x = 1\nprint 'a'", 2, True),
        ("print a, b", 1, True),
        ("exec 'x'", 1, True),
        ("try:\n    x\nexcept A, e:\n    y", 3, True),
        ("x = 0777", 1, True),
        ("x = `y`", 1, True),
        ("x <> y", 1, True),
        ("raise E, 'x'", 1, True),
        ("x = 3L", 1, True),
        ("lambda (a, b): a", 1, True),
        ("x = (", 1, False),
        ("x = = 3", 1, False),
        ("if x\n    y", 1, False),
        ("return 3", 1, False),
        ("x = 1\nbreak", 2, False),
        ("x\0", 1, False),
        ("a\n  b", 2, False),
        ("s = 'é", 1, False),
    ],
)
def test_syntax_errors_are_values(read: Any, source: str, line: int, python2: bool) -> None:
    problem = read(code("ok = 1"), code(source)).cells[1].syntax_error
    assert problem is not None
    assert problem.message
    assert (problem.line, problem.python2) == (line, python2)


@pytest.mark.parametrize("source", ["await f()", "async for x in y: pass", "x = [await y for y in z]", "%time x\n!ls"])
def test_what_a_kernel_accepts_is_no_error(read: Any, source: str) -> None:
    assert read(code(source)).cells[0].syntax_error is None


def test_sound_files_are_read_without_nbformat(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [code("%time x = 1\n!ls")]}))
    program = (
        "import sys, pathlib, nb2pkg.reader as r; r.read_notebook(pathlib.Path(sys.argv[1]));"
        "print(*{'nbformat', 'jupytext', 'IPython', 'jsonschema', 'libcst', 'yaml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
