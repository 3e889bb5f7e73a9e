"""Notebook 7: the same extension, as it is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .conftest import PATIENCE, Server, checked, panel


def test_button_findings_and_plan(page: Page, notebook7: Server) -> None:
    page.set_default_timeout(PATIENCE)
    name = notebook7.saved("seven.ipynb", ["x = 1\nprint(x)", "print(missing)"])
    page.goto(f"{notebook7.url}/notebooks/{name}?token={notebook7.token}")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first.wait_for()
    page.locator('[data-jp-item-name="nb2pkg"]').first.click()
    panel(page).wait_for()
    checked(page)
    finding = panel(page).locator(".nb2pkg-finding[data-code='NB101']")
    expect(finding).to_have_count(1)
    finding.locator(".nb2pkg-go").click()
    expect(page.locator(".jp-Notebook .jp-Cell.jp-mod-active")).to_contain_text("missing")
    panel(page).get_by_role("tab", name="Plan").click()
    expect(panel(page).locator("input.nb2pkg-name").first).to_be_visible()
