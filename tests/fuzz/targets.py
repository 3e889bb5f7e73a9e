"""What is done with the inputs, and what must hold of what comes out."""

from __future__ import annotations

import ast
import json
import tomllib
import warnings
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from nb2pkg.broken_cells import broken_cells, cells_error
from nb2pkg.check_pipeline import check_text
from nb2pkg.emitter import emit_package
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Severity
from nb2pkg.model.estate import FileStamp, Standing
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.package import Package
from nb2pkg.model.page import PageReport
from nb2pkg.model.plan import Displays, Figures, PackagePlan
from nb2pkg.model.report import CheckReport
from nb2pkg.package_name import name_from_file
from nb2pkg.page_pipeline import page_of
from nb2pkg.planner import plan_package
from nb2pkg.reader import notebook_of, without_secrets
from nb2pkg.reporter import check_format, check_format_names, plan_format, plan_format_names
from nb2pkg.reporter.page import render_page
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of
from nb2pkg.survey_pipeline import survey_text
from nb2pkg.tracer import trace
from tests.fuzz.inputs import MARK, notebook_text

DISPATCH = dispatch_of([rule for rule in all_rules() if rule.is_default])
PATH = Path("folder", "analysis.ipynb")
_PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "bitbucket": json.loads,
    "rdjsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "junit": ElementTree.fromstring,
}


def reader(text: str) -> None:
    """A file that may be no notebook is read, checked and surveyed, or refused in words."""
    checked = check_text(text, PATH, DISPATCH)
    assert check_text(text, PATH, DISPATCH, encoded=text.encode(errors="surrogatepass")) == checked
    surveyed = survey_text(
        text, PATH, DISPATCH, stamp=FileStamp(path=str(PATH)), local=frozenset(), sifted=lambda found: found
    )
    assert (surveyed.standing is Standing.CHECKED) == (checked.status.value == "checked")
    if checked.status.value != "checked":
        assert checked.reason
        raise Nb2pkgError(checked.reason)
    planned(text)


def magics(cell: str) -> None:
    """Whatever a cell holds, its Python has as many lines, and the report about it places everything in the cell."""
    text = notebook_text([cell])
    notebook = notebook_of(text, PATH)
    for one in notebook.cells:
        assert len(_lines(one.python)) == len(_lines(one.source))
    for placed in check_text(text, PATH, DISPATCH).findings:
        assert 1 <= placed.line <= len(_lines(cell)) + 1 or placed.cell < 1
    planned(text)


def tracer(cells: list[str]) -> None:
    """Edges lead from a statement to a later one, or to itself."""
    notebook = notebook_of(notebook_text(cells), PATH)
    flow = trace(notebook)
    order = {statement.ref: n for n, statement in enumerate(flow.statements)}
    for edge in flow.edges:
        assert edge.writer in order
        assert edge.reader in order
    check_text(notebook_text(cells), PATH, DISPATCH)


def planner(cells: list[str]) -> None:
    """The plan places all statements, and can be shown."""
    notebook, plan, _ = planned(notebook_text(cells))
    if plan is not None:
        for name in plan_format_names():
            assert plan_format(name).render(notebook, plan)


def emitter(cells: list[str]) -> None:
    """All Python that is written compiles, and all else is what it says it is."""
    notebook, _, package = planned(notebook_text(cells))
    if package is not None:
        check_package(package)
    elif broken := broken_cells(notebook):
        raise cells_error(broken, PATH)


def reports(prose: str, output: str, cell: str, name: str) -> None:
    """Nothing breaks out of where it is written to."""
    sources = [f"x = {cell!r}\nprint(undefined_thing, x)", cell, "open('/home/ann/a.csv')"]
    metadata = {"kernelspec": {"name": prose, "language": "python"}, "title": prose, "authors": [{"name": output}]}
    text = notebook_text(sources, prose=f"# {prose}\n{output}", output=output, metadata=metadata)
    possible = name.replace("/", "_").replace("\0", "_").encode(errors="surrogatepass")
    path = Path(f"{possible.decode(errors='surrogateescape')[:80]}.ipynb")
    checked = check_text(text, path, DISPATCH)
    report = CheckReport(notebooks=(checked,), rules=(), threshold=Severity.WARNING, version="1")
    for format in check_format_names():
        rendered = check_format(format).render(report)
        _PARSERS.get(format, len)(rendered)
        if format in ("html", "text", "github"):
            assert "\x1b" not in rendered
    check_html(check_format("html").render(report), scripts=0)
    try:
        page = page_of(text, path, DISPATCH)
    except Nb2pkgError:
        return
    check_html(render_page(PageReport(notebooks=(page,), rules=(), version="1")), scripts=0)
    benign = notebook_text(
        ["x = 1\nprint(x)", "y = x + 1\nprint(y)"], prose=f"# {prose}", output=output, metadata=metadata
    )
    _, _, package = planned(benign, path)
    assert package is not None
    check_package(package)


def planned(text: str, path: Path = PATH) -> tuple[Notebook, PackagePlan | None, Package | None]:
    """What a conversion makes of the text; no plan without code, no package where a cell does not parse."""
    notebook = without_secrets(notebook_of(text, path))
    flow: Flow = trace(notebook)
    if not any(cell.python.strip() for cell in notebook.cells):
        return notebook, None, None
    plan = plan_package(
        notebook,
        flow,
        name=name_from_file(path, imported=set()),
        displays=Displays.LOG,
        figures=Figures.SAVE,
        python_version="3.11",
    )
    if broken_cells(notebook):
        return notebook, plan, None
    return notebook, plan, emit_package(notebook, plan)


def check_package(package: Package) -> None:
    """Python compiles, TOML and JSON parse, and what was text in the notebook is text in the package."""
    for file in package.files:
        if file.path.endswith(".py"):
            tree = ast.parse(file.text)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # the author's escapes, and comparisons with literals
                compile(file.text, file.path, "exec", dont_inherit=True)
            called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            assert MARK not in called, file.path
        elif file.path.endswith(".toml"):
            assert set(tomllib.loads(file.text).get("tool", {})) <= {"hatch", "pytest", "ruff", "mypy", "setuptools"}
        elif file.path.endswith(".json"):
            json.loads(file.text)
        parts = Path(file.path).parts
        assert ".." not in parts
        assert not Path(file.path).is_absolute()


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def check_html(text: str, *, scripts: int) -> None:
    """Nothing in the page runs but its own scripts, and nothing is loaded."""
    page = _Html()
    page.feed(text)
    assert [tag for tag, _ in page.tags].count("script") == scripts
    assert not {tag for tag, _ in page.tags} & {"iframe", "object", "embed", "link", "base", "form"}
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert not (attributes.get("href") or "#").lower().startswith(("javascript", "data"))
        assert (attributes.get("src") or "data:image/").startswith("data:image/")


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
