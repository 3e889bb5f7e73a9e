"""A pickle is loaded that the notebook has not written.

To load a pickle is to run the program in it: whoever can change the file, or what the network answers, runs code with
the notebook's rights. It also loads only with the versions of libraries that wrote it. Exchange data as Parquet, CSV or
JSON, arrays as `.npy` (`allow_pickle=False`), models as ONNX, safetensors or skops; check what must stay a pickle
against a known hash before loading it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.rules.secrets.origins import Origin, origin_of
from nb2pkg.rules.secrets.pickled_files import file_of, is_downloaded, is_pickled_here, is_pickled_value


def _load(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`pickle.load(file)`, `joblib.load(path)`."""
    if call.args:
        yield from _from_file(call, call.args[0], place, severity=Severity.WARNING)


def _loads(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`pickle.loads(data)`."""
    if not call.args or is_pickled_value(call.args[0], place):
        return
    origin = origin_of(call.args[0], place)
    if origin is Origin.OUTSIDE:
        yield _hit(call, place, "what comes over the network", Severity.ERROR)
    elif origin is not Origin.FIXED:
        yield _hit(call, place, "data that no cell of this notebook has pickled", Severity.WARNING)


def _numpy(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`np.load(path, allow_pickle=True)`."""
    if call.args and _flag(call, "allow_pickle") is True:
        yield from _from_file(call, call.args[0], place, severity=Severity.WARNING)


def _torch(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`torch.load(path)`: since torch 2.6 only weights are loaded unless one says otherwise."""
    safe = _flag(call, "weights_only")
    if call.args and safe is not True:
        severity = Severity.WARNING if safe is False else Severity.INFO
        yield from _from_file(call, call.args[0], place, severity=severity)


def _from_file(call: ast.Call, source: ast.expr, place: Place, *, severity: Severity) -> Iterator[Hit]:
    file = file_of(source, place)
    if is_downloaded(file, place):
        yield _hit(call, place, "a file from the network", Severity.ERROR)
    elif not is_pickled_here(file, place):
        yield _hit(call, place, "a file that no cell of this notebook has written", severity)


def _hit(call: ast.Call, place: Place, what: str, severity: Severity) -> Hit:
    name = place.qualified(call.func) or (call.func.attr if isinstance(call.func, ast.Attribute) else "this")
    return Hit(message=f"`{name}` runs the code in {what}", at=place.at(call), severity=severity)


def _flag(call: ast.Call, name: str) -> object:
    value = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
    return value.value if isinstance(value, ast.Constant) else None


_MODULES = ("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "six.moves.cPickle", "pickle5")

RULE = Rule(
    code="NB320",
    name="untrusted-pickle",
    severity=Severity.WARNING,
    calls={
        **{f"{module}.load": _load for module in _MODULES},
        **{f"{module}.Unpickler": _load for module in _MODULES},
        **{f"{module}.loads": _loads for module in _MODULES},
        "joblib.load": _load,
        "sklearn.externals.joblib.load": _load,
        "pandas.read_pickle": _load,
        "jsonpickle.decode": _loads,
        "numpy.load": _numpy,
        "torch.load": _torch,
    },
    bad=(
        'import pickle\nwith open("model.pkl", "rb") as f:\n    model = «pickle.load(f)»',
        'import pandas as pd\ndf = «pd.read_pickle("https://example.org/orders.pkl")»',
        "import pickle, requests\nr = requests.get(url)\nmodel = «pickle.loads(r.content)»",
        'import joblib\nmodel = «joblib.load("models/churn.joblib")»\njoblib.dump(model, "models/other.joblib")',
        'import numpy as np\nx = «np.load("x.npy", allow_pickle=True)»\nimport torch\n'
        "m = «torch.load(p, weights_only=False)»",
        '!wget -q https://example.org/m.pkl\n# %%\nimport pickle\nm = «pickle.load(open("m.pkl", "rb"))»',
        'import torch\nnet.load_state_dict(«torch.load("net.pt")»)',
    ),
    good=(
        'import pickle\nwith open("m.pkl", "wb") as f:\n    pickle.dump(model, f)\n# %%\n'
        'm = pickle.load(open("m.pkl", "rb"))',
        'import joblib\nPATH = "churn.joblib"\njoblib.dump(model, PATH)\n# %%\nmodel = joblib.load("churn.joblib")',
        "import pickle\ncopy = pickle.loads(pickle.dumps(model))\ndata = pickle.dumps(x)\n# %%\ny = pickle.loads(data)",
        'import numpy as np\nx = np.load("x.npy")\ny = json.load(open("y.json"))\nz = np.load("z", allow_pickle=False)',
        'import torch\ntorch.save(net.state_dict(), "net.pt")\nnet.load_state_dict(torch.load("net.pt"))\n'
        'w = torch.load("w.pt", weights_only=True)',
        'import os, pickle\nif os.path.exists("c.pkl"):\n    x = pickle.load(open("c.pkl", "rb"))\nelse:\n    x = f()\n'
        '    pickle.dump(x, open("c.pkl", "wb"))',
        'import pandas as pd\ndf.to_pickle(f"{folder}/df.pkl")\n# %%\ndf = pd.read_pickle(f"{folder}/df.pkl")',
    ),
)
