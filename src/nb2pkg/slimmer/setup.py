"""The cell that makes the package show values and figures below the cells, as the notebook did."""

from __future__ import annotations

from string import Template

_TEXT = Template("""\
# The package logs the values that the notebook showed, and saves its figures. Here both are shown.
def show_here():
    import importlib
    import pkgutil
    import sys

    from IPython.display import display

    def show(value):
        if value is not None:
            display(value)

    def figures(*_):
        import matplotlib.pyplot as plt

        plt.show()

    here = {"show": show, "display": display}
    here |= dict.fromkeys(("save_figures", "show_figures", "close_figures"), figures)
    homes = set()
    for package in $packages:
        for part in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if part.name in ("display", "figures"):
                homes.add(importlib.import_module(f"{package}.{part.name}").__name__)
    for module in [m for key, m in sys.modules.items() if key.startswith("$top.")]:
        for key, value in list(vars(module).items()):
            helper = getattr(value, "__name__", "")
            if helper in here and getattr(value, "__module__", "") in homes:
                setattr(module, key, here[helper])


show_here()""")


def setup_source(name: str) -> str:
    """For the package of that name; a part of a project may share its helpers with the other parts."""
    top = name.partition(".")[0]
    listed = ", ".join(f'"{package}"' for package in dict.fromkeys((top, name)))
    return _TEXT.substitute(top=top, packages=f"[{listed}]")
