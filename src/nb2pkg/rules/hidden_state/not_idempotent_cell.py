"""Running the cell twice gives something else than running it once.

The cell changes a variable of another cell by itself: `price *= 1.2`, `df = df.drop(columns="x")`,
`rows.append(...)`. After a second run prices are too high, or the column is gone and it fails; and nobody sees in the
file how often it was run. Give the result a name of its own, or make the variable in the same cell:

    net = gross / 1.19          # instead of gross = gross / 1.19

It is a note where the second run merely fails, and a warning where it silently gives another result.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set

from nb2pkg.model.finding import Cure, Hit, Related, Severity, whole_cell
from nb2pkg.model.flow import StmtFlow
from nb2pkg.rules.hidden_state.name_places import node_of
from nb2pkg.rules.hidden_state.repeats import ONCE, TELLING, Repeat, is_used_up, repeats_in, takings_in, used_up_in
from nb2pkg.rules.hidden_state.repeats_undone import is_undone
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location

MOST_RELATED = 3


def _whole(subject: Subject) -> Iterator[Hit]:
    imported = subject.flow.qualified_by_name
    mutated: frozenset[str] = frozenset().union(*[s.mutates for s in subject.flow.statements])
    bound_in: dict[str, int] = {}
    lists: set[str] = set()
    once: set[str] = set()
    by_cell: dict[int, list[StmtFlow]] = {}
    for statement in subject.flow.statements:
        by_cell.setdefault(statement.ref.cell, []).append(statement)
    for index, statements in by_cell.items():
        found = list(_in_cell(subject, statements, bound_in.keys(), lists, once)) if bound_in else []
        if found:
            yield _hit(subject, index, found, bound_in)
        has_loop = "for" in subject.notebook.cell_by_index[index].python  # or there is no generator
        for statement in statements:
            for name in statement.binds | statement.may_bind:  # of most statements none
                if name not in imported:
                    bound_in[name] = index
            if not statement.binds.isdisjoint(mutated):
                lists |= _lists(subject, statement)
            if statement.binds:
                once -= statement.binds
                if has_loop or any(call.method in ONCE for call in statement.calls):
                    once |= _once(subject, statement)


def _in_cell(
    subject: Subject, statements: list[StmtFlow], outer: Set[str], lists: set[str], once: set[str]
) -> Iterator[Repeat]:
    """What changes variables of other cells; a variable that the cell has made anew before is its own."""
    own: set[str] = set()
    for number, statement in enumerate(statements):
        changed = statement.mutates | (statement.reads & (statement.binds | statement.may_bind))
        theirs = (changed & outer) - own
        if theirs:
            found = repeats_in(node_of(subject, statement), names=theirs, lists=lists)
            yield from (one for one in found if not _is_undone(subject, one, statements[:number]))
        if statement.calls and not TELLING.isdisjoint([call.method for call in statement.calls]):
            yield from takings_in(node_of(subject, statement), names=(statement.reads & outer) - own)
        if not once.isdisjoint(statement.reads - own):
            yield from used_up_in(node_of(subject, statement), names=(statement.reads & once) - own)
        own |= statement.binds - statement.reads


def _is_undone(subject: Subject, repeat: Repeat, before: list[StmtFlow]) -> bool:
    return is_undone(repeat.node, repeat.name, (node_of(subject, one) for one in before))


def _lists(subject: Subject, statement: StmtFlow) -> frozenset[str]:
    """Names that are bound to lists here, as far as one sees: to those `append` adds for good."""
    match node_of(subject, statement):
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            pairs = zip(targets, values, strict=False)
            return frozenset(one.id for one, value in pairs if isinstance(one, ast.Name) and _is_list(value))
        case ast.Assign(value=value) if len(statement.binds) == 1 and _is_list(value):
            return statement.binds
    return frozenset()


def _is_list(node: ast.expr) -> bool:
    match node:
        case ast.List() | ast.ListComp() | ast.Call(func=ast.Name(id="list" | "deque")):
            return True
    return False


def _once(subject: Subject, statement: StmtFlow) -> frozenset[str]:
    """Names that are bound to what can be run through only once."""
    if len(statement.binds) != 1:
        return frozenset()
    match node_of(subject, statement):
        case ast.Assign(targets=[ast.Name()], value=value) if is_used_up(value):
            return statement.binds
    return frozenset()


def _hit(subject: Subject, index: int, found: list[Repeat], bound_in: dict[str, int]) -> Hit:
    python = subject.notebook.cell_by_index[index].python
    main = next((one for one in found if one.is_silent), found[0])
    because = [Related(message=f"`{main.name}` comes from here", at=whole_cell(bound_in[main.name]))]
    others = [one for one in found if one is not main][:MOST_RELATED]
    because += [
        Related(message=f"changes `{one.name}` too", at=location(python, one.node, cell=index)) for one in others
    ]
    return Hit(
        message=f"the cell cannot be run twice: {main.what}",
        at=location(python, main.node, cell=index),
        because=tuple(because),
        severity=Severity.WARNING if main.is_silent else Severity.INFO,
    )


RULE = Rule(
    code="NB114",
    name="not-idempotent-cell",
    severity=Severity.WARNING,
    cure=Cure.REPLACED,
    whole=_whole,
    bad=(
        "price = 10\n# %%\n«price *= 1.2»",
        "df = load()\n# %%\n«df = df.drop(columns='x')»\ndf = df.dropna()",
        "rows = []\n# %%\nfor n in range(3):\n    «rows.append(n)»",
        "X = [[1]]\nscaler = Scaler()\n# %%\n«X = scaler.fit_transform(X)»",
        "df = load()\n# %%\nx = 1\n«df['gross'] = df['gross'] * 1.19»\nx = 2",
        "df = load()\n# %%\ndf['sex'] = df['sex'].fillna('m')\n«df['sex'] = df['sex'].map({'m': 0, 'f': 1})»",
        "import pandas as pd\ndf = load()\nmore = load()\n# %%\n«df = pd.concat([df, more])»",
        "batches = iter([1, 2])\n# %%\nbatch = «next(batches)»",
        "df = load()\n# %%\ny = «df.pop('target')»",
        "n = 0\n# %%\nif True:\n    «n = n + 1»",
        "df = load()\n# %%\n«df.set_index('id', inplace=True)»\n# %%\n«del df['x']»",
        "df = load()\n# %%\n«df['price'] = df['price'].str.replace('$', '').astype(float)»",
        "df = load()\n# %%\n«df['n'] = pd.to_numeric(df.n.str.strip())»\n# %%\n«df['t'] = df['t'].dt.hour»",
        "df = load()\n# %%\n«df['x'] = df['x'].apply(lambda v: v / 100)»\n# %%\n«df['g'] = df.g.map(json.loads)»",
        "df = load()\n# %%\n«df['tags'] = df['tags'].str.split(',')»\n# %%\n«df['n'] = df['n'].str.len()»",
        "X = load()\n# %%\n«X = X[:, 1:]»\n# %%\n«X = X[..., None]»\n# %%\n«X = X[::2]»\n# %%\n«X = -X»",
        "x = load()\n# %%\n«x = x - x.shift(1)»\n# %%\n«x -= 0.1 * x»\n# %%\n«x = x.rolling(7).mean()»",
        "df = load()\n# %%\n«df.columns = ['x_' + c for c in df.columns]»\n# %%\n"
        "«df.columns = [f'{c}_x' for c in df.columns]»",
        "rows, n = [], 0\n# %%\n«rows.append(n)»",
        "df = load()\n# %%\ndf['t'] = df['a'] / 2\n«df = df.drop(columns=['t', 'a'])»",
        "x = load()\n# %%\nhalf = x / 2\n«x = x - half»\n# %%\nmean = 3\n«x -= mean»",
        "a, b = load(), load()\n# %%\nm = a.mean()\n«b -= m»",
        "import random\nrows = load()\n# %%\n«random.shuffle(rows)»",
        "pairs = zip(a, b)\nfile = open('x')\n# %%\nd = «dict(pairs)»\n# %%\ntext = «file.read()»",
    ),
    good=(
        "total = 0\nfor n in range(3):\n    total += n\nrows = []\nrows.append(total)",
        "df = load()\n"
        "# %%\n"
        "df = df.dropna().drop_duplicates().sort_values('x')\n"
        "df = df[df.x > 0]\n"
        "df = df.astype(int)",
        "df = load()\n"
        "# %%\n"
        "df['net'] = df['gross'] / 1.19\n"
        "net = df.net * 2\n"
        "df = df.drop(columns='x', errors='ignore')",
        "df = load()\n# %%\ndf['t'] = df['a'] / 2\ndf['b'] = df.t + 1\ndf = df.drop(columns=['t'])",
        "df = load()\n# %%\ndf['k'] = 1\ndf['k'] = df['k'] * 2\ndf['k'] += 1",
        "df = load()\n# %%\ndf = df.with_columns((pl.col('a') / 2).alias('t'))\ndf = df.drop('t')",
        "x = load()\n# %%\nlow, high = x.min(), x.max()\nx = (x - low) / (high - low)\n"
        "# %%\nmean = x.mean()\nx -= mean\nstd = x.std()\nx /= std\n"
        "# %%\na, b = load(), load()\n# %%\nm = a.mean()\na -= m\nb -= m\nlow = a.min()\na = a - low\nb = b - low",
        "df = load()\n# %%\ndf = df.drop(df[df.age < 0].index)\n"
        "df.drop(index=df.query('age > 120').index, inplace=True)",
        "price = 10\n# %%\nprice = 10\nprice *= 1.2",
        "import sys\nsys.path.append('x')\n# %%\nsys.path.append('y')",
        "x = 1\n# %%\ndef f(x):\n    x = x + 1\n    return x\ny = f(x)",
        "v = 1\n# %%\nfor n in range(3):\n    v = n + 1\n    v *= 2\n    if v:\n        v += 1",
        "x = 3\n# %%\nx = (x - x.mean()) / x.std()\nseen = set()\nname = str(x)",
        "x = load()\n# %%\nx -= x.min()\nx /= x.max()\nx = (x - x.min()) / (x.max() - x.min()) * 255\n"
        "x = x / x.iloc[0] * 100\nx = x * (x > 0)\nx = x - x",
        "df = load()\n# %%\ndf['a'] = df['a'].str.lower().str.strip()\ndf['b'] = df['b'].replace('?', 0).astype(int)\n"
        "df['c'] = df['c'].apply(lambda s: s.strip())\ndf['d'] = pd.to_datetime(df['d']).dt.date\n"
        "df['e'] = df['e'].str[:3]\ndf['f'] = df['f'].dt.floor('D')\ndf['g'] = df['h'].str.len()",
        "pairs = zip(a, b)\nrows = list(zip(a, b))\n# %%\npairs = zip(a, b)\nprint(dict(pairs))\n"
        "for r in rows:\n    pass",
        "n = 0\n# %%\nwhile n < 5:\n    n += 1",
        "df = load()\n# %%\ndf.columns = [c.strip().lower() for c in df.columns]\n"
        "df.index = [f'{a}_{b}' for a, b in zip(df.x, df.y)]",
        "seen = set()\nd = {}\n# %%\nseen.add(3)\nd['a'] = 1\nd.update(b=2)\nseen |= {4}",
    ),
)
