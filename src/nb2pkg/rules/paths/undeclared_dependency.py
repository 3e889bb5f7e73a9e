"""A module is imported that is neither in the standard library nor a package that is known.

Whoever gets the notebook alone cannot tell where it comes from: a file beside it that was left behind, a package that
only the author has installed, or one of another name. Hand the file over together with the notebook, or name the
package among the requirements. (Opt-in: nothing but the notebook itself is looked at.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.model.flow import Form, ImportBinding, StmtFlow
from nb2pkg.model.notebook import Notebook
from nb2pkg.rules.paths.platform_only import PLATFORM_BY_MODULE
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location, parse

_GIVEN = frozenset({"IPython", "ipykernel", "jupyter_client", "google", "azure", "pip", "setuptools", "pkg_resources"})


def _whole(subject: Subject) -> Iterator[Hit]:
    here = _written(subject.notebook)
    seen: set[str] = set()
    for flow in subject.flow.statements:
        if flow.form is not Form.IMPORT:
            continue
        for top, level in _imported(flow):
            if top in seen or (not level and (top in here or not _is_unknown(top, subject.notebook))):
                continue
            seen.add(top)
            cell = subject.notebook.cell_by_index[flow.ref.cell]
            node = parse(cell.python).body[flow.ref.path[0]]
            yield Hit(message=_message(top, level), at=location(cell.python, node, cell=cell.index))


def _imported(flow: StmtFlow) -> Iterator[tuple[str, int]]:
    for binding in flow.imports:
        yield _top(binding), binding.level
    yield from ((module.partition(".")[0], 0) for module in flow.star_modules if module)


def _top(binding: ImportBinding) -> str:
    return binding.module.partition(".")[0] or binding.member


def _message(top: str, level: int) -> str:
    if level:
        return f"the relative import of `{top}` fails: a notebook is in no package"
    return f"nothing tells where `{top}` comes from: a file that must come along, or a package to be declared"


def _written(notebook: Notebook) -> frozenset[str]:
    return frozenset(extra.path.removesuffix(".py").partition("/")[0] for extra in notebook.extra_files)


def _is_unknown(top: str, notebook: Notebook) -> bool:
    if distribution_of(top) is None or is_well_known(top) or top in _GIVEN:
        return False
    if any(module.partition(".")[0] == top for module in PLATFORM_BY_MODULE):
        return False  # platform-only says so
    asked = [re.sub(r"[^a-z0-9]", "", re.split(r"[\[<>=!~ ]", name)[0].lower()) for name in notebook.requirements]
    plain = re.sub(r"[^a-z0-9]", "", top.lower())
    return not any(plain in name or name in plain for name in asked if name)


RULE = Rule(
    code="NB231",
    name="undeclared-dependency",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        "import pandas as pd\n«from my_helpers import clean»\n«import acme_toolkit.io as aio»",
        "«from . import features»",
        "«from plot_style import *»\nimport plot_style",
    ),
    good=(
        "import os, json\nimport pandas as pd\nfrom sklearn.svm import SVC\nimport cv2\nfrom bs4 import BeautifulSoup",
        "%%writefile my_helpers.py\nX = 1\n# %%\nimport my_helpers",
        "%pip install acme-toolkit\nimport acme_toolkit",
        "try:\n    import acme_toolkit\nexcept ImportError:\n    acme_toolkit = None",
    ),
)
