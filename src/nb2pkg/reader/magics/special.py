"""A cell with IPython syntax -> its Python."""

from __future__ import annotations

from msgspec.structs import replace

from nb2pkg.reader.magics.automagic import with_percent
from nb2pkg.reader.magics.cell_magics import has_cell_magic, translate_cell
from nb2pkg.reader.magics.kernel_calls import translate_kernel_calls
from nb2pkg.reader.magics.lines import translate_lines
from nb2pkg.reader.magics.prompts import cleaned
from nb2pkg.reader.magics.values import Scope, Translation
from nb2pkg.reader.parsing import is_python


def translate_special(source: str, scope: Scope) -> Translation:
    """The cell as Python, its IPython syntax treated."""
    stripped = source.lstrip()
    blank = source[: len(source) - len(stripped)].count("\n")
    text = cleaned("\n".join(source.split("\n")[blank:]))
    if has_cell_magic(text):
        done = translate_cell(text, scope, first_line=blank + 1)
    else:
        done = translate_lines(text, scope, first_line=blank + 1)
        if not done.magics and (magic := with_percent(text, scope)) is not None:
            return _in_place(source, magic, scope)
        if "get_ipython" in done.python and is_python(done.python):
            calls = translate_kernel_calls(done.python, scope)
            done = _joined(done, calls, first_line=blank)
    return replace(done, python="\n" * blank + done.python)


def _in_place(source: str, magic: str, scope: Scope) -> Translation:
    """A line that was found to be a magic, at its place among blank lines."""
    blank = source[: len(source) - len(source.lstrip())].count("\n")
    done = translate_lines(magic, scope, first_line=blank + 1)
    after = source.count("\n") - blank - done.python.count("\n")
    return replace(done, python="\n" * blank + done.python + "\n" * after)


def _joined(lines: Translation, calls: Translation, *, first_line: int) -> Translation:
    moved = tuple(replace(magic, line=magic.line + first_line) for magic in calls.magics)
    return replace(
        lines,
        python=calls.python,
        magics=tuple(sorted((*lines.magics, *moved), key=lambda magic: magic.line)),
        runtime=tuple(dict.fromkeys(lines.runtime + calls.runtime)),
        imports=tuple(dict.fromkeys(lines.imports + calls.imports)),
        requirements=tuple(dict.fromkeys(lines.requirements + calls.requirements)),
        notes=tuple(dict.fromkeys(lines.notes + calls.notes)),
        silent_lines=lines.silent_lines + tuple(line + first_line for line in calls.silent_lines),
    )
