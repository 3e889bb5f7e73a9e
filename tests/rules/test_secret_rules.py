"""What the notation of examples cannot say about the rules of the secrets family."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Confidence, Severity
from nb2pkg.model.report import PlacedFinding
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.walk import dispatch_of

RULES = dispatch_of([rule for rule in all_rules() if rule.code.startswith("NB3")])
SECRET = "Ab3dEf6hIj9kLm2n" + "Op5qRs8tUv1wXy4z"


def checked(text: str) -> tuple[PlacedFinding, ...]:
    return check_text(text, Path("a.ipynb"), RULES).findings


def of_example(text: str) -> tuple[PlacedFinding, ...]:
    return checked(example_notebook(text)[0])


def notebook(*cells: dict[str, object]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def cell(source: object, *outputs: dict[str, object], kind: str = "code", **more: object) -> dict[str, object]:
    base: dict[str, object] = {"cell_type": kind, "id": "a", "metadata": {}, "source": source}
    return base | ({"outputs": list(outputs), "execution_count": None} if kind == "code" else {}) | more


def test_a_secret_that_is_cut_by_the_lines_of_the_file_is_found() -> None:
    (found,) = checked(notebook(cell(["x = 1\n", 'api_key = "' + SECRET[:9], SECRET[9:] + '"\n', "y = 2"])))
    assert (found.finding.code, found.line, found.column) == ("NB301", 2, 11)


def test_an_output_that_is_cut_is_joined() -> None:
    shown = {"output_type": "stream", "name": "stdout", "text": ["API_KEY=" + SECRET[:9], SECRET[9:] + "\n"]}
    assert [found.finding.code for found in checked(notebook(cell("!env", shown)))] == ["NB302"]


def test_json_and_markdown_outputs_are_read() -> None:
    data = {"application/json": {"api_key": SECRET}, "text/plain": "<IPython.core.display.JSON object>"}
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    assert [found.finding.code for found in checked(notebook(cell("show()", shown)))] == ["NB302"]


def test_images_are_not_read() -> None:
    data = {"image/png": f"password={SECRET}", "text/plain": "<Figure size 640x480 with 1 Axes>"}
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    assert checked(notebook(cell("plot()", shown))) == ()


def test_cells_of_every_kind_are_read() -> None:
    cells = [
        cell(f"Use api_key: {SECRET}", kind="markdown"),
        cell(f"api_key: {SECRET}", kind="raw"),
        cell(f'api_key = "{SECRET}"', metadata={"tags": ["skip-execution"]}),
        cell(f'if (  # broken\napi_key = "{SECRET}"'),
    ]
    assert [(found.finding.code, found.cell) for found in checked(notebook(*cells))] == [("NB301", n) for n in range(4)]


def test_code_below_a_magic_that_keeps_it_is_code_and_below_others_command() -> None:
    timed = of_example(f'%%time\napi_key = "{SECRET}"')
    script = of_example(f"%%bash\nexport API_KEY={SECRET}")
    assert [found.finding.code for found in (*timed, *script)] == ["NB301", "NB303"]


@pytest.mark.parametrize(
    ("value", "severity", "confidence"),
    [(SECRET, Severity.ERROR, Confidence.HIGH), (f"EXAMPLE{SECRET}", Severity.WARNING, Confidence.MEDIUM)],
)
def test_what_says_it_is_made_up_weighs_less(value: str, severity: Severity, confidence: Confidence) -> None:
    (found,) = of_example(f'api_key = "{value}"')
    assert (found.finding.severity, found.finding.confidence) == (severity, confidence)


def test_no_message_holds_a_secret() -> None:
    text = f'api_key = "{SECRET}"\nurl = "https://ann:{SECRET}@x.org"\n%env A_TOKEN={SECRET}\n#> A_TOKEN={SECRET}'
    found = of_example(text)
    assert {one.finding.code for one in found} == {"NB301", "NB302", "NB303"}
    assert not any(SECRET[:8] in repr(one) for one in found)


def test_who_decides_what_is_run_decides_the_severity() -> None:
    outside = of_example("import os\nos.system('rm ' + input())\nname = input()\neval(name)")
    unknown = of_example("import os\ndef f(x):\n    os.system('rm ' + x)\n    eval(x)")
    assert [found.finding.severity for found in outside] == [Severity.ERROR] * 2
    assert [found.finding.severity for found in unknown] == [Severity.WARNING] * 2


def test_a_pickle_from_the_network_weighs_more_than_a_local_file() -> None:
    found = of_example('import pandas as pd\npd.read_pickle("https://x.org/a.pkl")\npd.read_pickle("a.pkl")')
    assert [one.finding.severity for one in found] == [Severity.ERROR, Severity.WARNING]


def test_a_function_that_calls_itself_in_its_names_ends() -> None:
    found = of_example("import os\na = b\nb = a\nos.system(f'ls {a}')\nx = x + y\ny = x\nos.system('ls ' + x)")
    assert found == ()
