"""What becomes of the order in which a set is run through, or files are listed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.handing import called_name
from nb2pkg.rules.reproducibility.spots import Spot, reads_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.walking import walk

_DEPTH = 3
_SET_METHODS = frozenset("union intersection difference symmetric_difference copy".split())
_LISTS = frozenset("list tuple array asarray iter reversed map filter tqdm Series Index chain".split())
_TABLES = frozenset(
    "DataFrame Series Index Categorical CategoricalDtype reindex get_dummies concat hstack vstack stack".split()
)
_PRINTS = frozenset("print display pprint".split())
_GROWS = frozenset("append extend insert concat write add_row writerow".split())


class OrderUse(Struct, frozen=True, kw_only=True):
    """A use of the order; `what` ends a sentence that starts with "the order is"."""

    what: str
    spot: Spot
    is_shown_only: bool = False


class _Climb(Struct, frozen=True, kw_only=True):
    spot: Spot
    are_files: bool
    is_list: bool


def uses_of(
    spot: Spot, subject: Subject, *, are_files: bool, is_list: bool, followed: frozenset[str] = frozenset()
) -> Iterator[OrderUse]:
    """The uses of the order of a set, or of `are_files`: a listing, that a result depends on."""
    state = _Climb(spot=spot, are_files=are_files, is_list=is_list)
    for index in range(len(spot.parents) - 1, -1, -1):
        parent = spot.parents[index]
        step = _step(parent, state, subject)
        match step:
            case _Climb():
                above = parent if isinstance(parent, ast.expr) else state.spot.node
                state = replace(step, spot=Spot(node=above, parents=spot.parents[:index], ref=spot.ref))
            case OrderUse():
                yield step
                return
            case str() if len(followed) < _DEPTH and step not in followed:
                yield from _of_variable(step, spot, state, subject, followed)
                return
            case _:
                return


def _of_variable(
    name: str, spot: Spot, state: _Climb, subject: Subject, followed: frozenset[str]
) -> Iterator[OrderUse]:
    reads = list(reads_of(name, spot, subject))
    if any(_is_sorted(read) for read in reads):
        return
    for read in reads:
        inner = followed | {name}
        yield from uses_of(read, subject, are_files=state.are_files, is_list=state.is_list, followed=inner)


def _is_sorted(read: Spot) -> bool:
    """`x.sort()` or `random.shuffle(x)`: the order is another one from then on."""
    match read.parents[-2:]:
        case (ast.Call(), ast.Attribute(attr="sort")):
            return True
        case (_, ast.Call() as call):
            return called_name(call) == "shuffle"
    return False


def _step(parent: ast.AST, state: _Climb, subject: Subject) -> _Climb | OrderUse | str | None:
    child = state.spot.node
    match parent:
        case ast.BinOp(op=ast.Sub() | ast.BitAnd() | ast.BitOr() | ast.BitXor()) if not state.is_list:
            return state
        case ast.BinOp(op=ast.Add()) if state.is_list:
            return state
        case ast.Attribute(attr=attr):
            return state if attr in _SET_METHODS and not state.is_list else None
        case ast.Call(func=func) if func is child:
            return state
        case ast.Call():
            return _argument(parent, state)
        case ast.keyword(arg="columns" | "index" | "data") | ast.Starred() | ast.IfExp():
            return state
        case ast.Subscript(value=value):
            return _subscript(parent, state) if value is not child else _element(parent, state)
        case ast.Slice():
            return None
        case ast.For(iter=iterable) if iterable is child:
            return _loop(parent, state)
        case ast.comprehension(iter=iterable) if iterable is child:
            return state
        case ast.ListComp() | ast.GeneratorExp():
            return replace(state, is_list=True)
        case ast.Assign(targets=[target]):
            return _assigned(target, state, parent.value)
        case ast.Expr():
            return _shown(state, subject)
    return None


def _use(what: str, state: _Climb, *, is_shown_only: bool = False) -> OrderUse:
    return OrderUse(what=what, spot=state.spot, is_shown_only=is_shown_only)


def _argument(call: ast.Call, state: _Climb) -> _Climb | OrderUse | None:
    name = called_name(call)
    if name in {"enumerate", "zip"}:
        return _numbered(call, state)
    if name in _LISTS and name not in _TABLES:
        return replace(state, is_list=True)
    if name in _TABLES:
        return _use("that of rows or columns", state) if state.is_list or not state.are_files else None
    if name in _PRINTS and not state.are_files:
        return _use("printed", state, is_shown_only=True)
    if name == "join" and not state.are_files:
        return replace(state, is_list=True) if not _is_path_join(call) else None
    return None


def _is_path_join(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and "path" in ast.unparse(call.func.value)


def _numbered(call: ast.Call, state: _Climb) -> OrderUse | _Climb | None:
    if called_name(call) == "enumerate":
        return _use("what numbers them", state) if not state.are_files else replace(state, is_list=True)
    return _use("what pairs them", state) if len(call.args) > 1 else replace(state, is_list=True)


def _subscript(parent: ast.Subscript, state: _Climb) -> OrderUse | None:
    """`df[list(set(...))]`: the order of columns."""
    is_read = isinstance(parent.ctx, ast.Load)
    return _use("that of the columns", state) if is_read and state.is_list and not state.are_files else None


def _element(parent: ast.Subscript, state: _Climb) -> OrderUse | None:
    """`list(set(...))[0]`, `files[:10]`."""
    if not state.is_list or not isinstance(parent.ctx, ast.Load):
        return None
    return _use("what picks by position", state)


def _loop(loop: ast.For, state: _Climb) -> OrderUse | None:
    """A loop whose rounds leave something behind in their order."""
    number = _number(loop)
    for part in loop.body:
        for node in walk(part):
            match node:
                case ast.Subscript(slice=index, ctx=ast.Store()) if number and _counts(index, number):
                    return _use("that of what the loop fills", state)
                case ast.Call() if called_name(node) in _GROWS:
                    return _use("that of what the loop collects", state)
                case ast.Call() if called_name(node) in _PRINTS and not state.are_files:
                    return _use("that of what the loop prints", state, is_shown_only=True)
                case _:
                    pass
    return None


def _number(loop: ast.For) -> str:
    """`i` of `for i, name in enumerate(names):`."""
    match loop:
        case ast.For(target=ast.Tuple(elts=[ast.Name(id=number), *_]), iter=ast.Call() as call):
            return number if called_name(call) == "enumerate" else ""
    return ""


def _counts(index: ast.expr, number: str) -> bool:
    """`x[i]`, `x[i, :]`."""
    first = index.elts[0] if isinstance(index, ast.Tuple) and index.elts else index
    return isinstance(first, ast.Name) and first.id == number


def _assigned(target: ast.expr, state: _Climb, value: ast.expr) -> OrderUse | str | None:
    match target:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr="columns" | "index") if state.is_list:
            return _use("that of the columns", state)
        case ast.Subscript(value=ast.Name(id=table), slice=ast.Constant(value=str())) if state.is_list:
            return _use("that of the rows", state) if re.fullmatch(r"\w*df\w*", table) else None
    return None


def _shown(state: _Climb, subject: Subject) -> OrderUse | None:
    """A list at the end of a cell. A set is shown sorted by IPython, as far as it can be."""
    if not state.is_list or state.are_files:
        return None
    statement = next(s for s in subject.flow.statements if s.ref == state.spot.ref)
    return _use("shown", state, is_shown_only=True) if statement.shown and len(state.spot.parents) <= 1 else None
