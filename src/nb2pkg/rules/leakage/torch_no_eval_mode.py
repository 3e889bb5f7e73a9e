"""A torch model with dropout or batch normalisation predicts in training mode.

Dropout goes on dropping and batch normalisation goes by the batch at hand: predictions change from call to call and
with the rows they come with. Switch before predicting:

    model.eval()
    with torch.no_grad():
        predictions = model(x)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.torch_loops import uses_torch
from nb2pkg.rules.rule import Place, Rule

_LAYERS = pattern_of(r"\b(Dropout\w*|BatchNorm\dd|LazyBatchNorm\dd)\(")
_SWITCHED = pattern_of(r"\.eval\(\)|\.train\(\s*(mode\s*=\s*)?False\s*\)|\.train\(\s*\w*train\w*\s*\)")
_MODES = frozenset({"torch.no_grad", "torch.inference_mode"})


def _with(node: ast.AST, place: Place) -> Iterator[Hit]:
    if not isinstance(node, ast.With) or not any(_is_prediction(item, place) for item in node.items):
        return
    texts = [cell.python for cell in place.subject.notebook.cells]
    if not uses_torch(place.subject) or not any(_LAYERS.search(text) for text in texts):
        return
    if not any(_SWITCHED.search(text) for text in texts) and any(isinstance(one, ast.Call) for one in _calls(node)):
        first = node.items[0].context_expr
        message = (
            "the model predicts in training mode, with its dropout or batch normalisation on: call `.eval()` first"
        )
        yield Hit(message=message, at=place.at(first))


def _is_prediction(item: ast.withitem, place: Place) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and place.qualified(call.func) in _MODES


def _calls(node: ast.With) -> Iterator[ast.AST]:
    """Calls of something by its plain name, as models are: `net(x)`."""
    for statement in node.body:
        for one in ast.walk(statement):
            if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.args:
                yield one


_HEAD = "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.Linear(9, 9), nn.Dropout(0.5), nn.Linear(9, 1))\n"

RULE = Rule(
    code="NB432",
    name="torch-no-eval-mode",
    severity=Severity.WARNING,
    visits={ast.With: _with},
    bad=(
        _HEAD + "with «torch.no_grad()»:\n    p = net(x)",
        _HEAD + "def test(loader):\n    with «torch.inference_mode()»:\n        return [net(x) for x in loader]",
        _HEAD.replace("Dropout(0.5)", "BatchNorm1d(9)")
        + "net.train()\nwith «torch.no_grad()»:\n    print(net(x).mean())",
    ),
    good=(
        _HEAD + "net.eval()\nwith torch.no_grad():\n    p = net(x)",
        _HEAD.replace("nn.Dropout(0.5), ", "") + "with torch.no_grad():\n    p = net(x)",
        _HEAD + "net.train(False)\nwith torch.no_grad():\n    p = net(x)",
        _HEAD + "with torch.no_grad():\n    net[0].weight.fill_(0)",
    ),
)
