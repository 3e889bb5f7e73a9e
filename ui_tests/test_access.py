"""For everybody: by the keyboard alone, with a screen reader, in another language, in both themes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from .conftest import DARK, LIGHT, Open, Server, checked, panel, press, put_on

LABEXTENSION = Path(__file__).parents[1] / "labextension"
AXE = LABEXTENSION / "node_modules" / "axe-core" / "axe.min.js"
CELLS: list[str | dict[str, Any]] = [
    {"cell_type": "markdown", "source": "# Sums"},
    "import os\nimport json\n\nlimit = 10",
    "numbers = [1, 2, limit]\nprint(json.dumps(numbers))",
    "total = sum(numbers)\nprint(total, missing)",
    "if False:\n    print(open('/home/ann/a.csv').read())",
]
TABS = ("Findings", "Plan", "Package")
FOCUSABLE = "button, input, select, summary, pre"

# What the engine says is in its own language; so are names, code and files.
ENGINE = (
    ".nb2pkg-message, .nb2pkg-why p, code, pre, .nb2pkg-code, bdi, .nb2pkg-flow, .nb2pkg-plain .nb2pkg-note, "
    ".nb2pkg-said, .nb2pkg-module, .nb2pkg-spread b, .nb2pkg-group > p.nb2pkg-note, .nb2pkg-file, .nb2pkg-title, "
    "svg title"
)


def _tab(page: Page, name: str) -> None:
    panel(page).get_by_role("tab", name=name).click()


def _violations(page: Page, selector: str) -> list[str]:
    """What axe-core has to say of a part of the page, by the rules of WCAG 2.2 AA and good practice, in both themes."""
    if page.evaluate("() => typeof window.axe") == "undefined":
        page.add_script_tag(path=AXE)
    violations = []
    for theme in (DARK, LIGHT):
        put_on(page, theme)
        found = page.evaluate("selector => axe.run(selector)", selector)
        assert found["passes"]
        violations += [
            f"{theme}, {one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in found["violations"]
            for node in one["nodes"]
        ]
    return violations


def _places(page: Page, *, form: str) -> Iterator[str]:
    """Opens one after the other: the panel's tabs, and the form by which a package is made; gives what to look at."""
    for tab in TABS:
        _tab(page, tab)
        if tab == "Package":
            panel(page).get_by_role("button", name="Convert…").click()
            expect(page.locator(".jp-Dialog input[name=name]")).to_be_focused()
            yield form
            page.locator(".jp-Dialog").get_by_role("button", name="Convert").click()
            panel(page).locator(".nb2pkg-file").first.wait_for()
        yield "#nb2pkg-panel"


def test_nothing_that_axe_knows_is_in_the_way(opened: Open, lab: Server) -> None:
    page = opened(lab.saved("axe.ipynb", CELLS))
    press(page)
    panel(page).get_by_role("button", name="Why?").first.click()
    found = [one for place in _places(page, form=".nb2pkg-form") for one in _violations(page, place)]
    assert found == [], "\n".join(found)


def test_all_of_it_is_reached_by_tab(opened: Open, lab: Server) -> None:
    page = opened(lab.saved("reach.ipynb", CELLS))
    page.locator(".jp-Notebook .jp-Cell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Alt+p")
    panel(page).wait_for()
    checked(page)
    for tab in TABS:
        expect(panel(page).get_by_role("tab", name=tab)).to_be_focused()
        _walk(page)
        panel(page).get_by_role("tab", name=tab).focus()
        page.keyboard.press("ArrowRight")
    # Escape goes back to the notebook; Enter on a finding goes into its cell.
    page.keyboard.press("Escape")
    page.wait_for_function("() => jupyterapp.shell.currentWidget.node.contains(document.activeElement)")
    page.keyboard.press("Control+Alt+p")
    checked(page)
    panel(page).locator(".nb2pkg-go").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-Notebook .jp-Cell.jp-mod-active .cm-content")).to_be_focused()


def _walk(page: Page) -> None:
    """Goes through the panel by Tab, from its selected tab on: everything that can be used is passed."""
    wanted = panel(page).evaluate(
        """(node, focusable) => {
            const can = one => !one.disabled && one.checkVisibility() && !(one.role === 'tab' && one.tabIndex < 0);
            const all = [...node.querySelectorAll('#nb2pkg-body :is(' + focusable + ')')].filter(can);
            all.forEach((one, index) => (one.dataset.walk = index));
            return all.length;
        }""",
        FOCUSABLE,
    )
    assert wanted > 0
    passed = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        passed.append(page.evaluate("() => document.activeElement.dataset.walk ?? ''"))
    assert passed == [str(number) for number in range(wanted)]


def test_naming_marking_and_converting_by_keys(opened: Open, lab: Server) -> None:
    page = opened(lab.saved("bykeys.ipynb", CELLS[:3]))
    press(page)
    _tab(page, "Plan")
    name = panel(page).get_by_label("Name of the function").first
    name.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1 wrong")
    expect(name).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(name).not_to_have_value("1 wrong")
    page.keyboard.press("Control+a")
    page.keyboard.type("add_up")
    page.keyboard.press("Enter")
    expect(panel(page).locator(".nb2pkg-function[data-function='add_up']")).to_be_visible()
    checked(page)
    expect(name).to_be_focused()  # and goes on from there
    box = panel(page).locator("li[data-cell='2']").get_by_label("leave out")
    box.focus()
    page.keyboard.press("Space")
    expect(panel(page).locator(".nb2pkg-function")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    page.keyboard.press("Space")
    expect(panel(page).locator(".nb2pkg-function")).to_have_count(1)
    _tab(page, "Package")
    panel(page).get_by_role("button", name="Convert…").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-Dialog input[name=name]")).to_be_focused()
    names = []
    for _ in range(8):
        names.append(page.evaluate("() => document.activeElement.name"))
        page.keyboard.press("Tab")
    assert names == ["name", "folder", "displays", "figures", "template", "handover", "force", "verify"]
    page.keyboard.press("Escape")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    panel(page).get_by_role("button", name="Convert…").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".jp-Dialog input[name=name]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("button", name="src/bykeys/pipeline.py")).to_be_visible()


def test_another_language_leaves_no_word_of_ours_in_english(opened: Open, lab: Server, page: Page) -> None:
    domain: dict[str, Any] = {
        "": {"domain": "nb2pkg", "language": "xx", "plural_forms": "nplurals=2; plural=(n != 1);"}
    }
    for path in sorted((LABEXTENSION / "src").glob("*.ts*")):
        text = path.read_text(encoding="utf-8")
        for one, many in re.findall(r"trans\.(?:__|_n)\(\s*'([^']*)'(?:,\s*'([^']*)')?", text):
            domain[one] = [f"⟦{said}⟧" for said in (one, many) if said]
    assert len(domain) > 80
    answer = json.dumps({"data": {"nb2pkg": domain}, "message": ""})
    page.route("**/lab/api/translations/**", lambda route: route.fulfill(body=answer, content_type="application/json"))
    opened(lab.saved("language.ipynb", CELLS))
    labels = page.evaluate("() => ['package', 'check', 'plan'].map(id => jupyterapp.commands.label('nb2pkg:' + id))")
    assert all("⟦" in label for label in labels)
    press(page)
    panel(page).get_by_role("button", name="Why?").first.click()
    panel(page).get_by_role("button", name="Mend").first.click()
    left = [one for place in _places(page, form=".jp-Dialog-content") for one in _english(page, place)]
    assert left == []


def _english(page: Page, selector: str) -> list[str]:
    """Words that a person meets and that have not been through the translation."""
    said = page.locator(selector).evaluate(
        """(node, engine) => {
            const isEngine = one => one.closest(engine) !== null;
            const said = [];
            const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) {
                const parent = walk.currentNode.parentElement;
                if (!isEngine(parent) && parent.checkVisibility()) { said.push(walk.currentNode.textContent); }
            }
            const named = [...node.querySelectorAll('[aria-label], [placeholder]')];
            const ours = named.filter(one => !one.classList.contains('nb2pkg-node'));
            const names = ours.flatMap(one => [one.ariaLabel, one.placeholder]);
            return [...said, ...names.filter(Boolean)];
        }""",
        ENGINE,
    )
    cancel = {"Cancel"}  # JupyterLab's own
    return [text for text in said if re.search(r"[A-Za-z]{3}", re.sub(r"⟦[^⟧]*⟧", "", text)) and text not in cancel]
