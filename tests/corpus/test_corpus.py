"""Pinned counts over the real corpus, so that drift is a number in a diff. Not in the default run: `make corpus`."""

from __future__ import annotations

import ast
import os
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import Package
from nb2pkg.model.plan import Displays
from nb2pkg.pipeline import build_package

CORPUS = Path(os.environ.get("NB2PKG_CORPUS_DIR", ".corpus/nbs"))
PINNED = {"converted": 662, "script": 1, "declined": 14, "longest over 60": 29, "more than 7 parameters": 50}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def outcome(path: Path) -> Counter[str]:
    """What became of one notebook, as counts. Any exception but our own is a defect and fails the test."""
    try:
        package = build_package(path, Choices(name="judged_package", displays=Displays.PRINT))
    except Nb2pkgError:
        return Counter({"declined": 1})
    found = Counter({"converted": 1, **shape(package)})
    found["script"] = int(any(f.is_script for module in package.plan.modules for f in module.functions))
    return found


def shape(package: Package) -> Counter[str]:
    """Sizes that a reviewer minds."""
    found: Counter[str] = Counter()
    longest = 0
    for file in package.files:
        if not file.path.startswith("src/judged_package/") or not file.path.endswith(".py"):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes in the author's strings are the author's
            tree = ast.parse(file.text)
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                found["functions"] += 1
                longest = max(longest, (node.end_lineno or 0) - node.lineno + 1)
                arguments = len(node.args.posonlyargs) + len(node.args.args) + len(node.args.kwonlyargs)
                found["more than 7 parameters"] += arguments > 7
    found["longest over 60"] = int(longest > 60)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_counts_over_the_corpus() -> None:
    notebooks = sorted(CORPUS.rglob("*.ipynb"))
    with ProcessPoolExecutor() as pool:
        total = sum(pool.map(outcome, notebooks, chunksize=8), Counter())
    print(dict(total))
    assert {name: total[name] for name in PINNED} == PINNED
