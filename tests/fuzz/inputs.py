"""What is drawn: files that are nearly notebooks, cells that are nearly Python, texts that want to break out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hypothesmith
from hypothesis import strategies as st

from nb2pkg.broken_cells import broken_cells
from nb2pkg.reader import notebook_of
from tests.fuzz.programs import magic_pool, programs

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "notebooks").rglob("*.ipynb"))
TEXTS = [path.read_text(encoding="utf-8-sig") for path in FIXTURES]
MARK = "PWNED_MARK"

# Pieces that mean something to a format that reports or packages are written in.
BREAKOUTS = [
    '"""', "'''", "\\", "\n", "\r\n", "\t", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ud800", "\ufeff", "</script>",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>", "-->", "{{x}}", "{x}", "%s", "%(a)s", "$(id)", "`id`", "```",
    "|", "*", "_", "[a](javascript:alert(1))", "::error::x", "%0A", "&", "&#60;", "'", '"', "#", "%%bash", "!id", "%run x",
    "..", "/", "C:\\", "con", "import os", f"{MARK}()", f'"""\n{MARK}()\n"""', f"\n{MARK}()\n", f"#\n{MARK}()", f"{{{MARK}()}}",
    f"\n[tool.x]\na = {MARK}", "noqa", "type: ignore", "é", "\N{MATHEMATICAL BOLD SMALL X}", "٣", "﷽",
]  # fmt: skip
words = st.sampled_from(BREAKOUTS) | st.text(max_size=6) | st.sampled_from(["sales", "Load data", "1. Clean"])
hostile = st.lists(words, max_size=6).map("".join)

# Lines that IPython would make something of, and lines that only look so.
_MAGIC = [
    "%", "%%", "!", "!!", "?", "??", "%time ", "%%time", "%%bash", "%%writefile a.py", "%env A=", "%cd ", "%pip install ",
    "%matplotlib inline", "%%capture out", "%run a.py", "%load_ext ", "x = %", "x = !", "a, b = !ls", "f(x)", "if x:", "    ",
    "for i in y:", "def f(a):", "(", ")", "[", "]", "{", "}", '"""', "'''", "'", '"', "\\", "\n", "\n", "\n", "#", ";", " ", "\t",
    "\x0c", "\r", ",f a", ";f a", "/f a", "await g()", "lambda: ", "print(1)", "$x", "{x}", "*", "é", "\u2028", "%%", "get_ipython()",
]  # fmt: skip
_odd_lines = st.lists(st.sampled_from(_MAGIC) | st.text(max_size=4), min_size=1, max_size=14).map("".join)


@st.composite
def _among_real_lines(draw: st.DrawFn) -> str:
    """A real cell, most likely with magics, into which such pieces were put."""
    text = draw(st.sampled_from(magic_pool()))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, 2**12 - 1)) % (len(text) + 1)
        text = text[:at] + draw(st.sampled_from(_MAGIC)) + text[at:]
    return text


magic_cells = _odd_lines | _among_real_lines()
_grammar = st.lists(
    hypothesmith.from_node(auto_target=False) | hypothesmith.from_grammar(auto_target=False), min_size=1, max_size=2
)


@st.composite
def _cells_of_programs(draw: st.DrawFn) -> list[str]:
    """Real statements; now and then what a grammar makes, of which few bytes make anything.

    One broken cell would keep a whole program from being converted: mostly there is none.
    """
    kind = draw(st.integers(0, 15))
    if kind == 15:
        return draw(_grammar)
    cells = draw(programs())
    return cells if kind > 12 else _sound(cells) or cells


def _sound(cells: list[str]) -> list[str]:
    read = notebook_of(notebook_text(cells), Path("a.ipynb"))
    broken = {cell.index - 1 for cell in broken_cells(read)}  # after the heading
    return [cell for index, cell in enumerate(cells) if index not in broken]


python_cells = _cells_of_programs()

_KEYS = [
    "cells", "cell_type", "source", "metadata", "outputs", "nbformat", "nbformat_minor", "id", "execution_count", "data", "text",
    "text/plain", "output_type", "name", "ename", "evalue", "traceback", "kernelspec", "language_info", "worksheets", "tags",
    "language", "version", "attachments",
]  # fmt: skip
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | hostile
    | st.sampled_from([*_KEYS, "code", "markdown", "raw"])
)
documents = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6),
    max_leaves=25,
)


@st.composite
def damaged_files(draw: st.DrawFn) -> str:
    """A notebook of ours in which something was cut out, repeated, or replaced by a piece of something else."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 300)))
        new = draw(
            st.sampled_from(["", text[at:end] * 2, "null", "[]", '"x"', "{}", "1e999", "\\u0000", "\\ud800"]) | hostile
        )
        text = text[:at] + new + text[end:]
    return text


@st.composite
def odd_documents(draw: st.DrawFn) -> str:
    """A notebook of ours in which a value, wherever it stands, is another."""
    document = json.loads(draw(st.sampled_from(TEXTS)))
    for _ in range(draw(st.integers(1, 3))):
        _replace_somewhere(draw, document)
    return json.dumps(document)


def _replace_somewhere(draw: st.DrawFn, value: Any) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key = draw(st.sampled_from(keys))
    if isinstance(value[key], dict | list) and draw(st.integers(0, 3)):
        _replace_somewhere(draw, value[key])
    else:
        value[key] = draw(documents)


@st.composite
def sound_documents(draw: st.DrawFn) -> str:
    """A notebook, of ours or of a program, in which values are others of their kind: nearly all of them are read."""
    own = st.sampled_from(TEXTS)
    document = json.loads(notebook_text(draw(programs())) if draw(st.booleans()) else draw(own))
    for _ in range(draw(st.integers(1, 6))):
        _vary_somewhere(draw, document)
    return json.dumps(document)


def _vary_somewhere(draw: st.DrawFn, value: Any) -> None:
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key = keys[draw(st.integers(0, 2**12 - 1)) % len(keys)]
    match value[key]:
        case dict() | list() as inner if inner and draw(st.integers(0, 7)):
            _vary_somewhere(draw, inner)
        case list() as inner:
            value[key] = draw(st.sampled_from([inner[1:], inner * 2, inner[::-1], []]))
        case str() as text if key not in ("cell_type", "output_type"):
            value[key] = draw(st.sampled_from(["", text * 2, text.upper(), text + "\n"]) | hostile)
        case bool() | None:
            value[key] = draw(st.booleans() | st.none())
        case int() if key not in ("nbformat", "nbformat_minor"):
            value[key] = draw(st.integers(-(2**70), 2**70))


@st.composite
def _files(draw: st.DrawFn) -> str:
    """Most of them are notebooks, others were one, or never were."""
    kinds = (damaged_files(), odd_documents(), documents.map(json.dumps), hostile)
    kind = draw(st.integers(0, 11))
    return draw(kinds[kind - 8] if kind > 7 else sound_documents())


files = _files()


_PYTHON = {"language_info": {"name": "python"}}  # else cells that look like R are


def notebook_text(
    cells: list[str], *, prose: str = "# Title", output: str = "", metadata: dict[str, Any] | None = None
) -> str:
    """A sound notebook around these cells."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": output}] if output else []
    code = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "source": cell,
            "outputs": outputs,
            "execution_count": n + 1,
        }
        for n, cell in enumerate(cells)
    ]
    heading = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": prose}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata or _PYTHON, "cells": [heading, *code]})
