"""A torch model is switched to prediction in every epoch, and never back to training.

After the first validation dropout is off and batch normalisation frozen for the rest of the training. Switch back
at the start of each epoch:

    for epoch in range(epochs):
        model.train()
        ...
        model.eval()
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.torch_loops import Loop, functions_call, method_calls, training_loops, uses_torch
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.walking import walk


def _look(subject: Subject) -> Iterator[Hit]:
    if not uses_torch(subject) or functions_call(subject, "train"):
        return
    for loop in training_loops(subject):
        switched = [call for call in loop.calls.get("eval", ()) if not call.args and not call.keywords]
        switched = [call for call in switched if not _is_made_anew(loop, call)]
        if switched and "train" not in loop.calls:
            yield Hit(
                message="after the first round the model trains in prediction mode: begin each with `.train()`",
                at=location(subject.notebook.cell_by_index[loop.cell].python, switched[0], cell=loop.cell),
            )


def _is_made_anew(loop: Loop, switch: ast.Call) -> bool:
    """Whether each round of the innermost loop that trains the model makes another: that one is in training mode."""
    assert isinstance(switch.func, ast.Attribute)
    around = [one for one in walk(loop.node) if isinstance(one, ast.For | ast.While) and _trains(one, switch)]
    inner = min(around, key=lambda one: sum(1 for _ in walk(one)), default=loop.node)
    name = ast.dump(switch.func.value)
    bound = (target for one in walk(inner) if isinstance(one, ast.Assign) for target in one.targets)
    return any(ast.dump(target).replace("Store()", "Load()") == name for target in bound)


def _trains(loop: ast.For | ast.While, switch: ast.Call) -> bool:
    return "backward" in method_calls(loop) and any(one is switch for one in walk(loop))


_HEAD = "import torch\nopt = torch.optim.Adam(net.parameters())\n"
_STEP = "    opt.zero_grad()\n    f(net(x), y).backward()\n    opt.step()\n"

RULE = Rule(
    code="NB433",
    name="torch-no-train-mode",
    severity=Severity.WARNING,
    whole=_look,
    bad=(
        _HEAD + "for epoch in range(9):\n" + _STEP + "    «net.eval()»\n    print(f(net(v), w))",
        _HEAD + "net.train()\nfor epoch in range(9):\n" + _STEP + "    «net.eval()»",
        _HEAD
        + "for fold in folds:\n    net = make()\n    for epoch in range(9):\n"
        + _STEP.replace("    ", "        ")
        + "        «net.eval()»",
        _HEAD + "for epoch in range(9):\n" + _STEP + "    with torch.no_grad():\n        «self.net.eval()»",
    ),
    good=(
        _HEAD + "for epoch in range(9):\n    net.train()\n" + _STEP + "    net.eval()",
        _HEAD + "for epoch in range(9):\n" + _STEP + "net.eval()",
        _HEAD
        + "for k in range(9):\n    net = make(k)\n    for x, y in data:\n"
        + _STEP.replace("    ", "        ")
        + "    net.eval()",
        _HEAD + "def go(net):\n    net.train()\n# %%\nfor epoch in range(9):\n    go(net)\n" + _STEP + "    net.eval()",
        _HEAD + "for epoch in range(9):\n" + _STEP + '    df.eval("a + b")',
    ),
)
