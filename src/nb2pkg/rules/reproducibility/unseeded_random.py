"""Random numbers are drawn from a generator that nothing has seeded, and a result depends on them.

Every run gives other numbers: a figure cannot be checked, a bug cannot be reproduced, a model cannot be rebuilt. Each
library has a generator of its own: `random.seed` does nothing for numpy, and no global seed reaches a
`np.random.default_rng()` that was made without one. Seed what is drawn from, once, before the first draw:

    rng = np.random.default_rng(42)        # rng.normal(...) instead of np.random.normal(...)
    random.seed(42); np.random.seed(42); torch.manual_seed(42); tf.keras.utils.set_random_seed(42)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Related, Severity
from nb2pkg.rules.reproducibility.call_nodes import statement_at, written
from nb2pkg.rules.reproducibility.draws import Draw, drawing_statements, unseeded_draws
from nb2pkg.rules.reproducibility.results import Dependence, dependence_of, has_result
from nb2pkg.rules.reproducibility.runs import runs_of
from nb2pkg.rules.reproducibility.seeds import Seed, seeds_of
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.walking import walk

_OWNER = {
    "numpy": "numpy's global generator",
    "random": "the generator of Python's `random`",
    "torch": "torch's generator",
    "tensorflow": "tensorflow's generator",
}
_MOST_RELATED = 5


def _whole(subject: Subject) -> Iterator[Hit]:
    statements = drawing_statements(subject)
    if not statements:
        return
    runs = runs_of(subject.flow)
    seeds = seeds_of(subject)
    draws = unseeded_draws(subject, statements, runs, seeds)
    if not draws:
        return
    dependence = dependence_of(subject.flow, runs)
    unseeded: dict[str, list[Draw]] = {}
    for draw in draws:
        # One finding a generator, since one seed mends them all; but each generator of its own is another.
        key = draw.generator if draw.generator != "own" else f"own {draw.call.at}"
        unseeded.setdefault(key, []).append(draw)
    for some in unseeded.values():
        yield from _hit(some, subject, seeds, dependence)


def _hit(draws: list[Draw], subject: Subject, seeds: tuple[Seed, ...], dependence: Dependence) -> Iterator[Hit]:
    telling = (draw for draw in sorted(draws, key=lambda draw: draw.is_peek) if _has_result(draw, subject, dependence))
    first = next(telling, None)
    if first is None:
        return
    call = written(first.node.func)
    if first.generator == "own":
        said = f"`{written(first.node)}` makes a generator without a seed: what is drawn from it differs on every run"
    elif first.is_peek:
        said = f"`{written(first.node)}` shows other rows on every run: numpy's global generator is not seeded"
    else:
        said = (
            f"`{call}` draws from {_OWNER[first.generator]}, which is not seeded: {_what(first, subject)} on every run"
        )
    yield Hit(
        message=said,
        at=first.call.at,
        severity=Severity.INFO if first.is_peek else None,
        because=(*_others(first, draws), *_seeds_that_miss(first, seeds)),
    )


def _has_result(draw: Draw, subject: Subject, dependence: Dependence) -> bool:
    return has_result(subject, draw.runner, dependence, frozenset({draw.shuffled} - {""}))


def _what(draw: Draw, subject: Subject) -> str:
    names = [draw.shuffled] if draw.shuffled else sorted(_targets(statement_at(subject, draw.statement.ref), draw.node))
    if draw.is_late or not names:
        return "results differ"
    listed = ", ".join(f"`{name}`" for name in names[:3])
    return f"{listed} differ{'s' if len(names) == 1 else ''}"


def _targets(node: ast.AST, draw: ast.Call) -> set[str]:
    """The variables that the assignment around a draw binds or changes."""
    found: set[str] = set()
    for part in walk(node):
        if isinstance(part, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(inner is draw for inner in walk(part)):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            found = {base_name(t) for target in targets for t in getattr(target, "elts", [target])} - {""}
    return found


def _others(first: Draw, draws: list[Draw]) -> Iterator[Related]:
    for draw in [draw for draw in draws if draw.call.at != first.call.at][:_MOST_RELATED]:
        yield Related(message="drawn from the same generator", at=draw.call.at)


def _seeds_that_miss(draw: Draw, seeds: tuple[Seed, ...]) -> Iterator[Related]:
    for seed in seeds[:_MOST_RELATED]:
        if seed.generator in {draw.generator, "all"}:
            yield Related(message="it is seeded only here, after the draw", at=seed.at)
        elif seed.generator in _OWNER:
            yield Related(message=f"this seeds {_OWNER[seed.generator]} only", at=seed.at)


RULE = Rule(
    code="NB501",
    name="unseeded-random",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "import numpy as np\nnoise = «np.random.normal(size=100)»\nprint(noise.mean())",
        # Python's generator is not numpy's.
        "import random\nimport numpy as np\nrandom.seed(0)\n# %%\nx = «np.random.rand(10)»\n# %%\ny = x * 2\n# %%\ny",
        # A generator of its own, which the global seed does not reach.
        "import numpy as np\nnp.random.seed(1)\nrng = «np.random.default_rng()»\n# %%\nprint(rng.integers(10))",
        # Seeded too late, with nothing, or with the time.
        "import random as rnd\nrow = «rnd.choice([1, 2, 3])»\nrnd.seed(3)\nprint(row)",
        "import numpy as np\nnp.random.seed()\n«np.random.rand(3)»",
        "import time\nimport numpy as np\nnp.random.seed(int(time.time()))\nx = «np.random.rand(3)»\nprint(x)",
        # In a function: drawn when that is called.
        "import numpy as np\n# %%\ndef boot(x):\n    return «np.random.choice(x, len(x))».mean()\n# %%\n"
        "means = [boot([1, 2, 3]) for _ in range(100)]\n# %%\nprint(means)",
        'import pandas as pd\ndf = pd.read_csv("x.csv")\nsmall = «df.sample(frac=0.1)»\n# %%\n'
        'small.to_csv("small.csv")',
        'import pandas as pd\ndf = pd.read_csv("x.csv")\n# %%\n«df.sample(5)»',
        # Shuffled in place.
        "import random\nrows = [1, 2, 3]\n«random.shuffle(rows)»\nprint(rows[0])",
        "import torch\nimport torch.nn as nn\nmodel = «nn.Linear(3, 1)»\nprint(model(torch.ones(3)))",
        "from numpy.random import *\nx = «randn(5)»\nprint(x)",
        "from pylab import *\n# %%\nhist(«randn(1000)»)",
        "%pylab inline\n# %%\nplot(«randn(100)»)",
        "%pylab inline\n# %%\nhist(«randn(9)»)",
    ),
    good=(
        "import numpy as np\nnp.random.seed(42)\n# %%\nx = np.random.rand(3)\nprint(x)",
        "import numpy as np\nrng = np.random.default_rng(42)\nprint(rng.normal())",
        # Seeded by a function of the notebook, or by a helper from elsewhere.
        "import random, numpy as np\n# %%\ndef seed_all(s):\n    random.seed(s)\n    np.random.seed(s)\n# %%\n"
        "seed_all(1)\n"
        "# %%\nprint(np.random.rand(), random.random())",
        "from project.tools import set_seed\nimport torch\nset_seed(0)\nprint(torch.rand(2))",
        # Seeded in each round.
        "import numpy as np\nfor i in range(3):\n    np.random.seed(i)\n    print(np.random.rand())",
        # Nothing depends on the numbers: timing, shapes, checks, a function that is never called.
        "import numpy as np\nx = np.random.rand(1000)\n# %%\n%timeit x.sum()\n# %%\nprint(x.shape, len(x))",
        "import numpy as np\ndef noise():\n    print(np.random.rand())",
        # Given a seed of their own, or drawing from a generator that has one.
        "import pandas as pd\ndf = pd.read_csv('x.csv')\ndf.sample(5, random_state=1)",
        "from scipy import stats\nprint(stats.norm.rvs(size=3, random_state=0))",
        # Not pandas.
        "import pandas as pd\nimport gym\nenv = gym.make('CartPole-v1')\nprint(env.action_space.sample())",
        # A name that looks like it.
        "class Random:\n    def choice(self, x):\n        return x[0]\nrandom = Random()\nprint(random.choice([1]))",
    ),
)
