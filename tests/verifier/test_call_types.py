import ast
import builtins
import pathlib
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nb2pkg.verifier.calls.classes import type_of
from nb2pkg.verifier.calls.instrument import ARGUMENTS, RESULT, Types, instrumented

CODE = '''
class Shop:
    __till = 3

    def sell(self, __n, *, price=2):
        """Doc."""
        return __n * price * self.__till

def outer(a):
    def inner(b):
        if b:
            return [b]
    return inner(a)

def numbers(n):
    yield from range(n)

async def later():
    return "x"

def fails():
    raise ValueError
'''


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    found = Types()
    monkeypatch.setattr(builtins, ARGUMENTS, found.arguments, raising=False)
    monkeypatch.setattr(builtins, RESULT, found.result, raising=False)
    return found


def run(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    tree = ast.fix_missing_locations(instrumented(ast.parse(code), "shop.data"))
    exec(compile(tree, "<shop>", "exec"), names)
    return names


def test_types_of_all_functions_are_seen_and_results_stay(types: Types) -> None:
    names = run(CODE)
    shop = names["Shop"]()
    assert shop.sell(2, price=1.5) == 9.0
    assert names["Shop"].sell.__doc__ == "Doc."
    assert (names["outer"](1), names["outer"](0), list(names["numbers"](2))) == ([1], None, [0, 1])
    assert types.parameters["data:Shop.sell"]["price"] == [["builtins:float"]]
    assert types.parameters["data:outer.<locals>.inner"] == {"b": [["builtins:int"]]}
    assert types.results["data:outer.<locals>.inner"] == [["builtins:list", ["builtins:int"]], ["None"]]
    assert "data:numbers" not in types.results
    assert types.calls["data:outer"] == 2


def test_errors_and_their_lines_stay(types: Types) -> None:
    names = run(CODE)
    with pytest.raises(ValueError, match=r"^$") as caught:
        names["fails"]()
    assert caught.traceback[-1].lineno + 1 == CODE.split("\n").index("    raise ValueError") + 1
    assert "data:fails" not in types.results


class Own(pd.DataFrame):
    pass


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ["None"]),
        (1, ["builtins:int"]),
        ([], ["builtins:list", ["typing:Any"]]),
        ([1, "a"], ["builtins:list", ["|", ["builtins:int"], ["builtins:str"]]]),
        ((1, 2.0), ["builtins:tuple", ["builtins:int"], ["builtins:float"]]),
        ({"a": [1]}, ["builtins:dict", ["builtins:str"], ["builtins:list", ["builtins:int"]]]),
        (pd.DataFrame(), ["pandas:DataFrame"]),
        (np.zeros(1), ["numpy:ndarray"]),
        (len, ["collections.abc:Callable"]),
        (int, ["builtins:type", ["builtins:int"]]),
        (pathlib.PosixPath("a"), ["pathlib:PosixPath"]),
        ((i for i in ()), ["collections.abc:Iterator", ["typing:Any"]]),
        (np, ["types:ModuleType"]),
    ],
)
def test_types_have_public_names(value: Any, expected: list[Any]) -> None:
    assert type_of(value) == expected
