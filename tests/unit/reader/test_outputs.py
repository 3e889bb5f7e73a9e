"""Stored outputs as text, in all the forms that hold some."""

from __future__ import annotations

from nb2pkg.reader.outputs import read_outputs


def test_the_forms_of_a_value_are_kept_apart() -> None:
    data = {
        "text/plain": ["<IPython.core.", "display.JSON object>"],
        "text/html": "<b>x</b>",
        "application/json": {"user": "ann", "n": [1, 2]},
        "text/markdown": ["**x**"],
        "image/png": "iVBORw0KGgo=",
    }
    (output,) = read_outputs([{"output_type": "execute_result", "data": data, "metadata": {}}])
    assert output.text == "<IPython.core.display.JSON object>"
    assert output.html == "<b>x</b>"
    assert output.more == '{"user": "ann", "n": [1, 2]}\n**x**'


def test_a_stream_has_one_form() -> None:
    (output,) = read_outputs([{"output_type": "stream", "name": "stderr", "text": ["a\n", "b"]}])
    assert (output.name, output.text, output.html, output.more) == ("stderr", "a\nb", "", "")
