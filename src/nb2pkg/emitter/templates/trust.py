"""Which cells' stored outputs a fresh run from top to bottom must show again. In doubt, none.

A wrong golden test is worse than none: it makes the reader doubt a right package. So nothing is taken from a notebook
that was run out of order, nothing after the first gap in its counts 1, 2, 3, ... (a gap is a cell that ran twice or was
deleted: its result may be in the state), and nothing after the first sign of chance, clock, network or machine.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from nb2pkg.model.notebook import Cell, Notebook, Treatment, Wrapper
from nb2pkg.syntax.parse import parse

# Parts of a dotted name after which a second run may differ.
_UNSTEADY = frozenset(
    """
    now today utcnow time time_ns perf_counter process_time ctime localtime gmtime strftime timeit uuid uuid1
    uuid4 urandom secrets SystemRandom id hash getpid gethostname platform getcwd cwd home expanduser environ
    getenv getpass input listdir scandir iterdir glob iglob rglob walk requests urllib urlopen urlretrieve
    httpx aiohttp socket selenium yfinance kaggle connect create_engine read_sql read_sql_query read_sql_table
    read_html boto3 psutil threading multiprocessing concurrent subprocess system popen run_shell
    capture_shell getsize getmtime stat torch tensorflow keras jax load_dataset torchvision transformers
    memory_usage getsizeof globals locals exec eval version_info
    """.split()
)
_FINE_TO_IMPORT = frozenset(
    {"time", "platform", "glob", "subprocess", "threading", "multiprocessing", "concurrent", "uuid"}
)
# Calls that draw unless they are given a seed or a global one was set.
_DRAWS = re.compile(
    r"rand|shuffle|sample|choice|split$|Forest|Boost|ExtraTree|DecisionTree|KMeans|MLP|SGD|TSNE|UMAP|Bagging|Perceptron|Mixture"
    r"|LatentDirichlet|SVC|XGB|LGBM|make_(blobs|classification|regression|moons|circles)|bootstrap|noise|normal|uniform|poisson",
    re.I,
)
_PLAIN_SPLIT = frozenset({"split", "rsplit", "hsplit", "vsplit", "array_split", "resample"})  # strings, series
_SEED_CALLS = frozenset({"seed", "set_seed", "set_random_seed"})
_SEED_KEYWORDS = frozenset({"random_state", "seed", "random_seed"})


def trusted_cells(notebook: Notebook) -> Iterator[Cell]:
    """The leading cells whose outputs hold, in order."""
    ran = [cell for cell in notebook.cells if cell.source.strip()]
    counts = [cell.execution_count for cell in ran if cell.execution_count is not None]
    if any(before >= after for before, after in pairwise(counts)):
        return
    is_seeded = False
    for count, cell in enumerate(ran, start=1):
        if cell.execution_count != count or not _ended_well(cell) or _has_foreign_parts(cell):
            return
        nodes = list(ast.walk(parse(cell.python)))
        is_seeded = is_seeded or any(isinstance(n, ast.Call) and _last(n.func) in _SEED_CALLS and n.args for n in nodes)
        if any(_is_unsteady(node, is_seeded=is_seeded) for node in nodes):
            return
        if cell.wrapper is Wrapper.PLAIN and not any(m.treatment is not Treatment.DROPPED for m in cell.magics):
            yield cell


def _ended_well(cell: Cell) -> bool:
    has_error = cell.syntax_error is not None or any(output.kind == "error" for output in cell.outputs)
    return not has_error and cell.wrapper is not Wrapper.TOLERANT


def _has_foreign_parts(cell: Cell) -> bool:
    """Shell lines, other languages, files run: what they left behind is not in the text."""
    taken = {Treatment.REWRITTEN, Treatment.UNSUPPORTED}
    return bool(cell.runtime) or any(m.treatment in taken or m.name.lstrip("%") == "precision" for m in cell.magics)


def _is_unsteady(node: ast.AST, *, is_seeded: bool) -> bool:
    match node:
        case ast.Constant(value=str(text)):
            return bool(re.match(r"(https?|ftp|s3|gs|hdfs)://", text))
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in _UNSTEADY or "version" in name
        case ast.alias(name=name):
            return bool((_UNSTEADY - _FINE_TO_IMPORT) & set(name.split(".")))
        case ast.Call():
            return not is_seeded and _draws_unseeded(node)
    return False


def _draws_unseeded(call: ast.Call) -> bool:
    name = _last(call.func)
    if not _DRAWS.search(name) or name in _PLAIN_SPLIT:
        return False
    seeds = [k.value for k in call.keywords if k.arg in _SEED_KEYWORDS]
    return all(isinstance(seed, ast.Constant) and seed.value is None for seed in seeds)


def _last(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
