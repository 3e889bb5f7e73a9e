"""Findings get all their positions, and a fingerprint that only depends on what they are about."""

from __future__ import annotations

from pathlib import Path

from nb2pkg.check_pipeline import check_text
from nb2pkg.model.finding import Severity
from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding
from nb2pkg.reporter import check_format, check_format_names
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.example import example_notebook
from nb2pkg.rules.walk import dispatch_of

RULES = dispatch_of([rule for rule in all_rules() if rule.name == "working-directory"])


def placed(text: str) -> tuple[PlacedFinding, ...]:
    return check_text(example_notebook(text)[0], Path("a.ipynb"), RULES).findings


def test_all_positions() -> None:
    (found,) = placed('# %% [markdown]\n# # Set-up\n# %% In[7] id="abc"\nimport os\nif True:\n    os.chdir("x")')
    assert (found.cell, found.cell_id, found.heading, found.execution_count) == (1, "abc", "Set-up", 7)
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 4, 3, 17)
    assert found.source_line == '    os.chdir("x")'
    assert found.file_line > 10


def test_on_a_magic_the_whole_line_is_meant() -> None:
    (found,) = placed("x = 1\n%cd  data")
    assert (found.line, found.column, found.end_column) == (2, 0, len("%cd  data"))


def test_an_indented_magic_begins_after_its_indentation() -> None:
    (found,) = placed("if True:\n    %cd  data")
    assert (found.line, found.column, found.end_column) == (2, 4, len("    %cd  data"))


PATHS = dispatch_of([rule for rule in all_rules() if rule.name == "hardcoded-path"])


def paths(text: str) -> list[tuple[int, str]]:
    findings = check_text(example_notebook(text)[0], Path("a.ipynb"), PATHS).findings
    return [(found.line, found.source_line[found.column : found.end_column]) for found in findings]


def test_a_text_that_is_twice_on_a_line_of_shell_is_the_right_one() -> None:
    found = check_text(example_notebook("!cp /srv/a.zip -d /srv/a")[0], Path("a.ipynb"), PATHS).findings
    assert [(one.column, one.end_column) for one in found] == [(4, 14), (18, 24)]


def test_the_bodies_of_cell_magics_are_addressed_as_they_stand() -> None:
    assert paths("%%bash\nls\n  cp  /srv/a.zip .") == [(3, "/srv/a.zip")]
    assert paths("%%writefile /tmp/x.py\nX = '/srv/x'") == [(1, "/tmp/x.py"), (2, "'/srv/x'")]
    assert paths("x = 1\n!cp \\\n  /srv/a.zip .") == [(3, "/srv/a.zip")]


def test_columns_are_characters() -> None:
    (found,) = placed('import os; é = "😀"; os.chdir(é)')
    assert found.source_line[found.column : found.end_column] == "os.chdir(é)"


def test_fingerprints_do_not_depend_on_place_or_outputs() -> None:
    (here,) = placed('import os\nos.chdir("x")')
    (there,) = placed('# %% [markdown]\n# # T\n# %%\nimport os\n\n# %% In[3]\nprint(1)\nos.chdir("x")\n#> 1')
    assert here.fingerprint == there.fingerprint


def test_equal_findings_have_different_fingerprints() -> None:
    found = placed('import os\nos.chdir("x")\nos.chdir("x")\nos.chdir("y")')
    assert len({one.fingerprint for one in found}) == 3


SECRET = "Ab3dEf6hIj9kLm2n" + "Op5qRs8tUv1wXy4z"


def test_a_secret_is_masked_in_the_line_and_does_not_count_in_the_fingerprint() -> None:
    (found,) = placed(f'import os\nos.chdir(x); api_key = "{SECRET}"')
    (other,) = placed(f'import os\nos.chdir(x); api_key = "{SECRET[::-1]}"')
    assert found.source_line == 'os.chdir(x); api_key = "***"'
    assert found.fingerprint == other.fingerprint


def test_carets_are_below_what_is_meant_on_a_line_that_is_masked() -> None:
    (found,) = placed(f'import os\napi_key = "{SECRET}"; os.chdir(api_key); y = 1')
    assert found.source_line[found.caret_start : found.caret_end] == "os.chdir(api_key)"
    assert found.column == len(f'api_key = "{SECRET}"; ')


def test_a_secret_in_several_lines_is_masked_in_each() -> None:
    (found,) = placed(f'import os\ntoken = ("ghp_{SECRET[:16]}"\n         "{SECRET[16:]}1234"), os.chdir("x")')
    assert found.source_line == '         "***"), os.chdir("x")'


def test_headings_show_no_secrets() -> None:
    (found,) = placed(f'# %% [markdown]\n# # Use api_key: {SECRET}\n# %%\nimport os\nos.chdir("x")')
    assert found.heading == "Use api_key: ***"


def test_the_body_of_a_cell_magic_is_addressed_in_the_source() -> None:
    text, _ = example_notebook("%%bash\ncd data\nexport PGPASSWORD=tiger-99")
    secrets = dispatch_of([rule for rule in all_rules() if rule.name == "secret-in-magic"])
    (found,) = check_text(text, Path("a.ipynb"), secrets).findings
    assert (found.line, found.column, found.end_column) == (3, 18, 26)
    assert found.source_line[found.caret_start : found.caret_end] == "***"


def test_no_report_of_any_finding_shows_a_secret() -> None:
    source = f'API_KEY = "{SECRET}"\nimport os\n%env API_KEY={SECRET}'
    text, _ = example_notebook(f"{source}\n#> API_KEY={SECRET}")
    found = check_text(
        text, Path("a.ipynb"), dispatch_of([rule for rule in all_rules() if rule.code[2] == "3"])
    ).findings
    assert {placed.finding.code for placed in found} == {"NB301", "NB302", "NB303"}
    report = CheckReport(
        notebooks=(CheckedNotebook(path="a.ipynb", findings=found),),
        rules=(),
        threshold=Severity.ERROR,
        version="1",
    )
    for name in check_format_names():
        shown = check_format(name).render(report)
        assert SECRET[:12] not in shown, name
