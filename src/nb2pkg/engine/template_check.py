"""Trying a template before anybody depends on it: it is rendered around a small package, twice each way."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from nb2pkg.engine.audit import item_numbers
from nb2pkg.engine.golden_path import Template, build_on_path
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import Package
from nb2pkg.rules.choice import check_selector
from nb2pkg.rules.collection import all_rules
from nb2pkg.templater.contract import CONTRACT, Contract

SAMPLE = """\
# %% [markdown]
# # Sample

# %%
import csv
with open("orders.csv") as file:
    rows = list(csv.reader(file))

# %%
print(len(rows))
"""
_PACKAGED = Path(__file__).parents[1] / "templater" / "example"
_IN_REPOSITORY = Path(__file__).parents[3] / "templates" / "example-golden-path"


def new_template(target: Path) -> None:
    """Writes a template to begin with. Raises Nb2pkgError if something is there."""
    if target.exists():
        raise Nb2pkgError(f"{target} exists.", hint="Name a folder that does not.")
    shutil.copytree(_PACKAGED if _PACKAGED.is_dir() else _IN_REPOSITORY, target)


def check_template(template: Template) -> Iterator[str]:
    """What was tried and held, one line each. Raises Nb2pkgError for the first thing that does not.

    With --handover there are more files that both could write.
    """
    for handover, words in ((False, ""), (True, " with --handover")):
        package, contract = _built(template, handover=handover)
        yield f"It renders{words}: {len(package.files)} files."
        _check_policy(contract)
        if _texts(package) != _texts(_built(template, handover=handover)[0]):
            raise Nb2pkgError("Two renderings differ.", hint="Is there a clock or chance in the template?")
    yield "Rendering is repeatable."
    yield f"{CONTRACT} holds: {len(contract.forbid)} rules forbidden, {len(contract.require)} items required."


def _check_policy(contract: Contract) -> None:
    for selector in contract.forbid:
        check_selector(selector, all_rules())
    item_numbers(contract.require)


def _built(template: Template, *, handover: bool) -> tuple[Package, Contract]:
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        notebook = Path(folder, "sample.py")
        notebook.write_text(SAMPLE, encoding="utf-8")
        return build_on_path(notebook, template, Choices(name="sample", handover=handover))


def _texts(package: Package) -> Mapping[str, str]:
    return {file.path: file.text for file in package.files}
