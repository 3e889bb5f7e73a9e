"""A torch model is switched to prediction in every epoch, and never back to training.

After the first validation dropout is off and batch normalisation frozen for the rest of the training. Switch back
at the start of each epoch:

    for epoch in range(epochs):
        model.train()
        ...
        model.eval()
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.torch_loops import functions_call, training_loops, uses_torch
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location


def _look(subject: Subject) -> Iterator[Hit]:
    if not uses_torch(subject) or functions_call(subject, "train"):
        return
    for loop in training_loops(subject):
        switched = [call for call in loop.calls.get("eval", ()) if not call.args and not call.keywords]
        if switched and "train" not in loop.calls:
            yield Hit(
                message="after the first round the model trains in prediction mode: begin each with `.train()`",
                at=location(subject.notebook.cell_by_index[loop.cell].python, switched[0], cell=loop.cell),
            )


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
        _HEAD + "for epoch in range(9):\n" + _STEP + "    with torch.no_grad():\n        «self.net.eval()»",
    ),
    good=(
        _HEAD + "for epoch in range(9):\n    net.train()\n" + _STEP + "    net.eval()",
        _HEAD + "for epoch in range(9):\n" + _STEP + "net.eval()",
        _HEAD + "def go(net):\n    net.train()\n# %%\nfor epoch in range(9):\n    go(net)\n" + _STEP + "    net.eval()",
        _HEAD + "for epoch in range(9):\n" + _STEP + '    df.eval("a + b")',
    ),
)
