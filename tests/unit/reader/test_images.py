"""What is cut of a file before it is parsed changes nothing but images."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.check_pipeline import check_text
from nb2pkg.engine.check_file import check_file
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.report import Status
from nb2pkg.reader import notebook_of, read_notebook, without_images
from nb2pkg.reader.images import length_of
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of

IMAGE = "iVBORw0KGgoAAAANSUhEUgAA" + "AbCd09+/" * 40 + "\n"
CELL = {
    "cell_type": "code",
    "execution_count": 1,
    "id": "a",
    "metadata": {},
    "outputs": [
        {
            "output_type": "display_data",
            "metadata": {"image/png": {"height": 3}},
            "data": {"image/png": IMAGE, "text/plain": "<Figure>"},
        }
    ],
    "source": ["df = pd.read_csv('/home/ann/a.csv')\n", "ü = unknown"],
}
NOTEBOOK = {"cells": [CELL, CELL | {"id": "b"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_findings_and_their_places_are_the_same_without_images():
    text = json.dumps(NOTEBOOK, indent=1, ensure_ascii=False)
    short = without_images(text.encode()).decode()
    assert len(short) < len(text) - len(IMAGE)
    dispatch = dispatch_of(all_rules())
    found = check_text(text, Path("a.ipynb"), dispatch).findings
    assert found
    assert check_text(short, Path("a.ipynb"), dispatch, encoded=short.encode()).findings == found


def test_outputs_keep_their_size():
    text = json.dumps(NOTEBOOK, indent=1)
    whole, short = (
        notebook_of(t, Path("a.ipynb")).cells[0].outputs[0] for t in (text, without_images(text.encode()).decode())
    )
    assert whole.size + 1 == short.size > len(IMAGE)  # the file writes the line end as two characters


def test_an_image_that_is_not_all_of_its_line_is_left():
    for text in (json.dumps(NOTEBOOK), json.dumps({"a": [IMAGE]}, indent=1), '{"image/png": "' + IMAGE.strip()):
        assert without_images(text.encode()) == text.encode()


def test_a_line_end_or_a_quote_in_an_image_is_left_to_the_parser():
    for inside in ("\n", '\\"', "\\\\"):
        text = '{\n "image/png": "' + IMAGE.strip() + inside + '",\n "b": 1\n}'
        assert without_images(text.encode()) == text.encode()


@pytest.mark.parametrize(("sound", "spoilt"), [(b'\\n",\n', b'\\n"\n'), (b"nbformat_minor", b"nbformat_\xff")])
def test_what_is_wrong_is_said_as_if_nothing_had_been_cut(tmp_path: Path, sound: bytes, spoilt: bytes):
    file = tmp_path / "a.ipynb"
    file.write_bytes(json.dumps(NOTEBOOK, indent=1).encode().replace(sound, spoilt))
    with pytest.raises(Nb2pkgError) as told:
        read_notebook(file)
    _, checked = check_file(file, dispatch_of([]), (), is_kept=False)
    assert (checked.status, checked.reason) == (Status.UNREADABLE, told.value.message)


KEYS = st.sampled_from(["image/png", 'x"image/png', "\\image/png", "text/plain", "", "ü"])
TEXTS = st.sampled_from(
    [IMAGE, IMAGE + '"', IMAGE + "\\", f'"image/png": "{IMAGE}', f'\n "image/png": "{IMAGE}",\n', "", "a\nb", '",\n']
)
VALUES = st.recursive(
    TEXTS | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12
)


@given(VALUES, st.booleans())
def test_only_images_are_other_values(value: object, ascii: bool):
    text = json.dumps(value, indent=1, ensure_ascii=ascii)
    short = without_images(text.encode()).decode()
    assert short.count("\n") == text.count("\n")
    assert _same(json.loads(short), value)


def _same(short: object, value: object) -> bool:
    if isinstance(short, dict) and isinstance(value, dict):
        return list(short) == list(value) and all(_same(short[key], value[key]) for key in value)
    if isinstance(short, list) and isinstance(value, list):
        return len(short) == len(value) and all(map(_same, short, value))
    if isinstance(short, str) and isinstance(value, str) and short != value:
        # Escapes of the file count as what is written there.
        return value.startswith(IMAGE[:24]) and len(value) <= length_of(short) <= len(value) + value.count("\n")
    return short == value
