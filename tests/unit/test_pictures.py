"""Pictures are compared by what one sees of them."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check import job_of
from nb2pkg.model.review import CellChange, Fate, Kind, Pictures
from nb2pkg.review_pipeline import version_of
from nb2pkg.reviewer import review_versions
from nb2pkg.reviewer.pictures import pictures_changed
from nb2pkg.rules.walk import dispatch_of
from nb2pkg.stored_outputs import stored_outputs
from tests.support.git_repository import notebook

matplotlib.use("Agg")
DISPATCH = dispatch_of(job_of(CheckSettings()).rules)


def drawn(heights: list[int], *, kind: str = "png", **options: Any) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 1), dpi=50)
    figure.subplots().bar(range(len(heights)), heights)
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **options)
    return base64.b64encode(buffer.getvalue()).decode() if kind == "png" else buffer.getvalue().decode()


def shown(data: dict[str, object], count: int = 1) -> str:
    document = json.loads(notebook("plot()"))
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "<Figure at 0x7f01>", **data}}
    document["cells"][0] |= {"outputs": [output], "execution_count": count}
    return json.dumps(document)


def change(before: str, after: str) -> CellChange | None:
    old, new = (version_of(text, Path("a.ipynb"), DISPATCH) for text in (before, after))
    found = review_versions(old, new, path="a.ipynb", old_path="a.ipynb", kind=Kind.MODIFIED)
    assert len(found.cells) < 2
    return found.cells[0] if found.cells else None


def test_the_same_pixels_are_the_same_picture() -> None:
    one, other = (drawn([1, 2], metadata={"Software": name}) for name in ("matplotlib 3.8", "matplotlib 3.10"))
    packed = drawn([1, 2], pil_kwargs={"compress_level": 1})
    assert len({one, other, packed}) == 3
    for again in (other, packed):
        found = change(shown({"image/png": one}), shown({"image/png": again}))
        assert found is not None
        assert (found.fate, found.has_new_outputs, found.pictures) == (Fate.RERUN, False, Pictures.SAME)


def test_other_pixels_are_another_picture() -> None:
    found = change(shown({"image/png": drawn([1, 2])}), shown({"image/png": drawn([1, 3])}))
    assert found is not None
    assert (found.fate, found.has_new_outputs, found.pictures) == (Fate.RERUN, True, Pictures.OTHER)


def test_nothing_is_said_of_what_is_stored_as_it_was() -> None:
    picture = drawn([1, 2])
    assert change(shown({"image/png": picture}), shown({"image/png": picture})) is None
    found = change(shown({"image/png": picture}), shown({"image/png": picture}, count=7))
    assert found is not None
    assert (found.has_new_outputs, found.pictures) == (False, Pictures.NONE)


def test_a_picture_that_came_or_went() -> None:
    with_it, without = shown({"image/png": drawn([1])}), shown({})
    for before, after in ((with_it, without), (without, with_it)):
        found = change(before, after)
        assert found is not None
        assert (found.has_new_outputs, found.pictures) == (True, Pictures.OTHER)


def test_a_picture_elsewhere_does_not_make_a_cell_news() -> None:
    def two(picture: bool) -> str:
        document = json.loads(notebook("plot()", "1 + 1"))
        outputs = [{"output_type": "display_data", "metadata": {}, "data": {"image/png": drawn([1])}}]
        document["cells"][0]["outputs"] = outputs if picture else []
        data = {"text/plain": "2"}
        document["cells"][1]["outputs"] = [
            {"output_type": "execute_result", "metadata": {}, "execution_count": 2, "data": data}
        ]
        return json.dumps(document)

    found = change(two(False), two(True))
    assert found is not None
    assert found.after == 0


def test_ids_and_dates_in_svg_do_not_count() -> None:
    one, same, other = (
        drawn(heights, kind="svg", metadata={"Date": date})
        for heights, date in (([1, 2], "2026-01-01"), ([1, 2], "2026-02-02"), ([1, 3], "2026-01-01"))
    )
    assert one != same
    again, differs = (change(shown({"image/svg+xml": one}), shown({"image/svg+xml": now})) for now in (same, other))
    assert again is not None
    assert differs is not None
    assert (again.pictures, differs.pictures) == (Pictures.SAME, Pictures.OTHER)


def test_other_rich_outputs_are_compared_whole() -> None:
    """A chart of equal length with other numbers."""
    one, other = ({"application/vnd.plotly.v1+json": {"data": [{"y": [n]}]}} for n in (1, 2))
    found = change(shown(one), shown(other))
    assert found is not None
    assert (found.has_new_outputs, found.pictures) == (True, Pictures.NONE)
    assert change(shown(one), shown(dict(one))) is None


def test_addresses_of_objects_are_no_news() -> None:
    def listed(address: str) -> str:
        document = json.loads(notebook("f"))
        output = {"output_type": "execute_result", "metadata": {}, "execution_count": 1}
        document["cells"][0]["outputs"] = [output | {"data": {"text/plain": f"<function f at {address}>"}}]
        return json.dumps(document)

    assert change(listed("0x7f0a"), listed("0x7f0b")) is None


@given(st.binary(max_size=60).map(lambda some: base64.b64encode(b"\x89PNG\r\n\x1a\n" + some).decode()) | st.text())
def test_broken_pictures_are_compared_as_they_are(value: str) -> None:
    first, other = ([*stored_outputs(shown({"image/png": text}))[0]] for text in (value, f"{value} x"))
    assert first[0].is_picture
    assert pictures_changed(first, list(first)) is Pictures.NONE
    assert pictures_changed(first, other) in {Pictures.OTHER, Pictures.SAME}  # base64 passes over what is none


@pytest.mark.parametrize("text", ["{}", '{"cells": null, "x": "image/png"}', '{"cells": [3], "x": {"image/png": ""}}'])
def test_odd_files(text: str) -> None:
    assert stored_outputs(text) == {}
