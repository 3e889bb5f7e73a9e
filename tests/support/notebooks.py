"""Random small notebooks that run: statements that bind, rebind, mutate, define, capture, delete and show.

Each statement is run while the notebook is being made, so that names are only read when they are bound. Where choices come
from is left open (`Choose`): hypothesis in the property test, `random.Random` in a search by hand.
"""

from __future__ import annotations

import contextlib
import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FunctionType, GeneratorType
from typing import TypeVar

from support.percent import PercentCell
from support.run_flat import as_shown

T = TypeVar("T")
Choose = Callable[[int], int]  # n -> one of 0 .. n-1, 0 being the simplest

INTS = ("a", "b", "n", "x", "total", "v", "config", "main", "sum", "max", "id", "show", "step", "run")
LISTS = ("xs", "ys", "rows", "data")
TABLES = ("table", "d")
FUNCTIONS = ("f", "g", "h", "show", "step", "run")  # int -> int
MAKERS = ("gen", "stream")  # list -> generator of ints
ITERATORS = ("it", "queue")
CLASSES = ("Box", "Model")
OBJECTS = ("obj", "model")
HOOKS = "hooks"
HEADINGS = ("# Report", "## Load data", "## Clean", "## Train the model", "Some words.", "### Plot")


@dataclass(slots=True, kw_only=True)
class Scope:
    """Names that an expression may use, by what they hold."""

    ints: list[str]
    lists: list[str]
    tables: list[str]
    functions: list[str]
    makers: list[str]
    iterators: list[str]
    objects: list[str]
    hooks: bool
    builtins: set[str] = field(default_factory=set)

    def inside(self, parameters: Sequence[str], local: Sequence[str]) -> Scope:
        """The scope of a function's body: parameters and locals are ints, whatever hid behind those names."""
        own = {*parameters, *local}
        return Scope(
            ints=[*dict.fromkeys([*parameters, *(n for n in self.ints if n not in local)])],
            lists=[n for n in self.lists if n not in own],
            tables=[n for n in self.tables if n not in own],
            functions=[n for n in self.functions if n not in own],
            makers=[n for n in self.makers if n not in own],
            iterators=[],
            objects=[n for n in self.objects if n not in own],
            hooks=self.hooks,
            builtins=self.builtins - own,
        )


class Maker:
    """Makes one notebook; `names` is the namespace after what was made so far."""

    def __init__(self, choose: Choose) -> None:
        self._choose = choose
        self._made: list[str] = []
        self._names: dict[str, object] = {"__name__": "__main__"}
        self._fresh = 0

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
            with contextlib.redirect_stdout(io.StringIO()):
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
            iterators=those(ITERATORS, GeneratorType),
            objects=[n for n in OBJECTS if n in names],
            hooks=HOOKS in names,
            builtins={"sum", "max", "len", "sorted", "list", "map", "next", "id"} - names.keys(),
        )

    # Expressions ----------------------------------------------------------------------------------------------------

    def integer(self, scope: Scope, depth: int = 0) -> str:
        simple = [*scope.ints, str(self._choose(10))]
        if depth > 2 or self.chance(45):
            return self.pick(simple[::-1])
        one = self.integer(scope, depth + 1)
        options = [
            f"({one} {self.pick(('+', '-'))} {self.integer(scope, depth + 1)})",
            f"({one} * {self.integer(scope, depth + 1)} % 97)",
            f"({one} if {self.test(scope, depth + 1)} else {self.integer(scope, depth + 1)})",
            f"(lambda {self.pick(INTS[:6])}: {self.integer(scope, depth + 1)})({one})",
        ]
        options += [f"{name}({one})" for name in scope.functions for _ in range(2)]
        options += [f"{name}.get({one})" for name in scope.objects]
        options += [f"{name}.size" for name in scope.objects]
        options += [f"{name}.get({one}, 0)" for name in scope.tables]
        options += [f"{tool}({self.sequence(scope, depth + 1)})" for tool in ("sum", "len") if tool in scope.builtins]
        if "next" in scope.builtins:
            options += [f"next({name}, -1)" for name in scope.iterators]
        if "max" in scope.builtins:
            options.append(f"max({one}, {self.integer(scope, depth + 1)})")
        if scope.hooks:
            options.append(f"{HOOKS}[-1]({one})")
        return self.pick(options)

    def test(self, scope: Scope, depth: int = 0) -> str:
        return f"{self.integer(scope, depth)} {self.pick(('>', '<=', '=='))} {self.integer(scope, depth + 1)}"

    def sequence(self, scope: Scope, depth: int = 0) -> str:
        variable = self.pick(INTS[:6])
        inner = scope.inside([variable], [])
        source = self.pick([*scope.lists, "range(3)"])
        literal = f"[{', '.join(self.integer(scope, depth + 1) for _ in range(1 + self._choose(3)))}]"
        if depth > 2:
            return self.pick([literal, *scope.lists])
        options = [
            literal,
            *scope.lists,
            f"[{self.integer(inner, depth + 1)} for {variable} in {source}]",
            f"[{variable} for {variable} in {source} if {self.test(inner, depth + 1)}]",
        ]
        for name in scope.functions:
            options.append(f"[{name}({variable}) for {variable} in {source}]")
            if "sorted" in scope.builtins:
                options.append(f"sorted({source}, key={name})")
            if {"list", "map"} <= scope.builtins:
                options.append(f"list(map({name}, {source}))")
        if "list" in scope.builtins:
            options += [f"list({name})" for name in scope.iterators]
            options += [f"list({name}({source}))" for name in scope.makers]
        if scope.hooks:
            options.append(f"[{variable}({self.integer(scope, depth + 1)}) for {variable} in {HOOKS}]")
        return self.pick(options)

    def printed(self, scope: Scope) -> str:
        some = [*scope.ints, *scope.lists, *scope.tables]
        parts = [self.pick(some) if some and self.chance(60) else self.integer(scope) for _ in range(1 + self._choose(3))]
        if self.chance(15):
            quoted = self.integer(scope).replace('"', "'")
            return f'print(f"{{{quoted}}} and {{{self.pick(parts)}!r:>5}}")'
        return f"print({', '.join(parts)})"

    def _expression_shown(self) -> str:
        scope = self._scope()
        return f"({self.integer(scope)})" if self.chance(50) else f"({self.sequence(scope)})"

    # Statements -----------------------------------------------------------------------------------------------------

    def _statement(self) -> str:
        scope = self._scope()
        makers: list[Callable[[Scope], str]] = [
            self.simple, self.simple, self.simple, self.function, self.function, self.block, self.block,
            self.lazy, self.class_, self.unpacked, self.deleted, self.imported, self.hooked,
        ]  # fmt: skip
        return self.pick(makers)(scope)

    def simple(self, scope: Scope) -> str:
        """A statement of one line."""
        name, rows = self.pick(INTS), self.pick(LISTS)
        options = [f"{name} = {self.integer(scope)}", f"{rows} = {self.sequence(scope)}", self.printed(scope)]
        options += [f"{n} {self.pick(('+=', '-='))} {self.integer(scope)}" for n in scope.ints]
        for n in scope.lists:
            options += [f"{n}.append({self.integer(scope)})", f"{n} += {self.sequence(scope)}", f"{n}[0:1] = [{self.integer(scope)}]"]
            options += [f"{rows} = {n}", f"{n} = {n} + [{self.integer(scope)}]"]
        for n in scope.tables:
            options += [f"{n}[{self.integer(scope)}] = {self.integer(scope)}", f"{n}.pop({self.integer(scope)}, None)"]
        options.append(f"{self.pick(TABLES)} = {{{self.integer(scope)}: {self.integer(scope)}}}")
        options += [f"{n}.size += {self.integer(scope)}" for n in scope.objects]
        options += [f"{self.pick(FUNCTIONS)} = {n}" for n in scope.functions]
        return self.pick(options)

    def function(self, scope: Scope) -> str:
        """A function of one int, in one of several shapes."""
        name = self.pick(FUNCTIONS)
        if self.chance(15):
            return f"{name} = lambda {self.pick(INTS[:6])}: {self.integer(scope)}"
        parameter = self.pick(INTS[:6])
        local = [n for n in INTS[:6] if n != parameter and self.chance(15)]
        inner = scope.inside([parameter], local)
        inner.ints += [n for n in INTS[:6] if n not in (*inner.ints, *local) and self.chance(10)]  # bound later, perhaps
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
        body, other = self._body(scope), self._body(scope)
        match kind:
            case "if":
                return f"if {self.test(scope)}:\n{body}"
            case "else":
                return f"if {self.test(scope)}:\n{body}\nelse:\n{other}"
            case "walrus":
                return f"if ({self.pick(INTS[:6])} := {self.integer(scope)}) > {self._choose(5)}:\n{body}"
            case "for":
                source = self.pick(["range(3)", "range(0)", *(f"{n}[:3]" for n in scope.lists)])
                return f"for {self.pick(INTS)} in {source}:\n{body}" + (f"\nelse:\n{other}" if self.chance(15) else "")
            case "while":
                count = self.fresh()
                return f"{count} = {1 + self._choose(3)}\nwhile {count} > 0:\n    {count} -= 1\n{body}"
            case "try":
                risky = f"    {self.pick(INTS)} = 1 // {self.integer(scope)}"
                name = self.pick(("error", "v", "x"))
                return f"try:\n{risky}\n{body}\nexcept ZeroDivisionError as {name}:\n    print({name})\n{other}"
            case "with":
                return f"import contextlib\nwith contextlib.suppress(ZeroDivisionError):\n    {self.pick(INTS)} = 1 // {self.integer(scope)}\n{body}"
            case "probe":
                return f"try:\n    print({self.pick(INTS[:6])})\nexcept NameError:\n{other}"
        return f"match {self.integer(scope)}:\n    case 0:\n" + textwrap.indent(body, "    ") + f"\n    case {self.pick(INTS[:6])}:\n" + textwrap.indent(other, "    ")

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
        head = f"def {self.pick(MAKERS)}(rows):\n    for {variable} in rows:\n"
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
        one, two = self.pick(INTS), self.pick(INTS)
        options = [f"{one}, {two} = {self.integer(scope)}, {self.integer(scope)}"]
        options.append(f"{one}, *{self.pick(LISTS)} = [{self.integer(scope)}, *{self.sequence(scope)}]")
        options.append(f"{one} = {two} = {self.integer(scope)}")
        if len(scope.ints) > 1:
            options.append(f"{scope.ints[0]}, {scope.ints[-1]} = {scope.ints[-1]}, {scope.ints[0]}")
        return self.pick(options)

    def deleted(self, scope: Scope) -> str:
        """`del` of a name, or of an item."""
        options = [f"del {n}" for n in (*scope.ints, *scope.lists, *scope.functions, *scope.objects)]
        options += [f"del {n}[:1]" for n in scope.lists]
        return self.pick(options) if options else "pass"

    def imported(self, scope: Scope) -> str:
        """An import, under its own name or that of a variable."""
        return self.pick(("import functools", "import math as step", "from math import floor", "import math, functools as h"))

    def hooked(self, scope: Scope) -> str:
        """A function is stored somewhere, to be called later."""
        if not scope.hooks:
            return f"{HOOKS} = []"
        stored = [*scope.functions, f"lambda v: {self.integer(scope.inside(['v'], []))}"]
        return f"{HOOKS}.append({self.pick(stored)})"
