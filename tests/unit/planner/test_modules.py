"""In which module a function stands."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support.packages import built, texts

LOANS = Path(__file__).parents[3] / "fixtures" / "notebooks" / "kaggle_loans" / "kaggle_loans.ipynb"


def test_a_short_function_of_no_stage_stands_before_what_follows_it() -> None:
    """What lists the input files of a competition is nothing about its model."""
    made = texts(built(LOANS, name="loans"))
    functions = {
        path: [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
        for path, text in made.items()
        if path.startswith("src/loans/") and path.endswith(".py")
    }
    assert functions["src/loans/model.py"] == ["fit_test_pred"]
    assert functions["src/loans/data.py"][:2] == ["examine_input", "load_loan_approval_demo"]
