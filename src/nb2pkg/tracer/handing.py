"""What a statement hands to calls that may keep it, and may call it long after."""

from __future__ import annotations

import ast

from nb2pkg.knowledge.handing import facts_of_call, is_used_at_once
from nb2pkg.syntax.scopes import FUNCTIONS
from nb2pkg.syntax.walking import children

# A node, whether a function there would outlive the statement, whether it is an argument of a call that may keep it.
_Seen = tuple[ast.AST, bool, bool]


def handing_of(statement: ast.stmt) -> tuple[frozenset[str], bool]:
    """The names that it hands on, and whether it hands on a lambda or a generator."""
    names: set[str] = set()
    hands_functions = False
    todo: list[_Seen] = [(statement, True, False)]
    while todo:
        node, kept, handed = todo.pop()
        if kept and handed:
            if isinstance(node, ast.Name):
                names.add(node.id)
            hands_functions = hands_functions or isinstance(node, ast.Lambda | ast.GeneratorExp)
        todo += _below(node, kept, handed)
    return frozenset(names), hands_functions


def _below(node: ast.AST, kept: bool, handed: bool) -> list[_Seen]:
    if isinstance(node, ast.Call):
        is_kept = kept and not is_used_at_once(node)
        within = is_kept and facts_of_call(node).mutates == "unknown"
        return [(child, is_kept, handed if child is node.func else within) for child in children(node)]
    if isinstance(node, FUNCTIONS):
        heads = [*node.args.defaults, *(default for default in node.args.kw_defaults if default is not None)]
        decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
        return [(head, kept, handed) for head in (*heads, *decorators)]
    return [(child, kept, handed) for child in children(node)]
