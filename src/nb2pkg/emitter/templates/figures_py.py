"""`figures.py`: figures are dealt with where the notebook's cells ended."""

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.model.plan import Figures

SAVE = '''"""Figures: saved and closed where the notebook showed them."""

import functools
from collections import Counter
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt


def set_figure_folder(folder: str) -> None:
    """Save figures below `folder` from now on."""
    matplotlib.rcParams["savefig.directory"] = folder


def save_figures(name: str) -> None:
    """Save all open figures as `<name>-<n>.png` and close them, as a notebook does at the end of a cell."""
    folder = Path(matplotlib.rcParams["savefig.directory"]).expanduser()
    for number in plt.get_fignums():
        folder.mkdir(parents=True, exist_ok=True)
        counts = _figure_counts()
        counts[name] += 1
        plt.figure(number).savefig(folder / f"{name}-{counts[name]}.png")
    plt.close("all")


@functools.cache
def _figure_counts() -> Counter[str]:
    return Counter()
'''
SHOW = '''"""Figures: shown where the notebook showed them."""

import matplotlib.pyplot as plt


def show_figures() -> None:
    """Show all open figures and wait until they are closed."""
    plt.show()
    plt.close("all")
'''
NONE = '''"""Figures: drawn, but neither shown nor kept."""

import matplotlib.pyplot as plt


def close_figures() -> None:
    """Close all open figures, as a notebook does at the end of a cell."""
    plt.close("all")
'''
TEXT = {Figures.SAVE: SAVE, Figures.SHOW: SHOW, Figures.NONE: NONE}


def is_needed(subject: Subject) -> bool:
    """Only where a module draws."""
    return any(helper == "figures" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The module for the chosen treatment."""
    return TEXT[subject.plan.figures]


TEMPLATE = Template(path="src/{name}/figures.py", render=render, when=is_needed)
