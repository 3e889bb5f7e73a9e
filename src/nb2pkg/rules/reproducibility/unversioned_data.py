"""Data is read by an address that stands for something else tomorrow.

A branch (`/main/`, `/master/`), a spreadsheet that people edit, a file called `latest`: the notebook gives another
result as soon as somebody changes them, and nobody can tell which data the stored result was made from. Use an address
that is fixed, a commit or a release, or a copy with a date in its name:

    pd.read_csv("https://raw.githubusercontent.com/org/data/3f9c2d1/orders.csv")
    fetch_openml("adult", version=2)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nb2pkg.knowledge.network import network_readers
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.addresses import REMOTE, first_text, host_of
from nb2pkg.rules.reproducibility.call_nodes import argument, has_unknown_arguments, written
from nb2pkg.rules.reproducibility.shell_lines import shell_lines
from nb2pkg.rules.rule import Place, Rule, Subject

_BRANCH = r"(?:refs/heads/)?(?P<branch>main|master|develop|dev|trunk|gh-pages|HEAD)"
_ON_BRANCH = pattern_of(
    rf"https?://(?:raw\.github(?:usercontent)?\.com/[^/]+/[^/]+/{_BRANCH}/"
    rf"|github\.com/[^/]+/[^/]+/(?:raw|blob|archive)/{_BRANCH.replace('?P<branch>', '?P<branch2>')}[/.]"
    rf"|(?:[\w.-]*gitlab[\w.-]*|bitbucket\.org)/.+?/raw/{_BRANCH.replace('?P<branch>', '?P<branch3>')}/"
    rf"|huggingface\.co/.+?/resolve/{_BRANCH.replace('?P<branch>', '?P<branch4>')}/)"
)
_SHEET = pattern_of(r"https?://docs\.google\.com/spreadsheets/")
_LATEST = pattern_of(r"(?:^|[/_\-.\s])latest(?:[/_\-.\s]|$)", re.IGNORECASE)
_DOWNLOAD = pattern_of(r"\b(?:wget|curl|aria2c)\b")


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    text = first_text(call, place)
    why = _why(text)
    if why and (host_of(text) or network_readers()[place.qualified(call.func)] == "by_address"):
        yield Hit(message=f"`{written(call.func)}` reads {why}", at=place.at(call))


def _why(text: str) -> str:
    """What is not fixed about an address or a path; empty if nothing is known."""
    if not text:
        return ""
    if found := _ON_BRANCH.match(text):
        branch = next(name for name in found.groups() if name)
        return f"from the branch `{branch}`, which moves: name a commit or a release"
    if _SHEET.match(text):
        return "a spreadsheet that can be edited at any time: read a dated copy"
    path = text.partition("?")[0]
    if _LATEST.search(path.partition("://")[2].partition("/")[2] if REMOTE.match(text) else path):
        return "what is called `latest`: name the version that was meant"
    return ""


def _openml(call: ast.Call, place: Place) -> Iterator[Hit]:
    given = (argument(call, "version"), argument(call, "data_id"))
    if given == (None, None) and not has_unknown_arguments(call):
        yield Hit(
            message=f"`{written(call.func)}` takes the version that is active that day: give `version=`",
            at=place.at(call),
        )


def _shell(subject: Subject) -> Iterator[Hit]:
    for line in shell_lines(subject):
        if "://" in line.command and _DOWNLOAD.search(line.command):
            addresses = [word.strip("'\"") for word in line.command.split() if "://" in word]
            why = next((why for address in addresses if (why := _why(address))), "")
            if why:
                yield Hit(message=f"the command reads {why}", at=line.at)


RULE = Rule(
    code="NB506",
    name="unversioned-data",
    severity=Severity.WARNING,
    calls={**dict.fromkeys(network_readers(), _call), "sklearn.datasets.fetch_openml": _openml},
    whole=_shell,
    bad=(
        'import pandas as pd\ndf = «pd.read_csv("https://raw.githubusercontent.com/org/data/master/orders.csv")»',
        'import pandas as pd\nROOT = "https://github.com/org/data/raw/main/"\n# %%\n'
        'df = «pd.read_csv(ROOT + "orders.csv")»',
        "import pandas as pd\ndf = «pd.read_csv('https://docs.google.com/spreadsheets/d/1x/export?format=csv')»",
        "import pandas as pd\ndf = «pd.read_parquet('data/orders_latest.parquet')»",
        "import requests\nr = «requests.get('https://example.org/api/latest/rates.json')»",
        "from sklearn.datasets import fetch_openml\nX = «fetch_openml('titanic', as_frame=True)»",
        "«!wget https://raw.githubusercontent.com/org/data/refs/heads/main/a.csv»",
    ),
    good=(
        'import pandas as pd\ndf = pd.read_csv("https://raw.githubusercontent.com/org/data/3f9c2d1/orders.csv")',
        'import pandas as pd\ndf = pd.read_csv("https://raw.githubusercontent.com/org/main/v1.2/master.csv")',
        "import pandas as pd\nprint('see https://github.com/org/data/blob/main/README.md')\npd.read_csv('orders_2024.csv')",
        "from sklearn.datasets import fetch_openml\nfetch_openml('titanic', version=1)\nfetch_openml(data_id=40945)",
        "latest = 3\nimport pandas as pd\ndf = pd.read_csv(f'run_{latest}.csv')\ndf.latest",
        "import pandas as pd\ndf = pd.read_csv('data/slatest/plates.csv')",
        "!wget https://example.org/releases/v1.0/data.csv",
    ),
)
