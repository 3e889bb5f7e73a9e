"""Gradients of a torch model are never set back to zero.

`backward()` adds to what is there, so each step goes along the sum of all gradients so far: training wanders off,
and how far depends on the number of steps. Clear them in every round:

    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.torch_loops import functions_call, training_loops, uses_torch
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.syntax.parse import location


def _look(subject: Subject) -> Iterator[Hit]:
    if not uses_torch(subject) or functions_call(subject, "zero_grad"):
        return
    for loop in training_loops(subject):
        text = subject.notebook.cell_by_index[loop.cell].python
        lines = "\n".join(text.split("\n")[loop.node.lineno - 1 : loop.node.end_lineno])
        if "zero_grad" not in loop.calls and ".grad" not in lines:
            yield Hit(
                message="gradients add up from round to round: nothing sets them back to zero",
                at=location(text, loop.calls["backward"][0], cell=loop.cell),
            )


_HEAD = "import torch\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\n"

RULE = Rule(
    code="NB431",
    name="torch-no-zero-grad",
    severity=Severity.ERROR,
    whole=_look,
    bad=(
        _HEAD + "for x, y in loader:\n    loss = f(net(x), y)\n    «loss.backward()»\n    opt.step()",
        _HEAD + "for epoch in range(9):\n    for x, y in loader:\n        loss = f(net(x), y)\n"
        "        «loss.backward()»\n        opt.step()",
        _HEAD + "def train(net):\n    while True:\n        «f(net(x), y).backward()»\n        opt.step()",
    ),
    good=(
        _HEAD + "for x, y in loader:\n    opt.zero_grad()\n    f(net(x), y).backward()\n    opt.step()",
        _HEAD + "for x, y in loader:\n    f(net(x), y).backward()\n    opt.step()\n    for p in net.parameters():\n"
        "        p.grad = None",
        _HEAD + "def clear():\n    net.zero_grad()\n# %%\nfor x, y in loader:\n    clear()\n"
        "    f(net(x), y).backward()\n    opt.step()",
        _HEAD + "f(net(x), y).backward()\nopt.step()",
    ),
)
