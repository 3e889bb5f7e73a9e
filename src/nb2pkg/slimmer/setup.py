"""The cell that makes the package show values and figures below the cells, as the notebook did."""

from __future__ import annotations

from string import Template

_TEXT = Template("""\
# The package logs the values that the notebook showed, and saves its figures. Here both are shown.
def show_here():
    import importlib
    import pkgutil
    import sys

    import $name
    from IPython.display import display

    def show(value):
        if value is not None:
            display(value)

    def figures(*_):
        import matplotlib.pyplot as plt

        plt.show()

    here = {"show": show, "display": display}
    here |= dict.fromkeys(("save_figures", "show_figures", "close_figures"), figures)
    for part in pkgutil.iter_modules($name.__path__):
        if part.name in ("display", "figures"):
            importlib.import_module(f"$name.{part.name}")
    for module in [m for key, m in sys.modules.items() if key.startswith("$name.")]:
        for key, value in list(vars(module).items()):
            helper = getattr(value, "__name__", "")
            if helper in here and getattr(value, "__module__", "") in ("$name.display", "$name.figures"):
                setattr(module, key, here[helper])


show_here()""")


def setup_source(name: str) -> str:
    """For the package of that name."""
    return _TEXT.substitute(name=name)
