"""The spine of `check`: a notebook file becomes a list of what stands between it and production.

    text --notebook_of--> Notebook --trace_for_rules--> Flow --findings_of--> Finding --suppress, place--> PlacedFinding

It shares the reader and the tracer with `pipeline`, and imports nothing else of what a conversion needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.locator.place import place
from nb2pkg.model.finding import Finding
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.reader import notebook_of
from nb2pkg.rules.rule import Subject
from nb2pkg.rules.walk import Dispatch, findings_of
from nb2pkg.suppression import suppress
from nb2pkg.tracer import trace_for_rules


def check_text(
    text: str, path: Path, dispatch: Dispatch, *, more: Sequence[Finding] = (), encoded: bytes = b""
) -> CheckedNotebook:
    """What the rules find in the notebook in the text of the file at `path`; a file that is none is a result too.

    `more` are findings of other programs, which are suppressed, placed and sorted like our own; `encoded` is the text
    in UTF-8, if it is at hand.
    """
    try:
        notebook = notebook_of(text, path, encoded=encoded)
    except OtherLanguageError as error:
        return CheckedNotebook(path=str(path), status=Status.SKIPPED, reason=error.message, hint=error.hint)
    except Nb2pkgError as error:
        return CheckedNotebook(path=str(path), status=Status.UNREADABLE, reason=error.message, hint=error.hint)
    return check_notebook(notebook, trace_for_rules(notebook), text, path, dispatch, more=more)


def check_notebook(
    notebook: Notebook, flow: Flow, text: str, path: Path, dispatch: Dispatch, *, more: Sequence[Finding]
) -> CheckedNotebook:
    """The same for a notebook that was read from this text and traced."""
    found = findings_of(Subject(notebook=notebook, flow=flow), dispatch)
    kept = suppress((*found, *more), notebook, dispatch.codes)
    return CheckedNotebook(
        path=str(path), findings=place(kept.findings, notebook, text), suppressed=kept.number_suppressed
    )
