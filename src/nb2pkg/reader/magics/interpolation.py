"""`{expression}` and `$name` in shell lines and arguments, as IPython expands them: all on the line, or nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

from nb2pkg.patterns import pattern_of
from nb2pkg.reader.magics.bindings import names_in_text
from nb2pkg.reader.magics.values import Scope
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES

# IPython's pattern: `$name` outside single quotes; `$$name` gives `$name`.
_DOLLAR = pattern_of(r"(.*?)\$(\$?[\w\.]+)(?=([^']*'[^']*')*[^']*$)")

# `!cat $name.txt` asks a string for its attribute `txt`, fails, and so expands nothing on its line.
_FILE_NAME = pattern_of(
    r"\w+\.(?:txt|csv|tsv|json|ya?ml|xml|html|py|ipynb|zip|gz|tar|png|jpe?g|pdf|log|md|parquet|pkl|h5)\b.*"
)


def python_string(text: str, scope: Scope) -> str:
    """A Python expression for the text: a literal, or an f-string where the notebook's variables go in."""
    if not any(mark in text for mark in "{}$"):
        return literal(text)
    try:
        parts = list(_parts(text))
    except ValueError:  # an unmatched brace
        return literal(text)
    expressions = [expression for _, expression in parts if expression is not None]
    if not all(_can_be_evaluated(expression, scope) for expression in expressions):
        return literal(text)
    return _f_string(parts) if expressions else literal("".join(before for before, _ in parts))


def has_interpolation(text: str, scope: Scope) -> bool:
    """Whether variables of the notebook go into the text."""
    return python_string(text, scope) != literal(text)


def literal(text: str) -> str:
    """A string literal in double quotes where that needs no more escapes."""
    shown = repr(text)
    if shown.startswith("'") and '"' not in text:
        return '"' + shown[1:-1].replace("\\'", "'") + '"'
    return shown


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    for before, field, spec, conversion in Formatter().parse(text):
        rest, start = "", 0
        for match in _DOLLAR.finditer(before):
            plain, name = match.group(1, 2)
            start = match.end()
            if name.startswith("$"):
                rest += plain + name
            else:
                yield rest + plain, name
                rest = ""
        expression = None if field is None else field + (f":{spec}" if spec else "")
        if expression is not None and conversion:
            expression = f"{'str' if conversion == 's' else 'repr'}({expression})"
        yield rest + before[start:], expression


def _can_be_evaluated(expression: str, scope: Scope) -> bool:
    if _FILE_NAME.fullmatch(expression):
        return False
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return False
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    unknown = used - BUILTINS - KERNEL_NAMES - names_in_text(scope.text) - _bound_inside(tree)
    return not unknown or "*" in (bound := scope.bound()) or unknown <= bound


def _bound_inside(tree: ast.Expression) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _f_string(parts: list[tuple[str, str | None]]) -> str:
    expressions = [expression.strip() for _, expression in parts if expression is not None]
    code = "".join(expressions)
    plain = "".join(before for before, _ in parts)
    usable = [quote for quote in "\"'" if quote not in code]
    if not usable or "\\" in code or "\n" in code or "#" in code:
        return _format_call(parts, expressions)
    quote = next((quote for quote in usable if quote not in plain), usable[0])
    inside = "".join(
        _escaped(before, quote) + ("" if expression is None else "{" + _padded(expression.strip()) + "}")
        for before, expression in parts
    )
    return f"f{quote}{inside}{quote}"


def _padded(expression: str) -> str:
    # `{{` would be a literal brace; `!=`, `:` and a closing `=` at the top would be format syntax.
    if any(mark in expression for mark in ("!=", ":", "=")) and not re.fullmatch(r"[\w.]+[(\[].*[)\]]", expression):
        return f"({expression})"
    return f" {expression}" if expression.startswith("{") else expression


def _format_call(parts: list[tuple[str, str | None]], expressions: list[str]) -> str:
    template = "".join(
        before.replace("{", "{{").replace("}", "}}") + ("" if expression is None else "{}")
        for before, expression in parts
    )
    return f"{literal(template)}.format({', '.join(expressions)})"


def _escaped(text: str, quote: str) -> str:
    shown = "".join(char if char.isprintable() and char != "\\" else repr(char)[1:-1] for char in text)
    return shown.replace(quote, "\\" + quote).replace("{", "{{").replace("}", "}}")
