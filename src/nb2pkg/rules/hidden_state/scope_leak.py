"""A name is read outside of the function, class or comprehension in which alone it exists.

What a function or a comprehension binds is its own, so this is a `NameError`; it works only where an older cell had
bound the name for the whole notebook. Return the value, and bind it where it is needed:

    def load(path):
        frame = pd.read_csv(path)
        return frame

    frame = load("sales.csv")
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB108",
    name="scope-leak",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.LEAK, subject),
    bad=(
        "def load():\n    frame = [1]\n    return frame\nload()\n# %%\nprint(«frame»)",
        "squares = [n * n for n in range(3)]\nprint(«n»)",
        "class Config:\n    depth = 3\nprint(«depth»)",
        "class Config:\n    depth = 3\n    def double(self):\n        return 2 * «depth»\nConfig().double()",
    ),
    good=(
        "def load():\n    global frame\n    frame = [1]\nload()\nprint(frame)",
        "n = 1\nsquares = [n * n for n in range(3)]\nprint(n)",
        "class Config:\n    depth = 3\n    deeper = depth + 1\nprint(Config.depth)",
        "for n in range(3):\n    pass\nprint(n)",
        "data = [last := v for v in [1, 2]]\nprint(last)",
    ),
)
