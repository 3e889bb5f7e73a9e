"""Cell magics: `%%name args` on the first line, and the rest of the cell as its body."""

from __future__ import annotations

import re
import shlex
from pathlib import PurePosixPath

from msgspec.structs import replace

from nb2pkg.model.notebook import ExtraFile, Magic, Treatment, Wrapper
from nb2pkg.patterns import pattern_of
from nb2pkg.reader.magics.interpolation import has_interpolation, literal
from nb2pkg.reader.magics.lines import translate_lines
from nb2pkg.reader.magics.shell import script
from nb2pkg.reader.magics.values import Scope, Translation
from nb2pkg.reader.parsing import is_python
from nb2pkg.syntax.names import is_name

# The body is Python and runs in the notebook's namespace. Profilers show nothing of its last value.
PYTHON_BODY = frozenset("time prun memit mprun lprun snakeviz scalene pyinstrument heat capture wandb skip_if".split())
SILENT = PYTHON_BODY - {"time", "capture", "wandb"}
DISPLAY_ONLY = frozenset("html HTML javascript js latex markdown svg SVG mermaid css".split())
FOREIGN = frozenset(
    """
    R r julia octave matlab sas stata idl gap maxima prolog scala java kotlin rust go fortran cpp cu nvcc typescript ts
    perl ruby lua node python python2 python3 pypy script cmd powershell pwsh cython cython_inline local send2r
    sql bigquery duckdb cypher sparql spark sparksql configure gnuplot graphviz dot tikz jinja writetemplate
    """.split()
)
SHELLS = frozenset("bash sh shell system sx !".split())
_FIRST_LINE = pattern_of(r"%%(\S*)[ ]?(.*)")


def has_cell_magic(text: str) -> bool:
    """Whether IPython takes the (cleaned) text for a cell magic; `%%name?` asks for help."""
    return text.startswith("%%") and not re.match(r"%%\w+\?", text)


def translate_cell(text: str, scope: Scope, *, first_line: int) -> Translation:
    """The translation of a cell whose text starts with `%%`; `first_line` is where that stands, from 1."""
    head, _, body = text.partition("\n")
    match = _FIRST_LINE.match(head.rstrip())
    name, args = (match[1], match[2]) if match else ("", "")
    magic = Magic(line=first_line, kind="cell", name=name, body=args, treatment=Treatment.UNSUPPORTED)
    done = _translate(magic, body, scope)
    # A magic without a body is one line, and not the start of a second.
    return done if "\n" in text else replace(done, python=done.python.split("\n")[0])


def _translate(magic: Magic, body: str, scope: Scope) -> Translation:
    name = magic.name
    if name in PYTHON_BODY:
        return _python_body(magic, body, scope)
    if name == "timeit":
        return _removed(
            magic, body, treatment=Treatment.DROPPED, notes=("a `%%timeit` cell is left out: it binds nothing",)
        )
    if name in {"writefile", "file"}:
        return _written(magic, body, scope)
    if name in SHELLS or (
        name == "script" and magic.body.split()[:1] in (["bash"], ["sh"], ["/bin/bash"], ["/bin/sh"])
    ):
        return _shell_script(magic, body)
    if name in DISPLAY_ONLY or (name == "script" and magic.body.split()[:1] in (["false"], ["true"], ["echo"], [":"])):
        return _removed(magic, body, treatment=Treatment.DROPPED)
    if name in FOREIGN:
        return _removed(magic, body, treatment=Treatment.UNSUPPORTED)
    return _unknown(magic, body, scope)


def _body_of(magic: Magic, body: str, scope: Scope) -> Translation:
    """The body as a cell of its own, which may start with another cell magic."""
    stripped = body.lstrip()
    blank = body[: len(body) - len(stripped)].count("\n") if stripped.startswith("%%") else 0
    rest = "\n".join(body.split("\n")[blank:])
    if has_cell_magic(rest):
        inner = translate_cell(rest, scope, first_line=magic.line + 1 + blank)
        return replace(inner, python="\n" * blank + inner.python)
    return translate_lines(body, scope, first_line=magic.line + 1)


def _python_body(magic: Magic, body: str, scope: Scope) -> Translation:
    inner = _body_of(magic, body, scope)
    last = magic.line + len(body.rstrip().split("\n"))
    done = replace(
        inner,
        python="\n" + inner.python,
        magics=(replace(magic, treatment=Treatment.UNWRAPPED), *inner.magics),
        silent_lines=(*inner.silent_lines, last) if magic.name in SILENT else inner.silent_lines,
    )
    if magic.name != "capture":
        return done
    names = [word for word in magic.body.split() if not word.startswith("-")]
    name = names[0] if len(names) == 1 and is_name(names[0]) else ""
    return replace(done, wrapper=Wrapper.CAPTURED, captured_as=name)


def _blank(body: str) -> str:
    return "\n" * body.count("\n")


def _removed(magic: Magic, body: str, *, treatment: Treatment, notes: tuple[str, ...] = ()) -> Translation:
    whole = replace(magic, body=f"{magic.body}\n{body}", treatment=treatment)
    return Translation(python="\n" + _blank(body), magics=(whole,), notes=notes)


def _shell_script(magic: Magic, body: str) -> Translation:
    if re.search(r"--(?:out|err|bg|proc)\b", magic.body):
        return _removed(magic, body, treatment=Treatment.UNSUPPORTED)
    became = script(body.strip("\n"))
    found = replace(magic, body=f"{magic.body}\n{body}", treatment=became.treatment)
    return Translation(python=became.python + "\n" + _blank(body), magics=(found,), runtime=became.runtime)


def _written(magic: Magic, body: str, scope: Scope) -> Translation:
    path = _target_of(magic.body)
    is_appended = bool(re.match(r"-a\b|--append\b", magic.body.strip()))
    if not path or has_interpolation(magic.body, scope) or not _is_inside(path):
        note = f"`%%{magic.name} {magic.body}` does not write into the notebook's folder"
        return _removed(magic, body, treatment=Treatment.UNSUPPORTED, notes=(note,))
    text = body if body.endswith("\n") else body + "\n"
    extra = ExtraFile(cell=scope.cell, path=path, text=text)
    done = _removed(magic, body, treatment=Treatment.REWRITTEN)
    mode = ", append=True" if is_appended else ""
    call = f"write_file({literal(path)}, {literal(text)}{mode})"
    return replace(done, python=call + done.python, extra_files=(extra,), appends=is_appended, runtime=("write_file",))


def _target_of(args: str) -> str:
    try:
        words = [word for word in shlex.split(args) if word not in {"-a", "--append"}]
    except ValueError:
        return ""
    return str(PurePosixPath(words[0])) if len(words) == 1 and words[0] not in {".", ""} else ""


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and not path.startswith("~") and "\\" not in path


def _unknown(magic: Magic, body: str, scope: Scope) -> Translation:
    """The body of an unknown magic is kept if it is Python: `%%opts` and `%%output` of HoloViews are such."""
    inner = _body_of(magic, body, scope)
    if not is_python(inner.python):
        return _removed(magic, body, treatment=Treatment.UNSUPPORTED)
    return replace(inner, python="\n" + inner.python, magics=(magic, *inner.magics))
