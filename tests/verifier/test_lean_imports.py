"""What JupyterLab brings with it costs `verify` and `audit` no second on every start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nb2pkg.auditor.tools import schemas
from nb2pkg.auditor.tools.programs import output_of
from nb2pkg.knowledge.slow_imports import GRAMMARS
from nb2pkg.verifier.lean_imports import without_grammars

IMPORTS = f"""
import sys
import nb2pkg.verifier.kernel_client, nbformat, jsonschema
assert {GRAMMARS!r} not in sys.modules
import {GRAMMARS}  # whoever wants it finds it
"""


def test_a_kernels_client_does_not_import_it() -> None:
    pytest.importorskip(GRAMMARS)
    subprocess.run([sys.executable, "-c", IMPORTS], check=True)


def test_what_has_been_imported_stays() -> None:
    module = pytest.importorskip(GRAMMARS)
    with without_grammars():
        assert sys.modules[GRAMMARS] is module
    assert sys.modules[GRAMMARS] is module


def test_a_checker_of_schemas_does_not_find_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    with schemas.without_grammars() as path:
        code, _, said = output_of(
            [sys.executable, "-c", f"import {GRAMMARS}"],
            folder=tmp_path_factory.mktemp("here"),
            besides={"PYTHONPATH": path},
        )
    assert (code, said.strip().splitlines()[-1]) == (1, "ImportError")
