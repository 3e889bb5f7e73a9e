"""Spoilt packages: what plain means see a difference in must be called different. `make bench` does it at large."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import nb2pkg
from bench.mutants import KINDS, mutants_of
from bench.sabotage import effects, spoil

STORY = (
    "import random\nimport json",
    "# # Load\nrandom.seed(7)\nrows = [{'shop': n % 3, 'sales': random.random() + n} for n in range(9)]\nlen(rows)",
    "# # Clean\nrows = sorted(rows, key=lambda row: row['sales'])\nrows = list(rows)[1:]\nprint('best', rows[-1])",
    "# # Sum\ntotal = {}\nfor row in rows:\n    total[row['shop']] = total.get(row['shop'], 0) + row['sales']\ntotal",
    "# # Write\nwith open('total.json', 'w') as stream:\n    json.dump(total, stream)\nprint(divmod(len(rows), 3))",
)


def test_every_fault_with_an_effect_is_found(notebook: Callable[..., Path], tmp_path: Path) -> None:
    home = tmp_path / "spoil"
    home.mkdir()
    said: list[str] = []
    result, judged = spoil(notebook(*STORY), home, Path(sys.executable), 10, said.append)
    assert result == "same"
    effective = [row for row in judged if row.effect]
    assert len(effective) >= 6
    assert [row.name for row in effective if not row.is_caught] == []
    assert said == []


def test_mutants_are_of_all_kinds_and_parse(notebook: Callable[..., Path], tmp_path: Path) -> None:
    figures = ("import matplotlib.pyplot as plt", "plt.plot([1, 2])\nplt.show()")
    nb2pkg.convert(notebook(*STORY, *figures), out=tmp_path / "package", name="story")
    mutants = mutants_of(tmp_path / "package")
    assert {mutant.kind for mutant in mutants} == set(KINDS)
    assert len(set(mutants)) == len(mutants)
    assert {mutant.new for mutant in mutants if mutant.kind == "seed"} == {"8"}  # of `random.seed(7)`
    for mutant in mutants:
        text = (tmp_path / "package" / mutant.path).read_text()
        assert text[mutant.start : mutant.end] != mutant.new
        assert not text[: mutant.start].endswith("save_figures(")  # what pictures are called is the package's affair


def test_rebindings_are_lost_in_each_way(tmp_path: Path) -> None:
    module = tmp_path / "src" / "m.py"
    module.parent.mkdir()
    module.write_text(
        "def f(a, d):\n    a = a.b()\n    c = g(1)\n    c, e = h(2)\n    d['x'] = d['x'].abs()\n    c += k(3)\n"
        "    n = 1\n    if n:\n        n = m(n)\n    return a\n"
    )
    lost = [mutant.new for mutant in mutants_of(tmp_path) if mutant.kind == "rebinding"]
    assert lost == ["a.b()", "h(2)", "d['x'].abs()", "k(3)", "m(n)"]


def test_effects() -> None:
    plain = {"end": ["through"], "printed": ["a", "", "c"], "f returns": ["1"]}
    assert effects(plain, plain) == ()
    assert effects(plain, plain | {"printed": ["a", "anything", "c"]}) == ()
    assert effects(plain, plain | {"printed": ["a", "", "d"]}) == ("printed",)
    assert effects(plain, plain | {"printed": ["a", ""]}) == ("printed",)
    assert effects(plain, {"end": ["KeyError: 1"], "printed": ["a", "", "c"]}) == ("end", "f returns")
