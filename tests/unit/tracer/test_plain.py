"""Statements that are read in one pass have the facts that the long way finds."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from msgspec.structs import replace

from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.statement_nodes import statement_kinds, statement_nodes
from nb2pkg.tracer import calls
from nb2pkg.tracer.calls import KEEPING, deeds_of, plain_deeds_of
from nb2pkg.tracer.plain import is_plain, plain_facts
from nb2pkg.tracer.scan import Scan

IMPORTED = {"np": "numpy", "os": "os"}
PLAIN = [
    "import a.b, c as d",
    "from m import x as y, z",
    "from m import *",
    "x = f(a, *b, k=c.d[e:g])(x)",
    "x, (y, *z) = a + 1, -b",
    "a = b = c",
    "a.b, c[d] = a, c",
    "x += y",
    "x.n += y[0]",
    "x[i] -= i",
    "df.drop('a', inplace=True)",
    "rows.append(row)",
    "os.environ['A'] = np.random.rand(3)",
    "np.seterr(all='ignore')",
    "exec(code)",
    "ols('y ~ x', data=df).fit()",
    "print(f'{a!r:>{b}}', a if b else c, a or b, a < b < c, {**a, 'b': {c}})",
]
NOT_PLAIN = [
    "x = [i for i in y]",
    "f(lambda: x)",
    "print(x := 1)",
    "del x",
    "if x: y = 1",
    "x: int = 1",
    "await x",
    "a = a[0] = b",
    "a[a := 0] = b",
    "def f(): pass",
    "x = y" + ".a()" * 800,
]


@pytest.mark.parametrize("text", PLAIN)
def test_one_pass_finds_what_the_long_way_finds(text: str) -> None:
    [statement], [nodes] = parse(text).body, statement_nodes(text)
    assert is_plain(nodes, *statement_kinds(text))
    facts = plain_facts(statement, nodes, text=text, cell=0, qualified_by_name=IMPORTED)
    scan = Scan()
    scan.statement(statement)
    assert facts is not None
    assert (facts.reads, facts.binds) == (scan.reads, scan.binds)
    assert scan.leaves == scan.binds == scan.may_bind
    assert not scan.late_reads | scan.late_writes | scan.deletes
    assert facts.deeds == deeds_of(statement, text=text, cell=0, qualified_by_name=IMPORTED)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_may_be_left_out_or_comes_later_is_not_plain(text: str) -> None:
    [statement], [nodes] = parse(text).body, statement_nodes(text)
    [kinds] = statement_kinds(text)
    facts = is_plain(nodes, kinds) and plain_facts(statement, nodes, text=text, cell=0, qualified_by_name=IMPORTED)
    assert not facts


SOURCES = sorted(Path(inspect.getfile(calls)).parents[1].rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES[::12], ids=lambda path: path.stem)
def test_a_flat_look_finds_the_deeds_that_the_long_way_finds(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]
    for body in bodies:
        text = "\n".join(map(ast.unparse, body))
        for statement, nodes, kinds in zip(parse(text).body, statement_nodes(text), statement_kinds(text), strict=True):
            if kinds.isdisjoint(KEEPING):
                found = plain_deeds_of(nodes, text=text, cell=0, qualified_by_name=IMPORTED)
                expected = deeds_of(statement, text=text, cell=0, qualified_by_name=IMPORTED)
                assert sorted(found.formulas) == sorted(expected.formulas)
                assert replace(found, formulas=[]) == replace(expected, formulas=[])
