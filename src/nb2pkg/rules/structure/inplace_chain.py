"""`inplace=True` on a part or a copy of a frame: the frame itself stays as it was.

`df["age"].fillna(0, inplace=True)` changes a column that pandas 3 has copied out of `df` (copy on write), so it does
nothing there, silently; older versions warn, and do nothing either where the selection was a copy. In the middle of a
chain it never did anything, and its result is `None`. Assign the result instead:

    df["age"] = df["age"].fillna(0)
    df = df.dropna().reset_index(drop=True)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.rules.rule import Place, Rule
from nb2pkg.rules.structure.frames import Receiver, receiver_of
from nb2pkg.syntax.qualified import base_name

# Those of a column; a dict of frames has them too, so what is subscripted must be known.
_OF_COLUMNS = frozenset(
    "bfill clip drop drop_duplicates dropna ffill fillna interpolate mask replace sort_index sort_values where".split()
)
_OF_FRAMES = frozenset("eval query rename rename_axis reset_index set_axis set_index".split())
_OF_BOTH = frozenset({"drop", "drop_duplicates", "dropna", "sort_index", "sort_values"})  # as often on a dict's frames
_OF_MESHES = frozenset({"clip", "interpolate"})  # pyvista's give the mesh back
_ARGUMENTS_OF_FRAMES = frozenset({"axis", "columns", "subset", "by"})


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    if not isinstance(call.func, ast.Attribute) or not _is_inplace(call):
        return
    if base_name(call.func) in place.subject.flow.qualified_by_name:
        return  # a function of a module
    method = call.func.attr
    if method in _OF_MESHES and "pyvista" in place.subject.flow.qualified_by_name.values():
        return
    parent = place.parents[-1] if place.parents else None
    if isinstance(parent, ast.Attribute):
        message = f"`.{parent.attr}` follows `{method}(..., inplace=True)`, whose result is None: this fails"
        yield Hit(message=message, at=place.at(call))
    elif isinstance(parent, ast.Assign) and (name := _rebound(parent, call)):
        message = f"`{name}` becomes None: `{method}(..., inplace=True)` has no result"
        yield Hit(message=message, at=place.at(call))
    else:
        yield from _on_part(call, call.func, place)


def _on_part(call: ast.Call, function: ast.Attribute, place: Place) -> Iterator[Hit]:
    of_frame = function.attr in _OF_FRAMES or any(keyword.arg in _ARGUMENTS_OF_FRAMES for keyword in call.keywords)
    receiver = receiver_of(function.value, place)
    match receiver:
        case Receiver.COPY:
            message = f"`{function.attr}(..., inplace=True)` changes a copy, which is then thrown away"
        case Receiver.PERHAPS_COLUMN if function.attr in _OF_BOTH:
            return
        case Receiver.COLUMN | Receiver.PERHAPS_COLUMN if not of_frame:
            message = (
                f"`{ast.unparse(function.value)}` stays as it is in pandas 3: "
                f"`{function.attr}(..., inplace=True)` changes a copy of the column"
            )
        case _:
            return
    confidence = Confidence.MEDIUM if receiver is Receiver.PERHAPS_COLUMN else None
    yield Hit(message=message, at=place.at(call), confidence=confidence)


def _is_inplace(call: ast.Call) -> bool:
    return any(
        keyword.arg == "inplace" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for keyword in call.keywords
    )


def _rebound(parent: ast.Assign, call: ast.Call) -> str:
    """The name that the result of a frame's own method is bound to."""
    target = parent.targets[0]
    if parent.value is call and isinstance(target, ast.Name):
        return target.id
    return ""


RULE = Rule(
    code="NB604",
    name="inplace-chain",
    severity=Severity.ERROR,
    calls={f".{method}": _call for method in sorted(_OF_COLUMNS | _OF_FRAMES)},
    bad=(
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df['age'].fillna(0, inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df.age.replace(0, 1, inplace=True)»\ndf['age'].mean()",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\nfor c in df.columns:\n    «df[c].fillna(0, inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df.dropna().reset_index(drop=True, inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df.loc[df.a > 1, 'b'].fillna(0, inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df[['a', 'b']].fillna(0, inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf = «df.drop(columns=['a'], inplace=True)»",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\n«df.dropna(inplace=True)».head()",
        "def clean(df):\n    «df['age'].fillna(0, inplace=True)»\n    df['age'] = df['age'] + 1",
    ),
    good=(
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.fillna(0, inplace=True)\ndf['a'] = df['a'].fillna(0)",
        "import pandas as pd\nframes = {'a': pd.read_csv('a.csv')}\nframes['a'].dropna(inplace=True)",
        "import pandas as pd\nparts = [pd.read_csv('a.csv')]\nparts[0].drop(columns=['x'], inplace=True)",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\nage = df['age'].copy()\nage.fillna(0, inplace=True)",
        "class Data:\n    def clean(self):\n        self.df.dropna(inplace=True)",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf.index.rename('day', inplace=True)",
        "import torch.nn as nn\nx = nn.ReLU(inplace=True)\nlayers = [nn.Dropout(0.5, inplace=True)]",
        "import pandas as pd\ndf = pd.read_csv('a.csv')\ndf['age'].fillna(0, inplace=False)",
        "import pyvista as pv\nmesh = pv.read('a.vtk')\nmesh = mesh.clip('x', inplace=True)",
        "for frame in (train, test):\n    frame.drop('id', axis=1, inplace=True)",
    ),
)
