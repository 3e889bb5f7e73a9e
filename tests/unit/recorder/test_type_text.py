from typing import Any

import pytest

from nb2pkg.recorder.type_names import TypeNames
from nb2pkg.recorder.type_text import merged, type_text

INT, FLOAT, STR, NONE = ["builtins:int"], ["builtins:float"], ["builtins:str"], ["None"]
ANY, FRAME = ["typing:Any"], ["pandas:DataFrame"]


def text(*seen: Any) -> str:
    names = TypeNames(here="shop.data", bindings=(), taken=())
    return type_text(merged(seen), names.name_of)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([INT], "int"),
        ([NONE, INT], "int | None"),
        ([NONE], "None"),
        ([INT, FLOAT], "float"),
        ([["builtins:bool"], INT], "int"),
        ([["numpy:float64"]], "float"),
        ([["builtins:list", ANY], ["builtins:list", INT]], "list[int]"),
        ([["builtins:list", INT], ["builtins:list", STR]], "list[int | str]"),
        ([["builtins:tuple", INT, FRAME]], "tuple[int, pd.DataFrame]"),
        ([["builtins:tuple", INT, ["..."]]], "tuple[int, ...]"),
        ([["builtins:tuple", INT], ["builtins:tuple", INT, INT]], "tuple[Any, ...]"),
        ([["builtins:dict", STR, ["|", INT, NONE]]], "dict[str, int | None]"),
        ([["collections.abc:Callable"]], "Callable[..., Any]"),
        ([["collections.abc:Callable", ["[]", INT], STR]], "Callable[[int], str]"),
        ([INT, STR, FRAME, ["pathlib:Path"]], "Any"),
        ([["sklearn.svm:SVC"], ["sklearn.svm:SVR"]], "SVC | SVR"),
    ],
)
def test_what_was_seen_becomes_one_annotation(seen: list[Any], expected: str) -> None:
    assert text(*seen) == expected


def test_a_module_imports_what_it_does_not_know_once() -> None:
    names = TypeNames(here="shop.data", bindings=(), taken={"Path"})
    assert names.name_of("numpy:ndarray") == "np.ndarray"
    assert names.name_of("numpy:int64") == "np.int64"
    assert names.name_of("pathlib:Path") == "PathType"
    assert names.name_of("shop.data:Basket") == "Basket"
    assert [(one.module, one.member, one.name) for one in names.imports] == [
        ("numpy", "", "np"),
        ("pathlib", "Path", "PathType"),
    ]
