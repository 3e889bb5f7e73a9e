"""An import is never used.

The package needs the library all the same: it must be installed, may be missing or in conflict in production, and
is loaded at each start. Delete the import, or what is left of it:

    from sklearn.metrics import accuracy_score    # was: import accuracy_score, f1_score

Imports that register something (`mpl_toolkits.mplot3d`, `hvplot.pandas`, the engines of pandas) and those under
`try` are left alone. `convert` imports only what is used, and modules of the author's own, whose import may do
something.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.model.finding import Confidence, Cure, Edit, Fix, Hit, Severity
from nb2pkg.model.flow import Form, ImportBinding, StmtFlow
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.name_uses import read_after_all, tells_all_uses, used_names
from nb2pkg.rules.structure.side_effect_imports import is_for_its_effect
from nb2pkg.syntax.parse import location, parse

MOST_WIDE = 88


def _check(subject: Subject) -> Iterator[Hit]:
    used = used_names(subject)
    imports = [s for s in subject.flow.statements if s.form is Form.IMPORT and not s.binds <= used]
    unused = {b.name for s in imports for b in s.imports if b.name not in used and not is_for_its_effect(b)}
    if not unused or not tells_all_uses(subject):
        return
    unused -= read_after_all(subject, unused)
    for statement in imports:
        vain = [b for b in statement.imports if b.name in unused and not is_for_its_effect(b)]
        if vain:
            yield from _hits(subject, statement, vain)


def _hits(subject: Subject, statement: StmtFlow, vain: Sequence[ImportBinding]) -> Iterator[Hit]:
    cell = subject.notebook.cell_by_index[statement.ref.cell]
    body = parse(cell.python).body
    node = body[statement.ref.path[0]]
    assert isinstance(node, ast.Import | ast.ImportFrom)
    names = {binding.name for binding in vain}
    aliases = [alias for alias in node.names if _bound(alias) in names and alias.name != "*"]
    if _was_magic(cell, node):
        return
    is_harmless = all(_is_harmless(binding) for binding in vain)
    fix = _fix(cell, node, aliases, is_alone=len(body) == 1) if is_harmless else None
    for alias in aliases:
        message = f"`{_written(alias)}` is imported but never used"
        confidence = None if is_harmless else Confidence.MEDIUM  # the import itself may do something
        yield Hit(message=message, at=location(cell.python, alias, cell=cell.index), fix=fix, confidence=confidence)


def _bound(alias: ast.alias) -> str:
    return alias.asname or alias.name.split(".")[0]


def _written(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _was_magic(cell: Cell, node: ast.stmt) -> bool:
    return any(magic.line == node.lineno for magic in cell.magics)


def _is_harmless(binding: ImportBinding) -> bool:
    """Whether leaving the import out surely changes nothing else: modules of the author's own may do anything."""
    top = binding.module.partition(".")[0]
    return not binding.level and (distribution_of(top) is None or is_well_known(top))


def _fix(cell: Cell, node: ast.Import | ast.ImportFrom, vain: list[ast.alias], *, is_alone: bool) -> Fix | None:
    """One edit for all names of the statement that are not used, the same for each of them."""
    lines, sources = cell.python.split("\n"), cell.source.split("\n")
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    text = lines[first : last + 1]
    if text != sources[first : last + 1] or any("#" in line or ";" in line or "\\" in line for line in text):
        return None
    kept = [alias for alias in node.names if alias not in vain]
    if kept:
        return Fix(
            description="import only what is used", edits=(Edit(at=_lines(cell, first, last), new=_import(node, kept)),)
        )
    if is_alone:
        return None  # the cell would be left empty
    has_next = last + 1 < len(sources)
    end = (last + 2, 0) if has_next else (last + 1, len(sources[last]))
    start = (first + 1, 0) if has_next else (first, len(sources[first - 1]))
    at = Location(cell=cell.index, line=start[0], column=start[1], end_line=end[0], end_column=end[1])
    return Fix(description="remove the import", edits=(Edit(at=at, new=""),))


def _lines(cell: Cell, first: int, last: int) -> Location:
    end = len(cell.source.split("\n")[last])
    return Location(cell=cell.index, line=first + 1, column=0, end_line=last + 1, end_column=end)


def _import(node: ast.Import | ast.ImportFrom, kept: list[ast.alias]) -> str:
    names = [_written(alias) for alias in kept]
    if isinstance(node, ast.Import):
        return "import " + ", ".join(names)
    head = f"from {'.' * node.level}{node.module or ''} import "
    line = head + ", ".join(names)
    return line if len(line) <= MOST_WIDE else head + "(\n    " + ",\n    ".join(names) + ",\n)"


RULE = Rule(
    code="NB612",
    name="unused-import",
    severity=Severity.WARNING,
    cure=Cure.REPLACED,
    whole=_check,
    bad=(
        "import «os»\nimport pandas as pd\npd.DataFrame()",
        "import «numpy as np», sys\nprint(sys.argv)",
        "from sklearn.metrics import accuracy_score, «f1_score»\naccuracy_score([1], [1])",
        "import «my_helpers»\nprint('x')",
        "import «re»\n# %%\n# re.sub would do\nprint('re')",
        "%load_ext rpy2.ipython\nfrom rpy2.robjects import «r as R»\n# %%\n%R -i x",
        "import «json»\ndef load(json):\n    return json.x\nload(3)",
    ),
    good=(
        "import os\n# %%\nprint(os.name)",
        "import numpy as np\ndef f():\n    return np.pi\nf()",
        "from mpl_toolkits.mplot3d import Axes3D\nimport matplotlib.pyplot as plt\nplt.figure()",
        "try:\n    import lightgbm\nexcept ImportError:\n    lightgbm = None",
        "from __future__ import division\nprint(1 / 2)",
        "import dowhy.api\nprint('adds `df.causal`')",
        "import hvplot.pandas\nimport pandas as pd\npd.DataFrame().hvplot()",
        "import pandas as pd\n# %%\n%timeit pd.DataFrame()",
        "import numpy as np\n# %%\n%%timeit\nnp.zeros(3)",
        "import matplotlib as mpl\nimport matplotlib.pyplot as plt\nmpl.rcParams['figure.dpi'] = 90\nplt.plot([1])",
        "from typing import List\ndef f(x: 'List[int]') -> 'int':\n    return x[0]\nf([1])",
        "import numpy as np\n# %%\nprint np.pi",
        "import math\neval(input())",
        "import numpy as np\nimport pandas as pd\npd.DataFrame({'a': [1]}).eval('@np.sin(a)')",
        "#| export\nimport numpy as np",
    ),
)
