"""What is a literal, and which annotation fits."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.syntax.literals import annotation_of, is_literal, is_plain_data


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


@pytest.mark.parametrize(
    "text", ["1", "-1.5", "'x'", "b'x'", "None", "True", "1e-3", "60 * 60", "2 ** 8", "(1, 'a')", "()"]
)
def test_literals(text: str) -> None:
    assert is_literal(expression(text))
    assert is_plain_data(expression(text))


@pytest.mark.parametrize(
    "text",
    [
        "...",
        "x",
        "f(1)",
        "'a' + 'b'",
        "'a' * 3",
        "1 + x",
        "not 1",
        "f'{x}'",
        "(1, x)",
        "-'a'",
        "True + 1",
        "1 if x else 2",
    ],
)
def test_no_literals(text: str) -> None:
    assert not is_literal(expression(text))
    assert not is_plain_data(expression(text))


@pytest.mark.parametrize("text", ["[1, [2]]", "{'a': [1], 'b': {}}", "{1, 2}", "([], {})", "[]"])
def test_plain_data_that_is_no_literal(text: str) -> None:
    assert is_plain_data(expression(text))
    assert not is_literal(expression(text))


@pytest.mark.parametrize("text", ["[x]", "{**a}", "{'a': f()}", "{x: 1}", "[*a]", "[1 for _ in a]"])
def test_no_plain_data(text: str) -> None:
    assert not is_plain_data(expression(text))


@pytest.mark.parametrize(
    ("text", "annotation"),
    [
        ("1", "int"), ("-1", "int"), ("60 * 60", "int"), ("1 / 2", "float"), ("1.5", "float"), ("2 * 0.5", "float"),
        ("2 ** -1", "float"), ("1j + 1", "complex"), ("True", "bool"), ("'x'", "str"), ("b'x'", "bytes"),
        ("None", "object"), ("(1, 2)", "tuple[int, ...]"), ("(1, 'a')", "tuple[object, ...]"), ("[1]", "list"),
        ("{}", "dict"),
    ],
)  # fmt: skip
def test_annotation_of(text: str, annotation: str) -> None:
    assert annotation_of(expression(text)) == annotation


@pytest.mark.parametrize("text", ["()", "((1, 2), (3, 4))", "(-1, 2)"])
def test_annotations_of_tuples_hold_for_their_values(text: str) -> None:
    annotation = annotation_of(expression(text))
    assert annotation.startswith("tuple[")
    assert eval(annotation) is not None
