"""What workers do, as functions from plain data to plain data. `tell` reports how far they are."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices, Displays, Figures

if TYPE_CHECKING:
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.model.package import Package
    from nb2pkg.model.verdict import Verdict

Data = dict[str, Any]
Tell = Callable[[str], None]
MOST_FILES = 500  # that are listed: what stood in the folder before is kept, and may be much
SECONDS_TO_SAVE = 3.0
EXECUTING = "executing the notebook and the package"


def check(order: Mapping[str, Any], tell: Tell) -> Data:
    """The findings in a notebook, its grade, and what there is to know of the rules that found something."""
    from nb2pkg.engine.live import check_live
    from nb2pkg.model.readiness import readiness_of
    from nb2pkg.reporter.finding_json import finding_data

    report = check_live(order["text"], Path(order["path"]))
    checked = report.notebooks[0]
    readiness = readiness_of(placed.finding for placed in checked.findings)
    codes = {placed.finding.code for placed in checked.findings}
    return {
        "status": checked.status.value,
        "reason": checked.reason,
        "hint": checked.hint,
        "suppressed": checked.suppressed,
        "findings": [finding_data(placed) for placed in checked.findings],
        "grade": readiness.grade,
        "points": readiness.points,
        "families": dict(readiness.families),
        "rules": {
            rule.code: {"summary": rule.summary, "explanation": rule.explanation}
            for rule in report.rules
            if rule.code in codes
        },
        "threshold": report.threshold.value,
    }


def plan(order: Mapping[str, Any], tell: Tell) -> Data:
    """The package that the notebook would become."""
    from nb2pkg.engine.live import plan_live
    from nb2pkg.reporter import graph_format

    live = plan_live(order["text"], Path(order["path"]))
    page = live.page
    return {
        "name": page.package,
        "trouble": page.trouble,
        "functions": [
            {
                "name": one.name,
                "module": one.module,
                "text": one.text,
                "takes": list(one.takes),
                "gives": list(one.gives),
                "cells": list(one.cells),
                "is_step": one.is_step,
            }
            for one in page.functions
        ],
        "links": [{"from": giver, "to": taker, "names": list(names)} for giver, taker, names in page.links],
        "cells": [{"owner": cell.owner, "fates": list(cell.fates)} for cell in page.cells],
        "settings": [{"name": name, "default": default, "kind": kind} for name, default, kind in page.settings],
        "requirements": list(page.requirements),
        "refusals": [{"cell": cell, "message": said, "remedy": remedy} for cell, said, remedy in page.refusals],
        "pipeline": page.pipeline,
        "graph": json.loads(graph_format("json").render(live.flow)) if live.flow else None,
    }


def convert(order: Mapping[str, Any], tell: Tell) -> Data:
    """Writes the package, and verifies it if that was asked for."""
    from nb2pkg.pipeline import convert_notebook
    from nb2pkg.surfaces.verify_command import verdict_on

    path, out = Path(order["path"]), Path(order["out"])
    if order["verify"]:
        _check_can_verify(path, order["text"])
    tell("writing the package")
    choices = Choices(
        name=order["name"],
        displays=Displays(order["displays"]),
        figures=Figures(order["figures"]),
        handover=order["handover"],
    )
    if order["template"]:
        return _written(_converted_on_template(order, choices), order["shown"], out)
    package = convert_notebook(path, choices, out=out, force=order["force"], text=order["text"])
    if not order["verify"]:
        return _written(package, order["shown"], out)
    tell(EXECUTING)
    verdict, recorded = verdict_on(package, _request(order, out))
    return _written(package, order["shown"], out) | {"verdict": _verdict(verdict), "recorded": recorded}


def _converted_on_template(order: Mapping[str, Any], choices: Choices) -> Package:
    from nb2pkg.engine.golden_path import Template, build_on_path, write_on_path
    from nb2pkg.server.templates import copied

    def build(source: str) -> Package:
        template = Template(source=source, answers=order["answers"])  # never trusted: it runs no code of its own
        return build_on_path(path, template, choices, text=order["text"])[0]

    path = Path(order["path"])
    if not order["is_folder"]:
        package = build(order["template"])
    else:
        with copied(Path(order["template"])) as copy:
            try:
                package = build(str(copy))
            except Nb2pkgError as error:
                raise Nb2pkgError(error.message.replace(str(copy), copy.name), hint=error.hint) from error
    write_on_path(package.files, Path(order["out"]), notebooks=[path], force=order["force"])
    return package


def verify(order: Mapping[str, Any], tell: Tell) -> Data:
    """Executes the notebook and a package that was made from it, and compares."""
    from nb2pkg.engine.verification import verify_package

    path = Path(order["path"])
    _check_can_verify(path, order["text"])
    tell(EXECUTING)
    return {"verdict": _verdict(verify_package(_request(order, Path(order["package"]))))}


def _check_can_verify(path: Path, text: str) -> None:
    """What is executed is the file, in a copy of its folder: it must hold what the editor shows."""
    from nb2pkg.engine.verification import check_extra

    check_extra()
    if not path.is_file():
        raise Nb2pkgError(f"{path.name} is not on this machine.", hint="Verify it where it is, by `nb2pkg verify`.")
    shown, until = _cells_of(path, text), time.monotonic() + SECONDS_TO_SAVE
    while _cells_of(path, None) != shown:
        if time.monotonic() > until:
            raise Nb2pkgError(f"{path.name} has changes that are not saved.", hint="Save the notebook first.")
        time.sleep(0.2)  # jupyter-collaboration writes the file in its own time


def _cells_of(path: Path, text: str | None) -> list[tuple[object, ...]]:
    from nb2pkg.reader import read_notebook

    return [(cell.kind, cell.source, cell.tags) for cell in read_notebook(path, text).file_cells]


def _request(order: Mapping[str, Any], package: Path) -> VerifyRequest:
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.verifier.limits import Limits
    from nb2pkg.verifier.named_kernel import interpreter_of

    return VerifyRequest(
        notebook=Path(order["path"]),
        package=package,
        version=__version__,
        limits=Limits(),
        python=interpreter_of(order["text"]),
    )


def _written(package: Package, folder: str, out: Path) -> Data:
    """What stands in the folder now: a verification may have added tests to it, or cut it otherwise."""
    files = [path.relative_to(out) for path in out.rglob("*") if path.is_file()]
    shown = [path.as_posix() for path in files if not any(part.startswith((".", "__pycache__")) for part in path.parts)]
    return {
        "name": package.name,
        "folder": folder,
        "files": sorted(f"{folder}/{path}" for path in shown)[:MOST_FILES],
        "refusals": [{"cell": one.cell, "message": one.message} for one in package.plan.refusals],
    }


def _verdict(verdict: Verdict) -> Data:
    from nb2pkg.reporter import verify_format

    document: Data = json.loads(verify_format("json").render(verdict))
    return document


TASKS: Mapping[str, Callable[[Mapping[str, Any], Tell], Data]] = {
    "check": check,
    "plan": plan,
    "convert": convert,
    "verify": verify,
}
