"""`check` with all rules over the real corpus: nothing raises, and in how many notebooks each rule finds something.

Not in the default run: `make corpus`. A count that moves is a number in a diff of check_pins.json, to be explained.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.check_pipeline import check_text
from nb2pkg.errors import Nb2pkgError
from nb2pkg.knowledge.secrets import MASK
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.reader import read_text
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import Dispatch, dispatch_of

CORPUS = Path(os.environ.get("NB2PKG_CORPUS_DIR", ".corpus/nbs"))
FOLDERS = (CORPUS, CORPUS.parent / "nbs_other")
PINS = Path(__file__).with_name("check_pins.json")


@cache
def every_rule() -> Dispatch:
    return dispatch_of(all_rules())


def outcome(path: Path) -> Counter[str]:
    """One for the status of the notebook, and one for each rule that finds something in it."""
    try:
        text = read_text(path)
    except Nb2pkgError:  # not UTF-8, too large
        return Counter({"unreadable": 1})
    checked = check_text(text, path, every_rule())
    check_places(checked)
    check_file_lines(checked, text)
    codes = {placed.finding.code for placed in checked.findings}
    return Counter({checked.status.value: 1} | dict.fromkeys(codes, 1))


def check_places(checked: CheckedNotebook) -> None:
    """Every finding has a place that exists."""
    for placed in checked.findings:
        assert placed.cell >= -1, placed
        assert 1 <= placed.line <= placed.end_line, placed
        assert placed.column >= 0, placed
        assert placed.finding.message == placed.finding.message.strip(), placed


def check_file_lines(checked: CheckedNotebook, text: str) -> None:
    """The line of the file that an annotation names holds the author's line, as JSON spells it."""
    lines = text.split("\n")
    for placed in checked.findings:
        line = placed.source_line.strip()
        if placed.cell >= 0 and placed.finding.output is None and line and MASK not in line:
            raw = lines[placed.file_line - 1].replace("\\/", "/")
            spelt = {json.dumps(line)[1:-1], json.dumps(line, ensure_ascii=False)[1:-1]}
            assert any(one in raw for one in spelt), (checked.path, placed)


def counted() -> Counter[str]:
    notebooks = sorted(path for folder in FOLDERS for path in folder.rglob("*.ipynb"))
    with ProcessPoolExecutor() as pool:
        return sum(pool.map(outcome, notebooks, chunksize=8), Counter())


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_findings_over_the_corpus(request: pytest.FixtureRequest) -> None:
    total = counted()
    codes = [rule.code for rule in all_rules()]
    found: dict[str, Any] = {
        "notebooks": {status: total[status] for status in ("checked", "skipped", "unreadable")},
        "notebooks with a finding": {code: total[code] for code in codes},
    }
    if request.config.getoption("--update-pins"):
        PINS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(PINS.read_text(encoding="utf-8")), "make corpus ARGS=--update-pins"
