"""docs/audit.md lists the checks that there are. `make docs` writes the list."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nb2pkg.auditor import checks

PAGE = Path(__file__).parents[2] / "docs" / "audit.md"
BETWEEN = re.compile(r"(<!-- items: .*? -->\n).*(<!-- end of items -->)", re.DOTALL)


def test_the_page_lists_the_checks(request: pytest.FixtureRequest) -> None:
    rows = ["| | Name | Category | Passed when |", "| ---: | --- | --- | --- |"]
    rows += [f"| {check.number} | `{check.name}` | {check.category.value} | {check.title} |" for check in checks()]
    text = PAGE.read_text(encoding="utf-8")
    wanted = BETWEEN.sub(lambda found: found[1] + "\n".join(rows) + "\n" + found[2], text)
    if request.config.getoption("--update-docs"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted
