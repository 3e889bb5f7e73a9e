"""Which files a notebook pickles itself, and which it gets from the network."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Place
from nb2pkg.rules.secrets.bindings import Bindings, bindings_in
from nb2pkg.rules.secrets.built_text import first_text
from nb2pkg.rules.secrets.origins import Origin, origin_of
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import children

_MODULES_THAT_OPEN = frozenset({"gzip", "bz2", "lzma", "io", "codecs", "fsspec", "smart_open"})
_WRITERS = frozenset({"dump", "to_pickle", "save", "savez", "savez_compressed"})
_URL = pattern_of(r"(?:https?|ftp|s3|gs)://", re.IGNORECASE)
_FETCHING = pattern_of(r"urlretrieve|\.download\(|\bwget\b|\bcurl\b|\bgdown\b")


def file_of(source: ast.expr, place: Place) -> ast.expr:
    """The path behind what is loaded from: `open(path)`, a variable bound to that, or the path itself."""
    opened: dict[str, ast.expr] = {}
    for parent in place.parents:
        opened |= _opened_by(parent)
    return _path(source, opened, bindings_in(_texts(place)))


def is_pickled_here(file: ast.expr, place: Place) -> bool:
    """Whether some cell pickles something into this file."""
    return ast.dump(file) in _pickled(_texts(place))


def is_downloaded(file: ast.expr, place: Place) -> bool:
    """Whether the file is a URL, or some line of the notebook fetches a file of its name."""
    text = first_text(file)
    if _URL.match(text) or origin_of(file, place) is Origin.OUTSIDE:
        return True
    name = re.split(r"[/\\]", text)[-1]
    lines = (line for python in _texts(place) if name in python for line in python.split("\n"))
    return len(name) > 3 and any(name in line and _FETCHING.search(line) for line in lines)


def is_pickled_value(data: ast.expr, place: Place) -> bool:
    """Whether data were pickled in memory: `pickle.dumps(x)`, or a variable bound to nothing else."""
    values = bindings_in(_texts(place)).get(data.id, []) if isinstance(data, ast.Name) else [data]
    return bool(values) and all(
        isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "dumps"
        for value in values
    )


def _texts(place: Place) -> tuple[str, ...]:
    return tuple(cell.python for cell in place.subject.notebook.cells if cell.syntax_error is None)


@lru_cache(maxsize=4)
def _pickled(pythons: tuple[str, ...]) -> frozenset[str]:
    """The files that something is pickled into, as dumps of the expressions for their paths."""
    bindings = bindings_in(pythons)
    return frozenset(
        ast.dump(_path(given, opened, bindings))
        for python in pythons
        for call, opened in _calls(parse(python), {})
        if isinstance(call.func, ast.Attribute | ast.Name) and _called(call.func) in _WRITERS
        for given in (*call.args, *(keyword.value for keyword in call.keywords))
    )


def _called(function: ast.Attribute | ast.Name) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id


def _calls(node: ast.AST, opened: Mapping[str, ast.expr]) -> Iterator[tuple[ast.Call, Mapping[str, ast.expr]]]:
    """All calls, each with what the `with` statements around it have opened."""
    if isinstance(node, ast.Call):
        yield node, opened
    inner = {**opened, **_opened_by(node)}
    for child in children(node):
        yield from _calls(child, inner)


def _opened_by(node: ast.AST) -> dict[str, ast.expr]:
    items = node.items if isinstance(node, ast.With | ast.AsyncWith) else []
    return {item.optional_vars.id: item.context_expr for item in items if isinstance(item.optional_vars, ast.Name)}


def _path(source: ast.expr, opened: Mapping[str, ast.expr], bindings: Bindings) -> ast.expr:
    for _ in range(8):  # more steps than anybody takes from a path to an open file
        following = _step(source, opened, bindings)
        if following is None:
            break
        source = following
    return source


def _step(source: ast.expr, opened: Mapping[str, ast.expr], bindings: Bindings) -> ast.expr | None:
    match source:
        case ast.Name(id=name):
            values = [opened[name]] if name in opened else bindings.get(name, [])
            return values[0] if len(values) == 1 else None
        case ast.Call(func=ast.Name(id="open" | "Path" | "str" | "fspath" | "BytesIO"), args=[first, *_]):
            return first
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr="open" | "BytesIO"), args=[first, *_]) if (
            module in _MODULES_THAT_OPEN
        ):
            return first
        case ast.Call(func=ast.Attribute(value=path, attr="open")):
            return path
    return None
