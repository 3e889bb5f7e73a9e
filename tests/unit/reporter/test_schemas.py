"""What programs read is laid out as they want it, whatever the notebooks hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.report import check_report
from nb2pkg.reporter import check_format, review_format
from tests.support import check_reports, review_reports

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "tests" / "support" / "schemas"
SHOWN = {"full": (check_reports.FULL, review_reports.FULL), "nasty": (check_reports.NASTY, review_reports.NASTY)}
Renders = Callable[[str], str]


@cache
def _validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def check_json(text: str, schema: str) -> int:
    """Raises where the document is not as the schema says; how many items it has at its top."""
    document = json.loads(text)
    _validator(schema).validate(document)
    return len(document)


def check_all(render: Renders) -> int:
    """How many diagnostics there are, after every format has been held against its schema."""
    issues = check_json(render("gitlab"), "gitlab-code-quality.json")
    check_json(render("sarif"), "sarif-2.1.0.json")
    check_json(render("bitbucket"), "bitbucket-code-insights.json")
    JUNIT.validate(ElementTree.fromstring(render("junit").encode()))
    lines = render("rdjsonl").splitlines()
    for line in lines:
        check_json(line, "rdjson-diagnostic.json")
    assert len(lines) == issues
    return issues


JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit.xsd")


@pytest.mark.parametrize("name", SHOWN)
def test_layouts(name: str) -> None:
    check, review = SHOWN[name]
    assert check_all(lambda format: check_format(format).render(check)) > 0
    assert check_all(lambda format: review_format(format).render(review)) > 0


def test_layouts_where_nothing_is_found() -> None:
    clean = check_reports.report()
    assert check_all(lambda format: check_format(format).render(clean)) == 0


def test_layouts_of_real_findings() -> None:
    report = check_report([ROOT / "fixtures" / "notebooks"], CheckSettings(root=ROOT), uses_cache=False, jobs=1)
    assert check_all(lambda format: check_format(format).render(report)) > 50


BROKEN: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "gitlab severity": ("gitlab", lambda d: d[0].update(severity="error")),
    "gitlab line": ("gitlab", lambda d: d[0]["location"]["lines"].update(begin=0)),
    "gitlab place": ("gitlab", lambda d: d[0].pop("location")),
    "bitbucket size": ("bitbucket", lambda d: d["annotations"][0][0].update(summary="x" * 451)),
    "rdjsonl severity": ("rdjsonl", lambda d: d.update(severity="error")),
    "rdjsonl column": ("rdjsonl", lambda d: d["location"]["range"]["start"].update(column=0)),
    "sarif level": ("sarif", lambda d: d["runs"][0]["results"][0].update(level="fatal")),
}
FILES = {
    "gitlab": "gitlab-code-quality.json",
    "bitbucket": "bitbucket-code-insights.json",
    "rdjsonl": "rdjson-diagnostic.json",
    "sarif": "sarif-2.1.0.json",
}


@pytest.mark.parametrize("name", BROKEN)
def test_schemas_refuse(name: str) -> None:
    format, spoil = BROKEN[name]
    text = check_format(format).render(check_reports.report(check_reports.placed()))
    document = json.loads(text.splitlines()[0] if format == "rdjsonl" else text)
    spoil(document)
    with pytest.raises(jsonschema.ValidationError):
        check_json(json.dumps(document), FILES[format])


@pytest.mark.parametrize("spoil", [(' tests="1"', ' tests="-1"'), ("<testcase name=", "<testcase title=")])
def test_the_schema_of_junit_refuses(spoil: tuple[str, str]) -> None:
    text = check_format("junit").render(check_reports.report(check_reports.placed()))
    assert spoil[0] in text
    with pytest.raises(xmlschema.XMLSchemaException):
        JUNIT.validate(ElementTree.fromstring(text.replace(*spoil).encode()))
