"""What went wrong, as an HTTP problem (RFC 9457)."""

from __future__ import annotations

from typing import Any


class ProblemError(Exception):
    """A request that is answered with a problem: `status` is HTTP's, `detail` one sentence, `hint` how to mend it."""

    def __init__(self, status: int, detail: str, *, hint: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint = status, detail, hint


def problem_document(status: int, title: str, detail: str, hint: str = "") -> dict[str, Any]:
    """The body of the answer."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return document | ({"hint": hint} if hint else {})
