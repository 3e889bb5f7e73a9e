"""The sentences that all formats share."""

from __future__ import annotations

import pytest

from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.reporter.finding_text import totals

CLEAN = CheckedNotebook(path="a.ipynb")
UNREAD = CheckedNotebook(path="b.ipynb", status=Status.UNREADABLE, reason="it is no JSON")


@pytest.mark.parametrize(
    ("notebooks", "said"),
    [
        ([], "Nothing found in 0 notebooks"),
        ([CLEAN], "Nothing found in 1 notebook"),
        ([CLEAN, CLEAN, UNREAD], "Nothing found in 2 notebooks; 1 notebook could not be read"),
        ([UNREAD, UNREAD], "2 notebooks could not be read"),
    ],
)
def test_what_could_not_be_read_is_not_called_clean(notebooks: list[CheckedNotebook], said: str) -> None:
    assert totals(notebooks) == said
