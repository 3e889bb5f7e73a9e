"""No report of `nb2pkg check` shows a secret, in messages, lines, evidence or headings, and nothing that it stores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.reporter import check_format_names

S = "Ab3dEf6hIj9kLm2n" + "Op5qRs8tUv1wXy4z"
P = "tr0ub4dor-" + "Kx9"
# Each holds a secret where other rules have something to say about the line, the cell or the name.
CODE = [
    f'import os\nos.chdir("x"); api_key = "{S}"',
    f'import os\ntoken = os.getenv("MY_TOKEN", "{S}")',
    f'engine = create_engine("postgresql://ann:{P}@db.corp.local:5432/sales")',
    f'import pandas as pd\ndf = pd.read_csv("https://ann:{P}@data.corp.local/a.csv")',
    f'import pandas as pd\ndf = pd.read_csv("/home/ann/export.csv?api_key={S}")',
    f'import pandas as pd\ndf = pd.read_csv("/home/ann/data.csv", storage_options={{"password": "{P}"}})',
    f"!pip install --index-url https://ann:{P}@pypi.corp.local/simple sales",
    f'!curl -H "Authorization: Bearer {S}" https://api.corp.local/v1 > /home/ann/out.json',
    f"%cd /home/ann/?token={S}",
    f"%env API_KEY={S}",
    f"%%bash\nexport API_KEY={S}\nrm -rf /home/ann/data",
    f"%%writefile /home/ann/.netrc\nmachine x.org login ann password {P}",
    f"%%sql postgresql://ann:{P}@db.corp.local/sales\nselect 1",
    f'# api_key = "{S}"\n# df = load(api_key)\nx = 1',
    f'password = "{P}"\npassword = password',
    f'def connect(password="{P}"):\n    global con\n    con = f"{{password}}"\nprint(con)',
    f'import requests\nrequests.get("https://x.corp.local", auth=("ann", "{P}"), verify=False)',
    f"eval(\"login(api_key='{S}')\")",
    f'import os\nos.system("mysql -u ann -p{P} -e " + q)',
    f"cur.execute(\"select * from t where api_key = '{S}' and d = \" + day)",
    f'token = ("ghp_{S[:16]}"\n         "{S[16:]}1234")\nprint(tokn)',
    f'cfg = """\npassword: {P}\nsecret = {S}\n"""',
    f'try:\n    login("ann", password="{P}")\nexcept:\n    pass',
    f'args = ["--user", "ann", "--password", "{P}"]',
    f'print("unfinished\napi_key = "{S}"',
    f'import pickle\nx = pickle.load(open("/home/ann/m.pkl?token={S}", "rb")) if api_key == "{S}" else 0',
]
TEXT = [
    f"# Report\nLog in with password: {P}",
    f"# Key ghp_{S}1234",
    f"[grafana](https://ann:{P}@grafana.corp.local/d)",
]
OUTPUTS: list[dict[str, Any]] = [
    {"output_type": "stream", "name": "stdout", "text": f"API_KEY={S} /home/ann/x\n"},
    {"output_type": "error", "ename": "E", "evalue": f"token='{S}'", "traceback": [f"/home/ann/x.py api_key='{S}'"]},
    {"output_type": "display_data", "metadata": {}, "data": {"text/html": f"<td>password</td><td>{P}</td>"}},
    {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": f"'ghp_{S}1234'"}},
]
EVERYTHING = ("--select", "ALL", "--exit-zero", "--jobs", "1")


def cell(kind: str, source: str, number: int, **more: Any) -> dict[str, Any]:
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": f"c{number}", "metadata": {}, "source": source} | code | more


@pytest.fixture
def notebooks(run: Any) -> list[str]:
    """One notebook for each place of a secret, and one with all of them."""
    code = [cell("code", source, number) for number, source in enumerate(CODE)]
    text = [cell("markdown", source, 100 + number) for number, source in enumerate(TEXT)]
    shown = [cell("code", f"x{n} = {n}", 200 + n, outputs=[output]) for n, output in enumerate(OUTPUTS)]
    paths = []
    for number, cells in enumerate([*([one] for one in (*code, *text, *shown)), [*text, *code, *shown]]):
        metadata = {"papermill": {"parameters": {"api_key": S, "db_password": P}}}
        document = {"cells": [*text[:1], *cells], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        path = Path(f"n{number}.ipynb")
        path.write_text(json.dumps(document, indent=1))
        paths.append(str(path))
    Path("pyproject.toml").write_text('[tool.ruff.lint]\nselect = ["ALL"]\n')
    return paths


def assert_hidden(text: str, where: str) -> None:
    for secret in (S[:12], S[-12:], P):
        found = [line for line in text.splitlines() if secret in line]
        assert not found, (where, found[0][:300])


@pytest.mark.parametrize("name", check_format_names())
def test_in_no_format(run: Any, notebooks: list[str], name: str) -> None:
    ran = run("check", *notebooks, *EVERYTHING, "--format", name)
    assert len(ran.out) > 1000
    assert_hidden(ran.out, name)
    assert_hidden(ran.err, name)


def test_in_nothing_that_is_stored(run: Any, notebooks: list[str]) -> None:
    run("check", *notebooks, *EVERYTHING, "--write-baseline", "base.json")
    run("check", *notebooks, *EVERYTHING, "--format", "json")
    stored = [path for path in Path().rglob("*") if path.is_file() and path.suffix not in {".ipynb", ".toml"}]
    assert {path.name for path in stored} >= {"base.json"}
    assert any(".nb2pkg_cache" in path.parts for path in stored)
    for path in stored:
        content = path.read_bytes().decode("utf-8", errors="replace")
        assert_hidden(content, str(path))
