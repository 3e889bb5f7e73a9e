"""Something is used that only one platform has: Google Colab, Kaggle, Databricks, Synapse or SageMaker.

Outside of it the import or the name does not exist, and the first cell fails. Hand such things over as settings: a
folder instead of a mounted drive, an environment variable instead of the platform's store of secrets. Code that asks
first whether it is there (`try: import google.colab`) is left alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nb2pkg.knowledge.distributions import is_well_known
from nb2pkg.knowledge.stars import exported_names
from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Location, StmtRef
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Place, Rule, Subject
from nb2pkg.syntax.parse import location, parse
from nb2pkg.syntax.walking import walk

PLATFORM_BY_MODULE = {
    "google.colab": "Google Colab",
    "kaggle_secrets": "Kaggle",
    "kaggle_datasets": "Kaggle",
    "kaggle_web_client": "Kaggle",
    "dbruntime": "Databricks",
    "databricks.sdk.runtime": "Databricks",
    "pyspark.dbutils": "Databricks",
    "notebookutils": "Microsoft Fabric and Synapse",
    "mssparkutils": "Microsoft Fabric and Synapse",
}
PLATFORM_BY_NAME = {
    "dbutils": "Databricks",
    "displayHTML": "Databricks",
    "sqlContext": "a Spark platform",
    "spark": "a Spark platform",
    "sc": "a Spark platform",
    "mssparkutils": "Microsoft Fabric and Synapse",
    "notebookutils": "Microsoft Fabric and Synapse",
}
_NAMES = frozenset(PLATFORM_BY_NAME)
_ASKS = pattern_of(r"colab|kaggle|databricks|dbutils|notebookutils|platform", re.I)
_ROLES = ("sagemaker.get_execution_role", "sagemaker.session.get_execution_role")


def _import(node: ast.AST, place: Place) -> Iterator[Hit]:
    for module in _modules(node):
        platform = _platform_of(module)
        if platform and not _is_guarded(place.parents):
            assert isinstance(node, ast.Import | ast.ImportFrom)
            yield Hit(message=f"`{module}` exists on {platform} only", at=place.at(node))
            return


_TOPS = frozenset(module.partition(".")[0] for module in PLATFORM_BY_MODULE)


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _platform_of(module: str) -> str:
    parts = module.split(".")
    if parts[0] not in _TOPS:
        return ""
    prefixes = (".".join(parts[:count]) for count in range(1, len(parts) + 1))
    return next((PLATFORM_BY_MODULE[prefix] for prefix in prefixes if prefix in PLATFORM_BY_MODULE), "")


def _is_guarded(parents: list[ast.AST]) -> bool:
    """Whether the code asks first: in a `try`, or under a condition that names a platform."""
    for parent in parents:
        if isinstance(parent, ast.Try) and parent.handlers:
            return True
        if isinstance(parent, ast.If) and _ASKS.search(ast.unparse(parent.test)):
            return True
    return False


def _role(call: ast.Call, place: Place) -> Iterator[Hit]:
    if not _is_guarded(place.parents):
        yield Hit(message="`get_execution_role` works on Amazon SageMaker only", at=place.at(call))


def _given_names(subject: Subject) -> Iterator[Hit]:
    """Names that nothing in the notebook binds, as platforms give them; once each, at the first use."""
    refs: dict[str, list[StmtRef]] = {}
    for name, ref in _unbound(subject.flow):
        if name in PLATFORM_BY_NAME:
            refs.setdefault(name, []).append(ref)
    for name, places in refs.items():
        uses = [use for ref in places for use in _uses(name, ref, subject)]
        if uses:
            also = tuple(Related(message=f"`{name}` again", at=use) for use in uses[1:6])
            yield Hit(
                message=f"`{name}` is given by {PLATFORM_BY_NAME[name]} only: nothing in the notebook makes it",
                at=uses[0],
                because=also,
            )


def _unbound(flow: Flow) -> Iterator[tuple[str, StmtRef]]:
    users = [s for s in flow.statements if not (_NAMES.isdisjoint(s.reads) and _NAMES.isdisjoint(s.late_reads))]
    if not users:
        return
    bound = frozenset[str]().union(*(s.binds | s.may_bind | s.late_writes for s in flow.statements))
    stars = {module for s in flow.statements for module in s.star_modules}
    if any(exported_names(module) is None and not is_well_known(module.partition(".")[0]) for module in stars):
        bound |= {"spark", "sc", "sqlContext"}  # perhaps
    for statement in users:
        for name in sorted((statement.reads | statement.late_reads) & _NAMES - bound):
            yield name, statement.ref


def _uses(name: str, ref: StmtRef, subject: Subject) -> Iterator[Location]:
    """Where the statement uses the name as an object: `spark.read`, `displayHTML(...)`."""
    cell = subject.notebook.cell_by_index[ref.cell]
    statement = parse(cell.python).body[ref.path[0]]
    if isinstance(statement, ast.If | ast.Try) and _is_guarded([statement]):
        return
    found = [
        part
        for node in walk(statement)
        if isinstance(node, ast.Attribute | ast.Call)
        for part in (node.value if isinstance(node, ast.Attribute) else node.func,)
        if isinstance(part, ast.Name) and part.id == name
    ]
    if found:
        yield location(cell.python, min(found, key=lambda part: (part.lineno, part.col_offset)), cell=cell.index)


RULE = Rule(
    code="NB224",
    name="platform-only",
    severity=Severity.WARNING,
    visits={ast.Import: _import, ast.ImportFrom: _import},
    calls=dict.fromkeys(_ROLES, _role),
    whole=_given_names,
    bad=(
        "«from google.colab import drive»\ndrive.mount('drive')\n# %%\n«import google.colab.files as gf»",
        "«from kaggle_secrets import UserSecretsClient»\nkey = UserSecretsClient().get_secret('k')",
        "env = «dbutils».widgets.get('env')\nfrom math import *\ndf = «spark».read.table('sales')\n# %%\n"
        "spark.sql('select 1')",
        "import sagemaker\nrole = «sagemaker.get_execution_role()»",
    ),
    good=(
        "from own import *\nspark.read.csv('x')",
        "try:\n    from google.colab import drive\nexcept ImportError:\n    drive = None",
        "import sys\nif 'google.colab' in sys.modules:\n    from google.colab import files\n    files.upload()",
        "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nspark.read.csv('x')",
        "from google.cloud import storage\nfrom kaggle.api.kaggle_api_extended import KaggleApi\nsc = 3\nsc.real",
    ),
)
