"""The rarer statements of random notebooks, a function each: what they bind can be used by all that comes later.

Each gives the text of one statement, as a template: `$I` and so on become expressions (see `notebooks.Maker.filled`).
"""

from __future__ import annotations

import functools
import textwrap
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Protocol

from support.scope import Known, Scope


class Chooser(Protocol):
    """What makes the choices, and fills the templates."""

    def pick(self, options: Sequence[str]) -> str: ...
    def chance(self, percent: int) -> bool: ...
    def filled(self, template: str, scope: Scope, depth: int = 0) -> str: ...
    def simple(self, scope: Scope) -> str: ...


PARTIALS = ("part", "early")  # functools.partial of int -> int
APPLIERS = ("apply", "twice")  # (function, int) -> int
DECORATORS = ("deco", "logged")
COUNTERS = ("counter", "tick")  # () -> int, with a variable of its own
CLOSURES = ("adder", "scaler")  # int -> function
CONTEXTS = ("span", "opened")  # int -> context manager that gives an int
PAIRS = ("pair", "point")
CALLED = ("caller", "weigh")  # objects that are called
HANDLERS = "handlers"  # {"a": function, ...}
TREE = "tree"  # {"n": int, "xs": list}
MOST_USED = "LIMIT"


def known_expressions(names: dict[str, object], functions: Sequence[str]) -> list[Known]:
    """What the statements below have bound, as expressions."""
    found: list[tuple[str, str]] = []
    found += [(n, f"{n}($I)") for n in PARTIALS if isinstance(names.get(n), functools.partial)]
    found += [(f"{n} {f}", f"{n}({f}, $I)") for n in APPLIERS if is_function(names, n) for f in functions]
    found += [(n, f"{n}(lambda $v: $J, $I)") for n in APPLIERS if is_function(names, n)]
    found += [(n, f"{n}()") for n in COUNTERS if is_function(names, n)]
    found += [(n, f"{n}($I)($I)") for n in CLOSURES if is_function(names, n)]
    found += [(n, f"{n}[{i}]") for n in PAIRS if isinstance(names.get(n), tuple) for i in (0, -1)]
    found += [(n, f"{n}($I)") for n in CALLED if n in names]
    found += [(HANDLERS, f'{HANDLERS}["a"]($I)'), (HANDLERS, f'{HANDLERS}["b"]($I)')] if HANDLERS in names else []
    found += [(TREE, f'{TREE}["n"]'), (TREE, f'len({TREE}["xs"])')] if TREE in names else []
    found += [(MOST_USED, MOST_USED)] if MOST_USED in names else []
    return [Known(names=frozenset(needed.split()), template=template) for needed, template in found]


def is_function(names: dict[str, object], name: str) -> bool:
    return type(names.get(name)) is FunctionType


def constant(maker: Chooser, scope: Scope) -> str:
    """A setting, bound once or oftener."""
    return maker.filled(maker.pick((f"{MOST_USED} = 3", f"{MOST_USED}: int = 2", f"{MOST_USED} = $I")), scope)


def partial(maker: Chooser, scope: Scope) -> str:
    """A function with an argument that is evaluated now."""
    made = ["functools.partial(lambda a, $v: a + $J, $I)", "functools.partial(lambda a, b: a - b + $I, b=$I)"]
    made += [f"functools.partial({name}, $I)" for name in scope.functions]
    name = maker.pick(PARTIALS)
    call = maker.pick(made)
    # A partial with all its arguments would be called with one too many.
    call = call if "lambda" in call else f"functools.partial(lambda fn, v: fn(v), {call[18:-5]})"
    return "import functools\n" + maker.filled(f"{name} = {call}", scope)


def applier(maker: Chooser, scope: Scope) -> str:
    """A function that calls the function that it is given."""
    name = maker.pick(APPLIERS)
    body = maker.pick(("return fn(v) + $I", "return fn(fn(v))", "got = fn(v)\nreturn got - $I", "return $I + fn($I)"))
    text = maker.filled(body, scope.inside(["v"], ["fn"]))
    default = maker.pick(["", *(f"={f}" for f in scope.functions)])
    head = f"def {name}(fn, v):" if not default or maker.chance(50) else f"def {name}(fn{default}, v=1):"
    return f"{head}\n" + textwrap.indent(text, "    ")


def decorator(maker: Chooser, scope: Scope) -> str:
    """A decorator of the notebook's own, or a function that has one."""
    if not scope.decorators or maker.chance(40):
        wrapped = maker.filled(maker.pick(("return fn(v) + $I", "return $I + fn($I)")), scope.inside(["v"], ["fn"]))
        keeps = maker.pick(("", "    @functools.wraps(fn)\n"))
        text = f"def {maker.pick(DECORATORS)}(fn):\n{keeps}    def wrapped(v):\n        {wrapped}\n    return wrapped"
        return f"import functools\n{text}" if keeps else text
    returned = maker.filled("return $I", scope.inside(["v"], []))
    return f"@{maker.pick(scope.decorators)}\ndef {maker.pick(('f', 'g', 'h'))}(v):\n    {returned}"


def counter(maker: Chooser, scope: Scope) -> str:
    """A closure with a variable of its own."""
    start, step = maker.filled("$I", scope), maker.filled("$I", scope)
    name = maker.pick(COUNTERS)
    return (
        f"def make_{name}(start):\n    total = start\n    def bump():\n        nonlocal total\n"
        f"        total += {step}\n        return total\n    return bump\n{name} = make_{name}({start})"
    )


def closure(maker: Chooser, scope: Scope) -> str:
    """A function that makes functions, or one that it has made."""
    if scope.closures and maker.chance(50):
        return maker.filled(f"$F = {maker.pick(scope.closures)}($I)", scope)
    inner = maker.filled("$I", scope.inside(["k", "w"], []))
    name = maker.pick(CLOSURES)
    if maker.chance(50):
        return f"def {name}(k):\n    return lambda w: {inner}"
    return f"def {name}(k):\n    def made(w):\n        return {inner}\n    return made"


def context(maker: Chooser, scope: Scope) -> str:
    """A context manager of the notebook's own, or a use of one."""
    name = maker.pick(CONTEXTS)
    if scope.contexts and maker.chance(60):
        body = textwrap.indent(maker.simple(scope), "    ")
        return maker.filled(f"with {maker.pick(scope.contexts)}($I) as $N:\n", scope) + body
    given, printed = (maker.filled("$I", scope.inside(["k"], [])) for _ in range(2))
    return (
        f"import contextlib\n@contextlib.contextmanager\ndef {name}(k):\n    try:\n        yield {given}\n"
        f"    finally:\n        print({printed})"
    )


def pair(maker: Chooser, scope: Scope) -> str:
    """A tuple, and what is taken from it."""
    options = [f"{maker.pick(PAIRS)} = ($I, $I)", f"{maker.pick(PAIRS)} = $I, *$L, $I"]
    options += [f"$N, *$R = {name}" for name in scope.pairs]
    options += [f"for $N, $N in [{name}[:2], (1, $I)]:\n    print({name})" for name in scope.pairs]
    return maker.filled(maker.pick(options), scope)


def called(maker: Chooser, scope: Scope) -> str:
    """An object that is called, and what it keeps."""
    inner = maker.filled("$I", scope.inside(["v"], []))
    name = maker.pick(CALLED)
    return (
        f"class {name.title()}:\n    seen = []\n"
        f"    def __call__(self, v):\n        self.seen.append(v)\n        return {inner} + len(self.seen)\n"
        f"    def __repr__(self):\n        return f'<{{len(self.seen)}}>'\n"
        f"{name} = {name.title()}()"
    )


def handlers(maker: Chooser, scope: Scope) -> str:
    """Functions in a dictionary."""
    inner = scope.inside(["v"], [])
    made = [maker.filled("lambda v: $I", inner), maker.filled("lambda v, w=1: v - w", inner), *scope.functions]
    one, two = maker.pick(made), maker.pick(made)
    if HANDLERS in scope.others and maker.chance(50):
        return f'{HANDLERS}["{maker.pick(("a", "b"))}"] = {one}'
    return f'{HANDLERS} = {{"a": {one}, "b": {two}}}'


def tree(maker: Chooser, scope: Scope) -> str:
    """A dictionary with parts that change, also under another name."""
    if TREE not in scope.others:
        return maker.filled(f'{TREE} = {{"n": $I, "xs": $S}}', scope)
    options = [f'{TREE}["n"] += $I', f'{TREE}["xs"].append($I)', f'$R = {TREE}["xs"]', f'{TREE}["xs"] += [$I]']
    options += [f'$N = {TREE}.pop("n", 3)\n{TREE}["n"] = $I', f'{TREE}["xs"][:1] = [$I, $I]']
    options += [f'{TREE} = {{**{TREE}, "n": $I}}', f'{TREE} |= {{"xs": $S}}']
    return maker.filled(maker.pick(options), scope)


def caught(maker: Chooser, scope: Scope) -> str:
    """try with all its suites; names of its own, or of a function's."""
    risky = maker.filled("$N = 1 // $I", scope)
    parts = [f"try:\n    {risky}\n    {maker.simple(scope)}"]
    name = maker.pick(("", " as error", " as x"))
    parts.append(f"except (ZeroDivisionError, IndexError){name}:\n" + textwrap.indent(maker.simple(scope), "    "))
    parts += [f"else:\n    {maker.simple(scope)}"] if maker.chance(50) else []
    parts += [f"finally:\n    {maker.simple(scope)}"] if maker.chance(60) else []
    return "\n".join(parts)


def looped(maker: Chooser, scope: Scope) -> str:
    """Loops that are left early, and functions made in loops."""
    options = [
        "for $N in $L:\n    if $T:\n        break\n    $N = $I\nelse:\n    $N = $I",
        "for $N in $L:\n    if $T:\n        continue\n    $N = $I",
        "for $v in range(3):\n    def $F($v=$v):\n        return $J\n    print($F())",
        "for $v in range(2):\n    $F = lambda w: $J + w",
        "while True:\n    $N = $I\n    if $T or 1:\n        break",
        "if $T:\n    def $F(v):\n        return $I\nelse:\n    $F = lambda v: $I",
        "if $T:\n    for $N in $L:\n        $N = $I\n    $N = $I",
    ]
    return maker.filled(maker.pick(options), scope)


def walrus(maker: Chooser, scope: Scope) -> str:
    """Assignment expressions in all places."""
    options = [
        "$R = [$N := $I, $I]",
        "$R = [($N := $J) for $v in $L]",
        "print(($N := $I), $I)",
        "$N = ($N := $I) + $I",
        "while ($N := $I) > 99:\n    pass",
        "if $T and ($N := $I) > 2:\n    print($I)",
        "print([$N for $v in $L if ($N := $J) > 1])",
    ]
    return maker.filled(maker.pick(options), scope)


def matched(maker: Chooser, scope: Scope) -> str:
    """match on lists and dictionaries."""
    one, two = maker.simple(scope), maker.simple(scope)
    cases = [
        "match $S:\n    case [$N, *$R]:\n        {one}\n    case _:\n        {two}",
        "match $S:\n    case []:\n        {one}\n    case [$N] | [$N, _, *_]:\n        {two}",
        'match {{"k": $I}}:\n    case {{"k": $N, **$D}} if $T:\n        {one}\n    case _:\n        {two}',
        "match $I:\n    case 0 | 1:\n        {one}\n    case int($N):\n        {two}",
    ]
    text = maker.pick(cases).format(one=one, two=two)
    name = maker.pick(("n", "x"))
    return maker.filled(text.replace("case [$N] | [$N,", f"case [{name}] | [{name},"), scope)


def several(maker: Chooser, scope: Scope) -> str:
    """Assignments to parts and to several targets; annotations; two statements in a line."""
    options = ["$N: int = $I", "$N = $I; $N = $I", "assert 1, $I", "$N, ($N, *$R) = $I, [$I, *$L]"]
    options += [f"{n}[-1:] = [$I]; {n}.append($I)" for n in scope.lists]
    options += [f"for {n}[0:1] in [[$I], [2]]:\n    pass" for n in scope.lists]
    options += [f"{n}[$I] = {n}.get(1, 0) + $I" for n in scope.tables]
    options += [f"{n}.setdefault($I, $I)" for n in scope.tables]
    options += [f"{n}.extra = $I\nprint({n}.extra)" for n in scope.objects]
    return maker.filled(maker.pick(options), scope)


def kept(maker: Chooser, scope: Scope) -> str:
    """Functions that are kept by who they are handed to; the list has another name too."""
    if not scope.hooks:
        return maker.filled("hooks = []\n$R = [$I]", scope)
    if not scope.keepers or maker.chance(30):
        return "def keep(fn):\n    hooks.append(fn)\n    return len(hooks)"
    made = [*scope.functions, "lambda $v: $J"]
    options = ["$N = keep({0})", "keep({0})", "more = hooks\nhooks.append({0})", "more = [*hooks]\n$N = keep({0})"]
    return maker.filled(maker.pick(options).format(maker.pick(made)), scope)


def missed(maker: Chooser, scope: Scope) -> str:
    """What may not be there yet is tried."""
    options = [
        "try:\n    print($F($I))\nexcept NameError:\n    $N = $I",
        "try:\n    print($N)\nexcept Exception:\n    $N = $I",
        "try:\n    $N += $I\nexcept NameError:\n    print($I)",
        "def h(v):\n    try:\n        return f(1) + $N\n    except (NameError, TypeError):\n        return $I",
        "try:\n    math.floor(1)\nexcept NameError:\n    print($I)",
    ]
    return maker.filled(maker.pick(options), scope)


def attribute(maker: Chooser, scope: Scope) -> str:
    """Classes and functions are changed from outside, variables from inside of classes."""
    options = [f"{n}.size = $I" for n in ("Box", "Model") if n in scope.others]
    options += [f"{n}.calls = $I\nprint({n}.calls)" for n in scope.functions]
    options += [f"{n}.get = lambda v: $I" for n in scope.objects]
    for n in scope.ints:
        options.append(
            f"class Box:\n    size = $I\n    def get(self, v):\n        global {n}\n        {n} = v\n        return $I"
        )
    return maker.filled(maker.pick(options or ["pass"]), scope)


def iterated(maker: Chooser, scope: Scope) -> str:
    """Iterators that are used up later."""
    name = maker.pick(("it", "queue"))
    options = [f"{name} = map(lambda $v: $J, $L)", f"{name} = filter(lambda $v: $U, $L)", f"{name} = iter($S)"]
    options += [f"{name} = map({f}, $L)" for f in scope.functions]
    options += [f"{name} = (i + j for i, j in zip($L, ($J for $v in $L)))"]
    return maker.filled(maker.pick(options), scope)


def raised(maker: Chooser, scope: Scope) -> str:
    """A function raises what another one catches; a function that calls itself."""
    options = [
        "def $F(v):\n    if v > $I:\n        raise ValueError(v)\n    return $I",
        "def $F(v):\n    return 0 if v <= 0 or v > 9 else {0}(v - 1) + $I",
        "def $F(v, *rest, w=$I, **more):\n    return v + w + len(rest) + $I",
    ]
    options += [f"try:\n    $N = {f}($I)\nexcept ValueError as error:\n    print(error)" for f in scope.functions]
    text = maker.pick(options)
    if "{0}" in text:
        name = maker.pick(("f", "g", "h"))
        text = text.replace("$F", name).format(name)
    return maker.filled(text, scope)


def comprehended(maker: Chooser, scope: Scope) -> str:
    """Comprehensions of all kinds, with variables of the names that are there."""
    options = [
        "$D = {$v: $J for $v in $L}",
        "print(sorted({$J for $v in $L}))",
        "$R = [$v + $v for $v in $L for $v in [$J, $v]]",
        "$N = len([lambda: $J for $v in $L])",
        "print([fn() for fn in [lambda: $J for $v in $L]])",
        "print(*(fn() for fn in [lambda $v=$v: $J for $v in $L]))",
    ]
    return maker.filled(maker.pick(options), scope)


CONSTRUCTS: tuple[Callable[[Chooser, Scope], str], ...] = (
    constant, partial, applier, decorator, counter, closure, context, pair, called, handlers, tree, caught, looped,
    walrus, matched, several, kept, missed, attribute, iterated, raised, comprehended,
)  # fmt: skip
