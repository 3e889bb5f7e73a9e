"""Both pages in a real browser: nothing to complain about, narrow windows, keyboards, contrast in light and dark."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.reporter import review_format
from tests.support.browser import CHROMIUM, measured, shown
from tests.support.git_repository import Code, notebook
from tests.support.review_reports import FULL, NASTY

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]
HOSTILE = "</pre></span><script>alert(1)</script><img src=x onerror=alert(1)> ]]> {{x}} javascript:alert(1) \u202e"
FIXTURE = Path(__file__).parents[2] / "fixtures" / "notebooks" / "churn" / "churn.ipynb"
PAGES = ("report", "hostile report", "review", "hostile review")


@pytest.fixture
def page(run: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file = tmp_path / "page.html"
    if request.param == "report":
        shutil.copy(FIXTURE, "churn.ipynb")
    elif request.param == "hostile report":
        cells = (Code(source=f"# {HOSTILE}", kind="markdown"), Code(source=f"x = {HOSTILE!r}", count=1, out=HOSTILE))
        Path("churn.ipynb").write_text(notebook(*cells, "print(x + '/home/ann/x.csv')"), encoding="utf-8")
    else:
        file.write_text(review_format("html").render(NASTY if "hostile" in request.param else FULL), encoding="utf-8")
        return file
    assert run("report", "churn.ipynb", "-o", file).code == 0
    return file


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_the_browser_has_nothing_to_complain_about(page: Path, tmp_path: Path) -> None:
    found = shown(page, tmp_path / "profile")
    assert "<footer>" in found.dom
    assert found.console == ()


def test_the_browser_does_complain(tmp_path: Path) -> None:
    """So that its silence means something: the same page with a script in it."""
    file = tmp_path / "page.html"
    text = review_format("html").render(FULL)
    file.write_text(text.replace("</main>", "<script>document.title = 'run'</script></main>"), encoding="utf-8")
    found = shown(file, tmp_path / "profile")
    assert found.console != ()
    assert "<title>run" not in found.dom


@pytest.mark.parametrize("page", PAGES, indirect=True)
@pytest.mark.parametrize(("width", "dark"), [(400, False), (1100, True)])
def test_narrow_windows_keyboards_and_weak_eyes(page: Path, tmp_path: Path, width: int, dark: bool) -> None:
    found = measured(page, tmp_path, width=width, dark=dark)
    assert found.is_dark is dark
    assert found.overflow == 0
    assert (found.unreachable, found.nameless, found.faint) == ([], [], [])
