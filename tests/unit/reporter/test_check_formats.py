"""Every format of a check: its layout holds, and nothing that a notebook says gets out of its place."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from nb2pkg.model.finding import Confidence, Finding, Severity, whole_notebook
from nb2pkg.model.report import CheckReport, PlacedFinding, Status
from nb2pkg.reporter import check_format, check_format_names
from tests.support.check_reports import FULL, NASTY, placed, report

SARIF_SCHEMA = Path(__file__).parents[2] / "support" / "schemas" / "sarif-2.1.0.json"


def render(name: str, shown: CheckReport) -> str:
    return check_format(name).render(shown)


@pytest.mark.parametrize("name", check_format_names())
@pytest.mark.parametrize("shown", [FULL, NASTY, report()], ids=["full", "nasty", "clean"])
def test_a_report_ends_in_a_newline_and_steers_no_terminal(name: str, shown: CheckReport) -> None:
    text = render(name, shown)
    assert text.endswith("\n") or (name in {"github", "rdjsonl"} and not text)
    assert not set(text) & {"\x07", "\u202e", "\r"}
    assert name == "terminal" or "\x1b" not in text


@pytest.mark.parametrize("shown", [FULL, NASTY, report()], ids=["full", "nasty", "clean"])
def test_sarif_is_valid(shown: CheckReport) -> None:
    document = json.loads(render("sarif", shown))
    jsonschema.Draft4Validator(json.loads(SARIF_SCHEMA.read_text())).validate(document)


def test_sarif_names_files_whose_names_are_no_text() -> None:
    notebook = replace(FULL.notebooks[0], path="caf\udce9.ipynb")  # a byte of Latin-1, as Python tells of it
    assert '"uri": "caf%E9.ipynb"' in render("sarif", replace(FULL, notebooks=(notebook,)))


def test_sarif_holds_what_code_scanning_wants() -> None:
    (run,) = json.loads(render("sarif", FULL))["runs"]
    first, second, _ = run["results"]
    assert first["ruleIndex"] == 0
    assert "ruleIndex" not in second
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.ipynb"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (31, 12)
    assert first["partialFingerprints"] == {"nb2pkg/v1": "f" * 20}
    assert [note["level"] for note in run["invocations"][0]["toolExecutionNotifications"]] == ["error", "note"]


def test_github_annotations() -> None:
    lines = render("github", FULL).splitlines()
    assert (
        lines[0]
        == "::error file=a b.ipynb,line=31,col=12,title=F811 a-rule::`x` is bad (cell 3 (In [5]), line 1, column 5)"
    )
    assert lines[1].startswith("::error file=bad.ipynb,line=1,")
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::notice"]


def test_github_keeps_ten_of_a_level() -> None:
    many = report(*[placed(Severity.ERROR)] * 25, *[placed()] * 3)
    lines = render("github", many).splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert lines[9] == "::error title=nb2pkg::16 more errors, not shown here: see the full report"
    assert sum(line.startswith("::warning") for line in lines) == 3


def test_github_commands_cannot_be_broken_out_of() -> None:
    lines = render("github", NASTY).split("\n")
    assert len(lines) == 3
    for line in lines[:2]:
        properties = line.removeprefix("::").split("::")[0]
        assert "%250A" in properties
        assert properties.count(",") == (3 if "col=" in properties else 2)


def test_gitlab_issues() -> None:
    issues = json.loads(render("gitlab", FULL))
    assert len(issues) == 4
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
    assert issues[0]["location"] == {"path": "a b.ipynb", "lines": {"begin": 31}}


@pytest.mark.parametrize("shown", [FULL, NASTY], ids=["full", "nasty"])
def test_junit_counts(shown: CheckReport) -> None:
    suites = ElementTree.fromstring(render("junit", shown).encode())
    for suite in suites:
        assert len(suite.findall("testcase")) == int(suite.attrib["tests"])
        assert len(suite.findall("testcase/failure")) == int(suite.attrib["failures"])
        assert len(suite.findall("testcase/error")) == int(suite.attrib["errors"])
        assert len(suite.findall("testcase/skipped")) == int(suite.attrib["skipped"])


class Tags(HTMLParser):
    """The elements and attributes of a page, and whether every element is closed in order."""

    VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_markup_in_a_notebook_is_text_in_html() -> None:
    clean, nasty = Tags(), Tags()
    clean.feed(render("html", FULL))
    nasty.feed(render("html", NASTY))
    assert nasty.open == []
    assert nasty.seen <= clean.seen
    assert not {name for name in nasty.attributes if name.startswith("on") or name in {"src", "href"}}
    assert "script" not in clean.seen


def test_markup_in_a_notebook_is_text_in_markdown() -> None:
    text = render("markdown", NASTY)
    page = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text)
    tags = Tags()
    tags.feed(page)
    assert tags.seen <= {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "p"}
    assert page.count("<td") == 4
    assert "@someone" not in text.replace("``` @someone", "").split("`x`")[0]


def test_mentions_in_text_mention_nobody() -> None:
    shown = report(placed(message="ask @someone about `@code`"))
    page = MarkdownIt("gfm-like", {"linkify": False}).render(render("markdown", shown))
    assert "@someone" not in render("markdown", shown)
    assert "ask @\u2060someone about" in page  # the joiner keeps GitHub from seeing a name


def test_a_finding_about_the_whole_notebook_has_no_cell() -> None:
    finding = Finding(
        code="NB101",
        name="a-rule",
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message="no heading",
        at=whole_notebook(),
    )
    about_all = PlacedFinding(
        finding=finding, cell=-1, cell_id="", heading="", execution_count=None, line=1, column=0, end_line=1,
        end_column=0, file_line=1, file_column=0, source_line="", caret_start=0, caret_end=0, fingerprint="0",
    )  # fmt: skip
    for name in check_format_names():
        assert "cell 0" not in render(name, report(about_all))
    assert json.loads(render("json", report(about_all)))["notebooks"][0]["findings"][0]["cell"] is None


def test_carets_stand_below_what_is_meant() -> None:
    lines = render("text", report(placed(text="x = hello"))).splitlines()
    index = lines.index("    | x = hello")
    assert lines[index + 1] == "    |     ^^^^^"


def test_a_very_long_line_is_cut_around_the_place() -> None:
    text = render("text", report(replace(placed(text="x = hello" + "y" * 100_000), heading="")))
    assert len(text) < 2_000
    assert "^^^^^" in text


def test_rdjsonl_has_a_diagnostic_a_line() -> None:
    lines = [json.loads(line) for line in render("rdjsonl", FULL).splitlines()]
    assert len(lines) == sum(len(n.findings) + (n.status is Status.UNREADABLE) for n in FULL.notebooks)
    first = next(line for line in lines if line["code"]["value"] == "NB101")
    assert first["location"]["range"]["start"] == {"line": 31}
    assert first["severity"] in {"ERROR", "WARNING", "INFO"}


def test_bitbucket_takes_so_many_annotations() -> None:
    many = report(*(replace(placed(), fingerprint=f"{n:020}") for n in range(1100)), placed(Severity.ERROR))
    document = json.loads(render("bitbucket", many))
    assert [len(some) for some in document["annotations"]] == [100] * 10
    assert document["annotations"][0][0]["severity"] == "HIGH"
    assert document["report"]["result"] == "FAILED"
    assert len({one["external_id"] for some in document["annotations"] for one in some}) == 1000
