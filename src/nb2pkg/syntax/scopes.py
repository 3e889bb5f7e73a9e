"""Which names in a statement mean the notebook's own variables: Python's scoping rules, on `ast` alone."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from nb2pkg.syntax.walking import CHILDREN_OF, LEAVES, walk

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class _Scope(Struct, frozen=True):
    names: frozenset[str]
    is_class: bool = False
    globals: frozenset[str] = frozenset()
    stores: frozenset[str] = frozenset()  # what a class body binds, whether or not it reads it from outside first


class NameUse(Struct, frozen=True):
    """A name that resolves to the top level. `nested`: in a function body, so used when that is called."""

    name: str
    node: ast.AST
    context: str  # "load", "store", "del"
    nested: bool
    scopes: tuple[_Scope, ...] = ()

    def hides(self, name: str) -> bool:
        """Whether another name, written here, would not mean the notebook's variable."""
        return not _is_top_level(name, self.scopes)


@lru_cache(maxsize=1024)
def free_names(node: FunctionNode) -> frozenset[str]:
    """Names that the body of a function reads from outside, when it is called."""
    return frozenset(use.name for use in _uses_in_body(node) if use.context == "load")


@lru_cache(maxsize=1024)
def global_writes(node: FunctionNode) -> frozenset[str]:
    """Names that the body of a function binds or deletes at the top level, through `global`, when it is called."""
    return frozenset(use.name for use in _uses_in_body(node) if use.context != "load")


@lru_cache(maxsize=1024)
def _uses_in_body(node: FunctionNode) -> list[NameUse]:
    found: list[NameUse] = []
    _function_body(node, (), found)
    return found


def top_level_uses(node: ast.AST) -> list[NameUse]:
    """Every use in a top-level statement of a name of the notebook, in source order of the syntax tree."""
    found: list[NameUse] = []
    _walk(node, (), found, nested=False)
    return found


def _walk(node: ast.AST, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    if isinstance(node, ast.Name):
        is_own = bool(scopes) and node.id in scopes[-1].stores and not isinstance(node.ctx, ast.Load)
        if not is_own and _is_top_level(node.id, scopes):
            found.append(NameUse(node.id, node, _context(node.ctx), nested, scopes))
    elif type(node) in _SCOPED:
        _scoped(node, scopes, found, nested=nested)
    else:
        _children(node, scopes, found, nested=nested)


_SCOPED = frozenset(
    {*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.alias}
)


def _scoped(node: ast.AST, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    """What has a scope of its own, or binds a name that is no node."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            _function_head(node, scopes, found, nested=nested)
            _function_body(node, scopes, found)
        case ast.ClassDef():
            _class(node, scopes, found, nested=nested)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            _comprehension(node, scopes, found, nested=nested)
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            if _is_top_level(name, scopes):
                found.append(NameUse(name, node, "store", nested))
            _children(node, scopes, found, nested=nested)
        case ast.alias():
            bound = (node.asname or node.name).split(".")[0]
            if _is_top_level(bound, scopes):
                found.append(NameUse(bound, node, "store", nested))
        case _:
            _children(node, scopes, found, nested=nested)


def _children(node: ast.AST, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    for child in CHILDREN_OF[type(node)](node):
        if type(child) is not ast.Constant:
            _walk(child, scopes, found, nested=nested)


def _function_head(node: FunctionNode, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    if not isinstance(node, ast.Lambda):
        if _is_top_level(node.name, scopes):
            found.append(NameUse(node.name, node, "store", nested))
        for part in (*node.decorator_list, *([node.returns] if node.returns else [])):
            _walk(part, scopes, found, nested=nested)
    _children(node.args, scopes, found, nested=nested)


def _function_body(node: FunctionNode, scopes: tuple[_Scope, ...], found: list[NameUse]) -> None:
    # Class scopes are invisible to the functions inside them.
    outer = tuple(scope for scope in scopes if not scope.is_class)
    body = [node.body] if isinstance(node, ast.Lambda) else node.body
    declared = declared_globals(node)
    inner = (*outer, _Scope(own_bindings(node) - declared, globals=declared))
    for part in body:
        _walk(part, inner, found, nested=True)


def _class(node: ast.ClassDef, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    if _is_top_level(node.name, scopes):
        found.append(NameUse(node.name, node, "store", nested))
    for head in (*node.decorator_list, *node.bases, *node.keywords):
        _walk(head, scopes, found, nested=nested)
    # A class body looks a name up in itself first and then at the top level, so a name that it binds may be both:
    # it counts as the class's own once a statement of the body has bound it.
    outer = tuple(scope for scope in scopes if not scope.is_class)
    bound: frozenset[str] = frozenset()
    stores = bindings_of(tuple(node.body))
    for part in node.body:
        own = _Scope(bound | _stores_without_reading(part), is_class=True, stores=stores)
        _walk(part, (*outer, own), found, nested=nested)
        bound |= bindings_of((part,))


def _stores_without_reading(part: ast.stmt) -> frozenset[str]:
    names = bindings_of((part,))
    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return names
    loads = {n.id for n in walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    return names - loads


def _comprehension(node: ComprehensionNode, scopes: tuple[_Scope, ...], found: list[NameUse], *, nested: bool) -> None:
    first = node.generators[0]
    _walk(first.iter, scopes, found, nested=nested)
    targets = frozenset(n.id for gen in node.generators for n in walk(gen.target) if isinstance(n, ast.Name))
    # Like a function, a comprehension does not see the class around it; only its first iterable does.
    inner = (*(scope for scope in scopes if not scope.is_class), _Scope(targets))
    for gen in node.generators:
        if gen is not first:
            _walk(gen.iter, inner, found, nested=nested)
        for part in (gen.target, *gen.ifs):
            _walk(part, inner, found, nested=nested)
    values = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
    for value in values:
        _walk(value, inner, found, nested=nested)


def _is_top_level(name: str, scopes: tuple[_Scope, ...]) -> bool:
    for scope in scopes[::-1]:
        if name in scope.globals:
            return True
        if name in scope.names:
            return False
    return True


def _context(ctx: ast.expr_context) -> str:
    return "load" if isinstance(ctx, ast.Load) else "store" if isinstance(ctx, ast.Store) else "del"


def own_bindings(node: FunctionNode) -> frozenset[str]:
    """Names local to a function: its parameters and what its body binds, nested functions left out."""
    args = node.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    names = {arg.arg for arg in every if arg is not None}
    # `nonlocal x` names belong to an enclosing function; that one claims them.
    bound, _, nonlocals = _named_in_body(node)
    return frozenset(names | (bound - nonlocals))


def declared_globals(node: FunctionNode) -> frozenset[str]:
    """Names that a function's body declares global."""
    return _named_in_body(node)[1]


def bindings_of(body: tuple[ast.AST, ...]) -> frozenset[str]:
    """Names that statements bind in their own scope (walrus targets inside comprehensions included)."""
    return _named_in(body)[0]


@lru_cache(maxsize=1024)
def _named_in_body(node: FunctionNode) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    return _named_in((node.body,) if isinstance(node, ast.Lambda) else node.body)


def _named_in(body: Sequence[ast.AST]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names that the statements bind, declare global and declare nonlocal in their own scope."""
    names: set[str] = set()
    declared: dict[type[ast.AST], set[str]] = {ast.Global: set(), ast.Nonlocal: set()}
    for part in body:
        for node in _same_scope(part):
            match node:
                case ast.Name(id=name, ctx=ctx):
                    if not isinstance(ctx, ast.Load):
                        names.add(name)
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                    names.add(name)
                case ast.alias() if node.name != "*":
                    names.add((node.asname or node.name).split(".")[0])
                case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                    names.add(name)
                case ast.MatchMapping(rest=str(name)):
                    names.add(name)
                case ast.Global(names=listed) | ast.Nonlocal(names=listed):
                    declared[type(node)].update(listed)
    return frozenset(names), frozenset(declared[ast.Global]), frozenset(declared[ast.Nonlocal])


# Where a function, a class or a comprehension begins, or nothing is below.
_OPENING = frozenset({*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef, *LEAVES})


def _same_scope(node: ast.AST) -> list[ast.AST]:
    """`node` and what is below it in the same scope: heads of nested functions, but not their bodies.

    Only what can bind a name is there: attributes, constants and the like are passed through.
    """
    found: list[ast.AST] = []
    todo = [node]
    while todo:
        node = todo.pop()
        kind = type(node)
        if kind not in _OPENING:
            todo += CHILDREN_OF[kind](node)
            if kind in _BINDING:
                found.append(node)
            continue
        if kind is not ast.Constant:
            found.append(node)
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                todo += [*node.decorator_list, node.args, *([node.returns] if node.returns else [])]
            case ast.Lambda():
                todo.append(node.args)
            case ast.ClassDef():
                todo += [*node.decorator_list, *node.bases, *node.keywords]
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                # Targets are the comprehension's own; a walrus inside binds outside.
                found += [child.target for child in walk(node) if isinstance(child, ast.NamedExpr)]
    return found


_BINDING = frozenset({ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping})  # by a name that is no node
