"""Names in adversarial notebooks, labelled before the rules were run; docs/rules-accuracy says how that went.

Scopes of comprehensions and classes, closures, patterns, decorators, defaults, exceptions, magics, names of IPython.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Severity
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of

NAMES = dispatch_of([rule for rule in all_rules() if "NB101" <= rule.code <= "NB109"])
NAME = re.compile(r"`(\w+)`")

# Notebooks; before each the names that a run stops at | those that may be missing (a warning). `# %%` begins a cell.
CASES = re.findall(
    r"^==== ?(.*?) ?\| ?(.*)\n((?:(?!====).*\n)+)",
    Path(__file__).with_name("name_errors_unseen.txt").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def notebook(text: str) -> str:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for n, source in enumerate(text.split("\n# %%\n"))
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells})


@pytest.mark.parametrize(("stops", "perhaps", "text"), CASES, ids=range(len(CASES)))
def test_names(stops: str, perhaps: str, text: str) -> None:
    findings = [placed.finding for placed in check_text(notebook(text.rstrip("\n")), Path("a.ipynb"), NAMES).findings]
    sure = {name for f in findings if f.severity is Severity.ERROR for name in NAME.findall(f.message)}
    unsure = {name for f in findings if f.severity is not Severity.ERROR for name in NAME.findall(f.message)}
    assert set(stops.split()) <= sure
    assert bool(sure) == bool(stops)
    assert unsure - sure == set(perhaps.split())
