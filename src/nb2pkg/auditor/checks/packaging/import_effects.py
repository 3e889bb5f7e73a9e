"""Item 8: importing does nothing."""

import ast
from collections.abc import Iterator

from nb2pkg.auditor.check import Check, unless_in
from nb2pkg.auditor.code import dotted, place_of
from nb2pkg.auditor.subject import Module, Subject
from nb2pkg.knowledge.effects import facts_of
from nb2pkg.model.audit import Answer, Category

_HARMLESS = frozenset("logging.getLogger getLogger warnings.filterwarnings".split())
_HARMFUL = frozenset("reads_file writes_file network subprocess display plotting".split())


def run(subject: Subject) -> Answer:
    """Nothing at the top of a module is called for its effect, and nothing reads, writes or draws."""
    found = [place_of(module, node) for module in subject.library for node in _effects(module)]
    return unless_in(subject, found, todo="put what modules do when they are imported into functions")


def _effects(module: Module) -> Iterator[ast.AST]:
    if module.tree is None or module.path.endswith("/__main__.py"):
        return
    for statement in _at_import(module.tree.body):
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call | ast.Await):
            call = statement.value
            if not (isinstance(call, ast.Call) and dotted(call.func) in _HARMLESS):
                yield statement
        elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign) and statement.value is not None:
            yield from (call for call in ast.walk(statement.value) if isinstance(call, ast.Call) and _is_harmful(call))
        elif isinstance(statement, ast.For | ast.While | ast.With):
            yield statement


def _at_import(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported; a main guard does not."""
    for statement in body:
        if isinstance(statement, ast.If):
            if "__name__" not in ast.dump(statement.test):
                yield from _at_import([*statement.body, *statement.orelse])
        elif isinstance(statement, ast.Try):
            yield from _at_import([*statement.body, *statement.orelse, *statement.finalbody])
        else:
            yield statement


def _is_harmful(call: ast.Call) -> bool:
    name = dotted(call.func)
    method = name.rpartition(".")[2]
    return name in {"open", "input"} or bool(facts_of(None, method).effects & _HARMFUL)


CHECK = Check(
    number=8,
    name="import-effects",
    title="Importing a module reads, writes, prints and draws nothing",
    category=Category.PACKAGING,
    run=run,
)
