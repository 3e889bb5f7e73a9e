"""The author's own functions: where in their text a type can be added, and which one."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator

from nb2pkg.model.notebook import Location, Notebook, StmtRef
from nb2pkg.model.plan import Annotate
from nb2pkg.model.recording import Recording, TypeTree
from nb2pkg.recorder.type_text import ANY, merged
from nb2pkg.syntax.parse import characters, lines_of, location, parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Render = Callable[[TypeTree], str]
_LAMBDA = re.compile(r"[^\W\d]\w*\s*=\s*lambda\b\s*")
GENERATORS = {ast.FunctionDef: "collections.abc:Iterator", ast.AsyncFunctionDef: "collections.abc:AsyncIterator"}


def annotations_of(
    notebook: Notebook, ref: StmtRef, *, prefix: str, name: str, recording: Recording, render: Render
) -> Iterator[Annotate]:
    """Edits for the functions in a statement that ran. `prefix` is the key of what is around them, `module:`.

    `name` is what the package calls the definition that the statement is; empty if it is none.
    """
    text = notebook.cell_by_index[ref.cell].python
    body = parse(text).body
    statement = body[ref.path[0]]
    for definition, path, is_method in definitions(statement):
        own = path if not name else ".".join([name, *path.split(".")[1:]])
        key = prefix + own
        if key in recording.counts:
            yield from _of(text, ref.cell, definition, key, recording, render, is_method=is_method)
    for target, function, path in _assigned_lambdas(statement):
        key = prefix + (name or path)
        if key not in recording.counts:
            continue
        if can_become_def(text, statement):
            yield from _as_def(text, ref.cell, target, function, key, recording, render)
        else:
            yield _of_lambda(text, ref.cell, target, function, key, recording, render)


def can_become_def(text: str, statement: ast.stmt) -> bool:
    """Whether a statement is `f = lambda ...` and nothing else, alone on its lines: its parameters can get types."""
    match statement:
        case ast.Assign(targets=[ast.Name()], value=ast.Lambda(args=given)) if statement.col_offset == 0:
            lines = lines_of(text)[statement.lineno - 1 : statement.end_lineno]
            end = statement.end_col_offset or 0
            rest = lines[-1].encode()[end:].decode().strip()
            is_plain = bool(_LAMBDA.match(lines[0])) and (not rest or rest.startswith("#"))
            return is_plain and bool(given.kwonlyargs or given.args or given.posonlyargs)
    return False


def _as_def(
    text: str, cell: int, target: ast.Name, node: ast.Lambda, key: str, recording: Recording, render: Render
) -> Iterator[Annotate]:
    """`f = lambda a: b` as `def f(a: A) -> B: return (b)`."""
    opening = _LAMBDA.match(lines_of(text)[target.lineno - 1])
    colon = _colon(text, node)
    if opening is None or colon is None:
        return
    body = location(text, node.body, cell=cell)
    results = recording.results.get(key)
    returns = render(merged(results) if results else ANY)
    yield Annotate(at=_span(cell, target.lineno, 0, opening.end()), text=f"def {target.id}(")
    seen = recording.parameters.get(key, {})
    for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        yield _after(text, cell, one, f": {render(merged(seen.get(one.arg, (ANY,))))}")
    yield Annotate(at=_span(cell, colon[0], colon[1], colon[1] + 1), text=f") -> {returns}: return (")
    end = Location(
        cell=cell,
        line=node.end_lineno or body.end_line,
        column=characters(text, line=node.end_lineno or body.end_line, offset=node.end_col_offset or 0),
        end_line=node.end_lineno or body.end_line,
        end_column=characters(text, line=node.end_lineno or body.end_line, offset=node.end_col_offset or 0),
    )
    yield Annotate(at=end, text=")")


def _span(cell: int, line: int, start: int, end: int) -> Location:
    return Location(cell=cell, line=line, column=start, end_line=line, end_column=end)


def _assigned_lambdas(node: ast.AST, path: str = "") -> Iterator[tuple[ast.Name, ast.Lambda, str]]:
    """All `f = lambda ...` that become functions in the package, with their qualified names."""
    match node:
        case ast.Assign(targets=[ast.Name() as target], value=ast.Lambda() as function):
            yield target, function, path + target.id
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for child in node.body:
                yield from _assigned_lambdas(child, f"{path}{node.name}.<locals>.")
        case ast.ClassDef() | ast.expr():
            return
        case _:
            for part in ast.iter_child_nodes(node):
                yield from _assigned_lambdas(part, path)


def _of_lambda(
    text: str, cell: int, target: ast.Name, node: ast.Lambda, key: str, recording: Recording, render: Render
) -> Annotate:
    """`f: Callable[[A], B] = lambda a: ...`, from which the linter makes `def f(a: A) -> B`."""
    seen = recording.parameters.get(key, {})
    given = [merged(seen.get(one.arg, (ANY,))) for one in (*node.args.posonlyargs, *node.args.args)]
    results = recording.results.get(key)
    tree = ["collections.abc:Callable", ["[]", *given], merged(results) if results else ANY]
    return _after(text, cell, target, f": {render(tree)}")


def definitions(node: ast.AST, path: str = "", *, in_class: bool = False) -> Iterator[tuple[Definition, str, bool]]:
    """All functions in a tree with their qualified names, and whether each is a method."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield node, path + node.name, in_class and not _is_static(node)
            for child in node.body:
                yield from definitions(child, f"{path}{node.name}.<locals>.")
        case ast.ClassDef():
            for child in node.body:
                yield from definitions(child, f"{path}{node.name}.", in_class=True)
        case _:
            for part in ast.iter_child_nodes(node):
                yield from definitions(part, path, in_class=in_class)


def _is_static(definition: Definition) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in definition.decorator_list)


def _of(
    text: str, cell: int, node: Definition, key: str, recording: Recording, render: Render, *, is_method: bool
) -> Iterator[Annotate]:
    seen = recording.parameters.get(key, {})
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = dict(zip([one.arg for one in reversed(positional)], reversed(given.defaults), strict=False))
    defaults |= {
        one.arg: value for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value is not None
    }
    for parameter in [*positional[int(is_method) :], *given.kwonlyargs]:
        if parameter.annotation is None:
            tree = merged([*seen.get(parameter.arg, (ANY,)), *_default_type(defaults.get(parameter.arg))])
            yield _after(text, cell, parameter, f": {render(tree)}")
    for several in (given.vararg, given.kwarg):
        if several is not None and several.annotation is None:
            yield _after(text, cell, several, f": {render(ANY)}")
    colon = _colon(text, node)
    if node.returns is None and colon is not None:
        at = Location(cell=cell, line=colon[0], column=colon[1], end_line=colon[0], end_column=colon[1])
        yield Annotate(at=at, text=f" -> {render(returned(node, recording.results.get(key)))}")


def returned(node: Definition, seen: tuple[TypeTree, ...] | None) -> TypeTree:
    """The type of what calling a function gives; Any if it never came back."""
    if _yields(node):
        return [GENERATORS[type(node)], ANY]
    return merged(seen) if seen else ANY


def _yields(node: Definition) -> bool:
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(one, Definition | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(one)
    return False


def _default_type(default: ast.expr | None) -> list[TypeTree]:
    """The type of a default that is written down; the function may never have been called without it."""
    if not isinstance(default, ast.Constant) or default.value is ...:
        return []
    return [["None"]] if default.value is None else [[f"builtins:{type(default.value).__name__}"]]


def _after(text: str, cell: int, parameter: ast.arg | ast.Name, annotation: str) -> Annotate:
    at = location(text, parameter, cell=cell)
    end = Location(cell=cell, line=at.end_line, column=at.end_column, end_line=at.end_line, end_column=at.end_column)
    return Annotate(at=end, text=annotation)


def _colon(text: str, node: Definition | ast.Lambda) -> tuple[int, int] | None:
    """Line and column of the colon that ends the head of a function."""
    lines = list(lines_of(text)[node.lineno - 1 : node.end_lineno])
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO("\n".join(lines).lstrip(" \t\f") + "\n").readline):
            if token.type == tokenize.OP:
                depth += (token.string in "([{") - (token.string in ")]}")
                if token.string == ":" and not depth:
                    shift = len(lines[0]) - len(lines[0].lstrip(" \t\f")) if token.start[0] == 1 else 0
                    return node.lineno + token.start[0] - 1, token.start[1] + shift
    except (tokenize.TokenError, IndentationError):
        return None
    return None
