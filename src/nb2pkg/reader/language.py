"""Which language a notebook is in: by its metadata, else by the look of its code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nb2pkg.patterns import pattern_of
from nb2pkg.reader.raw import Json, RawNotebook

_PYTHON = pattern_of(r".*python.*|py(?:spark|3|38?)?\b.*|pyodide.*|conda-env-.*-py", re.IGNORECASE)
_KERNELS = {
    "ir": "R",
    "xr": "R",
    "irkernel": "R",
    "r": "R",
    "ijavascript": "JavaScript",
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "tslab": "TypeScript",
    "deno": "TypeScript",
    "julia": "Julia",
    "sql": "SQL",
    "xsqlite": "SQL",
    "bash": "Bash",
    "scala": "Scala",
    "spark": "Scala",
    "almond": "Scala",
    "apache_toree_scala": "Scala",
    "sparkr": "R",
    "rust": "Rust",
    "gophernotes": "Go",
    "go": "Go",
    "octave": "Octave",
    "matlab": "MATLAB",
    "kotlin": "Kotlin",
    "java": "Java",
    "ruby": "Ruby",
    "iruby": "Ruby",
    "haskell": "Haskell",
    "ihaskell": "Haskell",
    "sas": "SAS",
    "stata": "Stata",
    "sagemath": "Sage",
    "sage": "Sage",
    "c++": "C++",
    "c#": "C#",
    "csharp": "C#",
    "f#": "F#",
    "powershell": "PowerShell",
    "clojure": "Clojure",
    "perl": "Perl",
    "lua": "Lua",
    "wolfram": "Wolfram",
    "mathematica": "Wolfram",
    "ocaml": "OCaml",
    "gnuplot": "Gnuplot",
    "logtalk": "Logtalk",
    "robotframework": "Robot Framework",
}
LOOKED_AT = 5_000  # characters of a cell: patterns that begin with blanks take the square of a run of them
_R_LINE = pattern_of(r"^\s*(?:[\w.$]+\s*<-\s|library\([\w.\"]+\)|.*%>%)", re.MULTILINE)
_JULIA_LINE = pattern_of(r"^(?:using [A-Z]\w+(?:, [A-Z]\w+)*$|println\(|end\s*$|function \w+\(.*\)$)", re.MULTILINE)


def language_of(raw: RawNotebook) -> str:
    """`python`, or the proper name of another language."""
    for claim in _claims(raw.metadata):
        if _PYTHON.fullmatch(claim):
            return "python"
        base = re.sub(r"[-_ ]?v?\d[\d.]*$", "", claim.lower())
        if claim.lower() in _KERNELS or base in _KERNELS:
            return _KERNELS.get(claim.lower(), _KERNELS.get(base, claim))
    named = _text(raw.metadata, "language_info", "name") or _text(raw.metadata, "kernelspec", "language")
    return named or _language_by_look([cell.source for cell in raw.cells if cell.kind == "code"])


def kernel_of(metadata: Json) -> str:
    """The name of the kernel; `python3` where the file has none."""
    return _text(metadata, "kernelspec", "name") or "python3"


def python_version_of(metadata: Json) -> str:
    """The version of Python that last ran the notebook; empty if unknown."""
    return _text(metadata, "language_info", "version")


def _claims(metadata: Json) -> Iterator[str]:
    for path in (
        ("language_info", "name"),
        ("kernelspec", "language"),
        ("jupytext", "main_language"),
        ("kernelspec", "name"),
    ):
        if claim := _text(metadata, *path):
            yield claim


def _text(metadata: Json, first: str, second: str) -> str:
    outer = metadata.get(first)
    value = outer.get(second) if isinstance(outer, Mapping) else None
    return value.strip() if isinstance(value, str) else ""


def _language_by_look(sources: list[str]) -> str:
    """R and Julia where most cells show it. `a <- 1` is valid Python, so parsing says little."""
    sources = [source.strip()[:LOOKED_AT] for source in sources]
    wanted = max(1, sum(1 for source in sources if source) // 2)
    if sum(1 for source in sources if _R_LINE.search(source)) >= wanted:
        return "R"
    return "Julia" if sum(1 for source in sources if _JULIA_LINE.search(source)) >= wanted else "python"
