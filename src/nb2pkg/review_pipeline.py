"""The spine of `review`: two texts of a notebook become a review.

text --notebook_of--> Notebook --trace--> Flow --check_notebook, plan_package--> NotebookVersion
two NotebookVersions --review_versions--> NotebookReview
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nb2pkg.check_pipeline import check_notebook
from nb2pkg.environment import python_for
from nb2pkg.model.finding import Finding
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import Displays, Figures, PackagePlan
from nb2pkg.model.review import NotebookVersion
from nb2pkg.package_name import name_from_file
from nb2pkg.planner import plan_package
from nb2pkg.reader import notebook_of, without_secrets
from nb2pkg.rules.walk import Dispatch
from nb2pkg.stored_outputs import stored_outputs
from nb2pkg.tracer import trace


def version_of(text: str, path: Path, dispatch: Dispatch, *, more: Sequence[Finding] = ()) -> NotebookVersion:
    """The notebook in the text of the file at `path`. Raises Nb2pkgError where there is none that can be read.

    `more` are findings of other programs. Secrets are hidden in everything that is kept.
    """
    notebook = notebook_of(text, path)
    flow = trace(notebook)
    checked = check_notebook(notebook, flow, text, path, dispatch, more=more)
    safe = without_secrets(notebook)
    safe_flow = flow if safe == notebook else trace(safe)
    return NotebookVersion(
        notebook=safe,
        flow=safe_flow,
        plan=_plan(safe, safe_flow, path),
        findings=checked.findings,
        outputs=stored_outputs(text) if path.suffix.lower() == ".ipynb" else {},
    )


def _plan(notebook: Notebook, flow: Flow, path: Path) -> PackagePlan | None:
    if not any(cell.python.strip() for cell in notebook.cells):
        return None
    imported = {binding.module.partition(".")[0] for statement in flow.statements for binding in statement.imports}
    return plan_package(
        notebook,
        flow,
        name=name_from_file(path, imported=imported),
        displays=Displays.LOG,
        figures=Figures.SAVE,
        python_version=python_for(notebook.python_version),
    )
