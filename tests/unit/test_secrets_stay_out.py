"""No file of a package and no plan shows a secret of the notebook, wherever that was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.choices import Choices
from nb2pkg.pipeline import build_package, plan_notebook
from nb2pkg.reader import read_notebook, without_secrets
from nb2pkg.reporter import plan_format, plan_format_names

S = "Ab3dEf6hIj9kLm2n" + "Op5qRs8tUv1wXy4z"
CODE = {
    "variable": f'API_KEY = "{S}"\nprint(len(API_KEY))',
    "variable of another name": f'conn = "postgresql://ann:{S}@db/x"\nprint(len(conn))',
    "token": f'x = "ghp_{S}1234"\nprint(len(x))',
    "argument": f'def f(api_key):\n    return len(api_key)\nprint(f(api_key="{S}"))',
    "environment": f'import os\nos.environ["MY_TOKEN"] = "{S}"\nprint(len(os.environ["MY_TOKEN"]))',
    "item": f'config = {{"user": "ann", "password": "{S}"}}\nprint(len(config))',
    "comment": f'x = 1  # api_key: {S}\n# token = "{S}"\nprint(x)',
    "URL": f'import pandas as pd\ndf = pd.read_csv("https://ann:{S}@x.org/a.csv")\nprint(df)',
    "f-string": f'host = "h"\nu = f"postgresql://ann:{S}@{{host}}/db"\nprint(len(u))',
    "body of a function": f'def f():\n    token = "{S}"\n    return len(token)\nprint(f())',
    "default": f'def f(token="{S}"):\n    return len(token)\nprint(f())',
    "docstring": f'def f():\n    """Uses api_key: {S}"""\n    return 1\nprint(f())',
    "command": f'!curl -H "Authorization: Bearer {S}" https://x.org',
    "script": f"%%bash\nexport API_KEY={S}\necho hi",
    "magic": f'%env API_KEY={S}\nimport os\nprint(len(os.environ["API_KEY"]))',
    "written file": f"%%writefile .env\nAPI_KEY={S}",
    "written module": f'%%writefile helper.py\nAPI_KEY = "{S}"',
    "tuple": f'user, password = "ann", "{S}"\nprint(user, len(password))',
    "pieces": f'token = ("ghp_{S[:16]}"\n   "{S[16:]}1234")\nprint(len(token))',
    "pair": f'import requests\nr = requests.get("https://x.org", auth=("ann", "{S}"))\nprint(r)',
    "index": f"!pip install --index-url https://ann:{S}@pypi.corp/simple foo\nprint(1)",
    "repository": f"%pip install git+https://{S}@github.com/a/b.git\nprint(1)",
    "class": f'class C:\n    api_key = "{S}"\n    def g(self):\n        return self.api_key\nprint(len(C().g()))',
    "loop": f'for i in range(2):\n    api_key = "{S}"\n    print(i)',
    "comparison": f'password = input()\nif password == "{S}":\n    print("ok")',
    "list": f'keys = ["ghp_{S}1234", "b"]\nprint(len(keys))',
    "lambda": f'get = lambda: "ghp_{S}1234"\nprint(len(get()))',
    "settings in a text": f'cfg = """\n[db]\npassword = {S}\n"""\nprint(len(cfg))',
    "fallback": f'import os\ntoken = os.getenv("A_TOKEN", "{S}")\nprint(len(token))',
    "unused": f'api_key = "{S}"',
}
OUTPUTS = {
    "printed": {"output_type": "stream", "name": "stdout", "text": f"API_KEY={S}\n"},
    "shown": {"output_type": "execute_result", "data": {"text/plain": f"'ghp_{S}1234'"}, "metadata": {}},
    "error": {"output_type": "error", "ename": "E", "evalue": "x", "traceback": [f"api_key='{S}'"]},
}


def written(folder: Path, source: str, *outputs: dict[str, object], markdown: str = "# Title") -> Path:
    cells = [
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": markdown},
        {"cell_type": "code", "id": "c", "metadata": {}, "source": source, "outputs": outputs, "execution_count": 1},
    ]
    path = folder / "demo.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return path


def assert_nothing_shows(path: Path) -> None:
    package = build_package(path, Choices())
    for file in package.files:
        assert S[:12] not in file.text, file.path
        assert S[-12:] not in file.text, file.path
    notebook, plan = plan_notebook(path, Choices())
    for name in plan_format_names():
        assert S[:12] not in plan_format(name).render(notebook, plan)


@pytest.mark.parametrize("case", CODE)
def test_in_code(case: str, tmp_path: Path) -> None:
    assert_nothing_shows(written(tmp_path, CODE[case]))


@pytest.mark.parametrize("case", OUTPUTS)
def test_in_outputs(case: str, tmp_path: Path) -> None:
    assert_nothing_shows(written(tmp_path, "x = 1\nprint(x)\nx", OUTPUTS[case]))


@pytest.mark.parametrize("markdown", [f"# Report with token ghp_{S}1234", f"# T\nUse password: {S}"])
def test_in_text(markdown: str, tmp_path: Path) -> None:
    assert_nothing_shows(written(tmp_path, "x = 1\nprint(x)", markdown=markdown))


def test_in_a_module_beside_the_notebook(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(f'API_KEY = "{S}"\n')
    assert_nothing_shows(written(tmp_path, "import helper\nprint(len(helper.API_KEY))"))


def test_names_and_lines_stay(tmp_path: Path) -> None:
    source = f'key1 = 1\nf(password=password1)\napi_key = ("ghp_{S[:16]}"\n  "{S[16:]}1234")'
    (cell,) = without_secrets(read_notebook(written(tmp_path, source))).cells
    hidden = f'"{HIDDEN}"'
    assert cell.python == f"key1 = 1\nf(password=password1)\napi_key = ({hidden}\n  {hidden})"


def test_a_notebook_without_secrets_stays_the_same(tmp_path: Path) -> None:
    notebook = read_notebook(
        written(tmp_path, 'password = getpass("Password: ")\nstars = "***"', OUTPUTS["error"] | {"traceback": []})
    )
    assert without_secrets(notebook) == notebook
