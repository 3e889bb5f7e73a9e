"""Something is to be clicked or moved by a person.

What the notebook computes then depends on what somebody chose, and nothing records the choice; in a scheduled run the
widget keeps its first value, or there is no front end to show it. Make the choice a parameter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule, Subject
from nb2pkg.syntax.qualified import qualified_name

_MODULES = ("ipywidgets", "IPython.html.widgets", "panel.widgets", "panel.interact", "google.colab.widgets")
_CALLS = frozenset({"google.colab.files.upload", "qgrid.show_grid", "qgrid.QgridWidget"})
# They show something, or hold others.
_SHOWS = """
    Accordion Audio Box FloatProgress GridBox GridspecLayout HBox HTML HTMLMath Image IntProgress Label Layout Output
    Stack Tab VBox Valid Video dlink jsdlink jslink link"""
_LAYOUT = frozenset(_SHOWS.split())


def _whole(subject: Subject) -> Iterator[Hit]:
    """The first widget of each cell: a panel of ten sliders is one thing to mend."""
    if not any(_is_widget_module(full) for full in subject.flow.qualified_by_name.values()):
        return
    done: set[int] = set()
    for flow in subject.flow.statements:
        for call in (*flow.calls, *flow.late_calls):
            if flow.ref.cell not in done and _is_widget(call.qualified):
                done.add(flow.ref.cell)
                yield Hit(message=_message(call.qualified), at=call.at)


def _is_widget_module(full: str) -> bool:
    return full.startswith(_MODULES) or full.startswith(("google.colab", "qgrid", "panel"))


def _is_widget(qualified: str) -> bool:
    is_one = qualified in _CALLS or any(qualified.startswith(module) for module in _MODULES)
    return is_one and qualified.rpartition(".")[2] not in _LAYOUT


def _message(qualified: str) -> str:
    return f"`{qualified.rpartition('.')[2]}` waits for a person: an unattended run has nobody to choose"


def _decorated(node: ast.AST, place: Place) -> Iterator[Hit]:
    """`@interact` without arguments is no call."""
    assert isinstance(node, ast.FunctionDef)
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Name | ast.Attribute):
            full = qualified_name(decorator, place.subject.flow.qualified_by_name)
            if full.startswith("ipywidgets."):
                yield Hit(message=_message(full), at=place.at(decorator))


RULE = Rule(
    code="NB241",
    name="widget",
    severity=Severity.WARNING,
    visits={ast.FunctionDef: _decorated},
    whole=_whole,
    bad=(
        "from ipywidgets import interact\n«interact(plot, n=(1, 9))»",
        "import ipywidgets as widgets\nbox = widgets.VBox([«widgets.IntSlider()», widgets.Text()])\n# %%\n"
        "menu = «widgets.Dropdown(options=['a'])»",
        "import ipywidgets as w\n@«w.interact»\ndef show(n=3):\n    return n",
        "from google.colab import files\nup = «files.upload()»",
    ),
    good=(
        "from ipywidgets import IntProgress, HBox, Label\nHBox([IntProgress(max=3), Label('x')])",
        "from tqdm.notebook import tqdm\nfor i in tqdm(range(3)):\n    pass",
        "import plotly.graph_objects as go\ngo.Figure().show()",
        "def interact(f):\n    return f\n\ninteract(3)",
        "import ipywidgets as widgets\nlayout = widgets.Layout(width='50%')",
    ),
)
