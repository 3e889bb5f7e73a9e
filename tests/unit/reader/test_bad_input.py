"""Every way in which a file is no notebook: one clear sentence, and a hint."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reader import files, read_notebook


def old(cell: dict[str, Any]) -> str:
    return json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [cell]}]})


def document(*cells: dict[str, object], **metadata: object) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)})


def code(source: str) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def refusal(path: Path) -> str:
    with pytest.raises(Nb2pkgError) as caught:
        read_notebook(path)
    assert caught.value.hint
    assert caught.value.message.count("\n") == 0
    assert caught.value.message.endswith(".")
    return caught.value.message


R = {"language": "R", "name": "ir"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("   \n", "is empty"),
        ("<html></html>", "is not JSON"),
        ("{'cells': []}", "is not JSON"),
        ('{"cells": [], }', "is not JSON"),
        (document(code("x = 1"))[:-9], "truncated"),
        (document(code("x = 1"))[:60], "truncated"),
        ('{"cells": ["abc', "truncated"),
        ('{\n<<<<<<< HEAD\n"cells": []}', "merge conflict"),
        ("[" * 200_000, "nested too deeply"),
        ('{"cells": ' + "[" * 200_000 + "]" * 200_000 + "}", "nested too deeply"),
        ('{"cells": [], "nbformat": ' + "1" * 10_000 + "}", "thousands of digits"),
        ("[]", "but not a notebook"),
        ("3", "but not a notebook"),
        ('{"a": 1}', "but not a notebook"),
        ('{"nbformat": 4}', "is not a valid notebook: it has no list of cells"),
        ('{"nbformat": 4, "cells": {}}', "is not a valid notebook: it has no list of cells"),
        ('{"nbformat": 4, "cells": [3]}', "cell 0 is not an object"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "cell 0 has no source"),
        ('{"nbformat": 4, "cells": [{"source": ""}]}', "cell 0 has no type"),
        ('{"nbformat": 3, "worksheets": 3}', "cannot be upgraded"),
        (old({"cell_type": "code", "input": "x", "outputs": [{"output_type": {}}]}), "cannot be upgraded"),
        (
            old({"cell_type": "code", "input": "x", "outputs": [{"output_type": "pyout", "json": "{"}]}),
            "cannot be upgr",
        ),
        (old({"cell_type": "heading", "level": 10**12, "source": "T"}), "has no code cells"),
        ('{"nbformat": 5, "cells": []}', "format 5 is none that nb2pkg knows"),
        ('{"nbformat": "x", "cells": 3}', "is not a valid notebook"),
        (document(), "has no code cells"),
        (document({"cell_type": "markdown", "source": "# x", "metadata": {}}), "has no code cells"),
        (document(code(""), code("# only\n\n  # comments")), "only empty code cells"),
        (document(code("x <- 1"), kernelspec=R), "is a notebook in R"),
        (document(code("x"), language_info={"name": "julia"}), "is a notebook in Julia"),
        (document(code("x"), kernelspec={"name": "julia-1.9", "display_name": "Julia"}), "in Julia"),
        (document(code("select 1"), kernelspec={"name": "sql", "language": "sql"}), "in SQL"),
        (document(code("x"), language_info={"name": "coconut"}), "in coconut"),
        (document(code("x"), jupytext={"main_language": "bash"}), "in Bash"),
        (document(code("library(dplyr)"), code("x <- c(1, 2)")), "in R"),
        (document(code("using DataFrames\nprintln(3)")), "in Julia"),
    ],
)
def test_content(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(content, encoding="utf-8")
    assert said in refusal(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (document(*[code("x")] * 5_001), "has 5,001 cells; nb2pkg reads notebooks of up to 5,000"),
        (document(code("x" * 5_100_000)), "has 5.1 million characters of code; nb2pkg reads up to 5"),
        (
            document(code("x"), {"cell_type": "markdown", "source": "x" * 20_100_000, "metadata": {}}),
            "has 20.1 million",
        ),
    ],
    ids=["cells", "code", "text"],
)
def test_too_much_in_cells(tmp_path: Path, content: str, said: str) -> None:
    test_content(tmp_path, content, said)


def test_missing_file(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "a.ipynb")
    (tmp_path / "file").write_text("")
    assert "does not exist" in refusal(tmp_path / "file" / "a.ipynb")


def test_directory(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").symlink_to(tmp_path / "b.ipynb")
    (tmp_path / "b.ipynb").symlink_to(tmp_path / "a.ipynb")
    assert "symbolic link" in refusal(tmp_path / "a.ipynb")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(document(code("x")))

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)  # the tests may run as root, whom no mode keeps out
    assert "may not be read" in refusal(path)


def test_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ipynb")
    assert "not a regular file" in refusal(tmp_path / "a.ipynb")


def test_no_path(tmp_path: Path) -> None:
    assert "is not a path" in refusal(tmp_path / "a\0.ipynb")
    assert "too long a name" in refusal(tmp_path / ("a" * 300 + ".ipynb"))


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 100_000_000)  # sparse
    message = refusal(path)
    assert "200 MB" in message
    assert "100 MB" in message


@pytest.mark.parametrize(
    ("encode", "said"),
    [
        (lambda text: text.encode("latin-1"), "byte 0xE9"),
        (lambda text: text.encode("utf-16"), "UTF-16"),
    ],
)
def test_other_encodings(tmp_path: Path, encode: Callable[[str], bytes], said: str) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(encode('{"cells": "é"}'))
    assert said in refusal(path)


@pytest.mark.parametrize("name", ["a.txt", "a.qmd", "a", "a.csv"])
def test_unknown_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("x = 1")
    assert "is not a notebook that nb2pkg knows" in refusal(path)


def test_broken_header_of_a_text_notebook(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\njupyter:\n  kernelspec: [\n---\n\n```python\n1\n```\n")
    assert "cannot be read as a jupytext notebook" in refusal(path)
