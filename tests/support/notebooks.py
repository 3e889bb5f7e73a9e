"""Random small notebooks that run: statements that bind, rebind, mutate, define, capture, delete and show.

Each statement is run while the notebook is being made, so that names are only read when they are bound. Where
choices come from is left open (`Choose`): hypothesis in the property test, `random.Random` in a search by hand.
"""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from types import FunctionType
from typing import TypeVar

from support.constructs import (
    CLOSURES,
    CONSTRUCTS,
    CONTEXTS,
    DECORATORS,
    HANDLERS,
    PAIRS,
    TREE,
    is_function,
    known_expressions,
)  # fmt: skip
from support.percent import PercentCell
from support.run_flat import as_shown
from support.scope import Scope
from support.time_limit import time_limit

T = TypeVar("T")
Choose = Callable[[int], int]  # n -> one of 0 .. n-1, 0 being the simplest

INTS = ("a", "b", "n", "x", "total", "v", "config", "main", "sum", "max", "id", "show", "step", "run")
# Without those that hide a builtin: what binds them often ends as a flat script.
INTS_APART = tuple(name for name in INTS if name not in {"sum", "max", "id"})
LISTS = ("xs", "ys", "rows", "data")
TABLES = ("table", "d")
FUNCTIONS = ("f", "g", "h", "show", "step", "run")  # int -> int
MAKERS = ("gen", "stream")  # list -> generator of ints
ITERATORS = ("it", "queue")
CLASSES = ("Box", "Model")
OBJECTS = ("obj", "model")
HOOKS = "hooks"
SECONDS = 2.0  # for one statement
HEADINGS = ("# Report", "## Load data", "## Clean", "## Train the model", "Some words.", "### Plot")


class Maker:
    """Makes one notebook; `names` is the namespace after what was made so far."""

    def __init__(self, choose: Choose) -> None:
        self._choose = choose
        self._made: list[str] = []
        self._names: dict[str, object] = {"__name__": "__main__"}
        self._fresh = 0
        self._ints = INTS if self.chance(40) else INTS_APART
        self._rare = self.pick((0, 30, 60))  # how many statements in a hundred are of the rarer kinds

    # Choices --------------------------------------------------------------------------------------------------------

    def pick(self, options: Sequence[T]) -> T:
        return options[self._choose(len(options))]

    def chance(self, percent: int) -> bool:
        return self._choose(100) >= 100 - percent

    def fresh(self) -> str:
        self._fresh += 1
        return f"w{self._fresh}"

    # The notebook ---------------------------------------------------------------------------------------------------

    def cells(self) -> tuple[PercentCell, ...]:
        found: list[PercentCell] = []
        for _ in range(2 + self._choose(6)):
            if self.chance(30):
                found.append(PercentCell(kind="markdown", source=self.pick(HEADINGS)))
            statements = [text for _ in range(1 + self._choose(4)) for text in self._accepted(self._statement())]
            if self.chance(40):
                statements += self._accepted(self._expression_shown())
            if statements:
                found.append(PercentCell(kind="code", source="\n".join(statements)))
        return tuple(found)

    def _accepted(self, text: str) -> list[str]:
        """The statement if it runs; otherwise nothing, and its traces are wiped out."""
        if self._runs(text):
            self._made.append(text)
            return [text]
        self._names = {"__name__": "__main__"}
        for earlier in self._made:
            self._runs(earlier)
        return []

    def _runs(self, text: str) -> bool:
        try:
            with contextlib.redirect_stdout(io.StringIO()), time_limit(SECONDS):
                exec(compile(text, "<made>", "exec"), self._names)
                if text.startswith("("):
                    as_shown(eval(text, self._names))
        except Exception:
            return False
        return True

    def _scope(self) -> Scope:
        names = self._names

        def those(pool: Sequence[str], kind: type) -> list[str]:
            return [n for n in pool if type(names.get(n)) is kind]

        return Scope(
            ints=those(INTS, int),
            lists=those(LISTS, list),
            tables=those(TABLES, dict),
            functions=those(FUNCTIONS, FunctionType),
            makers=those(MAKERS, FunctionType),
            iterators=[n for n in ITERATORS if isinstance(names.get(n), Iterator)],
            objects=[n for n in OBJECTS if n in names],
            hooks=HOOKS in names,
            builtins={"sum", "max", "len", "sorted", "list", "map", "next", "id"} - names.keys(),
            known=known_expressions(names, [n for n in FUNCTIONS if is_function(names, n)]),
            decorators=[n for n in DECORATORS if is_function(names, n)],
            closures=[n for n in CLOSURES if is_function(names, n)],
            contexts=[n for n in CONTEXTS if is_function(names, n)],
            pairs=those(PAIRS, tuple),
            keepers=is_function(names, "keep"),
            others={n for n in (HANDLERS, TREE, *CLASSES) if n in names},
        )

    # Expressions ----------------------------------------------------------------------------------------------------

    def filled(self, template: str, scope: Scope, depth: int = 0) -> str:
        """The template with expressions and names in place of `$I` and so on; `$v` is one new variable throughout."""
        variable = self.pick(INTS[:6]) if "$v" in template else ""
        inner = scope.inside([variable], [])
        parts: dict[str, Callable[[], str]] = {
            "$I": lambda: self.integer(scope, depth + 1),
            "$J": lambda: self.integer(inner, depth + 1),  # sees the new variable
            "$T": lambda: self.test(scope, depth + 1),
            "$U": lambda: self.test(inner, depth + 1),
            "$S": lambda: self.sequence(scope, depth + 1),
            "$L": lambda: self.pick([*(f"{n}[:4]" for n in scope.lists), "range(3)"]),  # what grows never ends
            "$N": lambda: self.pick(self._ints),
            "$R": lambda: self.pick(LISTS),
            "$D": lambda: self.pick(TABLES),
            "$F": lambda: self.pick(FUNCTIONS),
            "$v": lambda: variable,
        }
        return re.sub(r"\$[A-Zv]", lambda found: parts[found[0]](), template)

    def integer(self, scope: Scope, depth: int = 0) -> str:
        """An expression that gives an int."""
        if depth > 2 or not self.chance(55):
            return self.pick(["0", *scope.ints, *(str(n) for n in range(1, 8))])
        options = ["($I + $I)", "($I - $I)", "($I * $I % 97)", "($I if $T else $I)", "(lambda $v: $J)($I)"]
        options += [f"{name}($I)" for name in scope.functions for _ in range(2)]
        options += [f"{name}{use}" for name in scope.objects for use in (".get($I)", ".size")]
        options += [f"{name}.get($I, 0)" for name in scope.tables]
        options += [f"{tool}($S)" for tool in ("sum", "len") if tool in scope.builtins]
        options += [f"next({name}, -1)" for name in scope.iterators if "next" in scope.builtins]
        options += ["max($I, $I)"] if "max" in scope.builtins else []
        options += [f"{HOOKS}[-1]($I)"] if scope.hooks else []
        options += [known.template for known in scope.known]
        return self.filled(self.pick(options), scope, depth)

    def test(self, scope: Scope, depth: int = 0) -> str:
        """A comparison."""
        return self.filled(self.pick(("$I > $I", "$I <= $I", "$I == $I")), scope, depth)

    def sequence(self, scope: Scope, depth: int = 0) -> str:
        """An expression that gives a list of ints."""
        if depth > 2:
            return self.filled(self.pick(["[$I]", *scope.lists]), scope, depth)
        options = ["[$I]", *scope.lists, "[$I, $I, $I]", "[$J for $v in $L]", "[$v for $v in $L if $U]"]
        for name in scope.functions:
            options.append(f"[{name}($v) for $v in $L]")
            options += [f"sorted($L, key={name})"] if "sorted" in scope.builtins else []
            options += [f"list(map({name}, $L))"] if {"list", "map"} <= scope.builtins else []
        if "list" in scope.builtins:
            options += [f"list({name})" for name in scope.iterators]
            options += [f"list({name}($L))" for name in scope.makers]
        options += [f"[$v($I) for $v in {HOOKS}]"] if scope.hooks else []
        return self.filled(self.pick(options), scope, depth)

    def printed(self, scope: Scope) -> str:
        some = [*scope.ints, *scope.lists, *scope.tables]
        parts = [
            self.pick(some) if some and self.chance(60) else self.integer(scope) for _ in range(1 + self._choose(3))
        ]
        if self.chance(15):
            quoted = self.integer(scope).replace('"', "'")
            return f'print(f"{{{quoted}}} and {{{self.pick(parts)}!r:>5}}")'
        return f"print({', '.join(parts)})"

    def _expression_shown(self) -> str:
        scope = self._scope()
        if scope.tables and self.chance(15):
            return f"({self.pick(scope.tables)})"
        if self.chance(15):
            return self.filled("($I, $S)", scope)
        return f"({self.integer(scope)})" if self.chance(50) else f"({self.sequence(scope)})"

    # Statements -----------------------------------------------------------------------------------------------------

    def _statement(self) -> str:
        scope = self._scope()
        if self.chance(self._rare):
            return self.pick(CONSTRUCTS)(self, scope)
        makers: list[Callable[[Scope], str]] = [
            self.simple, self.simple, self.simple, self.function, self.function, self.block, self.block,
            self.lazy, self.class_, self.unpacked, self.deleted, self.imported, self.hooked,
        ]  # fmt: skip
        return self.pick(makers)(scope)

    def simple(self, scope: Scope) -> str:
        """A statement of one line."""
        if self.chance(25):
            return self.printed(scope)
        options = ["$N = $I", "$R = $S", "$D = {$I: $I}"]
        options += [f"{n} {sign} $I" for n in scope.ints for sign in ("+=", "-=")]
        for n in scope.lists:
            options += [f"{n}.append($I)", f"{n} += $S", f"{n}[0:1] = [$I]", f"$R = {n}", f"{n} = {n} + [$I]"]
        for n in scope.tables:
            options += [f"{n}[$I] = $I", f"{n}.pop($I, None)"]
        options += [f"{n}.size += $I" for n in scope.objects]
        options += [f"$F = {n}" for n in scope.functions]
        return self.filled(self.pick(options), scope)

    def function(self, scope: Scope) -> str:
        """A function of one int, in one of several shapes."""
        name = self.pick(FUNCTIONS)
        if self.chance(15):
            return f"{name} = lambda {self.pick(INTS[:6])}: {self.integer(scope)}"
        parameter = self.pick(INTS[:6])
        local = [n for n in INTS[:6] if n != parameter and self.chance(15)]
        inner = scope.inside([parameter], local)
        inner.ints += [
            n for n in INTS[:6] if n not in (*inner.ints, *local) and self.chance(10)
        ]  # bound later, perhaps
        writes = [n for n in scope.ints if n != parameter and n not in local]
        default = f", {self.pick(INTS[:6])}={self.integer(scope)}" if self.chance(12) else ""
        if default.startswith(f", {parameter}="):
            default = ""
        body: list[str] = []
        if writes and self.chance(20):
            target = self.pick(writes)
            body += [f"global {target}", f"{target} {self.pick(('=', '+='))} {self.integer(inner)}"]
        for n in local:
            body.append(f"{n} = {self.integer(inner)}")
            inner.ints.append(n)
        body += [f"{n}.append({self.integer(inner)})" for n in inner.lists if self.chance(12)]
        body += [self.printed(inner)] if self.chance(15) else []
        if self.chance(20):
            nested = self.pick(INTS[:6])
            deep = inner.inside([nested], [])
            body += [f"def inner({nested}):", f"    return {self.integer(deep)}"]
            body.append(f"return inner({self.integer(inner)})")
        elif self.chance(10):
            body += ["def inner():", f"    return {self.integer(inner)}", "return inner()"]
        else:
            body.append(f"return {self.integer(inner)}")
        decorated = "@functools.lru_cache\n" if "functools" in self._names and self.chance(20) else ""
        return f"{decorated}def {name}({parameter}{default}):\n" + textwrap.indent("\n".join(body), "    ")

    def block(self, scope: Scope) -> str:
        """A compound statement."""
        kind = self.pick(("if", "for", "while", "try", "with", "walrus", "else", "match", "probe"))
        body = self._body(scope)
        other = self._body(scope) if kind in {"else", "try", "probe", "match"} else "    pass"
        match kind:
            case "if":
                return f"if {self.test(scope)}:\n{body}"
            case "else":
                return f"if {self.test(scope)}:\n{body}\nelse:\n{other}"
            case "walrus":
                return f"if ({self.pick(INTS[:6])} := {self.integer(scope)}) > {self._choose(5)}:\n{body}"
            case "for":
                source = self.pick(["range(3)", "range(0)", *(f"{n}[:3]" for n in scope.lists)])
                return f"for {self.pick(self._ints)} in {source}:\n{body}" + (
                    f"\nelse:\n{other}" if self.chance(15) else ""
                )
            case "while":
                count = self.fresh()
                return f"{count} = {1 + self._choose(3)}\nwhile {count} > 0:\n    {count} -= 1\n{body}"
            case "try":
                risky = f"    {self.pick(self._ints)} = 1 // {self.integer(scope)}"
                name = self.pick(("error", "v", "x"))
                return f"try:\n{risky}\n{body}\nexcept ZeroDivisionError as {name}:\n    print({name})\n{other}"
            case "with":
                risky = f"    {self.pick(self._ints)} = 1 // {self.integer(scope)}"
                return f"import contextlib\nwith contextlib.suppress(ZeroDivisionError):\n{risky}\n{body}"
            case "probe":
                return f"try:\n    print({self.pick(INTS[:6])})\nexcept NameError:\n{other}"
        return (
            f"match {self.integer(scope)}:\n    case 0:\n"
            + textwrap.indent(body, "    ")
            + f"\n    case {self.pick(INTS[:6])}:\n"
            + textwrap.indent(other, "    ")
        )

    def _body(self, scope: Scope) -> str:
        lines = [self.simple(scope) for _ in range(1 + self._choose(2))]
        if self.chance(15):
            lines.append(self.function(scope))
        return textwrap.indent("\n".join(lines), "    ")

    def lazy(self, scope: Scope) -> str:
        """Something that reads names later: a generator, a function that makes one."""
        variable = self.pick(INTS[:6])
        inner = scope.inside([variable], [])
        if scope.makers and self.chance(40):
            return f"{self.pick(ITERATORS)} = {self.pick(scope.makers)}({self.pick([*scope.lists, 'range(4)'])})"
        if self.chance(40):
            source = self.pick([*scope.lists, "range(4)"])
            return f"{self.pick(ITERATORS)} = ({self.integer(inner)} for {variable} in {source})"
        head = f"def {self.pick(MAKERS)}(rows):\n    for {variable} in rows[:4]:\n"
        printed = f"        {self.printed(inner)}\n" if self.chance(20) else ""
        return head + printed + f"        yield {self.integer(inner)}"

    def class_(self, scope: Scope) -> str:
        """A class whose methods and body read variables, or an object of one."""
        known = [n for n in CLASSES if n in self._names]
        if known and self.chance(55):
            return f"{self.pick(OBJECTS)} = {self.pick(known)}()"
        inner = scope.inside(["v"], [])
        base = f"({self.pick(known)})" if known and self.chance(30) else ""
        name = self.pick(CLASSES)
        base = "" if base == f"({name})" else base
        return (
            f"class {name}{base}:\n    size = {self.integer(scope)}\n\n"
            f"    def get(self, v, *rest):\n        return {self.integer(inner)} + self.size\n"
        )

    def unpacked(self, scope: Scope) -> str:
        """Tuple assignment, swaps, stars."""
        one, two = self.pick(self._ints), self.pick(self._ints)
        options = [f"{one}, {two} = $I, $I", f"{one}, *$R = [$I, *$S]", f"{one} = {two} = $I"]
        if len(scope.ints) > 1:
            options.append(f"{scope.ints[0]}, {scope.ints[-1]} = {scope.ints[-1]}, {scope.ints[0]}")
        return self.filled(self.pick(options), scope)

    def deleted(self, scope: Scope) -> str:
        """`del` of a name, or of an item."""
        options = [f"del {n}" for n in (*scope.ints, *scope.lists, *scope.functions, *scope.objects)]
        options += [f"del {n}[:1]" for n in scope.lists]
        return self.pick(options) if options else "pass"

    def imported(self, scope: Scope) -> str:
        """An import, under its own name or that of a variable."""
        return self.pick(
            ("import functools", "import math as step", "from math import floor", "import math, functools as h")
        )

    def hooked(self, scope: Scope) -> str:
        """A function is stored somewhere, to be called later."""
        if not scope.hooks:
            return f"{HOOKS} = []"
        stored = [*scope.functions, f"lambda v: {self.integer(scope.inside(['v'], []))}"]
        return f"{HOOKS}.append({self.pick(stored)})"
