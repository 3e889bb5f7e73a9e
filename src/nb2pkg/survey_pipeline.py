"""The spine of `estate`: the text of a notebook becomes the rows that stand for it in the data set.

    text --notebook_of--> Notebook --trace_for_rules--> Flow --check_notebook--> CheckedNotebook --survey--> Survey

What is no notebook, or not one in Python, is a row too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from nb2pkg.check_pipeline import check_notebook
from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.model.estate import FileStamp, Standing, Survey
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.reader import notebook_of
from nb2pkg.rules.walk import Dispatch
from nb2pkg.surveyor import survey
from nb2pkg.tracer import trace_for_rules

Sifted = Callable[[CheckedNotebook], CheckedNotebook]


def survey_text(
    text: str,
    path: Path,
    dispatch: Dispatch,
    *,
    stamp: FileStamp,
    local: frozenset[str],
    more: Sequence[Finding] = (),
    sifted: Sifted,
) -> Survey:
    """What the notebook in the text of the file at `path` is. `sifted` takes away what the project does not count.

    `local` are names of modules that lie beside it, `more` findings of other programs.
    """
    try:
        notebook = notebook_of(text, path)
    except OtherLanguageError as error:
        return Survey(stamp=stamp, standing=Standing.SKIPPED, reason=error.message)
    except Nb2pkgError as error:
        return Survey(stamp=stamp, standing=Standing.UNREADABLE, reason=error.message)
    flow = trace_for_rules(notebook)
    checked = sifted(check_notebook(notebook, flow, text, path, dispatch, more=more))
    return survey(notebook, flow, checked, stamp=stamp, local=local)
