"""Changed packages: one small fault each, of the kinds that a refactoring makes."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from nb2pkg.planner.build import OUTPUT_NAMES

HELPERS = frozenset({"__init__", "__main__", "display", "figures", "files", "history", "kernel", "shell", "callbacks"})
SEEDS = frozenset({"seed", "random_state", "random_seed"})
SEEDING = frozenset({"seed", "default_rng", "RandomState", "manual_seed", "set_seed", "set_random_seed"})
KINDS = ("constant", "statement", "arguments", "rebinding", "order", "seed", "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The text of one file between two offsets is to become another."""

    kind: str
    path: str  # below the package's folder
    start: int
    end: int
    new: str

    @property
    def name(self) -> str:
        """What tells it from the others."""
        return f"{self.kind} {self.path}:{self.start}-{self.end} {self.new[:40]!r}"

    def apply(self, folder: Path) -> None:
        """Changes the package in the folder."""
        file = folder / self.path
        text = file.read_text(encoding="utf-8")
        file.write_text(text[: self.start] + self.new + text[self.end :], encoding="utf-8")


def mutants_of(package: Path) -> tuple[Mutant, ...]:
    """All mutants of the package's own modules that still parse, in the order of the files."""
    found = []
    for file in sorted((package / "src").rglob("*.py")):
        if file.stem not in HELPERS:
            text = file.read_text(encoding="utf-8")
            path = file.relative_to(package).as_posix()
            found += [one for one in _Source(text, path).mutants() if _parses(text, one)]
    return tuple(found)


def chosen(mutants: Sequence[Mutant], number: int, *, seed: str) -> tuple[Mutant, ...]:
    """So many of them, in turn from each kind."""
    draw = random.Random(seed)
    by_kind = {kind: draw.sample(all_, len(all_)) for kind in KINDS if (all_ := [m for m in mutants if m.kind == kind])}
    picked: list[Mutant] = []
    while len(picked) < number and any(by_kind.values()):
        picked += [rest.pop() for rest in by_kind.values() if rest]
    return tuple(picked[:number])


def _parses(text: str, mutant: Mutant) -> bool:
    try:
        ast.parse(text[: mutant.start] + mutant.new + text[mutant.end :])
    except SyntaxError:
        return False
    return True


class _Source:
    """One module, and what can be changed in it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.tree = ast.parse(text)
        lines = text.splitlines(keepends=True)
        self.starts = [sum(map(len, lines[:n])) for n in range(len(lines) + 1)]
        self.lines = lines

    def mutants(self) -> Iterator[Mutant]:
        """Those of functions' bodies; of the defaults of settings; of constants of the module."""
        if self.path.endswith("config.py"):
            yield from self._settings()
            return
        for node in self.tree.body:
            if isinstance(node, ast.Assign):
                yield from self._constants(node.value)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._block(node.body, {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)})

    def _settings(self) -> Iterator[Mutant]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ClassDef) and node.name == "Config":
                for field in node.body:
                    if ast.unparse(field).split(":")[0] in OUTPUT_NAMES:
                        continue  # where figures go: a notebook has no such thing that it could differ from
                    if isinstance(field, ast.AnnAssign) and isinstance(field.value, ast.Constant):
                        is_seed = isinstance(field.target, ast.Name) and _is_seed(field.target.id)
                        yield from self._constants(field.value, kind="seed" if is_seed else "constant")

    def _block(self, body: Sequence[ast.stmt], bound: set[str]) -> Iterator[Mutant]:
        """`bound` are the names that stand for something where the block begins; it gets those of the block."""
        is_documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        own = [
            node for node in (body[1:] if is_documented else body) if not isinstance(node, ast.Import | ast.ImportFrom)
        ]
        for node in own:
            yield from self._statement(node)
            yield from self._rebinding(node, bound)
            bound |= _stored(node)
            for inner in ("body", "orelse"):
                if part := getattr(node, inner, None):
                    yield from self._block(part, bound)
        for one, other in pairwise(own):
            if not isinstance(other, ast.Return):
                yield self._mutant("order", one, self._at(other), until=other, after=self._at(one))

    def _statement(self, node: ast.stmt) -> Iterator[Mutant]:
        if isinstance(node, ast.Return | ast.Pass):
            return
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        name = ast.unparse(node.value.func) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else ""
        if is_call or isinstance(node, ast.Assign | ast.AugAssign):
            yield self._mutant("figure" if name.endswith("_figures") else "statement", node, "pass")
        if not getattr(node, "body", None):
            if not name.endswith("_figures"):  # what pictures are called: a notebook that shows them has no names
                yield from self._constants(node)
            yield from self._arguments(node)

    def _rebinding(self, node: ast.stmt, bound: set[str]) -> Iterator[Mutant]:
        """`x = f(x)`, `x = g(y)` where `x` is bound already, `d["a"] = d["a"].abs()`: computed, but not bound."""
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and not isinstance(node.value, ast.Constant):
            [target] = node.targets
            is_changed = isinstance(target, ast.Subscript | ast.Attribute) and ast.unparse(target) in {
                ast.unparse(part) for part in ast.walk(node.value) if isinstance(part, ast.Subscript | ast.Attribute)
            }
            if is_changed or _stored(target) & bound:
                yield self._mutant("rebinding", node, self._at(node.value))
        if isinstance(node, ast.AugAssign):
            yield self._mutant("rebinding", node, self._at(node.value))

    def _constants(self, tree: ast.AST, *, kind: str = "") -> Iterator[Mutant]:
        seeds = {value for n in ast.walk(tree) if isinstance(n, ast.Call) for value in _seeds_in(n)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and not isinstance(node.value, bytes | complex | type(None) | type(...)):
                if self._at(node)[:1] in "{fF" or "\n" in self._at(node):
                    continue  # a part of an f-string has no text of its own
                yield self._mutant(kind or ("seed" if node in seeds else "constant"), node, _other(node.value))

    def _arguments(self, tree: ast.stmt) -> Iterator[Mutant]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and len(node.args) >= 2 and not isinstance(node.args[0], ast.Starred):
                one, other = node.args[:2]
                if self._at(one) != self._at(other) and not isinstance(other, ast.Starred):
                    yield self._mutant("arguments", one, self._at(other), until=other, after=self._at(one))

    def _mutant(
        self,
        kind: str,
        node: ast.stmt | ast.expr,
        new: str,
        *,
        until: ast.stmt | ast.expr | None = None,
        after: str = "",
    ) -> Mutant:
        """`node` becomes `new`; with `until`, that takes the place of `node`, and `after` its own."""
        start, end = self._span(node)
        if until is not None:
            next_, last = self._span(until)
            new, end = new + self.text[end:next_] + after, last
        return Mutant(kind=kind, path=self.path, start=start, end=end, new=new)

    def _span(self, node: ast.stmt | ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._offset(node.lineno, node.col_offset), self._offset(node.end_lineno, node.end_col_offset)

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def _at(self, node: ast.stmt | ast.expr) -> str:
        start, end = self._span(node)
        return self.text[start:end]


def _stored(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _seeds_in(call: ast.Call) -> Iterator[ast.expr]:
    """Arguments that are seeds: `random_state=7`, `np.random.seed(7)`."""
    yield from (given.value for given in call.keywords if _is_seed(given.arg or ""))
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SEEDING:
        yield from call.args


def _is_seed(name: str) -> bool:
    return name in SEEDS or name.endswith(("_seed", "_random_state"))


def _other(value: object) -> str:
    """Another constant of the same type."""
    match value:
        case bool():
            return repr(not value)
        case int():
            return repr(value + 1)
        case float():
            return repr(value * 1.5 + 0.1)
    return repr(f"{value}x")
