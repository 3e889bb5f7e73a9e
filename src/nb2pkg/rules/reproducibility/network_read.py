"""Data is read over the network.

Servers in production often have no way out, and what comes may change, be slow, or be gone: the notebook then fails
or computes something else. Fetch the data in a step of its own that checks what came and stores it with its date, and
read the stored copy:

    orders = pd.read_csv(config.orders_path)      # fetched before, from https://..., 2024-05-01, sha256 ...
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.network import network_readers
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.addresses import REMOTE, first_text, host_of
from nb2pkg.rules.reproducibility.call_nodes import written
from nb2pkg.rules.reproducibility.shell_lines import shell_lines
from nb2pkg.rules.rule import Place, Rule, Subject

_FETCH = pattern_of(
    r"(?:^|&&|\|\||;|\|)\s*(?:sudo\s+)?(?P<tool>wget|curl|aria2c|gdown|git\s+clone|kaggle\s+(?:datasets|competitions|kernels)"
    r"\s+(?:download|output))\b(?P<rest>[^;&|]*)"
)
_FILE_FORMATS = frozenset({"csv", "json", "parquet", "text", "pandas", "imagefolder", "audiofolder", "arrow"})


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    kind = network_readers()[place.qualified(call.func)]
    text = first_text(call, place)
    host = host_of(text)
    if (REMOTE.match(text) and not host) or (kind == "by_address" and not host) or text in _FILE_FORMATS:
        return
    name = written(call.func)
    if kind == "cached":
        message = f"`{name}` fetches over the network where its cache is empty, as it is on a new machine"
        yield Hit(message=message, at=place.at(call), severity=Severity.INFO)
    else:
        yield Hit(message=_message(name, host), at=place.at(call))


def _pretrained(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`AutoModel.from_pretrained("org/name")`: a name on a hub, unless it is a folder."""
    text = first_text(call, place)
    if text and not text.startswith((".", "/", "~", "{")) and text.count("/") < 2 and "\\" not in text:
        message = f"`{written(call.func)}` fetches `{text}` over the network where its cache is empty"
        yield Hit(message=message, at=place.at(call), severity=Severity.INFO)


def _torchvision(call: ast.Call, place: Place) -> Iterator[Hit]:
    """`torchvision.datasets.MNIST(root, download=True)`, whatever the set."""
    if place.qualified(call.func).startswith(("torchvision.datasets.", "torchaudio.datasets.")) and any(
        given.arg == "download" and getattr(given.value, "value", None) is True for given in call.keywords
    ):
        message = f"`{written(call.func)}` fetches over the network where its cache is empty"
        yield Hit(message=message, at=place.at(call), severity=Severity.INFO)


def _shell(subject: Subject) -> Iterator[Hit]:
    for line in shell_lines(subject):
        found = _FETCH.search(line.command)
        if found:
            address = REMOTE.search(found["rest"])
            host = host_of(found["rest"][address.start() :]) if address else ""
            if host or not address:
                yield Hit(message=_message(" ".join(found["tool"].split()), host), at=line.at)


def _message(name: str, host: str) -> str:
    source = f" from {host}" if host else ""
    return f"`{name}` reads{source} over the network: what comes may change, or not come at all"


RULE = Rule(
    code="NB505",
    name="network-read",
    severity=Severity.WARNING,
    calls={
        **dict.fromkeys(network_readers(), _call),
        ".from_pretrained": _pretrained,
        **{
            f".{name}": _torchvision
            for name in ("MNIST", "FashionMNIST", "CIFAR10", "CIFAR100", "ImageFolder", "VOCDetection")
        },
    },
    whole=_shell,
    bad=(
        'import pandas as pd\ndf = «pd.read_csv("https://example.org/data/orders.csv")»',
        'import pandas as pd\nBASE = "https://example.org"\nurl = f"{BASE}/orders.csv"\n# %%\n'
        'df = «pd.read_csv(url, sep=";")»',
        "import requests\nfor page in range(3):\n    r = «requests.get(endpoint, params={'page': page})»",
        "from urllib.request import urlretrieve\n«urlretrieve('http://x.org/a.zip', 'a.zip')»",
        "import seaborn as sns\ntips = «sns.load_dataset('tips')»\n# %%\nfrom sklearn.datasets import fetch_openml\n"
        "X = «fetch_openml('mnist_784', version=1)»",
        "«!wget -q https://example.org/data.csv -O data.csv»\n«!curl -L https://user:secret@example.org/a > a.json»",
        "from transformers import AutoModel\nm = «AutoModel.from_pretrained('bert-base-uncased')»",
        "from torchvision import datasets\nd = «datasets.MNIST('data', download=True)»",
    ),
    good=(
        "import pandas as pd\ndf = pd.read_csv('data/orders.csv')\ndf = pd.read_csv(path)",
        "import pandas as pd\nurl = 'https://example.org/about'\nprint(url)\ndf = pd.read_csv('orders.csv')",
        "from sklearn.datasets import load_iris, make_blobs\nX = load_iris()",
        "import requests\nprint(requests.get('http://localhost:8000/health'))",
        "from transformers import AutoModel\nm = AutoModel.from_pretrained('./models/ours')",
        "from datasets import load_dataset\nd = load_dataset('csv', data_files='a.csv')",
        "import pandas as pd\ndef load(url):\n    return pd.read_csv(url)\nurl = 'https://example.org'",
        "from torchvision import datasets\nd = datasets.MNIST('data')\n# !wget https://example.org/data.csv",
    ),
)
