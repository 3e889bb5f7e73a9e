"""Two people in one notebook, by jupyter-collaboration: each has a browser, and both have the panel open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Server, panel, press, visit

CELLS = [
    "import os\nimport json\nprint(json.dumps([1]))",
    "total = sum([1, 2])\nprint(total)",
    "double = 2 * total\nprint(double)",
]


@pytest.fixture
def two(browser: Browser, shared_lab: Server, request: pytest.FixtureRequest) -> Iterator[tuple[Page, Page, str]]:
    """Ann's page, Bob's page, and the notebook that both have opened."""
    name = shared_lab.saved(f"{request.node.name}.ipynb", CELLS)
    errors: list[str] = []
    contexts = [browser.new_context(viewport={"width": 1400, "height": 900}) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.on("pageerror", lambda error: errors.append(f"{error.message}\n{error.stack}"))
        # On a slow machine jupyter-collaboration asks whether to go on loading.
        page.add_locator_handler(page.get_by_role("button", name="Continue waiting"), lambda button: button.click())
        visit(page, shared_lab, name)
    yield pages[0], pages[1], name
    pages[0].evaluate("async () => { await jupyterapp.serviceManager.sessions.shutdownAll(); }")
    for context in contexts:
        context.close()
    assert [error for error in errors if "nb2pkg" in error] == []


def _cell(page: Page, index: int) -> object:
    return page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content")


def _type(page: Page, index: int, text: str) -> None:
    """At the end of a cell."""
    _cell(page, index).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_edits_of_somebody_else_are_followed(two: tuple[Page, Page, str]) -> None:
    ann, bob, _ = two
    press(ann)
    missing = panel(ann).locator(".nb2pkg-finding[data-code='NB101']")
    expect(missing).to_have_count(0)
    _type(bob, 1, "\nprint(missing)")
    expect(missing).to_have_count(1)
    expect(ann.locator(".jp-Notebook .nb2pkg-mark-error", has_text="missing")).to_have_count(1)
    # Bob puts a cell above: the finding is about the same cell, by its new place.
    _cell(bob, 0).click()
    bob.evaluate("() => jupyterapp.commands.execute('notebook:insert-cell-above')")
    expect(ann.locator(".jp-Notebook .jp-Cell")).to_have_count(4)
    group = panel(ann).locator(".nb2pkg-group", has=ann.locator(".nb2pkg-finding[data-code='NB101']"))
    expect(group.locator("h3")).to_contain_text("Cell 3")
    group.locator(".nb2pkg-go").last.click()
    expect(ann.locator(".jp-Notebook .jp-Cell.jp-mod-active")).to_contain_text("print(missing)")
    # Bob takes both cells away.
    for cell in (2, 0):
        bob.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-InputPrompt").click()
        bob.evaluate("() => jupyterapp.commands.execute('notebook:delete-cell')")
    expect(ann.locator(".jp-Notebook .jp-Cell")).to_have_count(2)
    expect(panel(ann).locator(".nb2pkg-finding[data-code='NB616']")).to_have_count(0)
    # A mend of Ann's reaches Bob; taking it back leaves what Bob has written since.
    press(bob)
    row = panel(ann).locator(".nb2pkg-finding", has=ann.locator(".nb2pkg-fix")).first
    row.get_by_role("button", name="Mend").click()
    expect(_cell(bob, 0)).not_to_contain_text("import os")
    expect(panel(bob).locator(".nb2pkg-fix")).to_have_count(0)
    _type(bob, 0, "\nprint('bob')")
    expect(_cell(ann, 0)).to_contain_text("print('bob')")
    panel(ann).get_by_role("button", name="Undo").click()
    for page in (ann, bob):
        expect(_cell(page, 0)).to_contain_text("import os")
        expect(_cell(page, 0)).to_contain_text("print('bob')")
    # Bob could not take back what Ann has done.
    expect(panel(bob).get_by_role("button", name="Undo")).to_have_count(0)


def test_names_and_marks_are_everybodys_and_the_package_is_verified(
    two: tuple[Page, Page, str], shared_lab: Server
) -> None:
    ann, bob, name = two
    for page in (ann, bob):
        press(page)
        panel(page).get_by_role("tab", name="Plan").click()
    first = panel(ann).get_by_label("Name of the function").first
    first.fill("add_up")
    first.press("Enter")
    expect(panel(bob).locator(".nb2pkg-function[data-function='add_up']")).to_be_visible()
    bob_marks = panel(bob).locator("li[data-cell='2']")
    bob_marks.get_by_label("leave out").click()
    expect(panel(ann).locator("li[data-cell='2']").get_by_label("leave out")).to_be_checked()
    # At once, while what was typed has not reached the file yet.
    _type(bob, 1, "\nprint('late')")
    expect(_cell(ann, 1)).to_contain_text("late")
    ann.evaluate(
        """() => {
            const { context } = jupyterapp.shell.currentWidget;
            const save = context.save.bind(context);
            context.save = () => { window.wasSavedFromHere = true; return save(); };
        }"""
    )
    panel(ann).get_by_role("button", name="Convert…").click()
    expect(ann.locator(".jp-Dialog input[name=name]")).to_be_focused()
    dialog = ann.locator(".jp-Dialog")
    dialog.locator("input[name=folder]").fill(f"made/{name.removesuffix('.ipynb')}")
    dialog.locator("input[name=verify]").check()
    dialog.get_by_role("button", name="Convert").click()
    expect(panel(ann).locator("[data-verdict]")).to_have_attribute("data-verdict", "same", timeout=180_000)
    # The server has written the file. Had both done so, JupyterLab might ask which version is to be kept.
    assert not ann.evaluate("() => window.wasSavedFromHere")
    saved = json.loads((shared_lab.root / name).read_text(encoding="utf-8"))
    assert {"function": "add_up"} in [cell["metadata"].get("nb2pkg") for cell in saved["cells"]]
    assert saved["cells"][2]["metadata"]["tags"] == ["skip-execution"]
    made = shared_lab.root / f"made/{name.removesuffix('.ipynb')}"
    written = "".join(path.read_text(encoding="utf-8") for path in made.rglob("src/*/*.py"))
    assert re.search(r"def add_up\b", written)
    assert "'late'" in written or '"late"' in written
    assert "double" not in written
