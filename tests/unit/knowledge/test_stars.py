import math

import pytest

from nb2pkg.knowledge.stars import exported_names


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("matplotlib.pyplot", "plot subplots rcParams"),
        ("numpy", "array pi trapz trapezoid"),
        ("os", "path environ listdir"),
        ("os.path", "join exists"),
        ("matplotlib.pylab", "plot array randn"),
        ("pylab", "plot array randn"),
        ("sympy", "symbols Symbol pi"),
        ("typing", "Any Optional"),
    ],
)
def test_exported(module: str, names: str) -> None:
    assert set(names.split()) <= (exported_names(module) or set())


def test_math_is_complete() -> None:
    assert {name for name in vars(math) if not name.startswith("_")} <= (exported_names("math") or set())


def test_os_does_not_export_what_it_imports() -> None:
    assert "sys" not in (exported_names("os") or {"sys"})


def test_unknown_module() -> None:
    assert exported_names("my_module") is None
