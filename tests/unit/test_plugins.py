"""Rules and formats of other distributions are found by their entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reporter import check_format
from nb2pkg.rules.collection import all_rules

MODULE = '''"""Names that a team does not like.

They are hard to search for in the notebooks of a whole team, and reviewers ask for better ones each time.
"""
import ast
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.reporter.format import CheckFormat
from nb2pkg.rules.rule import Rule

def look(node, place):
    if node.id == "foo":
        yield Hit(message="`foo` is no name", at=place.at(node))

RULE = Rule(code="XY101", name="no-foo", severity=Severity.INFO, visits={ast.Name: look}, bad=("foo",), good=("x",))
CLASH = Rule(code=CODE, name="clash", severity=Severity.INFO, bad=("foo",), good=("x",))
FORMAT = CheckFormat(name="count", suffix=".txt", render=lambda report: f"{len(report.notebooks)}\\n")
'''


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Installs a distribution with these entry points."""
    ours = all_rules()[0].code

    def installed(entry_points: str) -> None:
        (tmp_path / "team_rules.py").write_text(MODULE.replace("CODE", repr(ours)))
        info = tmp_path / "team_rules-1.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: team-rules\nVersion: 1\n")
        (info / "entry_points.txt").write_text(entry_points)
        monkeypatch.syspath_prepend(tmp_path)
        all_rules.cache_clear()

    yield installed
    all_rules.cache_clear()
    sys.modules.pop("team_rules", None)


def test_a_rule(install: object) -> None:
    install("[nb2pkg.rules]\nno-foo = team_rules:RULE\n")  # type: ignore[operator]
    assert "no-foo" in {rule.name for rule in all_rules()}


def test_a_format(install: object) -> None:
    install("[nb2pkg.formats]\ncount = team_rules:FORMAT\n")  # type: ignore[operator]
    assert check_format("count").suffix == ".txt"


@pytest.mark.parametrize(("target", "said"), [("CLASH", "which exists already"), ("look", "is not a rule")])
def test_what_cannot_be_a_rule_is_said(install: object, target: str, said: str) -> None:
    install(f"[nb2pkg.rules]\nx = team_rules:{target}\n")  # type: ignore[operator]
    with pytest.raises(Nb2pkgError, match=said):
        all_rules()
