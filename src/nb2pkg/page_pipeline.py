"""The spine of `report`: a notebook's text becomes all that its page shows.

text --version_of--> NotebookVersion --emit_package--> Package --> NotebookPage
"""

from __future__ import annotations

import ast
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nb2pkg.broken_cells import broken_cells
from nb2pkg.emitter import emit_package
from nb2pkg.environment import with_lower_bounds
from nb2pkg.knowledge.secrets import MASK, masked
from nb2pkg.locator.place import in_source
from nb2pkg.model.finding import Finding
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.package import Package
from nb2pkg.model.page import NotebookPage, PageCell, PageFunction, PageOutput
from nb2pkg.model.plan import Fate, FunctionPlan, PackagePlan, Placement
from nb2pkg.model.readiness import readiness_of
from nb2pkg.model.report import PlacedFinding
from nb2pkg.model.review import NotebookVersion
from nb2pkg.reader import notebook_of
from nb2pkg.review_pipeline import version_of
from nb2pkg.rules.walk import Dispatch

_IMAGES = ("image/png", "image/jpeg")
_LITERAL = re.compile(r"[^\"'\s]{6,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
LONGEST = 300  # characters of a title or a default
MOST_IMAGE = 3_000_000  # characters of one image that is shown
Clean = Callable[[str], str]


def page_of(text: str, path: Path, dispatch: Dispatch, *, more: Sequence[Finding] = ()) -> NotebookPage:
    """All about the notebook in the text of the file at `path`. Raises Nb2pkgError where it cannot be read."""
    return page_of_version(version_of(text, path, dispatch, more=more), text, path)


def page_of_version(version: NotebookVersion, text: str, path: Path) -> NotebookPage:
    """The same, where the text has been read and planned."""
    clean = _cleaner(notebook_of(text, path), version.findings)
    notebook, plan = version.notebook, version.plan
    broken = broken_cells(notebook)
    package = emit_package(notebook, plan) if plan and not broken else None
    trouble = "There is no code in it." if plan is None else _said_of(len(broken)) if broken else ""
    return NotebookPage(
        path=str(path),
        title=clean(notebook.title)[:LONGEST],
        cells=tuple(_cells(notebook, plan if package else None, _images(text, path), clean)),
        findings=version.findings,
        readiness=readiness_of(placed.finding for placed in version.findings),
        functions=tuple(_functions(plan, package, clean)) if plan and package else (),
        links=_links(plan) if plan and package else (),
        settings=tuple((p.name, clean(p.default)[:LONGEST], p.kind.value) for p in plan.parameters)
        if plan and package
        else (),
        requirements=_requirements(version) if package else (),
        refusals=tuple((r.cell, clean(r.message), clean(r.remedy)) for r in plan.refusals) if plan else (),
        pipeline=clean(_pipeline(package)) if package else "",
        trouble=trouble,
        package=plan.name if plan else "",
    )


def _said_of(broken: int) -> str:
    return f"No package can be made of it yet: {broken} cell{'s do' if broken > 1 else ' does'} not parse."


def _requirements(version: NotebookVersion) -> tuple[str, ...]:
    assert version.plan is not None
    return tuple(f"{r.distribution}{r.specifier}" for r in with_lower_bounds(version.plan.requirements))


def _cleaner(notebook: Notebook, findings: Sequence[PlacedFinding]) -> Clean:
    """Masks what looks like a secret, and what a rule knows to be one, wherever it stands."""
    known: set[str] = set()
    for finding in (placed.finding for placed in findings if placed.finding.is_secret):
        cell = notebook.cell_by_index.get(finding.at.cell)
        at = in_source(finding.at, cell)
        if cell is not None and at.line == at.end_line:
            line = cell.source.split("\n")[at.line - 1]
            known |= set(_LITERAL.findall(line[at.column : at.end_column]))
    longest_first = sorted(known, key=lambda secret: (-len(secret), secret))

    def clean(text: str) -> str:
        for secret in longest_first:
            text = text.replace(secret, MASK)
        return masked(text)

    return clean


def _images(text: str, path: Path) -> Mapping[int, tuple[str, ...]]:
    """The images among the outputs of each cell of an .ipynb file, one for each output, empty where it is none."""
    if path.suffix.lower() != ".ipynb":
        return {}
    cells = json.loads(text).get("cells") or []  # read before: it is sound
    return {
        index: tuple(_image(output) for output in cell.get("outputs") or [] if isinstance(output, dict))
        for index, cell in enumerate(cells)
        if isinstance(cell, dict)
    }


def _image(output: Mapping[str, Any]) -> str:
    data = output.get("data")
    for mime in _IMAGES:
        value = data.get(mime) if isinstance(data, dict) else None
        encoded = "".join(value) if isinstance(value, list) else value
        if isinstance(encoded, str) and len(encoded) <= MOST_IMAGE and _BASE64.fullmatch(encoded):
            return f"data:{mime};base64,{''.join(encoded.split())}"
    return ""


def _cells(
    notebook: Notebook, plan: PackagePlan | None, images: Mapping[int, tuple[str, ...]], clean: Clean
) -> Iterator[PageCell]:
    placed: defaultdict[int, list[Placement]] = defaultdict(list)
    for placement in plan.placements if plan else ():
        placed[placement.ref.cell].append(placement)
    for index, cell in enumerate(notebook.file_cells):
        code = notebook.cell_by_index.get(index)
        owners = Counter(p.name for p in placed[index] if p.fate is Fate.FUNCTION)
        shown = images.get(index, ())
        yield PageCell(
            index=index,
            kind=cell.kind,
            source=clean(cell.source),
            count=code.execution_count if code else None,
            outputs=tuple(
                PageOutput(
                    kind=output.kind,
                    text=clean(output.text),
                    table=clean(output.html) if "<table" in output.html else "",
                    image=shown[number] if number < len(shown) else "",
                )
                for number, output in enumerate(code.outputs if code else ())
            ),
            owner=owners.most_common(1)[0][0] if owners else "",
            fates=tuple(dict.fromkeys(_fate(p) for p in placed[index] if p.fate is not Fate.FUNCTION)),
        )


def _fate(placement: Placement) -> str:
    where = f" of {placement.module}.py" if placement.module else ""
    match placement.fate:
        case Fate.IMPORT:
            return f"an import{where}"
        case Fate.CONSTANT:
            return f"the constant {placement.name}{where}"
        case Fate.PARAMETER:
            return f"the setting {placement.name}"
    return f"left out: {placement.reason}"


def _functions(plan: PackagePlan, package: Package, clean: Clean) -> Iterator[PageFunction]:
    texts = _texts(package)
    for module in plan.modules:
        for definition in module.definitions:
            if (text := texts.get((module.name, definition.name))) is not None:
                cells = (definition.ref.cell,)
                yield PageFunction(
                    name=definition.name, module=module.name, text=clean(text), takes=definition.lifted, cells=cells
                )
        for function in module.functions:
            yield PageFunction(
                name=function.name,
                module=module.name,
                text=clean(texts.get((module.name, function.name)) or texts.get((module.name, ""), "")),
                takes=function.inputs,
                gives=_gives(function),
                cells=tuple(sorted({ref.cell for ref in function.body})),
                is_step=True,
            )


def _gives(function: FunctionPlan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(function.outputs + function.results))


def _texts(package: Package) -> dict[tuple[str, str], str]:
    """Module and name -> its text; an empty name stands for the whole module."""
    found: dict[tuple[str, str], str] = {}
    for file in package.files:
        if file.path.startswith(f"src/{package.name}/") and file.path.endswith(".py"):
            module = Path(file.path).stem
            found[module, ""] = file.text
            lines = file.text.split("\n")
            for node in ast.parse(file.text).body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                    found[module, node.name] = "\n".join(lines[first - 1 : node.end_lineno])
    return found


def _pipeline(package: Package) -> str:
    return _texts(package).get(("pipeline", "run"), "")


def _links(plan: PackagePlan) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Which function gives what to which later one: the last that gave a name before."""
    giver: dict[str, str] = {}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    planned = {function.name: function for module in plan.modules for function in module.functions}
    for name in _order(plan):
        function = planned.get(name)
        if function is None:
            continue
        for taken in function.inputs:
            if taken in giver:
                found[giver[taken], name].append(taken)
        giver |= dict.fromkeys(_gives(function), name)
    return tuple((one, other, tuple(names)) for (one, other), names in found.items())


def _order(plan: PackagePlan) -> Iterator[str]:
    for step in plan.steps:
        if step.chapter:
            yield from (inner.function for inner in step.chapter)
        else:
            yield step.function
