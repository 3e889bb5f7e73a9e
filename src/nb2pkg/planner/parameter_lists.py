"""Where in the text a parameter or an argument can be added."""

from __future__ import annotations

import ast
import re

from msgspec.structs import replace

from nb2pkg.model.notebook import Location, Notebook, StmtRef
from nb2pkg.model.plan import AddParameters, PassNames
from nb2pkg.planner.statements import where


def add_parameters(notebook: Notebook, ref: StmtRef, node: ast.stmt, names: tuple[str, ...]) -> AddParameters | None:
    """The edit that gives a function or `f = lambda` more keyword-only parameters; None if no place is safe."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        args, opening = node.args, rf"def\s+{re.escape(node.name)}\s*\("
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
        args, opening = node.value.args, r"lambda"
    else:
        return None
    found = _last_parameter(args)
    if found is not None:
        if args.posonlyargs and not args.args and not args.kwonlyargs and not args.vararg:
            return None  # the `/` stands behind it
        parameter, default = found
        at = where(notebook, ref, parameter)
        if default is not None:
            at = _with_parentheses(notebook.cell_by_index[ref.cell].python, at, where(notebook, ref, default))
        bare = not args.kwonlyargs and not args.vararg
        return AddParameters(at=_end_of(at), names=names, prefix=", *, " if bare else ", ")
    text = notebook.cell_by_index[ref.cell].python
    if args.kwarg is not None:
        at = where(notebook, ref, args.kwarg)
        line = text.split("\n")[at.line - 1]
        if line[at.column - 2 : at.column] != "**":
            return None
        start = Location(cell=ref.cell, line=at.line, column=at.column - 2, end_line=at.line, end_column=at.column - 2)
        return AddParameters(at=start, names=names, prefix="*, ", suffix=", ")
    line_number = node.lineno if not isinstance(node, ast.Assign) else node.value.lineno
    matched = re.search(opening, text.split("\n")[line_number - 1])
    if matched is None:
        return None
    point = Location(
        cell=ref.cell, line=line_number, column=matched.end(), end_line=line_number, end_column=matched.end()
    )
    return AddParameters(at=point, names=names, prefix="*, " if opening != "lambda" else " *, ")


def _last_parameter(args: ast.arguments) -> tuple[ast.arg, ast.expr | None] | None:
    """The parameter, with its default, behind which a keyword-only parameter can stand."""
    if args.kwonlyargs:
        return args.kwonlyargs[-1], args.kw_defaults[-1]
    if args.vararg is not None:
        return args.vararg, None
    positional = [*args.posonlyargs, *args.args]
    return (positional[-1], args.defaults[-1] if args.defaults else None) if positional else None


def _with_parentheses(text: str, parameter: Location, default: Location) -> Location:
    """Where a default ends, with the parentheses around it, which its node leaves out."""
    lines = text.split("\n")
    wrapped = _between(lines, parameter, replace(default, end_line=default.line, end_column=default.column))
    line, column = default.end_line, default.end_column
    for _ in range(wrapped.count("(")):
        while lines[line - 1].find(")", column) < 0:
            line, column = line + 1, 0
        column = lines[line - 1].find(")", column) + 1
    return replace(default, end_line=line, end_column=column)


def _end_of(at: Location) -> Location:
    return Location(
        cell=at.cell, line=at.end_line, column=at.end_column, end_line=at.end_line, end_column=at.end_column
    )


def pass_names(notebook: Notebook, ref: StmtRef, call: ast.Call, names: tuple[str, ...]) -> PassNames:
    """The edit that adds `name=name` arguments to a call, right before its closing parenthesis."""
    at = where(notebook, ref, call)
    parts = [*call.args, *(keyword.value for keyword in call.keywords)]
    lines = notebook.cell_by_index[ref.cell].python.split("\n")
    end = Location(
        cell=ref.cell, line=at.end_line, column=at.end_column - 1, end_line=at.end_line, end_column=at.end_column - 1
    )
    if not parts:
        return PassNames(at=end, names=_pairs(names), first=True)
    last = max((where(notebook, ref, part) for part in parts), key=lambda spot: (spot.end_line, spot.end_column))
    tail = _between(lines, last, end)
    return PassNames(at=end, names=_pairs(names), after_comma="," in re.sub(r"#.*", "", tail))


def _between(lines: list[str], start: Location, end: Location) -> str:
    # From where `start` ends to where `end` begins.
    if start.end_line == end.line:
        return lines[end.line - 1][start.end_column : end.column]
    middle = lines[start.end_line : end.line - 1]
    return "\n".join([lines[start.end_line - 1][start.end_column :], *middle, lines[end.line - 1][: end.column]])


def _pairs(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names)
